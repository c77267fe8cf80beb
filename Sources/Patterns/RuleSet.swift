import CPatternFiles
import Crypto
import Findings

/// Rules by their order in the files, ids unique.
public struct RuleSet: Sendable {
  /// The rules.
  public private(set) var rules: [Rule]
  /// Rules that are not reported themselves (`skipReport`): others require them.
  public private(set) var auxiliary: [Rule] = []

  /// - Throws: `PatternError` where two rules have one id.
  public init(_ rules: [Rule], auxiliary: [Rule] = []) throws(PatternError) {
    var seen = Set<String>()
    for rule in rules + auxiliary where !seen.insert(rule.id).inserted {
      throw PatternError(file: "patterns", rule: rule.id, reason: "two rules have this id; rename one")
    }
    self.rules = rules
    self.auxiliary = auxiliary
  }

  /// The files of `Patterns/` as compiled into this binary: name and text.
  public static var builtInFiles: [(name: String, text: String)] {
    (0..<contraband_pattern_file_count()).map { index in
      let file = contraband_pattern_file(index)
      let text = UnsafeRawBufferPointer(start: file.bytes, count: file.length)
      return (String(cString: file.name), String(decoding: text, as: UTF8.self))
    }
  }

  /// Digest of the files of `Patterns/` as compiled in, in hexadecimal: tells whether what was made of them is
  /// still of use.
  public static var builtInDigest: String {
    var hash = SHA256()
    for index in 0..<contraband_pattern_file_count() {
      let file = contraband_pattern_file(index)
      hash.update(bufferPointer: UnsafeRawBufferPointer(start: file.bytes, count: file.length))
      hash.update(data: [0])
    }
    return HexText.lower(hash.finalize())
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

  /// An id that no rule has.
  public struct UnknownRule: Error, Sendable, CustomStringConvertible {
    /// As it was given.
    public var id: String
    /// Ids that may have been meant, nearest first.
    public var near: [String]

    /// The whole message.
    public var description: String {
      let advice =
        near.isEmpty
        ? "`contraband patterns list` shows them all" : "did you mean \(near.joined(separator: ", "))?"
      return "there is no rule \(id); " + advice
    }
  }

  /// The rule of this id, one that only serves others among them.
  ///
  /// - Throws: `UnknownRule`.
  public func rule(_ id: String) throws(UnknownRule) -> Rule {
    if let rule = rules.first(where: { $0.id == id }) ?? auxiliary.first(where: { $0.id == id }) {
      return rule
    }
    throw UnknownRule(id: id, near: NearNames.of(id, in: (rules + auxiliary).map(\.id)))
  }

  /// With each rule as `change` leaves it; ids must stay.
  func changingRules(_ change: (inout Rule) -> Void) -> RuleSet {
    var set = self
    for index in set.rules.indices { change(&set.rules[index]) }
    return set
  }

  /// With the rules for which `keeps` holds.
  func keepingRules(_ keeps: (Rule) -> Bool) -> RuleSet {
    var set = self
    set.rules = rules.filter(keeps)
    return set
  }

  /// Without the rules in `disabled`, and where `enabled` is not empty only with the rules in it.
  ///
  /// - Throws: `UnknownRule` where an id is none.
  public func selecting(enabled: [String], disabled: [String]) throws(UnknownRule) -> RuleSet {
    for id in enabled + disabled { _ = try rule(id) }
    var set = self
    set.rules = rules.filter { (enabled.isEmpty || enabled.contains($0.id)) && !disabled.contains($0.id) }
    return set
  }
}
