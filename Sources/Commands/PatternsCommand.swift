import ArgumentParser

/// `contraband patterns`: looks into the rules.
struct PatternsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patterns",
    abstract: "List, show, check and explain the rules that scans use.",
    discussion: """
      EXAMPLES
        contraband patterns list --provider github
        contraband patterns show npm-access-token
        contraband patterns check .gitleaks.toml
        contraband patterns explain npm-access-token --file .npmrc
      """,
    subcommands: [
      PatternsListCommand.self, PatternsShowCommand.self, PatternsCheckCommand.self,
      PatternsExplainCommand.self,
    ], defaultSubcommand: PatternsListCommand.self)
}

/// Options of how rules are shown.
struct RuleViewFlags: ParsableArguments {
  @Option(help: "Colour: auto, always or never.")
  var color: OutputFlags.ColorChoice = .auto

  var isColored: Bool {
    color == .always || (color == .auto && Terminal.isRich(Terminal.standardOutput))
  }

  var width: Int { min(120, Terminal.width(Terminal.standardOutput)) }
}
