/// Fixes for files that COPY and ADD take.
extension FixWriter {
  /// What to do about a file that a COPY takes.
  ///
  /// - Parameters:
  ///   - path: in the context.
  ///   - target: in the image.
  ///   - number: index into the analysis' copies.
  ///   - source: which source of the COPY takes it.
  ///   - isNamed: whether the source names the file itself.
  ///   - hasExceptions: whether the ignore file has `!` lines, after which a further line must stand.
  public mutating func fix(
    forFile path: String, at target: String, copy number: Int, source: Int, isNamed: Bool, hasExceptions: Bool
  ) -> DockerfileFix? {
    guard analysis.copies.indices.contains(number), budget > 0 else { return nil }
    budget -= 1
    let copy = analysis.copies[number]
    guard copy.sources.indices.contains(source) else { return nil }
    var words = ""
    var lines: [String] = []
    if copy.origin == .context, let ignored = Self.ignoreLine(path) {
      words =
        isNamed
        ? "Take it out of the COPY, and keep it out of the build context."
        : ""
      lines.append(
        hasExceptions
          ? "# .dockerignore: the last line, since those with ! take files in again" : "# .dockerignore")
      lines.append(ignored)
    }
    if isNamed, let rest = withoutSource(copy, source) { lines += ["# Dockerfile"] + rest }
    let parts = path.split(separator: "/")
    if let git = parts.firstIndex(of: ".git") {
      return DockerfileFix(
        words: "Nothing in the image needs Git's folder.",
        lines: ["# .dockerignore", parts[...git].joined(separator: "/")])
    }
    let rule = CredentialFileKind.rule(for: path)
    if rule == "dockerfile-copy-dotenv", runtime.runtime == nil || runtime.runtime == .compose {
      let isCompose = runtime.runtime == .compose
      let file = ShellQuoting.quoted(path)
      return DockerfileFix(
        words: words + (words.isEmpty ? "" : " ") + runtime.words,
        lines: lines
          + (isCompose
            ? ["# compose.yaml", "services:", "  app:", "    env_file: [\(ShellQuoting.json(path))]"]
            : ["docker run --env-file \(file) …"]))
    }
    let isKey = rule == "dockerfile-copy-ssh-key"
    let tool = CredentialTool.of(path: path)
    if let tools = isKey ? CredentialTool.sshTools : tool?.tools,
      let next = firstRun(after: copy.instruction, with: tools),
      let rewrite = InstructionRewrite(analysis.dockerfile, analysis.dockerfile.instructions[next])
    {
      var run = MountedRun(rewrite)
      if isKey {
        run.mountAgent()
      } else {
        run.mount(
          file: tool?.id ?? "secret", target: target, source: ShellQuoting.quoted(path),
          isOpen: !analysis.place(next).isRoot)
      }
      var mount = MountedRun.lines([run], syntax: analysis.dockerfile.directive("syntax")?.value.string)
      if !lines.contains("# Dockerfile") { mount.insert("# Dockerfile", at: 0) }
      return DockerfileFix(words: words + " Mount it for the RUN that reads it.", lines: lines + mount)
    }
    if isKey {
      return DockerfileFix(
        words: words + " Lend the SSH agent to the RUN that needs the key.",
        lines: lines + ["RUN --mount=type=ssh …", "docker build --ssh default ."])
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return DockerfileFix(
      words: words + (words.isEmpty ? "" : " ") + runtime.words,
      lines: lines + runtime.lines(file: target, named: name, source: path))
  }

  /// The line of a `.dockerignore` for one path; nil where none can be written.
  static func ignoreLine(_ path: String) -> String? {
    guard !path.isEmpty, !path.utf8.contains(where: { $0 < 0x20 }) else { return nil }
    var line = ""
    for character in path {
      if "*?[\\".contains(character) { line += "\\" }
      line.append(character)
    }
    // Else a comment, an exception, or blanks that are cut off.
    if let first = line.first, first == "#" || first == "!" || first == " " { line = "/" + line }
    if line.hasSuffix(" ") { line = line.dropLast() + "[ ]" }
    return line
  }

  /// The COPY without one of its sources; nil where it is the only one.
  private func withoutSource(_ copy: ContextCopy, _ source: Int) -> [String]? {
    guard copy.sources.count > 1, analysis.dockerfile.instructions.indices.contains(copy.instruction),
      case .copy(_, _, isExec: false) = analysis.dockerfile.instructions[copy.instruction].body,
      var rewrite = InstructionRewrite(
        analysis.dockerfile, analysis.dockerfile.instructions[copy.instruction])
    else { return nil }
    rewrite.remove(copy.sources[source].range)
    return rewrite.lines()
  }

  /// COPY and ADD: addresses with secrets, heredoc files, files that are judged by their names.
  mutating func fileFix(_ hit: DockerfileHit, _ instruction: Instruction) -> DockerfileFix? {
    if hit.rule == "dockerfile-add-url-credentials" { return addressFix(hit, instruction) }
    guard case .copy(_, let destination, _) = instruction.body else { return nil }
    if hit.rule == "dockerfile-heredoc-secret" {
      let path = analysis.place(hit.instruction).resolve(destination?.string ?? "/")
      let name = path.split(separator: "/").last.map(String.init) ?? "secret"
      return DockerfileFix(
        words: "Take the file out of the Dockerfile. \(runtime.words)",
        lines: runtime.lines(file: path, named: name, source: name))
    }
    if hit.rule.hasPrefix("dockerfile-runtime-") {
      guard VariableName.kind(of: hit.subject) != nil, !hit.secret.isEmpty || hit.rule.hasSuffix("to-file")
      else {
        return nil
      }
      return DockerfileFix(
        words: "Write it without showing it, and take the variable away:",
        lines: RuntimeSecret.writing(hit.subject, "/path/of/the/file"))
    }
    guard let number = analysis.copies.firstIndex(where: { $0.instruction == hit.instruction }) else {
      return nil
    }
    let copy = analysis.copies[number]
    guard let source = copy.sources.firstIndex(where: { $0.range == hit.range }) else { return nil }
    if hit.rule == "dockerfile-context-unfiltered" {
      return DockerfileFix(
        words: "Say what the build needs, or what it must not have.",
        lines: ["# .dockerignore", ".git", "**/.env*", "**/*.pem", "**/*.key", "**/.npmrc", "**/id_*"])
    }
    let path = copy.sources[source].value
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let target = copy.target(of: .init(path: path, name: name, source: source), isSource: true)
    return fix(
      forFile: SlashPath.inRoot(path), at: target, copy: number, source: source, isNamed: true,
      hasExceptions: false)
  }

  /// `ADD https://user:password@host/file`, and addresses with a signature.
  private mutating func addressFix(_ hit: DockerfileHit, _ instruction: Instruction) -> DockerfileFix? {
    guard case .copy(let sources, let destination, _) = instruction.body, sources.count == 1,
      let word = sources.first?.word, let destination
    else { return nil }
    let source = analysis.dockerfile.source
    let text = word.text.sourceRange
    guard hit.range.lowerBound >= text.lowerBound, hit.range.upperBound <= text.upperBound else { return nil }
    let address = Array(source[text])
    let path = address.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    let name = String(decoding: path.suffix(while: { $0 != UInt8(ascii: "/") }), as: UTF8.self)
    let target = destination.string.hasSuffix("/") ? destination.string + name : destination.string
    let secretAt = hit.range.lowerBound - text.lowerBound
    let place = analysis.place(hit.instruction)
    if path.count < secretAt {
      return DockerfileFix(
        words: "Whoever reads the history can use the address while it is signed. Mount it.",
        lines: [
          "RUN --mount=type=secret,id=url curl -fsSL -o \(ShellQuoting.quoted(target)) \"$(cat /run/secrets/url)\"",
          "docker build --secret id=url,src=url.txt .",
        ])
    }
    guard let at = path.firstIndex(of: UInt8(ascii: "@")),
      let slashes = path.indices.first(where: { path[$0...].starts(with: "//".utf8) }), slashes + 2 < at
    else { return nil }
    let bare = String(decoding: path[..<(slashes + 2)] + address[(at + 1)...], as: UTF8.self)
    let host = bare.dropFirst(slashes + 2).prefix { $0 != "/" && $0 != ":" && $0 != "?" }
    return DockerfileFix(
      words: "ADD can send no password that it does not show; curl can.",
      lines: [
        "RUN --mount=type=secret,id=netrc,target=\(place.home)/.netrc curl -fsSL --netrc -o "
          + "\(ShellQuoting.quoted(target)) \(ShellQuoting.quoted(bare))",
        "# ~/.netrc: machine \(host) login USER password …",
        "docker build --secret id=netrc,src=$HOME/.netrc .",
      ])
  }
}

extension RangeReplaceableCollection where Element == UInt8, Self: BidirectionalCollection {
  /// The bytes at the end that satisfy a condition.
  fileprivate func suffix(while condition: (UInt8) -> Bool) -> SubSequence {
    var start = endIndex
    while start > startIndex, condition(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
