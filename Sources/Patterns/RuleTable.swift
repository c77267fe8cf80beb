import TOMLKit

/// Which keys a file may have, and how its expressions are read.
enum RuleDialect {
  /// The files of `Patterns/`: our own keys, expressions of PCRE2.
  case builtIn
  /// A team's file: the keys of Gitleaks too, in any case, as its own reader takes them; expressions of RE2.
  case team
}

/// What is found wrong while files are read, all of it.
final class PatternNotes {
  var faults: [PatternError] = []
  var warnings: [PatternError] = []
}

/// A TOML table of a pattern file, read key by key. What does not fit is noted as a fault that names file, line,
/// rule and key, and reads as absent.
struct RuleTable {
  private let own: TOMLTable
  private let defaults: TOMLTable?
  /// The keys as the file writes them, by their name in lower case; nil where case counts.
  private let names: [String: String]?
  let place: Place
  let notes: PatternNotes

  /// Where a table stands.
  struct Place {
    var file: String
    var rule: String?
    /// As `TOMLLines` names tables; empty for the whole file.
    var path = ""
    /// What messages write before its keys: `allowlists[0].`.
    var prefix = ""
    var lines: TOMLLines?
    var dialect = RuleDialect.builtIn
  }

  init(_ own: TOMLTable, defaults: TOMLTable? = nil, place: Place, notes: PatternNotes) {
    self.own = own
    self.defaults = defaults
    self.place = place
    self.notes = notes
    guard place.dialect == .team else {
      names = nil
      return
    }
    var names: [String: String] = [:]
    var repeated: [String] = []
    for key in own.keys {
      if names.updateValue(key, forKey: key.lowercased()) != nil { repeated.append(key) }
    }
    self.names = names
    for key in repeated { fault(key, "is given twice, in other capitals", advice: "keep one") }
  }

  private func error(_ key: String?, _ reason: String, _ advice: String?) -> PatternError {
    let path = [place.path, key.map { $0.lowercased() } ?? ""].filter { !$0.isEmpty }.joined(separator: ".")
    return PatternError(
      file: place.file, line: place.lines?.line(of: path), rule: place.rule,
      key: key.map { place.prefix + $0 } ?? (place.prefix.isEmpty ? nil : String(place.prefix.dropLast())),
      reason: reason, advice: advice)
  }

  func fault(_ key: String?, _ reason: String, advice: String? = nil) {
    notes.faults.append(error(key, reason, advice))
  }

  func warn(_ key: String?, _ reason: String, advice: String? = nil) {
    notes.warnings.append(error(key, reason, advice))
  }

  /// Keys that other tools have and that cannot be honoured here, with what to do instead.
  private static let foreign = [
    "filter": "write the exception as [[rules.allowlists]]: CEL expressions are not read",
    "prefilter":
      "write the exception as [[rules.allowlists]], or the path as path: CEL expressions are not read",
    "tokenefficiency": "use entropy",
  ]

  /// Notes each key outside `keys`: a misspelt one must not be ignored.
  func allow(_ keys: Set<String>) {
    let allowed = names == nil ? keys : Set(keys.map { $0.lowercased() })
    let unknown = own.keys.filter { !allowed.contains(names == nil ? $0 : $0.lowercased()) }
    for key in unknown.sorted() {
      let near = NearNames.of(key, in: keys)
      let advice =
        RuleTable.foreign[key.lowercased()]
        ?? (near.first.map { "did you mean \($0)?" } ?? "see Patterns/README.md for the keys there are")
      fault(key, "is unknown", advice: advice)
    }
  }

  /// Whether the table itself has the key.
  func has(_ key: String) -> Bool { ownValue(key) != nil }

  /// Whether the key holds one table.
  func isTable(_ key: String) -> Bool { ownValue(key)?.table != nil }

  private func ownValue(_ key: String) -> (any TOMLValueConvertible)? {
    guard let names else { return own[key] }
    return names[key.lowercased()].flatMap { own[$0] }
  }

  private func value(_ key: String) -> (any TOMLValueConvertible)? { ownValue(key) ?? defaults?[key] }

