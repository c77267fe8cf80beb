import Patterns
import Testing

/// Every rule finds a secret in each of its examples, and none in its counterexamples, with all other rules in
/// force beside it.
@Suite struct RuleExampleTests {
  /// Each makes other random parts.
  private static let seeds = 0..<3

  @Test(arguments: BuiltIn.fileNames)
  func everyExampleIsFound(file: String) throws {
    let probe = try RuleProbe()
    var failures: [String] = []
    var givenUp: [String] = []
    for rule in try BuiltIn.rules(ofFile: file) {
      for example in rule.examples {
        for seed in RuleExampleTests.seeds {
          let text = try makeText(example, of: rule, seed: seed)
          let matches = try probe.matches(of: rule, in: text, path: example.path)
          givenUp += probe.surrendered
          guard matches.isEmpty else { continue }
          failures.append("\(rule.id) does not find \(example.path ?? "") \(text.debugDescription)")
          break
        }
      }
    }
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    #expect(givenUp.isEmpty, "too much backtracking: \(givenUp.joined(separator: " "))")
  }

  @Test(arguments: BuiltIn.fileNames)
  func noCounterexampleIsFound(file: String) throws {
    let probe = try RuleProbe()
    var failures: [String] = []
    for rule in try BuiltIn.rules(ofFile: file) {
      for example in rule.counterexamples {
        for seed in RuleExampleTests.seeds {
          let text = try makeText(example, of: rule, seed: seed)
          guard let match = try probe.matches(of: rule, in: text, path: example.path).first else { continue }
          let secret = String(decoding: Array(text.utf8)[match.secret], as: UTF8.self)
          failures.append(
            "\(rule.id) finds \(secret.debugDescription) in \(example.path ?? "") \(text.debugDescription)")
          break
        }
      }
    }
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
  }
}
