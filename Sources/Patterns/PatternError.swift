/// A fault in a pattern file.
public struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The pattern file.
  public var file: String
  /// From 1; nil where the parser does not tell.
  public var line: Int?
  /// The rule's id, or its number in the file.
  public var rule: String?
  /// The key at fault.
  public var key: String?
  /// What is wrong with it.
  public var reason: String

  /// Makes one of its parts.
  public init(file: String, line: Int? = nil, rule: String? = nil, key: String? = nil, reason: String) {
    self.file = file
    self.line = line
    self.rule = rule
    self.key = key
    self.reason = reason
  }

  /// The whole message.
  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if let rule { text += ": rule \(rule)" }
    if let key { text += ": key \(key)" }
    return text + ": " + reason
  }
}
