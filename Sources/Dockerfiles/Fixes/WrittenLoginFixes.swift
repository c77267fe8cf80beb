/// Fixes for RUNs that write logins and keys to files, or hand them to programs that do.
extension FixWriter {
  /// Takes out what writes a login file, and mounts the file instead.
  ///
  /// - Returns: ids of the commands that are gone; nil where the file is not one that a program looks for.
  mutating func unwrite(
    _ hit: DockerfileHit, _ command: ShellCommand, _ index: Int, _ place: RunPlace, _ run: inout MountedRun
  ) -> [Int]? {
    let words = CommandSecrets.unwrapped(command.words)
    var path = command.redirections.first(where: \.writesOutput)?.target.string
    let isCopy = ["cp", "install", "mv"].contains(words.first?.string ?? "")
    if isCopy { path = words.last?.string }
    guard let path, let tool = CredentialTool.of(path: path), command.parent == nil, isAlone(command, index),
      command.redirections.allSatisfy({ $0.document == nil })
    else { return nil }
    var gone: [Int] = []
    for other in script(index).commands where other.parent == nil && other.id >= command.id {
      let name = other.name ?? ""
      let names = other.words.contains { $0.string == path }
      guard other.id == command.id || names && ["rm", "chmod", "chown"].contains(name), isAlone(other, index)
      else { continue }
      run.rewrite.remove(other)
      gone.append(other.id)
    }
    let target = place.resolve(path)
    let own = dockerfile.mounts(of: dockerfile.instructions[index]).first { mount in
      isCopy && mount.kind == .secret && words.contains { $0.string.contains(mount.id?.string ?? "\0") }
    }
    if let own, let id = own.id?.string {
      run.rewrite.replace(
        own.span.offsets,
        with: "--mount=type=secret,id=\(id),target=\(target)\(place.isRoot ? "" : ",mode=0444")")
      run.change()
    } else {
      run.mount(
        file: tool.id, target: target,
        source: "$HOME/" + tool.path.dropFirst(tool.path.hasPrefix("~/") ? 2 : 0),
        isOpen: !place.isRoot)
    }
    return gone
  }

  /// Programs that would keep what a variable brings: Git writes an address to `.git/config`, and logins to a
  /// registry take the password from their input.
  ///
  /// - Returns: ids of the commands that need the variable no more.
  mutating func replaceVariable(
    _ name: String, _ index: Int, _ place: RunPlace, _ run: inout MountedRun
  ) -> [Int] {
    var done: [Int] = []
    for command in script(index).commands {
      let words = CommandSecrets.unwrapped(command.words)
      let tool = words.first?.string.split(separator: "/").last.map(String.init) ?? ""
      guard let word = words.first(where: { $0.variables.contains { $0.name == name } }),
        let variable = word.variables.first(where: { $0.name == name })
      else { continue }
      let isLogin = words.contains { $0.string == "login" }
      guard
        tool == "git" && word.string.contains("://")
          || isLogin && ["docker", "podman", "buildah"].contains(tool)
      else { continue }
      if tool == "git", words.contains(where: { $0.string == "config" }) {
        guard command.parent == nil, isAlone(command, index) else { continue }
        run.rewrite.remove(command)
        run.mount(
          file: "netrc", target: place.home + "/.netrc", source: "$HOME/.netrc", isOpen: !place.isRoot,
          note: "~/.netrc: machine HOST login USER password …")
        done.append(command.id)
        continue
      }
      let hit = DockerfileHit(
        rule: isLogin ? "dockerfile-registry-login" : "dockerfile-git-credentials", range: variable.range,
        secret: Array(name.utf8), subject: name, severity: .high, confidence: .medium, detail: nil, fix: nil,
        instruction: index, stage: nil)
      var fix = CommandFix(command, dockerfile, home: place.home, isRoot: place.isRoot, names: [:])
      if fix.apply(hit, to: &run) { done.append(command.id) }
    }
    return done
  }

  /// A private key that a RUN writes to a file: the agent takes its place.
  mutating func keyFileFix(_ hit: DockerfileHit) -> DockerfileFix? {
    let index = hit.instruction
    guard dockerfile.instructions.indices.contains(index),
      let rewrite = InstructionRewrite(dockerfile, dockerfile.instructions[index]),
      let writer = command(at: hit.range, of: index), writer.parent == nil, isAlone(writer, index)
    else { return nil }
    var run = MountedRun(rewrite)
    let path = writer.redirections.first(where: \.writesOutput)?.target.string
    var isUsed = false
    for command in script(index).commands where command.parent == nil {
      let names = path.map { path in command.words.contains { $0.string == path } } ?? false
      if command.id == writer.id || names && ["chmod", "rm", "chown"].contains(command.name ?? "") {
        run.rewrite.remove(command)
      } else if CredentialTool.sshTools.contains(command.name ?? "") {
        isUsed = true
      }
    }
    var runs = [run]
    if isUsed {
      runs[0].mountAgent()
    } else if let next = firstRun(after: index, with: CredentialTool.sshTools),
      let rewrite = InstructionRewrite(dockerfile, dockerfile.instructions[next])
    {
      runs.append(MountedRun(rewrite))
      runs[1].mountAgent()
    }
    return DockerfileFix(
      words: "Lend the SSH agent to the RUN that needs the key, and write it nowhere.",
      lines: MountedRun.lines(runs, syntax: syntax))
  }
}
