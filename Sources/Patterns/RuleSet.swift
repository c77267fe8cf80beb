import CPatternFiles

/// Rules by their order in the files, ids unique.
public struct RuleSet: Sendable {
  /// The rules.
  public private(set) var rules: [Rule]

  /// - Throws: `PatternError` where two rules have one id.
  public init(_ rules: [Rule]) throws(PatternError) {
    var seen = Set<String>()
    for rule in rules where !seen.insert(rule.id).inserted {
      throw PatternError(file: "patterns", rule: rule.id, reason: "two rules have this id; rename one")
    }
    self.rules = rules
  }

  /// The files of `Patterns/` as compiled into this binary: name and text.
  public static var builtInFiles: [(name: String, text: String)] {
    (0..<contraband_pattern_file_count()).map { index in
      let file = contraband_pattern_file(index)
      let text = UnsafeRawBufferPointer(start: file.bytes, count: file.length)
      return (String(cString: file.name), String(decoding: text, as: UTF8.self))
    }
  }

  /// The rules every scan starts with.
  ///
  /// - Throws: `PatternError` where a built-in file is wrong, which the tests exclude.
  public static func builtIn() throws(PatternError) -> RuleSet {
    var rules: [Rule] = []
    for file in builtInFiles {
      rules += try RuleFile(name: file.name, text: file.text).rules
    }
    return try RuleSet(rules)
  }
}
