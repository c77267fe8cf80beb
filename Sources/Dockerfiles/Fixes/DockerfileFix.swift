/// What to do about one line: a few words, and lines to paste.
public struct DockerfileFix: Sendable, Hashable {
  /// Whole sentences.
  public var words: String
  /// Lines of a Dockerfile, of a shell, or of a deployment file.
  public var lines: [String]

  /// Makes one of its parts.
  public init(words: String, lines: [String]) {
    self.words = words
    self.lines = lines
  }
}

/// A `RUN` that takes its secrets by mounts, and the build that brings them.
struct MountedRun {
  var rewrite: InstructionRewrite
  /// Options of `docker build`, in their order.
  private(set) var options: [String] = []
  /// What the files that are mounted have to hold.
  private(set) var notes: [String] = []
  /// Whether a mount sets a variable.
  private(set) var setsVariable = false
  /// Whether anything was changed.
  private(set) var isChanged = false

  init(_ rewrite: InstructionRewrite) { self.rewrite = rewrite }

  /// Mounts a secret as a variable.
  mutating func mount(variable name: String) {
    let id = name.lowercased()
    rewrite.add(flag: "--mount=type=secret,id=\(id),env=\(name)")
    add(option: "--secret id=\(id),env=\(name)")
    setsVariable = true
  }

  /// Mounts a secret as a file.
  ///
  /// - Parameters:
  ///   - target: where the program looks for it; nil for `/run/secrets/ID`.
  ///   - isOpen: whether another user than root reads it.
  mutating func mount(
    file id: String, target: String?, source: String, isOpen: Bool = false, note: String? = nil
  ) {
    let place = target.map { ",target=\($0)" } ?? ""
    rewrite.add(flag: "--mount=type=secret,id=\(id)\(place)\(isOpen ? ",mode=0444" : "")")
    add(option: "--secret id=\(id),src=\(source)")
    if let note, !notes.contains(note) { notes.append(note) }
  }

  /// Lends the SSH agent.
  mutating func mountAgent() {
    rewrite.add(flag: "--mount=type=ssh")
    add(option: "--ssh default")
  }

  mutating func change() { isChanged = true }

  private mutating func add(option: String) {
    isChanged = true
    if !options.contains(option) { options.append(option) }
  }

  /// The lines of several RUNs and of the build.
  ///
  /// - Parameter syntax: the `# syntax=` directive that the file has.
  static func lines(_ runs: [MountedRun], syntax: String?) -> [String] {
    var lines: [String] = []
    if runs.contains(where: \.setsVariable), !supportsVariables(syntax) {
      lines.append("# syntax=docker/dockerfile:1")
    }
    let kept = runs.filter { !$0.rewrite.isEmptied }
    for run in kept { lines += run.rewrite.lines() }
    if kept.isEmpty, let first = runs.first, !first.options.isEmpty { lines.append(first.rewrite.outline) }
    var options: [String] = []
    for option in runs.flatMap(\.options) where !options.contains(option) { options.append(option) }
    var notes: [String] = []
    for note in runs.flatMap(\.notes) where !notes.contains(note) { notes.append(note) }
    guard !options.isEmpty else { return lines }
    return lines + notes.map { "# " + $0 } + ["docker build " + options.joined(separator: " ") + " ."]
  }

  /// Whether a frontend knows `env=` of secret mounts: those from 1.10 on do.
  private static func supportsVariables(_ syntax: String?) -> Bool {
    guard let syntax, let colon = syntax.lastIndex(of: ":") else { return false }
    let version = syntax[syntax.index(after: colon)...].prefix { $0 != "-" && $0 != "@" }
    let parts = version.split(separator: ".").map { Int($0) }
    guard let major = parts.first, major == 1 else { return version == "latest" || version == "labs" }
    return parts.count < 2 || (parts[1] ?? 0) >= 10
  }
}
