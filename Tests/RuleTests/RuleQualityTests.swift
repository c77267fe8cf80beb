import FoundationEssentials
import Patterns
import Testing

@testable import Matching

/// What must hold for every rule beside what it finds.
@Suite struct RuleQualityTests {
  @Test func idsAreUnique() throws {
    let ids = try BuiltIn.allRules().map(\.id)
    let repeated = Dictionary(grouping: ids, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
    #expect(repeated.isEmpty)
  }

  @Test func idsAreKebabCase() throws {
    let odd = try BuiltIn.allRules().map(\.id).filter { id in
      id.split(separator: "-", omittingEmptySubsequences: false).contains { word in
        word.isEmpty || !word.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) }
      }
    }
    #expect(odd.isEmpty)
  }

  @Test(arguments: BuiltIn.fileNames)
  func everyRuleSaysWhatToDoAndWhereItsFormatIsDocumented(file: String) throws {
    var failures: [String] = []
    for rule in try BuiltIn.rules(ofFile: file) {
      if rule.title == rule.id || rule.title.isEmpty { failures.append("\(rule.id) has no description") }
      if rule.provider?.isEmpty ?? true { failures.append("\(rule.id) has no provider") }
      if rule.remediation.isEmpty { failures.append("\(rule.id) has no remediation") }
      let reference = rule.reference ?? ""
      if !reference.hasPrefix("https://") && !reference.hasPrefix("http://") {
        failures.append("\(rule.id) has no reference")
      }
    }
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
  }

  @Test(arguments: BuiltIn.fileNames)
  func everyRuleIsProvedByExamplesAndCounterexamples(file: String) throws {
    let few = try BuiltIn.rules(ofFile: file).filter { rule in
      let least = rule.reader == nil ? 2 : 1
      return rule.examples.count < least || rule.counterexamples.count < least
    }
    #expect(few.map(\.id).isEmpty, "\(few.map(\.id).joined(separator: " "))")
  }

  /// Checks that dismiss what is wrong, but confirm only what an example cannot be made to be: a real key.
  private static let dismissingChecks: Set<String> = ["assigned-value", "github-fine-grained", "private-key"]

  /// A check that holds for no example proves nothing: either it is wrong or the examples are.
  @Test(arguments: BuiltIn.fileNames)
  func everyCheckHoldsForAnExample(file: String) throws {
    let probe = try RuleProbe()
    var failures: [String] = []
    for rule in try BuiltIn.rules(ofFile: file) {
      guard let check = rule.verify, !RuleQualityTests.dismissingChecks.contains(check) else { continue }
      let verifications = try rule.examples.flatMap { example in
        let text = try makeText(example, of: rule, seed: 0)
        return try probe.matches(of: rule, in: text, path: example.path).map(\.verification)
      }
      if !verifications.contains(where: { $0 != .none }) { failures.append("\(rule.id) (\(check))") }
    }
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
  }

  /// What an example shows must be made when it is loaded: as it stands in the repository, it holds no secret
  /// but the macros themselves.
  @Test(arguments: BuiltIn.fileNames)
  func noTemplateHoldsAWholeToken(file: String) throws {
    let probe = try RuleProbe()
    var failures: [String] = []
    for rule in try BuiltIn.rules(ofFile: file) where rule.reader == nil {
      for template in rule.examples.map(\.template) {
        if !template.contains("%{") {
          failures.append("\(rule.id) has an example without a macro: \(template.debugDescription)")
        }
        let bytes = Array(template.utf8)
        for match in try probe.matches(of: rule, in: bytes, path: nil) {
          let secret = String(decoding: bytes[match.secret], as: UTF8.self)
          let isMade = secret.contains("%{") || bytes[match.secret.upperBound...].starts(with: "%{".utf8)
          if !isMade { failures.append("\(rule.id) finds \(secret.debugDescription) in its own file") }
        }
      }
    }
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
  }

  @Test func everyPatternFileIsCompiledInByteForByte() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Patterns")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".toml")
    }
    #expect(Set(names) == Set(BuiltIn.fileNames), "regenerate Sources/CPatternFiles/patterns.c")
    for file in RuleSet.builtInFiles {
      let text = try String(contentsOf: folder.appending(path: file.name), encoding: .utf8)
      #expect(Array(text.utf8) == Array(file.text.utf8), "\(file.name) is compiled in from an older state")
    }
  }

  /// Rules that the first stage has no text to look for cost more than all others together.
  @Test func everyRuleHasAnAnchor() throws {
    let unanchored = Set(FirstStage(try BuiltIn.allRules()).unanchored)
    #expect(unanchored.isEmpty)
  }
}
