/// Fixes for RUN: its secrets are mounted.
extension FixWriter {
  mutating func runFix(_ hit: DockerfileHit, _ instruction: Instruction) -> DockerfileFix? {
    switch hit.rule {
    case "dockerfile-account-password", "dockerfile-htpasswd-password": return accountFix(hit)
    case "dockerfile-secret-written" where VariableName.isPrivateKey(hit.subject): return keyFileFix(hit)
    case "dockerfile-host-key", "dockerfile-key-generated", "dockerfile-snakeoil-key": return keyFix(hit)
    case "dockerfile-secret-not-mounted":
      guard let name = hit.subject.split(separator: "/").last,
        var run = InstructionRewrite(dockerfile, dockerfile.instructions[hit.instruction]).map(
          MountedRun.init)
      else { return nil }
      let id = name.prefix { $0 != ")" && $0 != "\"" && $0 != "'" }
      run.mount(file: String(id), target: nil, source: "\(id).txt", isOpen: !place(hit.instruction).isRoot)
      return DockerfileFix(words: "Mount the secret.", lines: MountedRun.lines([run], syntax: syntax))
    default: break
    }
    let run = mountedRun(hit.instruction)
    if Self.writers.contains(hit.rule), run?.rewrite.isFree(hit.range) ?? true, let fix = writtenFileFix(hit)
    {
      return fix
    }
    guard let run else { return nil }
    var shown = [run]
    // Where nothing but the login was done, the next RUN that needs it gets the mount.
    if run.rewrite.isEmptied, let next = userRun(after: hit.instruction, of: run) { shown = [run, next] }
    let lines = MountedRun.lines(shown, syntax: syntax)
    let isMounted = shown.contains { !$0.options.isEmpty }
    return DockerfileFix(
      words: isMounted ? "Mount it for this one command." : "Take the command out.", lines: lines)
  }

  private static let writers: Set<String> = [
    "dockerfile-secret-written", "dockerfile-secret-echoed", "dockerfile-secret-mount-copied",
    "dockerfile-heredoc-secret",
  ]

  /// A secret in a file that no program of a build looks for: the container needs it.
  private mutating func writtenFileFix(_ hit: DockerfileHit) -> DockerfileFix? {
    guard let command = command(at: hit.range, of: hit.instruction) ?? heredocCommand(hit) else { return nil }
    let group = script(hit.instruction).commands.filter { $0.pipeline == command.pipeline }
    let path =
      group.lazy.compactMap { $0.redirections.first(where: \.writesOutput)?.target.string }.first
      ?? group.first { $0.name == "tee" }?.arguments.first { !$0.string.hasPrefix("-") }?.string
      ?? (["cp", "install", "mv"].contains(command.name ?? "") ? command.words.last?.string : nil)
    guard let path, !path.contains("$("), !path.hasPrefix("/dev/") else { return nil }
    let target = place(hit.instruction).resolve(path)
    let name = target.split(separator: "/").last.map(String.init) ?? "secret"
    return DockerfileFix(
      words: "Write no secret into the image. \(runtime.words)",
      lines: runtime.lines(file: target, named: name, source: name))
  }

  /// The command whose here-document the secret stands in.
  private mutating func heredocCommand(_ hit: DockerfileHit) -> ShellCommand? {
    script(hit.instruction).commands.first { command in
      command.redirections.contains { $0.document?.sourceRange.overlaps(hit.range) ?? false }
    }
  }

  /// `set -eux` without the x.
  private mutating func untrace(_ index: Int, _ run: inout MountedRun) {
    for command in script(index).commands where command.name == "set" && command.parent == nil {
      for word in command.arguments
      where word.string.hasPrefix("-") && !word.string.hasPrefix("--") && word.string.contains("x") {
        let rest = word.string.filter { $0 != "x" }
        if rest == "-", command.words.count == 2 {
          run.rewrite.remove(command)
        } else if rest != "-" {
          run.rewrite.replace(word.text.sourceRange, with: rest)
        }
        run.change()
      }
    }
  }

  /// A RUN with everything secret in it mounted; nil where that cannot be written down.
  mutating func mountedRun(_ index: Int) -> MountedRun? {
    if let known = runs[index] { return known }
    let run = makeMountedRun(index)
    runs[index] = .some(run)
    return run
  }

