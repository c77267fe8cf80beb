/// A team's own pattern files, put together with the built-in rules.
public struct TeamPatterns: Sendable {
  /// The rules in force.
  public let rules: RuleSet
  /// What is odd in the files, but does no harm.
  public let warnings: [PatternError]
  /// The files' own rules, those that others require among them.
  public let ownRules: [Rule]

  /// Reads pattern files in the dialect of Gitleaks, Betterleaks, or our own.
  ///
  /// - Parameters:
  ///   - paths: files, or folders of which every `.toml` is read.
  ///   - replacesBuiltIn: use the built-in rules only where a file asks for them with `useDefault`.
  /// - Throws: `PatternFaults`, all that is wrong with the files.
  public init(_ paths: [String], replacesBuiltIn: Bool = false) throws(PatternFaults) {
    let (patterns, faults) = TeamPatterns.read(paths, replacesBuiltIn: replacesBuiltIn)
    guard let patterns, faults.isEmpty else { throw PatternFaults(faults) }
    self = patterns
  }

  private init(rules: RuleSet, warnings: [PatternError], ownRules: [Rule]) {
    self.rules = rules
    self.warnings = warnings
    self.ownRules = ownRules
  }

  /// As far as the files can be read, with all that is wrong with them, sorted by place.
  public static func read(
    _ paths: [String], replacesBuiltIn: Bool = false
  ) -> (patterns: TeamPatterns?, faults: [PatternError]) {
    let notes = PatternNotes()
    let tree = PatternFileTree(paths, notes: notes)
    let builtIn: [Rule]
    do {
      builtIn = try RuleSet.builtIn().rules
    } catch {
      return (nil, [error])
    }
    var assembly = RuleAssembly(builtIn: builtIn, replacesBuiltIn: replacesBuiltIn, notes: notes)
    assembly.add(tree.roots)
    let (rules, auxiliary, own) = assembly.finish()
    var set: RuleSet?
    do {
      set = try RuleSet(rules, auxiliary: auxiliary)
    } catch {
      notes.faults.append(error)
    }
    let patterns = set.map {
      TeamPatterns(rules: $0, warnings: PatternError.sorted(notes.warnings), ownRules: own)
    }
    return (patterns, PatternError.sorted(notes.faults))
  }
}
