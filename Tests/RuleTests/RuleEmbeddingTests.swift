import Matching
import Patterns
import Testing

/// Secrets do not stand alone in their files: what a rule finds in its examples it finds in the places that such
/// secrets have.
@Suite struct RuleEmbeddingTests {
  /// Rules that can be shown other text round their examples: readers know the form of a whole file, and so do
  /// expressions for the very start or end of one.
  private static func standsAmongOthers(_ rule: Rule) -> Bool {
    guard let regex = rule.regex, rule.reader == nil else { return false }
    return ![#"\A"#, #"\z"#, #"\Z"#].contains { regex.contains($0) }
  }

  /// Rules that know their secret by its own form: no name near it, no line it begins.
  private static func isKnownByItself(_ rule: Rule) -> Bool {
    standsAmongOthers(rule) && rule.context.isEmpty && rule.near.isEmpty && rule.keywords.isEmpty
  }

  @Test(arguments: BuiltIn.fileNames)
  func examplesAreFoundOnALineOfTheirOwn(file: String) throws {
    let probe = try RuleProbe()
    var failures: [String] = []
    for rule in try BuiltIn.rules(ofFile: file) where RuleEmbeddingTests.standsAmongOthers(rule) {
      for example in rule.examples {
        let text = try makeText(example, of: rule, seed: 0)
        if try probe.matches(of: rule, in: Embedding.ownLine(text), path: example.path).isEmpty {
          failures.append("\(rule.id) \(text.debugDescription)")
        }
      }
    }
    #expect(failures.isEmpty, "not found among other lines:\n\(failures.joined(separator: "\n"))")
  }

  @Test(arguments: BuiltIn.fileNames)
  func tokensAreFoundInTheFilesTheyStandIn(file: String) throws {
    let probe = try RuleProbe()
    var failures: [String] = []
    for rule in try BuiltIn.rules(ofFile: file) where RuleEmbeddingTests.isKnownByItself(rule) {
      for example in rule.examples {
        guard let token = try bareToken(of: rule, example, probe) else { continue }
        for embedding in Embedding.inLine where embedding.holds(token) {
          let found = try probe.matches(of: rule, in: embedding(token), path: example.path)
          let place = embedding.before.utf8.count..<(embedding.before.utf8.count + token.utf8.count)
          if !found.contains(where: { $0.secret == place }) {
            failures.append("\(rule.id) in \(embedding.name): \(token.debugDescription)")
          }
        }
      }
    }
    #expect(failures.isEmpty, "not found:\n\(failures.joined(separator: "\n"))")
  }

  @Test(arguments: BuiltIn.fileNames)
  func examplesAreFoundInBinaries(file: String) throws {
    let probe = try RuleProbe()
    var failures: [String] = []
    for rule in try BuiltIn.rules(ofFile: file)
    where RuleEmbeddingTests.standsAmongOthers(rule) && rule.runsOnBinary {
      for example in rule.examples {
        let text = try makeText(example, of: rule, seed: 0)
        if try probe.matches(of: rule, in: Embedding.binary(text), path: example.path).isEmpty {
          failures.append("\(rule.id) \(text.debugDescription)")
        }
      }
    }
    #expect(failures.isEmpty, "not found between zero bytes:\n\(failures.joined(separator: "\n"))")
  }

  /// The secret of an example, where it is all that the rule matches.
  private func bareToken(of rule: Rule, _ example: Example, _ probe: RuleProbe) throws -> String? {
    let text = try makeText(example, of: rule, seed: 0)
    guard let match = try probe.matches(of: rule, in: text, path: example.path).first,
      match.span == match.secret
    else { return nil }
    return String(decoding: Array(text.utf8)[match.secret], as: UTF8.self)
  }
}
