import ArgumentParser
import CredentialFiles
import Matching
import Patterns
import Reports

/// `contraband patterns check FILE…`.
struct PatternsCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check pattern files: all that is wrong with them at once, their examples, costly expressions.",
    discussion: """
      Files are read as --patterns reads them, together. Errors and warnings go to standard output, one a line.

      EXAMPLES
        contraband patterns check .gitleaks.toml
        contraband patterns check team-patterns/

      EXIT CODES
        0   the files can be used; there may be warnings
        1   there are errors
        64  the command line is wrong
      """)

  @Argument(help: ArgumentHelp("Pattern files, and folders of them.", valueName: "file"))
  var files: [String]

  @Flag(name: .shortAndLong, help: "Only errors.")
  var quiet = false

  func run() throws {
    let readers = CredentialFileReaders.all
    let (team, readFaults) = TeamPatterns.read(files, replacesBuiltIn: false)
    var faults = readFaults
    var warnings: [PatternError] = []
    let own = team?.ownRules ?? []
    if let team {
      warnings = team.warnings
      let refused = PatternCheck.faults(of: own, readers: readers)
      faults += refused
      // A rule that cannot work at all has no examples to prove.
      let broken = Set(faults.compactMap(\.rule))
      let sound = own.filter { !broken.contains($0.id) }
      faults += ExampleProof.faults(of: sound, readers: readers)
      for rule in sound where rule.origin?.lines["regex"] != nil {
        warnings += ExpressionCost.warnings(of: rule, longestMatch: Matcher.longestMatch).map { reason in
          PatternError(
            file: rule.origin?.file ?? "", line: rule.origin?.line(of: "regex"), rule: rule.id, key: "regex",
            reason: reason)
        }
      }
    }
    var text = ""
    for fault in PatternError.sorted(faults) {
      text += TerminalText.escaped("\(fault.place): error: \(fault.message)") + "\n"
    }
    if !quiet {
      for warning in PatternError.sorted(warnings) {
        text += TerminalText.escaped("\(warning.place): warning: \(warning.message)") + "\n"
      }
    }
    if !quiet || !faults.isEmpty {
      text +=
        "\(PatternsCheckCommand.count(own.count, "rule")): \(PatternsCheckCommand.count(faults.count, "error")), "
        + "\(PatternsCheckCommand.count(warnings.count, "warning"))\n"
    }
    Terminal.write(Array(text.utf8), to: Terminal.standardOutput)
    if !faults.isEmpty { throw ExitCode(1) }
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