  mutating func makeMountedRun(_ index: Int) -> MountedRun? {
    guard dockerfile.instructions.indices.contains(index), let inner = instruction(index),
      inner.keyword == .run,
      case .commandLine(.shell) = inner.body,
      let rewrite = InstructionRewrite(dockerfile, dockerfile.instructions[index])
    else { return nil }
    var run = MountedRun(rewrite)
    let place = place(index)
    var names: [[UInt8]: String] = [:]
    var gone: Set<Int> = []
    // What a rule knows of the program comes before what the name of an option tells.
    let all = (hits[index] ?? []).prefix(64)
    let hits =
      all.filter { $0.rule != "dockerfile-command-secret" }
      + all.filter { $0.rule == "dockerfile-command-secret" }
    for hit in hits {
      guard let command = command(at: hit.range, of: index), !gone.contains(command.id) else { continue }
      switch hit.rule {
      case "dockerfile-secret-written", "dockerfile-secret-echoed", "dockerfile-secret-mount-copied",
        "dockerfile-heredoc-secret":
        guard let removed = unwrite(hit, command, index, place, &run) else { continue }
        gone.formUnion(removed)
      case "dockerfile-secret-mount-printed", "dockerfile-secret-printed", "dockerfile-print-environment":
        guard command.parent == nil, isAlone(command, index) else { continue }
        run.rewrite.remove(command)
        run.change()
        gone.insert(command.id)
      case "dockerfile-trace-secret": untrace(index, &run)
      default:
        guard !hit.secret.isEmpty, run.rewrite.isFree(hit.range) else { continue }
        var fix = CommandFix(
          command, dockerfile, home: place.home, isRoot: place.isRoot, names: names)
        _ = fix.apply(hit, to: &run)
        names = fix.names
      }
    }
    if hits.contains(where: { $0.rule == "dockerfile-aws-configure" }) {
      // The id goes with the key.
      for command in script(index).commands
      where command.parent == nil && command.words.contains(where: { $0.string == "aws_access_key_id" }) {
        run.rewrite.remove(command)
      }
    }
    for name in (analysis.usedNames[index] ?? []).sorted() where analysis.secretArguments.contains(name) {
      gone.formUnion(replaceVariable(name, index, place, &run))
    }
    for name in (analysis.usedNames[index] ?? []).sorted() {
      let isGone = script(index).commands.allSatisfy { command in
        gone.contains(command.id) || !command.words.contains { $0.variables.contains { $0.name == name } }
      }
      guard analysis.secretArguments.contains(name), gone.isEmpty || !isGone else { continue }
      if VariableName.isPrivateKey(name) { run.mountAgent() } else { run.mount(variable: name) }
    }
    return run.isChanged ? run : nil
  }

  mutating func isAlone(_ command: ShellCommand, _ index: Int) -> Bool {
    script(index).commands.count { $0.pipeline == command.pipeline && $0.parent == command.parent } == 1
  }

  /// The next RUN of the stage that runs a program which reads what `run` mounts.
  mutating func userRun(after index: Int, of run: MountedRun) -> MountedRun? {
    let options = run.options.joined(separator: " ")
    for (id, tool) in [
      ("id=npmrc", CredentialTool.of(path: ".npmrc")), ("id=netrc", CredentialTool.netrc),
      ("id=aws", CredentialTool.of(path: ".aws/credentials")),
      ("id=pypirc", CredentialTool.of(path: ".pypirc")),
    ] where options.contains(id) {
      guard let tool, let next = firstRun(after: index, with: tool.tools),
        let rewrite = InstructionRewrite(dockerfile, dockerfile.instructions[next])
      else { continue }
      var mounted = MountedRun(rewrite)
      let place = place(next)
      mounted.mount(
        file: tool.id, target: place.resolve(tool.path),
        source: "$HOME/" + tool.path.dropFirst(tool.path.hasPrefix("~/") ? 2 : 0), isOpen: !place.isRoot)
      return mounted
    }
    return nil
  }

  /// The first RUN behind an instruction, in its stage or one built on it, that runs one of some programs.
  mutating func firstRun(after index: Int, with tools: Set<String>) -> Int? {
    guard let stage = analysis.graph.stage(ofInstruction: index)?.index else { return nil }
    var looked = 0
    for next in dockerfile.instructions.indices where next > index {
      guard instruction(next)?.keyword == .run, let own = analysis.graph.stage(ofInstruction: next)?.index,
        own == stage || analysis.graph.bases(of: own).contains(stage)
      else { continue }
      looked += 1
      guard looked <= 64 else { return nil }
      let commands = script(next).commands
      let isUser = commands.contains { command in
        let words = CommandSecrets.unwrapped(command.words)
        guard let name = words.first?.string.split(separator: "/").last.map(String.init) else { return false }
        return tools.contains(name)
      }
      if isUser { return next }
    }
    return nil
  }
}
