import Dockerfiles

/// `docs/dockerfile-rules.md`, written from the rules.
enum RulePage {
  static var text: String {
    let examples = DockerfileRules.all.map(\.examples.count).reduce(0, +)
    let counterexamples = DockerfileRules.all.map(\.counterexamples.count).reduce(0, +)
    var text = """
      # Rules of `contraband dockerfile`

      \(DockerfileRules.all.count) rules, with \(examples) examples and \(counterexamples) look-alikes, all of which the \
      tests run. This page is written from the rules: `UPDATE_DOCS=1 make test` writes it anew.

      A comment `# contraband:allow RULE reason` above an instruction, or in its line, waives a finding; it stays in the \
      report as waived and does not fail the build. What the pattern rules know of a value (`contraband patterns list`) \
      comes on top: a finding has the name of the rule that knows most of the secret.


      """
    for rule in DockerfileRules.all {
      text += "## \(rule.id)\n\n**\(rule.title)** (\(rule.severity.rawValue)). \(rule.explanation)\n\n"
      text += "\(rule.fix) See <\(rule.reference)>.\n\n"
      text += block("Found", rule.examples) + block("Not found", rule.counterexamples)
    }
    return String(text.dropLast())
  }

  private static func block(_ title: String, _ texts: [String]) -> String {
    "\(title):\n\n```dockerfile\n" + texts.joined(separator: "\n") + "\n```\n\n"
  }
}
