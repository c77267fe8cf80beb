import Findings

/// What RUN runs.
extension DockerfileAnalysis {
  mutating func run(_ step: BuildStep, _ instruction: Instruction) {
    let script = script(of: instruction)
    let mounts = dockerfile.mounts(of: instruction)
    if let stage = step.stage { stagesWithRun.insert(stage) }
    let output = OutputChecks(script, mounts: mounts, step: step, phase: .build)
    output.check(into: &collector)
    let names = used(script, instruction).filter { !output.mountedNames.contains($0) }
    if usedNames.count < Self.copyLimit {
      usedNames[step.index] = names.filter {
        VariableName.kind(of: $0) != nil || VariableName.isPrivateKey($0)
      }
    }
    for name in names { use(name, step) }
    checkWords(script, step, mounted: output.mountedNames)
    checkUnmounted(script, mounts, step)
    remove(script, step)
    generate(script, step)
  }

  /// Every variable that a script names, in here-documents too.
  func used(_ script: ShellScript, _ instruction: Instruction) -> Set<String> {
    var names: Set<String> = []
    for command in script.commands {
      for word in command.words + command.assignments.map(\.value) + command.redirections.map(\.target) {
        for variable in word.variables { names.insert(variable.name) }
      }
    }
    for heredoc in instruction.heredocs where arguments.count < 1_000 {
      for (key, _) in arguments {
        guard let name = key.last else { continue }
        let bytes = heredoc.content.string
        if bytes.contains("$" + name) || bytes.contains("${" + name) { names.insert(name) }
      }
    }
    return names
  }

  mutating func checkWords(_ script: ShellScript, _ step: BuildStep, mounted: Set<String> = []) {
    var shells: [Int: Int] = [:]
    for command in script.commands
    where command.joint == .pipe && ShellWords.shells.contains(command.name ?? "") {
      shells[command.pipeline] = command.id
    }
    for command in script.commands {
      var secrets = CommandSecrets(command, in: step)
      var variables: Set<String> = []
      secrets.variable = { variables.insert($0) }
      let isPiped = (shells[command.pipeline] ?? -1) > command.id
      secrets.forEach { rule, part in
        let isFetched = isPiped && (secrets.tool == "curl" || secrets.tool == "wget")
        collector.add(
          isFetched ? "dockerfile-piped-script-credentials" : rule, at: part.range, secret: part.bytes,
          confidence: .high,
          detail: "an argument of `\(secrets.tool)`", in: step)
      }
      for name in variables where !mounted.contains(name) { promote(name, step) }
      checkStatements(command, step)
    }
  }

  /// `IDENTIFIED BY '…'`, `WITH PASSWORD '…'` in the words of a database client.
  mutating func checkStatements(_ command: ShellCommand, _ step: BuildStep) {
    for word in command.words.map(\.value) + command.redirections.compactMap(\.document) where word.count > 12
    {
      for range in SQLPassword.find(in: word.bytes) {
        collector.add(
          "dockerfile-database-password", at: word.sourceRange(range), secret: Array(word.bytes[range]),
          detail: "in a SQL statement", in: step)
      }
    }
  }

  /// Reads of `/run/secrets` that no mount fills.
  mutating func checkUnmounted(_ script: ShellScript, _ mounts: [RunMount], _ step: BuildStep) {
    guard !mounts.contains(where: { $0.kind == .secret }) else { return }
    for command in script.commands {
      for word in command.words + command.redirections.map(\.target)
      where word.string.contains("/run/secrets/") {
        collector.add(
          "dockerfile-secret-not-mounted", at: word.text.sourceRange, subject: word.string, in: step)
      }
    }
  }

  mutating func remove(_ script: ShellScript, _ step: BuildStep) {
    guard let stage = step.stage else { return }
    for command in script.commands {
      let words = CommandSecrets.unwrapped(command.words)
      guard let tool = words.first?.string.split(separator: "/").last,
        ["rm", "shred", "unlink"].contains(tool)
      else { continue }
      for word in words.dropFirst() where !word.string.hasPrefix("-") && !word.isExpanded {
        guard removals.count < Self.copyLimit else {
          return fallShort("more than \(Self.copyLimit) removals")
        }
        removals.append(
          ImageRemoval(
            instruction: step.index, stage: stage, path: absolute(word.string, stage),
            range: word.text.sourceRange))
      }
    }
  }
}
