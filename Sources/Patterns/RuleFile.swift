import Findings
import TOMLKit

/// One pattern file, decoded and checked.
public struct RuleFile: Sendable {
  /// The file's name, for messages.
  public let name: String
  /// Its rules, in order.
  public let rules: [Rule]

  /// Decodes the TOML of one file.
  ///
  /// - Throws: `PatternError` at the first key that is unknown or has an unfit value.
  public init(name: String, text: String) throws(PatternError) {
    self.name = name
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw PatternError(file: name, line: Int(error.source.begin.line), reason: error.description)
    } catch {
      throw PatternError(file: name, reason: "not TOML: \(error)")
    }
    let root = RuleTable(table, file: name, rule: nil)
    try root.allow(["defaults", "rules", "title"])
    let defaults = try root.table("defaults")
    var rules: [Rule] = []
    for (index, table) in try root.tables("rules").enumerated() {
      rules.append(try RuleFile.rule(from: table, number: index + 1, defaults: defaults, file: name))
    }
    self.rules = rules
  }

  private static let keys: Set<String> = [
    "id", "description", "regex", "secretGroup", "entropy", "keywords", "path", "context", "near", "reader",
    "verify", "binary", "placeholders", "allowlists", "tags", "examples", "counterexamples", "severity",
    "confidence", "provider", "companions", "companionOnly", "remediation", "reference",
  ]

  private static func rule(
    from own: TOMLTable, number: Int, defaults: TOMLTable?, file: String
  ) throws(PatternError) -> Rule {
    let unnamed = RuleTable(own, file: file, rule: "number \(number)")
    guard let id = try unnamed.string("id") else { throw unnamed.fault("id", "is missing") }
    let table = RuleTable(own, defaults: defaults, file: file, rule: id)
    try table.allow(keys)
    var rule = Rule(id: id, title: try table.string("description") ?? id)
    rule.provider = try table.string("provider")
    rule.severity = try table.choice("severity") ?? .high
    rule.confidence = try table.choice("confidence") ?? .medium
    rule.regex = try table.string("regex")
    rule.secretGroup = try table.number("secretGroup").map { Int($0) }
    rule.entropy = try table.number("entropy")
    rule.keywords = try table.strings("keywords")
    rule.path = try table.string("path")
    rule.context = try table.strings("context")
    rule.near = try table.strings("near")
    rule.reader = try table.string("reader")
    rule.verify = try table.string("verify")
    rule.runsOnBinary = try table.flag("binary") ?? rule.context.isEmpty
    rule.keepsPlaceholders = try table.flag("placeholders") ?? false
    rule.companions = try table.strings("companions")
    rule.isCompanionOnly = try table.flag("companionOnly") ?? false
    rule.tags = try table.strings("tags")
    rule.remediation = try table.string("remediation") ?? ""
    rule.reference = try table.string("reference")
    rule.examples = try table.examples("examples")
    rule.counterexamples = try table.examples("counterexamples")
    for own in try table.tables("allowlists") {
      rule.allowlists.append(try allowlist(from: RuleTable(own, file: file, rule: id)))
    }
    if rule.regex == nil && rule.path == nil { throw table.fault("regex", "is missing, and so is path") }
    if !rule.context.isEmpty && rule.regex == nil { throw table.fault("context", "needs a regex") }
    return rule
  }

  private static func allowlist(from table: RuleTable) throws(PatternError) -> Allowlist {
    try table.allow(["description", "condition", "regexes", "regexTarget", "paths", "stopwords"])
    var list = Allowlist()
    list.regexes = try table.strings("regexes")
    list.target = try table.choice("regexTarget") ?? .secret
    list.paths = try table.strings("paths")
    list.stopwords = try table.strings("stopwords")
    let condition = try table.string("condition")
    switch condition?.uppercased() {
    case nil, "OR", "||": list.requiresAll = false
    case "AND", "&&": list.requiresAll = true
    default: throw table.fault("condition", "is \"\(condition ?? "")\"; it may be AND or OR")
    }
    return list
  }
}
