import ArgumentParser
import Patterns

/// `contraband patterns`: looks into the rules.
struct PatternsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patterns",
    abstract: "List the rules that scans use.",
    subcommands: [List.self], defaultSubcommand: List.self)

  /// `contraband patterns list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the rules: id, severity, title.")

    func run() throws {
      let rules = try RuleSet.builtIn().rules
      let width = rules.map(\.id.utf8.count).max() ?? 0
      var text = ""
      for rule in rules {
        text += rule.id + String(repeating: " ", count: width - rule.id.utf8.count)
        let severity = rule.severity.rawValue
        text +=
          "  " + severity + String(repeating: " ", count: 8 - severity.utf8.count) + "  " + rule.title + "\n"
      }
      text += "\(rules.count) rules\n"
      Terminal.write(Array(text.utf8), to: Terminal.standardOutput)
    }
  }
}
