/// A fault in a pattern file.
public struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The pattern file.
  public var file: String
  /// From 1; nil where it is not known.
  public var line: Int?
  /// The rule's id, or its number in the file.
  public var rule: String?
  /// The key at fault.
  public var key: String?
  /// What is wrong with it.
  public var reason: String
  /// What to do about it.
  public var advice: String?

  /// Makes one of its parts.
  public init(
    file: String, line: Int? = nil, rule: String? = nil, key: String? = nil, reason: String,
    advice: String? = nil
  ) {
    self.file = file
    self.line = line
    self.rule = rule
    self.key = key
    self.reason = reason
    self.advice = advice
  }

  /// Where it is: file and line.
  public var place: String { line.map { "\(file):\($0)" } ?? file }

  /// What it is about, and what is wrong: the message without its place.
  public var message: String {
    var parts: [String] = []
    if let rule { parts.append("rule \(rule)") }
    if let key { parts.append("key \(key)") }
    parts.append(reason + (advice.map { "; \($0)" } ?? ""))
    return parts.joined(separator: ": ")
  }

  /// The whole message.
  public var description: String { place + ": " + message }

  /// By line, files in the order in which they are first named.
  public static func sorted(_ errors: [PatternError]) -> [PatternError] {
    var order: [String: Int] = [:]
    for error in errors where order[error.file] == nil { order[error.file] = order.count }
    return errors.enumerated().sorted { a, b in
      let left = (order[a.element.file] ?? 0, a.element.line ?? 0, a.offset)
      let right = (order[b.element.file] ?? 0, b.element.line ?? 0, b.offset)
      return left < right
    }.map(\.element)
  }
}

/// All faults of pattern files that were read together, in the order of the files.
public struct PatternFaults: Error, Sendable, CustomStringConvertible {
  /// At least one.
  public var faults: [PatternError]

  /// Makes one of its parts.
  public init(_ faults: [PatternError]) { self.faults = faults }

  /// A line for each.
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// Where a rule or an allowlist stands in a pattern file, for messages about it.
public struct PatternOrigin: Sendable, Hashable {
  /// The pattern file.
  public var file: String
  /// The line of its header, from 1.
  public var line: Int?
  /// The line of each key that is given; of elements of an array as `regexes[2]`; names in lower case.
  public var lines: [String: Int]
  /// The rule that it is a part of; nil outside of any.
  public var rule: String?
  /// What messages write before its keys: `allowlists[0].`.
  public var prefix: String

  /// Makes one of its parts.
  public init(
    file: String, line: Int? = nil, lines: [String: Int] = [:], rule: String? = nil, prefix: String = ""
  ) {
    self.file = file
    self.line = line
    self.lines = lines
    self.rule = rule
    self.prefix = prefix
  }

  /// The line of a key: where that is not known, of what it is a part of.
  public func line(of key: String) -> Int? {
    var key = key.lowercased()[...]
    while true {
      if let line = lines[String(key)] { return line }
      guard let cut = key.lastIndex(where: { $0 == "[" || $0 == "." }) else { return line }
      key = key[..<cut]
    }
  }
}
