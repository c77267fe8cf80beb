import TOMLKit

/// A TOML table of a pattern file, read key by key with errors that name file, rule and key.
struct RuleTable {
  private let own: TOMLTable
  private let defaults: TOMLTable?
  private let file: String
  private let rule: String?

  init(_ own: TOMLTable, defaults: TOMLTable? = nil, file: String, rule: String?) {
    self.own = own
    self.defaults = defaults
    self.file = file
    self.rule = rule
  }

  func fault(_ key: String, _ reason: String) -> PatternError {
    PatternError(file: file, rule: rule, key: key, reason: reason)
  }

  /// - Throws: where the table has a key outside `keys`: a misspelt one must not be ignored.
  func allow(_ keys: Set<String>) throws(PatternError) {
    for key in own.keys where !keys.contains(key) {
      throw fault(key, "is unknown; see Patterns/README.md for the keys there are")
    }
  }

  private func value(_ key: String) -> (any TOMLValueConvertible)? {
    own[key] ?? defaults?[key]
  }

  func string(_ key: String) throws(PatternError) -> String? {
    guard let value = value(key) else { return nil }
    guard let string = value.string else { throw fault(key, "must be a string") }
    return string
  }

  func flag(_ key: String) throws(PatternError) -> Bool? {
    guard let value = value(key) else { return nil }
    guard let flag = value.bool else { throw fault(key, "must be true or false") }
    return flag
  }

  /// An integer or a float: TOML tells them apart, a threshold does not.
  func number(_ key: String) throws(PatternError) -> Double? {
    guard let value = value(key) else { return nil }
    if let integer = value.int { return Double(integer) }
    guard let number = value.double else { throw fault(key, "must be a number") }
    return number
  }

  func strings(_ key: String) throws(PatternError) -> [String] {
    guard let value = value(key) else { return [] }
    guard let array = value.array else { throw fault(key, "must be an array of strings") }
    var strings: [String] = []
    for element in array {
      guard let string = element.string else { throw fault(key, "must be an array of strings") }
      strings.append(string)
    }
    return strings
  }

  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String
  ) throws(PatternError) -> Choice? where Choice.RawValue == String {
    guard let name = try string(key) else { return nil }
    guard let choice = Choice(rawValue: name) else {
      let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw fault(key, "is \"\(name)\"; it may be one of: \(names)")
    }
    return choice
  }

  func table(_ key: String) throws(PatternError) -> TOMLTable? {
    guard let value = value(key) else { return nil }
    guard let table = value.table else { throw fault(key, "must be a table") }
    return table
  }

  func tables(_ key: String) throws(PatternError) -> [TOMLTable] {
    guard let value = own[key] else { return [] }
    guard let array = value.array else { throw fault(key, "must be an array of tables") }
    var tables: [TOMLTable] = []
    for element in array {
      guard let table = element.table else { throw fault(key, "must be an array of tables") }
      tables.append(table)
    }
    return tables
  }

  func examples(_ key: String) throws(PatternError) -> [Example] {
    guard let value = own[key] else { return [] }
    guard let array = value.array else { throw fault(key, "must be an array") }
    var examples: [Example] = []
    for element in array {
      if let text = element.string {
        examples.append(Example(template: text))
      } else if let table = element.table, let text = table["text"]?.string {
        examples.append(Example(template: text, path: table["path"]?.string))
      } else {
        throw fault(key, "must hold texts, or tables with text and path")
      }
    }
    return examples
  }
}
