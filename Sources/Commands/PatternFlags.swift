import ArgumentParser
import CredentialFiles
import Matching
import Patterns

/// Options of which rules are in force.
struct PatternFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Add the rules of a file, or of a folder's .toml files: Gitleaks', Betterleaks' or our own dialect. "
        + "Repeatable.", valueName: "file|dir"))
  var patterns: [String] = []

  @Flag(
    help: "Use the rules of --patterns in place of the built-in ones, unless a file says useDefault = true.")
  var onlyPatterns = false

  @Option(help: ArgumentHelp("Switch a rule off. Repeatable.", valueName: "id"))
  var disableRule: [String] = []

  @Option(help: ArgumentHelp("Use only the rules named so. Repeatable.", valueName: "id"))
  var enableRule: [String] = []

  @Option(
    help: ArgumentHelp(
      "Entropy that a value in base64 needs where only its name and its randomness tell it: 0 to 6 bits per byte; "
        + "default: 2.7 to 3.5, by length and context.", valueName: "bits"))
  var entropyBase64: Double?

  @Option(
    help: ArgumentHelp(
      "The same for hexadecimal values: 0 to 4 bits per byte; default: 2.7 to 3.",
      valueName: "bits"))
  var entropyHex: Double?

  @Flag(help: "Do not look for values that only their name and their randomness tell.")
  var noEntropy = false

  func validate() throws {
    for (option, value, most) in [("base64", entropyBase64, 6.0), ("hex", entropyHex, 4.0)] {
      if let value, !(0...most).contains(value) {
        throw ValidationError("--entropy-\(option) takes a number of bits from 0 to \(Int(most))")
      }
    }
    if noEntropy, entropyBase64 != nil || entropyHex != nil {
      throw ValidationError("--no-entropy leaves nothing for --entropy-base64 and --entropy-hex to limit")
    }
    if onlyPatterns && patterns.isEmpty { throw ValidationError("--only-patterns needs --patterns") }
  }

  /// What the rules in force depend on; nil where that is a team's files, which are read each time.
  var identity: String? {
    guard patterns.isEmpty else { return nil }
    let selection = enableRule.map { "+" + $0 } + disableRule.map { "-" + $0 }
    let entropy = noEntropy ? "none" : "\(entropyBase64 ?? -1) \(entropyHex ?? -1)"
    return ([RuleSet.builtInDigest, "entropy " + entropy] + selection).joined(separator: " ")
  }

  /// The rules in force.
  ///
  /// - Parameter warn: is called with what is odd in a pattern file.
  /// - Throws: `PatternFaults` where a file is wrong, `ValidationError` where an id is no rule's.
  func rules(warn: (PatternError) -> Void) throws -> RuleSet {
    var set: RuleSet
    if patterns.isEmpty {
      set = try RuleSet.builtIn()
    } else {
      let (team, faults) = TeamPatterns.read(patterns, replacesBuiltIn: onlyPatterns)
      let refused =
        team.map { PatternCheck.faults(of: $0.ownRules, readers: CredentialFileReaders.all) } ?? []
      guard let team, faults.isEmpty, refused.isEmpty else {
        throw PatternFaults(PatternError.sorted(faults + refused))
      }
      for warning in team.warnings { warn(warning) }
      set = team.rules
    }
    if !enableRule.isEmpty || !disableRule.isEmpty {
      do {
        set = try set.selecting(enabled: enableRule, disabled: disableRule)
      } catch {
        throw ValidationError(error.description)
      }
    }
    if noEntropy { return set.withoutAssignedValues() }
    let limits = EntropyLimits(base64: entropyBase64, hex: entropyHex)
    return limits.isEmpty ? set : set.limitingEntropy(limits)
  }
}
