public import Patterns

/// Runs the examples and counterexamples of rules through the engine.
public enum ExampleProof {
  /// Random parts of an example are made so many times.
  private static let seeds = 3

  /// A fault for each example that its rule does not find, each counterexample that it does, and each rule that the
  /// engine refuses.
  public static func faults(of rules: [Rule], readers: [any CredentialReader]) -> [PatternError] {
    var faults: [PatternError] = []
    var rules = rules.map { rule in
      var rule = rule
      rule.skipsReport = false
      return rule
    }
    while !rules.isEmpty {
      do {
        let engine = try Engine(rules: RuleSet(rules), readers: readers, cache: nil)
        let matcher = try engine.makeMatcher()
        let excuses = Excuses(engine)
        for index in rules.indices { faults += try prove(rules[index], index, matcher, excuses) }
        return faults
      } catch let fault as Engine.Fault {
        guard let index = rules.firstIndex(where: { $0.id == fault.rule }) else {
          faults.append(PatternError(file: "patterns", reason: fault.reason))
          return faults
        }
        faults.append(note(rules[index], "regex", "cannot be matched: \(fault.reason)"))
        rules.remove(at: index)
      } catch {
        faults.append(PatternError(file: "patterns", reason: "\(error)"))
        return faults
      }
    }
    return faults
  }

  private static func note(_ rule: Rule, _ key: String, _ reason: String) -> PatternError {
    PatternError(
      file: rule.origin?.file ?? "patterns", line: rule.origin?.line(of: key), rule: rule.id, key: key,
      reason: reason)
  }

  private static func prove(_ rule: Rule, _ index: Int, _ matcher: Matcher, _ excuses: Excuses) throws
    -> [PatternError]
  {
    var faults: [PatternError] = []
    for (key, examples, wanted) in [
      ("examples", rule.examples, true), ("counterexamples", rule.counterexamples, false),
    ] {
      for (number, example) in examples.enumerated() {
        let place = "\(key)[\(number)]"
        for seed in 0..<seeds {
          let text: String
          do {
            text = try ExampleText.make(example.template, seed: "\(rule.id) \(example.template) \(seed)")
          } catch {
            faults.append(note(rule, place, "cannot be made: \(error)"))
            break
          }
          let bytes = Array(text.utf8)
          let isFound = try bytes.withUnsafeBytes { raw in
            let piece = ContentPiece(
              path: example.path ?? "", bytes: raw, owned: 0..<raw.count, isFirst: true)
            return try matcher.matches(in: piece).contains {
              $0.rule == index && !excuses.excuse($0, in: piece)
            }
          }
          if isFound != wanted {
            faults.append(
              note(
                rule, place,
                wanted
                  ? "the rule does not find it; `contraband patterns explain` says why"
                  : "the rule finds a secret in it"))
            break
          }
        }
      }
    }
    return faults
  }
}
