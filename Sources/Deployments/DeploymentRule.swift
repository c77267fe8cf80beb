public import Findings

/// Something in a deployment file that gives a secret away.
public struct DeploymentRule: Sendable, Hashable {
  /// `deploy-…`; stable, for waivers and policies.
  public let id: String
  /// One line.
  public let title: String
  /// How bad it is where nothing speaks for more or less.
  public let severity: Severity
  /// How the secret gets out.
  public let explanation: String
  /// The right way.
  public let fix: String
  /// The page that documents the right way.
  public let reference: String
  /// Files in which the rule finds something.
  public let examples: [String]
  /// Look-alikes in which it finds nothing.
  public let counterexamples: [String]
}

/// What a rule found in a deployment file.
public struct DeploymentHit: Sendable, Hashable {
  /// Id of the rule.
  public var rule: String
  /// Offsets into the file: the value or the part of it that is the secret.
  public var range: Range<Int>
  /// The secret in clear; empty where the file does not have it itself.
  public var secret: [UInt8]
  /// What tells apart hits without a secret: a variable's name, a path.
  public var subject: String
  /// The rule's, or what the place makes of it.
  public var severity: Severity
  /// How sure it is.
  public var confidence: Confidence
  /// What the place adds to the rule's explanation.
  public var detail: String?

  /// Makes a hit.
  public init(
    rule: String, range: Range<Int>, secret: [UInt8], subject: String, severity: Severity,
    confidence: Confidence, detail: String?
  ) {
    self.rule = rule
    self.range = range
    self.secret = secret
    self.subject = subject
    self.severity = severity
    self.confidence = confidence
    self.detail = detail
  }
}

/// The rules about deployment files, as a table.
public enum DeploymentRules {
  /// Every rule, in the order of the documentation.
  public static let all: [DeploymentRule] =
    containers + taskDefinitions + cloudFormation + network + compose + kubernetes

  private static let byID: [String: DeploymentRule] = Dictionary(
    all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  /// The rule of an id, or nil.
  public static func rule(_ id: String) -> DeploymentRule? { byID[id] }
}
