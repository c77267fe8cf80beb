import Findings
import TOMLKit

/// One pattern file, decoded and checked.
public struct RuleFile: Sendable {
  /// The file's name, for messages.
  public let name: String
  /// Its rules, in order.
  public let rules: [Rule]
  /// For each rule the keys that the file gives, which replace those of a rule that it extends.
  let given: [Set<String>]
  /// What the file builds upon.
  let base: RuleFileBase
  /// Exceptions to all rules, or to those that it names.
  let allowlists: [GlobalAllowlist]

  /// Decodes the TOML of one file of `Patterns/`.
  ///
  /// - Throws: `PatternError` at the first key that is unknown or has an unfit value.
  public init(name: String, text: String) throws(PatternError) {
    let notes = PatternNotes()
    self.init(name: name, text: text, dialect: .builtIn, notes: notes)
    if let fault = notes.faults.first { throw fault }
  }

  /// Decodes the TOML of one file; what is wrong is added to `notes`, and left out.
  init(name: String, text: String, dialect: RuleDialect, notes: PatternNotes) {
    self.name = name
    let reader = RuleFileReader(name: name, text: text, dialect: dialect, notes: notes)
    rules = reader.rules
    given = reader.given
    base = reader.base
    allowlists = reader.allowlists
  }
}

/// What a file says of the rules that it builds upon (`[extend]`).
struct RuleFileBase: Sendable {
  /// Whether it asks for the built-in rules.
  var usesBuiltIn = false
  /// Another file, relative to this one.
  var path: String?
  /// Rules that it switches off, each with its place in the array.
  var disabled: [String] = []
  var origin: PatternOrigin?
}

/// An allowlist that stands outside of any rule.
struct GlobalAllowlist: Sendable {
  var list: Allowlist
  /// Ids of the rules it holds for; empty: all.
  var targets: [String]
}

/// Reads the tables of one file.
struct RuleFileReader {
  private(set) var rules: [Rule] = []
  private(set) var given: [Set<String>] = []
  private(set) var base = RuleFileBase()
  private(set) var allowlists: [GlobalAllowlist] = []
  private let notes: PatternNotes

