import Matching
import Patterns
import Testing

/// What a rule finds in its examples it finds when a file holds them encoded, and finds nothing in counterexamples
/// either way.
@Suite struct RuleEncodingTests {
  /// Rules that can be shown an encoded text: readers know the form of a whole file, other rules go by the file's
  /// name, or by where in the file a text stands.
  private static func standsAlone(_ rule: Rule) -> Bool {
    guard let regex = rule.regex, rule.reader == nil, rule.path == nil else { return false }
    return ![#"\A"#, #"\z"#, #"\Z"#].contains { regex.contains($0) }
  }

  @Test(arguments: BuiltIn.fileNames)
  func theFirstExampleIsFoundInEachEncoding(file: String) throws {
    let probe = try RuleProbe()
    var failures: [String] = []
    for rule in try BuiltIn.rules(ofFile: file) where RuleEncodingTests.standsAlone(rule) {
      guard let example = rule.examples.first else { continue }
      let text = try makeText(example, of: rule, seed: 0)
      for encoding in Encoding.all where EncodingLimit.reason(rule.id, encoding) == nil {
        if try probe.matches(of: rule, in: encoding.file(text), path: example.path).isEmpty {
          failures.append("\(rule.id) in \(encoding.name): \(text.debugDescription)")
        }
      }
    }
    #expect(failures.isEmpty, "not found encoded:\n\(failures.joined(separator: "\n"))")
  }

  @Test(arguments: BuiltIn.fileNames)
  func noCounterexampleIsFoundInAnEncoding(file: String) throws {
    let probe = try RuleProbe()
    var failures: [String] = []
    for rule in try BuiltIn.rules(ofFile: file) where RuleEncodingTests.standsAlone(rule) {
      for example in rule.counterexamples {
        let text = try makeText(example, of: rule, seed: 0)
        for encoding in Encoding.all where !encoding.name.hasPrefix("strings") {
          if try !probe.matches(of: rule, in: encoding.file(text), path: example.path).isEmpty {
            failures.append("\(rule.id) in \(encoding.name): \(text.debugDescription)")
          }
        }
      }
    }
    #expect(failures.isEmpty, "found encoded:\n\(failures.joined(separator: "\n"))")
  }

  /// A limit that is none any more would hide what breaks.
  @Test func noLimitIsNamedWithoutNeed() throws {
    let probe = try RuleProbe()
    let rules = Dictionary(
      try BuiltIn.allRules().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var needless: [String] = []
    for (index, limit) in EncodingLimit.all.enumerated() {
      for id in limit.rules.sorted() {
        guard let rule = rules[id], let example = rule.examples.first else { continue }
        let text = try makeText(example, of: rule, seed: 0)
        let isFound = try Encoding.all.filter { limit.encodings.contains($0.name) }.allSatisfy {
          try !probe.matches(of: rule, in: $0.file(text), path: example.path).isEmpty
        }
        if isFound { needless.append("\(index) \(id)") }
      }
    }
    #expect(needless.isEmpty, "found all the same: \(needless.joined(separator: ", "))")
  }

  @Test func eachLimitNamesARuleAndAnEncoding() throws {
    let rules = Set(try BuiltIn.allRules().map(\.id))
    let encodings = Set(Encoding.all.map(\.name))
    for limit in EncodingLimit.all {
      #expect(limit.rules.subtracting(rules).isEmpty)
      #expect(Set(limit.encodings).subtracting(encodings).isEmpty)
      #expect(!limit.reason.isEmpty)
    }
  }
}
