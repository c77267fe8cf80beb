public import Findings

/// Something that puts a secret into an image, its history or its logs.
public struct DockerfileRule: Sendable, Hashable {
  /// `dockerfile-…`; stable, for waivers and policies.
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
  /// Dockerfiles without their FROM in which the rule finds something.
  public let examples: [String]
  /// Look-alikes in which it finds nothing.
  public let counterexamples: [String]
}

/// What a rule found in a Dockerfile.
public struct DockerfileHit: Sendable, Hashable {
  /// Id of the rule.
  public var rule: String
  /// Offsets into the file: the word or the part of it that is the secret.
  public var range: Range<Int>
  /// The secret in clear; empty where the Dockerfile does not have it itself.
  public var secret: [UInt8]
  /// What tells apart hits without a secret: a variable's name, a path.
  public var subject: String
  /// The rule's, or what the place makes of it.
  public var severity: Severity
  /// How sure it is.
  public var confidence: Confidence
  /// What the place adds to the rule's explanation.
  public var detail: String?
  /// What to do about this very line, before the rule's own words.
  public var fix: String?
  /// Index of the instruction.
  public var instruction: Int
  /// Counted from 0; nil before the first FROM.
  public var stage: Int?
}
