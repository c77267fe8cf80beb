internal import Findings
public import Patterns

/// Asks the libraries and lists that matching relies on whether rules can work at all: what `Patterns` cannot tell,
/// since it only reads.
public enum PatternCheck {
  /// All that keeps the rules from working: expressions PCRE2 refuses, groups, readers and checks that there are
  /// not. Built-in rules that no file changed are not looked at: the tests do that.
  ///
  /// - Parameter readers: those that rules may name.
  public static func faults(of rules: [Rule], readers: [any CredentialReader]) -> [PatternError] {
    let names = readers.map(\.name)
    var checker = Checker()
    for rule in rules where rule.origin != nil { checker.check(rule, readers: names) }
    return checker.faults
  }

  private struct Checker {
    var faults: [PatternError] = []
    /// Lists that hold for many rules are looked at once.
    private var seen = Set<PatternOrigin>()

    mutating func check(_ rule: Rule, readers: [String]) {
      func note(_ key: String, _ reason: String, _ advice: String?) -> PatternError {
        PatternError(
          file: rule.origin?.file ?? "patterns", line: rule.origin?.line(of: key), rule: rule.id, key: key,
          reason: reason, advice: advice)
      }
      if let path = rule.path, let reason = refusal(path) { faults.append(note("path", reason, nil)) }
      for (index, fragment) in rule.near.enumerated() {
        if let reason = refusal("(?i:\(fragment))") { faults.append(note("near[\(index)]", reason, nil)) }
      }
      for (index, fragment) in rule.context.enumerated() {
        if let reason = refusal("(?i:\(fragment))") { faults.append(note("context[\(index)]", reason, nil)) }
      }
      if let regex = rule.regex {
        if let reason = refusal(regex) {
          faults.append(note("regex", reason, nil))
        } else if let group = rule.secretGroup, let count = try? PCRE2Expression.groups(of: regex),
          group > count
        {
          faults.append(
            note(
              "secretGroup", "is \(group), and regex has \(count == 0 ? "no group" : "\(count)")",
              "count the opening parentheses without ?: behind them"))
        }
        if !rule.context.isEmpty, let expression = rule.expression, let reason = refusal(expression) {
          faults.append(note("context", reason, nil))
        }
      }
      if let verify = rule.verify, Verifiers.all[verify] == nil {
        let near = NearNames.of(verify, in: Array(Verifiers.all.keys))
        faults.append(
          note(
            "verify", "there is no check \"\(verify)\"",
            "there are: " + (near.isEmpty ? Verifiers.all.keys.sorted() : near).joined(separator: ", ")))
      }
      if let reader = rule.reader, !readers.contains(reader) {
        let near = NearNames.of(reader, in: readers)
        faults.append(
          note(
            "reader", "there is no reader \"\(reader)\"",
            "there are: " + (near.isEmpty ? readers.sorted() : near).joined(separator: ", ")))
      }
      for list in rule.allowlists { check(list) }
    }

    private mutating func check(_ list: Allowlist) {
      guard let origin = list.origin, seen.insert(origin).inserted else { return }
      for (key, expressions) in [("regexes", list.regexes), ("paths", list.paths)] {
        for (number, expression) in expressions.enumerated() {
          guard let reason = refusal(expression) else { continue }
          let name = "\(key)[\(number)]"
          faults.append(
            PatternError(
              file: origin.file, line: origin.line(of: name), rule: origin.rule, key: origin.prefix + name,
              reason: reason))
        }
      }
    }

    /// Why PCRE2 does not take an expression; nil where it does.
    private func refusal(_ expression: String) -> String? {
      do {
        _ = try PCRE2Expression.groups(of: expression)
        return nil
      } catch {
        let before = String(decoding: Array(expression.utf8).prefix(error.offset).suffix(24), as: UTF8.self)
        return "is no expression: \(error.reason)" + (before.isEmpty ? "" : ", after `\(before)`")
      }
    }
  }
}
