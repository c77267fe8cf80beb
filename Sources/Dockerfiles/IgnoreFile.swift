/// A `.dockerignore`: which files of the build context the builder never sees (moby/patternmatcher and its
/// `ignorefile`, as BuildKit walks a context with them).
public struct IgnoreFile: Sendable {
  /// A line that is a pattern.
  public struct Rule: Sendable, Hashable {
    /// The pattern, as it is matched.
    public let pattern: IgnorePattern
    /// From 1.
    public let line: Int
  }

  /// A line that is refused; with one of these a build ends.
  public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
    /// From 1.
    public let line: Int
    /// Why.
    public let reason: String

    /// Line and reason.
    public var description: String { "line \(line): \(reason)" }
  }

  /// What was found out about a folder, for the paths in it.
  public struct FolderMatch: Sendable, Hashable {
    fileprivate let matched: [Bool]
  }

  /// Bytes of a file that are read.
  public static let byteLimit = 4 << 20

  /// In their order; the last one that matches decides.
  public let rules: [Rule]
  /// The lines that are none.
  public let problems: [Problem]

  /// A file without rules.
  public init() {
    rules = []
    problems = []
  }

  /// The rules of a list of patterns; each counts as a line.
  init(rules: [IgnorePattern]) {
    self.rules = rules.enumerated().map { Rule(pattern: $1, line: $0 + 1) }
    problems = []
  }

  /// Reads a file: `#` in column 1 starts a comment, white space and a leading slash go, paths are cleaned.
  public init(_ bytes: [UInt8]) {
    var rules: [Rule] = []
    var problems: [Problem] = []
    let source = bytes.count > Self.byteLimit ? Array(bytes.prefix(Self.byteLimit)) : bytes
    for (number, line) in source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      var range = line.indices
      if number == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) {
        range = range.lowerBound + 3..<range.upperBound
      }
      guard range.count <= ParserLimits.lineBytes else {
        problems.append(Problem(line: number + 1, reason: "line is too long"))
        continue
      }
      if let first = range.first, source[first] == UInt8(ascii: "#") { continue }
      do throws(IgnorePattern.Malformed) {
        guard let text = Self.normalized(source, range), let pattern = try IgnorePattern.parse(text) else {
          continue
        }
        rules.append(Rule(pattern: pattern, line: number + 1))
      } catch {
        problems.append(Problem(line: number + 1, reason: error.description))
      }
    }
    if bytes.count > source.count {
      problems.append(Problem(line: 1, reason: "more than \(Self.byteLimit) bytes"))
    }
    self.rules = rules
    self.problems = problems
  }

  /// A line as moby's reader of ignore files hands it on; nil for a blank one.
  private static func normalized(_ source: [UInt8], _ line: Range<Int>) -> String? {
    var range = Blanks.trimmed(source, line)
    guard let first = range.first else { return nil }
    let isException = source[first] == UInt8(ascii: "!")
    if isException { range = Blanks.trimmed(source, first + 1..<range.upperBound) }
    var pattern = String(decoding: source[range], as: UTF8.self)
    if !pattern.isEmpty {
      pattern = SlashPath.cleaned(pattern)
      if pattern.utf8.count > 1, pattern.utf8.first == UInt8(ascii: "/") { pattern.removeFirst() }
    }
    return isException ? "!" + pattern : pattern
  }

  /// Whether a rule takes files in again; without one a folder that is left out need not be looked into.
  public var hasExceptions: Bool { rules.contains { $0.pattern.isException } }

  /// Whether a path is left out. `path` is relative to the context, without `.` and `..`.
  public func ignores(_ path: String) -> Bool {
    decidingRule(for: path).map { !$0.pattern.isException } ?? false
  }

  /// The rule that decides about a path; nil if none matches.
  public func decidingRule(for path: String) -> Rule? {
    var folder: FolderMatch?
    var rule: Rule?
    var current = ""
    for part in path.split(separator: "/") {
      current += current.isEmpty ? String(part) : "/" + part
      (rule, folder) = step(current, in: folder)
    }
    return rule
  }

  /// Whether a path is left out, given what was found about its folder; nil for a path at the root. The
  /// second value serves the paths below, if this is a folder.
  public func ignores(_ path: String, in folder: FolderMatch?) -> (Bool, FolderMatch) {
    let (rule, match) = step(path, in: folder)
    return (rule.map { !$0.pattern.isException } ?? false, match)
  }

  private func step(_ path: String, in folder: FolderMatch?) -> (Rule?, FolderMatch) {
    var decided: Rule?
    var isIgnored = false
    var matched = [Bool](repeating: false, count: rules.count)
    for (index, rule) in rules.enumerated() {
      var isMatch = folder?.matched[index] ?? false
      if !isMatch {
        // What cannot change the outcome is not even matched, and counts as no match for the paths below.
        if rule.pattern.isException != isIgnored { continue }
        isMatch = rule.pattern.matches(path)
      }
      matched[index] = isMatch
      if isMatch {
        isIgnored = !rule.pattern.isException
        decided = rule
      }
    }
    return (decided, FolderMatch(matched: matched))
  }

  /// The names under which the ignore file of a Dockerfile is looked for: first beside the Dockerfile, then,
  /// if that is missing, at the root of the context. The first replaces the second; they are never joined.
  public static func candidates(forDockerfile path: String) -> [(path: String, isBesideDockerfile: Bool)] {
    [(path + ".dockerignore", true), (".dockerignore", false)]
  }

  /// The one that is taken, by the names that exist.
  public static func chosen(
    forDockerfile path: String, besideExists: Bool, rootExists: Bool
  ) -> (path: String, isBesideDockerfile: Bool)? {
    let names = candidates(forDockerfile: path)
    if besideExists { return names[0] }
    return rootExists ? names[1] : nil
  }
}
