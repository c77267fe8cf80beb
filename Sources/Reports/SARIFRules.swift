import Findings

/// The rules that the findings of a run name, in the order of their ids, as SARIF describes rules.
struct SARIFRules {
  private let ids: [String]
  private let positions: [String: Int]
  /// `reportingDescriptor` objects (§3.49).
  let objects: [JSONValue]

  init(_ findings: [Finding]) {
    let groups = Dictionary(grouping: findings) { $0.rule }
    ids = groups.keys.sorted()
    positions = Dictionary(ids.enumerated().map { ($1, $0) }) { first, _ in first }
    objects = ids.compactMap { id in groups[id].flatMap { SARIFRules.object(id, of: $0) } }
  }

  /// Where the rule stands among `objects`.
  func index(of rule: String) -> Int? { positions[rule] }

  /// SARIF's level; GitHub shows it where a rule has no security severity.
  static func level(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  /// The score that GitHub reads as that severity: above 9 critical, from 7 high, from 4 medium, above 0 low, 0 none.
  static func score(_ severity: Severity) -> String {
    switch severity {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "2.0"
    case .info: "0.0"
    }
  }

  private static func object(_ id: String, of findings: [Finding]) -> JSONValue? {
    guard let first = findings.first, let severity = findings.map(\.severity).max() else { return nil }
    let words = FindingWords(finding: first, layers: 0)
    let confidence = findings.map(\.confidence).max() ?? .low
    let isSecret = findings.contains { $0.secret.length > 0 }
    let what =
      isSecret ? "Whoever can read this place has the secret." : "It would leak a secret, or guard none."
    // Fixes that differ belong to single findings; their results hold them.
    let isCommon = findings.allSatisfy { $0.remediation == first.remediation }
    let fix = isCommon && !words.remedy.isEmpty ? words.remedy : "Each result says what to do."
    let reference = first.reference.flatMap(webAddress)
    let see = reference.map { "\n\n[What it is](\($0))" } ?? ""
    var tags: [JSONValue] = ["security"]
    if isSecret { tags += ["secret", "external/cwe/cwe-798"] }
    return [
      "id": .string(id), "name": .string(id),
      "shortDescription": SARIFReport.message(words.title),
      "fullDescription": SARIFReport.message("\(words.title). \(what)"),
      "helpUri": .optional(reference),
      "help": [
        "text": .string("\(words.title). \(what) \(fix)"),
        "markdown": .string(
          "**\(MarkdownText.escaped(words.title))**\n\n\(what)\n\n\(MarkdownText.escaped(fix))\(see)"),
      ],
      "defaultConfiguration": ["level": .string(level(severity))],
      "properties": [
        "security-severity": .string(score(severity)), "tags": .array(tags),
        "precision": .string(confidence == .high ? "very-high" : confidence.rawValue),
      ],
    ]
  }

  /// `text` if it is an address of the web without a character that would need an escape anywhere.
  static func webAddress(_ text: String) -> String? {
    guard text.hasPrefix("https://") || text.hasPrefix("http://"), text.utf8.count <= 1000 else { return nil }
    let allowed = Set("-._~:/?#@!$&*+,;=%".utf8)
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        || allowed.contains(byte)
    }
    return isPlain ? text : nil
  }
}
