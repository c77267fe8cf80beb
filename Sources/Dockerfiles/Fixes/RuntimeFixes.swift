/// Fixes for secrets that the container needs when it runs.
extension FixWriter {
  /// ENV and LABEL: the pair is taken out, the others stay.
  mutating func valueFix(_ hit: DockerfileHit, _ instruction: Instruction) -> DockerfileFix? {
    guard hit.rule != "dockerfile-proxy-credentials", case .pairs(let pairs) = instruction.body,
      let name = valueName(at: hit.range, hit.instruction)
    else {
      return nil
    }
    let source = analysis.dockerfile.source
    let secrets = analysis.hits.filter { $0.instruction == hit.instruction }.map(\.range) + [hit.range]
    let rest = pairs.filter { pair in !secrets.contains { $0.overlaps(pair.value.span.offsets) } }
    let keyword = instruction.keyword.rawValue
    var lines: [String] = []
    if !rest.isEmpty, rest.count <= 32 {
      let texts = rest.map { pair in
        String(decoding: source[pair.key.span.start.offset..<pair.value.span.end.offset], as: UTF8.self)
      }
      let escape = String(decoding: [analysis.dockerfile.escape], as: UTF8.self)
      lines = (keyword + " " + texts.joined(separator: " \(escape)\n    ")).split(separator: "\n").map(
        String.init)
    }
    let out = "Take \(name) out of \(keyword)\(rest.isEmpty ? "" : ", so that this is left of it")."
    guard keyword == "ENV" else { return DockerfileFix(words: out, lines: lines) }
    if isForBuild(hit), let build = buildVariable(name, hit) {
      return DockerfileFix(words: "\(out) Mount it for the RUN that needs it.", lines: lines + build)
    }
    return DockerfileFix(words: "\(out) \(runtime.words)", lines: lines + runtime.lines(variable: name))
  }

  /// Whether the stage is not part of the image that is built.
  private func isForBuild(_ hit: DockerfileHit) -> Bool {
    // What only package managers read.
    if let name = valueName(at: hit.range, hit.instruction),
      Self.buildNames.contains(where: { name.uppercased().hasPrefix($0) })
    {
      return true
    }
    guard let target = analysis.graph.target, let stage = hit.stage else { return false }
    return stage != target && !analysis.graph.bases(of: target).contains(stage)
  }

  private static let buildNames = [
    "PIP_", "UV_", "NPM_", "YARN_", "NODE_AUTH_", "COMPOSER_", "BUNDLE_", "GOPROXY", "TWINE_", "POETRY_",
    "VSS_NUGET_",
    "NUGET_", "CARGO_REGISTR", "MAVEN_", "HEX_", "GEM_", "SENTRY_AUTH_",
  ]

  private mutating func buildVariable(_ name: String, _ hit: DockerfileHit) -> [String]? {
    guard let last = analysis.graph.stage(ofInstruction: hit.instruction)?.instructions.last else {
      return nil
    }
    let dockerfile = analysis.dockerfile
    for next in dockerfile.instructions.indices where next > hit.instruction && next <= last {
      guard dockerfile.instructions[next].keyword == .run,
        let rewrite = InstructionRewrite(dockerfile, dockerfile.instructions[next])
      else { continue }
      var run = MountedRun(rewrite)
      run.mount(variable: name)
      return MountedRun.lines([run], syntax: dockerfile.directive("syntax")?.value.string)
    }
    return nil
  }

  /// `chpasswd`, `useradd -p`, `htpasswd -b`.
  mutating func accountFix(_ hit: DockerfileHit) -> DockerfileFix? {
    guard var command = command(at: hit.range, of: hit.instruction), !(command.name ?? "").hasPrefix("net")
    else {
      return nil
    }
    // `useradd -p $(openssl passwd …) NAME`: the outer command has the name.
    while let parent = command.parent,
      let outer = script(hit.instruction).commands.first(where: { $0.id == parent })
    { command = outer }
    let words = CommandSecrets.unwrapped(command.words)
    if hit.rule == "dockerfile-htpasswd-password" {
      let plain = words.dropFirst().filter { !$0.string.hasPrefix("-") }.map(\.string)
      let path = plain.count > 2 ? plain[plain.startIndex] : "/etc/nginx/.htpasswd"
      return DockerfileFix(
        words:
          "Make the file outside the image (`htpasswd -cB htpasswd USER` asks for the password). \(runtime.words)",
        lines: runtime.lines(
          file: analysis.place(hit.instruction).resolve(path), named: "htpasswd", source: "htpasswd"))
    }
    let first = words.dropFirst().first?.string ?? ""
    var user = first.contains(":") ? String(first.prefix { $0 != ":" }) : words.last?.string ?? "root"
    if user.isEmpty || user.hasPrefix("-")
      || !user.allSatisfy({ $0.isLetter || $0.isNumber || "._-".contains($0) })
    {
      user = "USER"
    }
    let name =
      RuntimeSecret.storeName(user).uppercased().split(separator: "-").joined(separator: "_") + "_PASSWORD"
    return DockerfileFix(
      words:
        "Containers need no passwords: leave this out (`passwd -l \(user)`), and use `docker exec` or SSH keys. "
        + "Where one must be, set it in the entrypoint. \(runtime.words)",
      lines: ["printf '%s:%s\\n' \(user) \"$\(name)\" | chpasswd", "unset \(name)"]
        + runtime.lines(variable: name))
  }

