public import Findings

/// One rule: what to look for, what to make of it, and the texts that prove it.
///
/// The dialect is documented in `Patterns/README.md`.
public struct Rule: Sendable, Hashable {
  /// Unique among all rules.
  public var id: String
  /// Short title of a finding.
  public var title: String
  /// Who issues the secret.
  public var provider: String?
  /// How much harm a leak does.
  public var severity: Severity = .high
  /// How sure a match is.
  public var confidence: Confidence = .medium
  /// PCRE2 expression on bytes; nil for a rule of path or reader alone.
  public var regex: String?
  /// The group that holds the secret; nil: the first that is not empty, else the whole match.
  public var secretGroup: Int?
  /// Shannon entropy that the secret must exceed, in bits per byte.
  public var entropy: Double?
  /// What the user wants in place of `entropy`, by alphabet; nil: nothing.
  public var entropyLimits: EntropyLimits?
  /// One of these must stand in the content, case aside; empty: no condition.
  public var keywords: [String] = []
  /// Expression that the path must match.
  public var path: String?
  /// Fragments of expression, one of which must stand shortly before the value.
  public var context: [String] = []
  /// Fragments of expression, one of which must stand near the match, on either side.
  public var near: [String] = []
  /// Name of the credential reader that does the work.
  public var reader: String?
  /// Name of the verifier that checks a match.
  public var verify: String?
  /// Whether the rule runs on binary content.
  public var runsOnBinary = true
  /// Whether values that look like placeholders are kept.
  public var keepsPlaceholders = false
  /// Ids of rules whose matches, near one of this rule's, are parts of the same credential.
  public var companions: [String] = []
  /// Whether a match is told only as a part of another's credential: a certificate beside its key.
  public var isCompanionOnly = false
  /// Exceptions.
  public var allowlists: [Allowlist] = []
  /// Other rules that must match near by.
  public var required: [Requirement] = []
  /// Whether the rule only serves others that require it.
  public var skipsReport = false
  /// Free words; `generic` makes the rule yield to others.
  public var tags: [String] = []
  /// What to do about a leak.
  public var remediation = ""
  /// The page that documents the format.
  public var reference: String?
  /// Texts in which the rule must find a secret.
  public var examples: [Example] = []
  /// Texts in which it must not.
  public var counterexamples: [Example] = []
  /// Where the rule stands, for messages; nil where it is built in.
  public var origin: PatternOrigin?

  /// Makes one of its parts.
  public init(id: String, title: String) {
    self.id = id
    self.title = title
  }

  /// The bytes a `context` fragment may stand before the value.
  public static let contextReach = 60
  /// The bytes a `near` fragment may stand from the match.
  public static let nearReach = 200

  /// The whole expression: `regex`, or with `context` the fragments, the gap (group 1) and the value (group 2).
  public var expression: String? {
    guard let regex else { return nil }
    guard !context.isEmpty else { return regex }
    let names = context.joined(separator: "|")
    return
      "(?i:\(names))\(Rule.notEmpty)([\\s\\S]{0,\(Rule.contextReach)}?)(?<![0-9A-Za-z_])(\(regex))(?![0-9A-Za-z_])"
  }

  /// A name that is given nothing, as in `.env.example`, does not reach for the name on the next line.
  private static let notEmpty =
    #"(?![\w.-]{0,40}["']?[ \t]{0,2}[=:][ \t]{0,2}\r?\n[A-Za-z_][\w.-]{0,60}[ \t]{0,2}[=:])"#

  /// The group of `expression` that holds the secret; nil: decide by the number of groups.
  public var expressionSecretGroup: Int? { context.isEmpty ? secretGroup : 2 }
}

/// Another rule that must match near a rule's own match (composite rules of Gitleaks 8.28).
public struct Requirement: Sendable, Hashable {
  /// The other rule's id.
  public var id: String
  /// How many lines it may be away; nil: any number.
  public var withinLines: Int?
  /// How many columns, in bytes, it may be away; nil: any number.
  public var withinColumns: Int?
  /// The other rule: one, once the files are put together.
  public var rules: [Rule] = []

  /// Makes one of its parts.
  public init(id: String, withinLines: Int? = nil, withinColumns: Int? = nil) {
    self.id = id
    self.withinLines = withinLines
    self.withinColumns = withinColumns
  }
}

/// Exceptions to a rule, as in the Gitleaks dialect.
public struct Allowlist: Sendable, Hashable {
  /// What `regexes` are matched against.
  public enum Target: String, Sendable, Hashable, CaseIterable {
    case secret, match, line
  }

  /// Expressions that excuse a match.
  public var regexes: [String] = []
  /// What `regexes` are matched against.
  public var target: Target = .secret
  /// Expressions for paths that excuse a match.
  public var paths: [String] = []
  /// Words that excuse a match when the secret contains one, case aside.
  public var stopwords: [String] = []
  /// Whether all kinds of conditions that are given must hold, or any one.
  public var requiresAll = false
  /// What the list is for, in the author's words.
  public var description: String?
  /// Where it stands, for messages; nil where it is built in.
  public var origin: PatternOrigin?

  /// Makes one of its parts.
  public init() {}
}

/// A text that proves a rule.
public struct Example: Sendable, Hashable {
  /// With macros, as the pattern file has it.
  public var template: String
  /// The path the text stands at, where the rule asks for one.
  public var path: String?

  /// Makes one of its parts.
  public init(template: String, path: String? = nil) {
    self.template = template
    self.path = path
  }
}