  init(name: String, text: String, dialect: RuleDialect, notes: PatternNotes) {
    self.notes = notes
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      notes.faults.append(
        PatternError(file: name, line: Int(error.source.begin.line), reason: error.description))
      return
    } catch {
      notes.faults.append(PatternError(file: name, reason: "not TOML: \(error)"))
      return
    }
    var place = RuleTable.Place(file: name, dialect: dialect)
    if dialect == .team {
      let lines = TOMLLines(text, foldsCase: true)
      for line in lines.zeros {
        notes.faults.append(
          PatternError(
            file: name, line: line, reason: "holds a zero character, at which the text would be cut",
            advice: #"write \x00 in an expression"#))
      }
      place.lines = lines
    }
    read(RuleTable(table, place: place, notes: notes))
  }

  private mutating func read(_ root: RuleTable) {
    root.allow(root.place.dialect == .team ? RuleFileReader.teamKeys : RuleFileReader.builtInKeys)
    let defaults = root.table("defaults")
    _ = root.string("title")
    if root.place.dialect == .team { readHead(root) }
    var seen: [String: Int?] = [:]
    for (index, (table, place)) in root.tables("rules").enumerated() {
      guard let (rule, keys) = rule(table, place, number: index + 1, defaults: defaults) else { continue }
      if root.place.dialect == .team {
        if let earlier = seen[rule.id] {
          RuleTable(table, place: named(place, rule.id), notes: notes).fault(
            "id", "is that of another rule of this file" + (earlier.map { ", in line \($0)" } ?? ""),
            advice: "rename one")
          continue
        }
        seen[rule.id] = rule.origin?.line
      }
      rules.append(rule)
      given.append(keys)
    }
  }

  private func named(_ place: RuleTable.Place, _ id: String) -> RuleTable.Place {
    var place = place
    place.rule = id
    return place
  }

  /// What stands before the rules of a team's file.
  private mutating func readHead(_ root: RuleTable) {
    _ = root.string("description")
    if let version = root.string("minVersion") {
      let digits = version.drop { $0 == "v" || $0 == "V" }.prefix { $0.isNumber }
      if digits.isEmpty {
        root.fault("minVersion", "is \"\(version)\"; it must be a version such as v8.25.0")
      } else if (Int(digits) ?? .max) > 8 {
        root.warn("minVersion", "is \"\(version)\"; what Gitleaks 8 reads is read here, no later dialect")
      }
    }
    if let table = root.table("extend") {
      let extend = RuleTable(table, place: root.inner("extend"), notes: notes)
      extend.allow(["useDefault", "path", "url", "disabledRules"])
      base.usesBuiltIn = extend.flag("useDefault") ?? false
      base.path = extend.string("path").flatMap { $0.isEmpty ? nil : $0 }
      base.disabled = extend.strings("disabledRules")
      if let url = extend.string("url"), !url.isEmpty {
        extend.fault(
          "url", "is not fetched: nothing here uses the network",
          advice: "save that file, and name it with path")
      }
      base.origin = origin(of: extend.place)
    }
    for (table, place) in lists("allowlist", in: root) + lists("allowlists", in: root) {
      let reader = RuleTable(table, place: place, notes: notes)
      reader.allow(AllowlistReader.keys.union(["targetRules"]))
      if let list = AllowlistReader.read(reader) {
        allowlists.append(GlobalAllowlist(list: list, targets: reader.strings("targetRules")))
      }
    }
  }

  /// The tables under a key that may hold one or several.
  private func lists(_ key: String, in table: RuleTable) -> [(TOMLTable, RuleTable.Place)] {
    if key == "allowlist", table.isTable(key) {
      return table.table(key).map { [($0, table.inner(key))] } ?? []
    }
    return table.tables(key).map { ($0.table, $0.place) }
  }

  /// Where a table stands, with the lines of its keys.
  private func origin(of place: RuleTable.Place) -> PatternOrigin? {
    guard let lines = place.lines else { return nil }
    return AllowlistReader.origin(of: place, lines)
  }

  private func rule(
    _ own: TOMLTable, _ place: RuleTable.Place, number: Int, defaults: TOMLTable?
  ) -> (Rule, Set<String>)? {
    let unnamed = RuleTable(own, place: named(place, "number \(number)"), notes: PatternNotes())
    guard let id = unnamed.string("id"), !id.isEmpty || place.dialect == .builtIn else {
      RuleTable(own, place: unnamed.place, notes: notes).fault(
        "id", unnamed.has("id") ? "must be a string that is not empty" : "is missing",
        advice: "give the rule a name of its own")
      return nil
    }
    let table = RuleTable(own, defaults: defaults, place: named(place, id), notes: notes)
    let isTeam = place.dialect == .team
    table.allow(isTeam ? RuleFileReader.teamRuleKeys : RuleFileReader.ruleKeys)
    var rule = Rule(id: id, title: table.string("description") ?? id)
    rule.provider = table.string("provider")
    rule.severity = table.choice("severity") ?? .high
    rule.confidence = table.choice("confidence") ?? .medium
    rule.regex = table.expression("regex")
    rule.secretGroup = table.count("secretGroup")
    rule.entropy = table.number("entropy")
    rule.keywords = table.strings("keywords")
    rule.path = table.expression("path")
    rule.context = table.expressions("context")
    rule.near = table.expressions("near")
    rule.reader = table.string("reader")
    rule.verify = table.string("verify")
    rule.runsOnBinary = table.flag("binary") ?? rule.context.isEmpty
    rule.keepsPlaceholders = table.flag("placeholders") ?? isTeam
    rule.companions = table.strings("companions")
    rule.isCompanionOnly = table.flag("companionOnly") ?? false
    rule.tags = table.strings("tags")
    rule.remediation = table.string("remediation") ?? ""
    rule.reference = table.string("reference")
    rule.examples = table.examples("examples")
    rule.counterexamples = table.examples("counterexamples")
    for (own, place) in (isTeam ? lists("allowlist", in: table) : []) + lists("allowlists", in: table) {
      let reader = RuleTable(own, place: place, notes: notes)
      reader.allow(isTeam ? AllowlistReader.keys : AllowlistReader.keys.subtracting(["commits"]))
      if let list = AllowlistReader.read(reader) { rule.allowlists.append(list) }
    }
    if !rule.context.isEmpty && rule.regex == nil && !table.has("regex") {
      table.fault("context", "needs a regex")
    }
    // Built-in rules extend nothing; asking for each key of thousands of rules would be felt.
    var keys = isTeam ? Set(RuleFileReader.teamRuleKeys.filter(table.has)) : []
    if isTeam {
      complete(&rule, table)
      // As in Gitleaks, what is empty or zero says nothing.
      if rule.regex == "" { rule.regex = nil }
      if rule.path == "" { rule.path = nil }
      if rule.regex == nil { keys.remove("regex") }
      if rule.path == nil { keys.remove("path") }
      if rule.secretGroup == nil { keys.remove("secretGroup") }
      if rule.entropy == nil { keys.remove("entropy") }
    } else if rule.regex == nil && rule.path == nil && !table.has("regex") && !table.has("path") {
      table.fault("regex", "is missing, and so is path")
    }
    return (rule, keys)
  }

  /// What only a team's file may say of a rule.
  private func complete(_ rule: inout Rule, _ table: RuleTable) {
    rule.origin = origin(of: table.place)
    if rule.secretGroup == 0 { rule.secretGroup = nil }
    if let entropy = rule.entropy, entropy <= 0 {
      if entropy < 0 { table.fault("entropy", "must be a number from 0 to 8") }
      rule.entropy = nil
    }
    rule.skipsReport = table.flag("skipReport") ?? false
    if table.has("validate") {
      table.warn(
        "validate", "is not run, since nothing here uses the network; the rule finds what it finds without")
    }
    for (own, place) in table.tables("required") {
      let reader = RuleTable(own, place: place, notes: notes)
      reader.allow(["id", "withinLines", "withinColumns"])
      guard let id = reader.string("id") else {
        if !reader.has("id") { reader.fault("id", "is missing: which rule is required?") }
        continue
      }
      rule.required.append(
        Requirement(
          id: id, withinLines: reader.count("withinLines"), withinColumns: reader.count("withinColumns")))
    }
    if rule.regex == nil, !rule.required.isEmpty, table.has("path") {
      table.fault("required", "needs a regex, whose match the other must be near")
    }
  }

  private static let builtInKeys: Set<String> = ["defaults", "rules", "title"]

  private static let teamKeys = builtInKeys.union([
    "description", "minVersion", "extend", "allowlist", "allowlists",
  ])

  private static let ruleKeys: Set<String> = [
    "id", "description", "regex", "secretGroup", "entropy", "keywords", "path", "context", "near", "reader",
    "verify", "binary", "placeholders", "allowlists", "tags", "examples", "counterexamples", "severity",
    "confidence", "provider", "companions", "companionOnly", "remediation", "reference",
  ]

  private static let teamRuleKeys = ruleKeys.union(["allowlist", "skipReport", "required", "validate"])
}