  /// Keys made while the image is built.
  mutating func keyFix(_ hit: DockerfileHit) -> DockerfileFix? {
    guard analysis.dockerfile.instructions.indices.contains(hit.instruction) else { return nil }
    let files: String
    var lines: [String] = []
    switch hit.rule {
    case "dockerfile-host-key":
      files = hit.subject.contains("dropbear") ? "/etc/dropbear/dropbear_*_host_key" : "/etc/ssh/ssh_host_*"
    case "dockerfile-snakeoil-key":
      files = hit.subject
    default: return nil
    }
    let source = analysis.dockerfile.source
    let span = analysis.dockerfile.instructions[hit.instruction].span.offsets
    if case .commandLine(.shell) = analysis.dockerfile.instructions[hit.instruction].body,
      analysis.dockerfile.instructions[hit.instruction].heredocs.isEmpty,
      let command = command(at: hit.range, of: hit.instruction), command.parent == nil,
      var rewrite = InstructionRewrite(analysis.dockerfile, analysis.dockerfile.instructions[hit.instruction])
    {
      if command.name == "ssh-keygen" {
        rewrite.remove(command)
      } else if let last = span.last, span.contains(command.range.upperBound - 1),
        source.indices.contains(last)
      {
        let end = command.range.upperBound
        let text = String(decoding: source[end - 1..<end], as: UTF8.self)
        rewrite.replace(end - 1..<end, with: "\(text) && rm -f \(files)")
      }
      if !rewrite.isEmptied { lines = rewrite.lines() }
    }
    guard hit.rule == "dockerfile-host-key" else {
      return DockerfileFix(words: "Remove the key in the same RUN, and mount one of your own.", lines: lines)
    }
    let start = hit.subject.contains("dropbear") ? "-R of dropbear makes them" : "ssh-keygen -A"
    return DockerfileFix(
      words: "Take the keys out in the same RUN, and make them when the container starts.",
      lines: lines + ["# in the entrypoint, before the server:", start])
  }

  /// CMD, ENTRYPOINT and HEALTHCHECK.
  mutating func startFix(_ hit: DockerfileHit, _ instruction: Instruction) -> DockerfileFix? {
    guard let command = command(at: hit.range, of: hit.instruction) else { return nil }
    let name = hit.subject
    if hit.secret.isEmpty {
      guard hit.rule == "dockerfile-runtime-echo-to-file" || hit.rule == "dockerfile-runtime-prints-secret",
        VariableName.kind(of: name) != nil
      else { return nil }
      let outputs = script(hit.instruction).commands.filter { $0.pipeline == command.pipeline }
      let file =
        command.redirections.first(where: \.writesOutput)?.target.string
        ?? outputs.first { $0.name == "tee" }?.arguments.first { !$0.string.hasPrefix("-") }?.string
      guard let file, file.hasPrefix("/"), !file.hasPrefix("/dev/") else { return nil }
      let last = script(hit.instruction).commands.last { $0.parent == command.parent }
      let words = last.map { CommandSecrets.unwrapped($0.words) } ?? []
      let isPlain = !words.isEmpty && last?.id != command.id && !words.contains(where: \.isExpanded)
      let start =
        isPlain ? "[" + words.map { ShellQuoting.json($0.string) }.joined(separator: ", ") + "]" : nil
      return DockerfileFix(
        words: "Let the runtime mount the file, or write it without showing it:",
        lines: RuntimeSecret.entrypoint(name, file, command: start))
    }
    // A secret in clear: a variable that the shell puts in as the container starts.
    let secret = variableName(hit, command)
    guard let text = started(command, hit, secret, instruction) else {
      return DockerfileFix(words: runtime.words, lines: runtime.lines(variable: secret))
    }
    return DockerfileFix(words: runtime.words, lines: text + runtime.lines(variable: secret))
  }

  private func variableName(_ hit: DockerfileHit, _ command: ShellCommand) -> String {
    let words = CommandSecrets.unwrapped(command.words)
    let tool = words.first?.string.split(separator: "/").last.map(String.init) ?? "app"
    for word in words where word.text.sourceRange.overlaps(hit.range) {
      let option = word.string.prefix { $0 != "=" }.drop { $0 == "-" || $0 == "D" }
      let name = RuntimeSecret.storeName(String(option)).uppercased().split(separator: "-").joined(
        separator: "_")
      if word.string.contains("="), VariableName.kind(of: name) != nil { return name }
    }
    let prefix = RuntimeSecret.storeName(tool.prefix { $0 != "-" && $0 != "." }.description).uppercased()
    return "\(prefix.split(separator: "-").joined(separator: "_"))_PASSWORD"
  }

  /// The instruction with a variable in the secret's place.
  private func started(
    _ command: ShellCommand, _ hit: DockerfileHit, _ name: String, _ instruction: Instruction
  ) -> [String]? {
    switch instruction.body {
    case .commandLine(.exec(let words)) where command.parent == nil:
      let source = analysis.dockerfile.source
      var line = "exec"
      for word in words {
        guard word.text.sourceRange.overlaps(hit.range) else {
          line += " " + ShellQuoting.quoted(word.string)
          continue
        }
        let text = word.text.sourceRange
        let before = String(
          decoding: source[text.lowerBound..<max(text.lowerBound, hit.range.lowerBound)], as: UTF8.self)
        let after = String(
          decoding: source[min(hit.range.upperBound, text.upperBound)..<text.upperBound], as: UTF8.self)
        let plain = !(before + after).contains { "\"`$\\".contains($0) }
        guard plain else { return nil }
        line += " \"\(before)${\(name)}\(after)\""
      }
      return ["\(instruction.keyword.rawValue) [\"sh\", \"-c\", \(ShellQuoting.json(line))]"]
    case .commandLine(.shell), .healthCheck(_, .shell):
      guard command.parent == nil,
        var rewrite = InstructionRewrite(
          analysis.dockerfile, analysis.dockerfile.instructions[hit.instruction])
      else { return nil }
      rewrite.replace(hit.range, with: "${\(name)}")
      return rewrite.lines()
    default: return nil
    }
  }
}