  func string(_ key: String) -> String? {
    guard let value = value(key) else { return nil }
    guard let string = value.string else {
      fault(key, "must be a string")
      return nil
    }
    return string
  }

  func flag(_ key: String) -> Bool? {
    guard let value = value(key) else { return nil }
    guard let flag = value.bool else {
      fault(key, "must be true or false")
      return nil
    }
    return flag
  }

  /// An integer or a float: TOML tells them apart, a threshold does not.
  func number(_ key: String) -> Double? {
    guard let value = value(key) else { return nil }
    if let integer = value.int { return Double(integer) }
    guard let number = value.double, number.isFinite else {
      fault(key, "must be a number")
      return nil
    }
    return number
  }

  /// A whole number from 0.
  func count(_ key: String) -> Int? {
    guard let value = value(key) else { return nil }
    guard let integer = value.int, integer >= 0, integer <= Int(Int32.max) else {
      fault(key, "must be a whole number from 0")
      return nil
    }
    return integer
  }

  func strings(_ key: String) -> [String] {
    guard let value = value(key) else { return [] }
    guard let array = value.array else {
      fault(key, "must be an array of strings")
      return []
    }
    var strings: [String] = []
    for (index, element) in array.enumerated() {
      guard let string = element.string else {
        fault("\(key)[\(index)]", "must be a string: \(key) is an array of strings")
        continue
      }
      strings.append(string)
    }
    return strings
  }

  /// An expression, written for PCRE2.
  func expression(_ key: String) -> String? { string(key).flatMap { translated($0, key) } }

  /// Expressions, written for PCRE2.
  func expressions(_ key: String) -> [String] {
    strings(key).enumerated().compactMap { translated($0.element, "\(key)[\($0.offset)]") }
  }

  private func translated(_ expression: String, _ key: String) -> String? {
    guard place.dialect == .team else { return expression }
    do {
      return try RE2Syntax.translate(expression)
    } catch {
      fault(key, "is no expression that can be read: \(error)")
      return nil
    }
  }

  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String
  ) -> Choice? where Choice.RawValue == String {
    guard let name = string(key) else { return nil }
    let wanted = place.dialect == .team ? name.lowercased() : name
    guard let choice = Choice(rawValue: wanted) else {
      let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      fault(key, "is \"\(name)\"; it may be one of: \(names)")
      return nil
    }
    return choice
  }

  func table(_ key: String) -> TOMLTable? {
    guard let value = value(key) else { return nil }
    guard let table = value.table else {
      fault(key, "must be a table")
      return nil
    }
    return table
  }

  /// Tables of an array, each as the place where it stands.
  func tables(_ key: String) -> [(table: TOMLTable, place: Place)] {
    guard let value = ownValue(key) else { return [] }
    guard let array = value.array else {
      fault(key, "must be an array of tables", advice: "write [[\(key)]]")
      return []
    }
    var tables: [(table: TOMLTable, place: Place)] = []
    for (index, element) in array.enumerated() {
      guard let table = element.table else {
        fault("\(key)[\(index)]", "must be a table: \(key) is an array of tables")
        continue
      }
      tables.append((table, inner("\(key)[\(index)]")))
    }
    return tables
  }

  /// The place of a table that is part of this one.
  func inner(_ key: String) -> Place {
    var inner = place
    inner.path = (place.path.isEmpty ? "" : place.path + ".") + key.lowercased()
    // A rule is named, not counted.
    if !key.hasPrefix("rules[") { inner.prefix += key + "." }
    return inner
  }

  func examples(_ key: String) -> [Example] {
    guard let value = ownValue(key) else { return [] }
    guard let array = value.array else {
      fault(key, "must be an array")
      return []
    }
    var examples: [Example] = []
    for (index, element) in array.enumerated() {
      if let text = element.string {
        examples.append(Example(template: text))
      } else if let table = element.table, let text = table["text"]?.string {
        examples.append(Example(template: text, path: table["path"]?.string))
      } else {
        fault("\(key)[\(index)]", "must be a text, or a table with text and path")
      }
    }
    return examples
  }
}
