import Findings

/// What commands print or write: secrets that end up in a layer or in a log.
struct OutputChecks {
  /// Who sees what a command prints.
  enum Phase { case build, run }

  private let step: BuildStep
  private let phase: Phase
  private let commands: [ShellCommand]
  private var pipelines: [Int: [Int]] = [:]
  private var byID: [Int: Int] = [:]
  /// Words that name removed files, with the last command that does.
  private var removed: [[UInt8]: Int] = [:]
  /// Files of secret mounts.
  private let files: [String]
  /// Variables that a secret mount sets, or that are read from its file.
  private var mounted: Set<String>
  private let place: String

  /// - Parameters:
  ///   - mounts: of the RUN.
  ///   - source: where the commands stand, if not in the Dockerfile itself.
  init(_ script: ShellScript, mounts: [RunMount], step: BuildStep, phase: Phase, source: String? = nil) {
    self.step = step
    self.phase = phase
    commands = script.commands
    place = source.map { "in \($0): " } ?? ""
    var files: [String] = []
    var names: Set<String> = []
    for mount in mounts where mount.kind == .secret {
      if let name = mount.environment?.string { names.insert(name) }
      if let target = mount.target?.string, !target.isEmpty {
        files.append(target.hasPrefix("/") ? target : "/" + target)
      } else if let id = mount.id?.string ?? mount.source?.string.split(separator: "/").last.map(String.init)
      {
        files.append("/run/secrets/" + id)
      }
    }
    self.files = files
    mounted = names
    for (index, command) in commands.enumerated() {
      pipelines[command.pipeline, default: []].append(index)
      byID[command.id] = index
      if let name = command.name, ["rm", "shred", "unlink"].contains(name) {
        for word in command.arguments { removed[word.value.bytes] = index }
      }
      for assignment in command.assignments + command.exports where mentionsFile(assignment.value) {
        mounted.insert(assignment.name)
      }
    }
  }

  /// Variables with secrets that are no findings where they are used.
  var mountedNames: Set<String> { mounted }

  func check(into collector: inout RuleCollector) {
    var traces = false
    for (index, command) in commands.enumerated() {
      let words = CommandSecrets.unwrapped(command.words)
      guard let first = words.first else { continue }
      let tool = first.string.split(separator: "/").last.map(String.init) ?? ""
      let arguments = Array(words.dropFirst())
      if tool == "set" {
        if traced(arguments) { traces = true }
        if arguments.contains(where: { $0.string == "+x" }) { traces = false }
      }
      if traces { checkTrace(command, into: &collector) }
      checkEnvironment(tool, arguments, command, into: &collector)
      checkCopy(tool, arguments, command, index, into: &collector)
      if ["echo", "printf", "cat", "tee", "base64", "sed", "awk", "envsubst", "head", "tail"].contains(tool) {
        checkOutput(tool, arguments, command, index, into: &collector)
      }
      if phase == .build { checkWriters(tool, arguments, into: &collector) }
    }
  }

  /// `set -x`, `set -eux`, `set -o xtrace`.
  private func traced(_ arguments: [ShellWord]) -> Bool {
    arguments.contains { word in
      let text = word.string
      return text == "xtrace"
        || text.hasPrefix("-") && !text.hasPrefix("--") && text.contains("x") && text.count < 9
    }
  }

  private func isSecret(_ variable: ShellVariable) -> Bool {
    if mounted.contains(variable.name) { return true }
    guard VariableName.kind(of: variable.name) != nil else { return false }
    switch phase {
    case .run: return true
    case .build:
      return step.scope.declaredArguments.contains(variable.name) || step.scope.variable(variable.name) != nil
    }
  }

  private func mentionsFile(_ word: ShellWord) -> Bool {
    let text = word.string
    return files.contains { text.contains($0) }
  }

  private func checkTrace(_ command: ShellCommand, into collector: inout RuleCollector) {
    for word in command.words + command.assignments.map(\.value) {
      for variable in word.variables where isSecret(variable) {
        collector.add(
          "dockerfile-trace-secret", at: variable.range, subject: variable.name,
          severity: phase == .run ? .medium : nil,
          detail: place + "`set -x` prints the command with the value of \(variable.name)", in: step)
        return
      }
    }
  }

  /// `env`, `printenv`, `export -p`.
  private func checkEnvironment(
    _ tool: String, _ arguments: [ShellWord], _ command: ShellCommand, into collector: inout RuleCollector
  ) {
    guard let word = command.words.first(where: { $0.string.hasSuffix(tool) }) else { return }
    let isAll =
      switch tool {
      case "env": arguments.isEmpty
      case "printenv": arguments.isEmpty || arguments.contains { VariableName.kind(of: $0.string) != nil }
      case "export", "declare": arguments.map(\.string) == ["-p"]
      case "set": arguments.isEmpty
      default: false
      }
    guard isAll, isOpen(command) || command.redirections.contains(where: \.writesOutput) else { return }
    let members = pipelines[command.pipeline] ?? []
    if members.count > 1, let last = members.last,
      ["wc", "sha256sum", "md5sum"].contains(commands[last].name ?? "")
    {
      return
    }
    if phase == .run {
      collector.add(
        "dockerfile-runtime-prints-environment", at: word.text.sourceRange, subject: "\(tool)",
        detail: place.isEmpty ? nil : place + "`\(tool)`",
        in: step)
      return
    }
    guard collector.mayLookAround() else { return }
    let names = step.scope.variables.map(\.name) + step.scope.declaredArguments
    guard let name = (mounted + Set(names).filter { VariableName.kind(of: $0) != nil }.sorted()).first else {
      return
    }
    collector.add(
      "dockerfile-print-environment", at: word.text.sourceRange, subject: name, detail: "\(name) is in scope",
      in: step)
  }

  /// Whether what a command prints goes to the output of the whole script.
  private func isOpen(_ command: ShellCommand) -> Bool {
    var current = command
    for _ in 0..<ShellWords.depthLimit {
      guard let parent = current.parent, let index = byID[parent] else { return true }
      guard let name = commands[index].name, ShellWords.shells.contains(name) else { return false }
      current = commands[index]
    }
    return false
  }

  private enum Target {
    /// A log.
    case printed
    /// A file, with the word that names it.
    case file(ShellWord)
    /// Another command, or nothing.
    case elsewhere
  }

  private func target(_ command: ShellCommand, _ index: Int) -> (Target, alsoPrinted: Bool) {
    for redirection in command.redirections
    where redirection.writesOutput && (redirection.descriptor ?? 1) == 1 {
      return (file(redirection.target), false)
    }
    let members = pipelines[command.pipeline] ?? []
    for next in members where next > index && commands[next].joint == .pipe {
      let words = CommandSecrets.unwrapped(commands[next].words)
      guard words.first?.string == "tee" else {
        if words.first?.string == "base64" || words.first?.string == "tr" { continue }
        if let out = commands[next].redirections.first(where: \.writesOutput), words.first?.string == "cat" {
          return (file(out.target), false)
        }
        return (.elsewhere, false)
      }
      guard let name = words.dropFirst().first(where: { !$0.string.hasPrefix("-") }) else {
        return (.printed, true)
      }
      let isSilent = commands[next].redirections.contains(where: \.writesOutput)
      return (file(name), !isSilent && isOpen(command))
    }
    if members.last.map({ $0 > index && commands[$0].joint == .pipe }) == true,
      members.contains(where: { $0 > index && !["base64", "tr"].contains(commands[$0].name ?? "") })
    {
      return (.elsewhere, false)
    }
    return isOpen(command) ? (.printed, true) : (.elsewhere, false)
  }

  private func file(_ word: ShellWord) -> Target {
    switch word.string {
    case "/dev/stdout", "/dev/stderr", "/dev/tty", "/proc/1/fd/1", "/proc/1/fd/2", "/proc/self/fd/1": .printed
    case let path where path.hasPrefix("/dev/") || path.hasPrefix("/run/secrets/"): .elsewhere
    default: .file(word)
    }
  }

  private func checkOutput(
    _ tool: String, _ arguments: [ShellWord], _ command: ShellCommand, _ index: Int,
    into collector: inout RuleCollector
  ) {
    if tool == "tee", command.redirections.allSatisfy({ $0.document == nil && $0.operation != "<<<" }) {
      return
    }
    let (target, printed) = target(command, index)
    if phase == .build { checkLiteral(tool, arguments, command, target, into: &collector) }
    checkPasswords(arguments, command, index, into: &collector)
    let inputs = command.redirections.filter { $0.operation == "<" || $0.operation == "<<<" }.map(\.target)
    for word in arguments + inputs {
      let isEcho = tool == "echo" || tool == "printf" || tool == "tee"
      let fromMount =
        mentionsFile(word) && (!isEcho || word.isExpanded)
        || word.variables.contains { mounted.contains($0.name) }
      let variable = isEcho || tool == "envsubst" ? word.variables.first(where: isSecret) : nil
      guard fromMount || variable != nil else { continue }
      let range = variable.map(\.range) ?? word.text.sourceRange
      let subject = variable?.name ?? word.string
      switch (target, phase) {
      case (.file(let path), .build):
        guard !isRemoved(path, after: index) else { continue }
        collector.add(
          fromMount ? "dockerfile-secret-mount-copied" : "dockerfile-secret-written", at: range,
          subject: subject,
          detail: "it stays in \(path.string)", in: step)
      case (.file(let path), .run):
        if tool == "printf", !printed, let name = variable?.name, isGuarded(name, index) { continue }
        collector.add(
          printed ? "dockerfile-runtime-prints-secret" : "dockerfile-runtime-echo-to-file", at: range,
          subject: subject,
          detail: place
            + (printed
              ? "`tee` writes \(path.string) and prints it as well" : "\(tool) writes it to \(path.string)"),
          in: step)
      case (.printed, .build):
        collector.add(
          fromMount ? "dockerfile-secret-mount-printed" : "dockerfile-secret-printed", at: range,
          subject: subject,
          in: step)
      case (.printed, .run):
        collector.add(
          "dockerfile-runtime-prints-secret", at: range, subject: subject,
          detail: place.isEmpty ? nil : place + "`\(tool)` prints it",
          in: step)
      case (.elsewhere, _): continue
      }
    }
  }

  /// Whether a variable is written as it should be: nobody else may read the file, and the variable goes.
  private func isGuarded(_ name: String, _ index: Int) -> Bool {
    let masks = commands[..<index].contains { command in
      command.name == "umask" && command.words.dropFirst().contains { $0.string.hasSuffix("77") }
    }
    return masks
      && commands[index...].contains { command in
        command.name == "unset" && command.words.dropFirst().contains { $0.string == name }
      }
  }

  /// Whether a later command of the same RUN, and so of the same layer, removes the file again.
  private func isRemoved(_ path: ShellWord, after index: Int) -> Bool {
    (removed[path.value.bytes] ?? -1) > index
  }

  /// `echo 'api_key=…' > file`, here-documents with secrets.
  private func checkLiteral(
    _ tool: String, _ arguments: [ShellWord], _ command: ShellCommand, _ target: Target,
    into collector: inout RuleCollector
  ) {
    guard case .file(let path) = target else { return }
    for document in command.redirections.compactMap(\.document) {
      for found in SecretAssignments.find(in: document.bytes) {
        collector.add(
          "dockerfile-heredoc-secret", at: document.sourceRange(found.value),
          secret: Array(document.bytes[found.value]),
          confidence: .high, detail: "the value of \(found.name), written to \(path.string)", in: step)
      }
    }
    guard tool == "echo" || tool == "printf" else { return }
    for word in arguments {
      let bytes = word.value.bytes
      let found = SecretAssignments.find(in: bytes)
      for one in found {
        collector.add(
          "dockerfile-secret-echoed", at: word.value.sourceRange(one.value), secret: Array(bytes[one.value]),
          confidence: .high, detail: "the value of \(one.name), written to \(path.string)", in: step)
      }
      // `user:hash` for a password file.
      if found.isEmpty, !word.isExpanded,
        CredentialFileKind.rule(for: path.string) == "dockerfile-copy-htpasswd",
        let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes.count > colon + 4
      {
        let part = colon + 1..<bytes.count
        collector.add(
          "dockerfile-secret-echoed", at: word.value.sourceRange(part), secret: Array(bytes[part]),
          confidence: .high,
          detail: "written to \(path.string)", in: step)
      }
    }
  }

  /// `echo user:password | chpasswd`, `echo password | passwd --stdin user`.
  private func checkPasswords(
    _ arguments: [ShellWord], _ command: ShellCommand, _ index: Int, into collector: inout RuleCollector
  ) {
    let members = pipelines[command.pipeline] ?? []
    guard let sink = members.first(where: { $0 > index && commands[$0].joint == .pipe }) else { return }
    let words = CommandSecrets.unwrapped(commands[sink].words).map(\.string)
    guard let name = words.first?.split(separator: "/").last else { return }
    let isEncrypted = words.contains("-e")
    for word in arguments where !word.string.hasPrefix("-") {
      let bytes = word.value.bytes
      var start = 0
      if name == "chpasswd" {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { continue }
        start = colon + 1
      } else if !(name == "passwd"
        && (words.contains("--stdin") || words.count >= 1 && words.first == "passwd"))
      {
        return
      }
      var end = bytes.count
      if let cut = bytes[start...].firstIndex(of: UInt8(ascii: "\\")) { end = cut }
      // `!` and `*` are no hash: they lock the account.
      let isLocked = bytes[start..<end].allSatisfy { $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: "*") }
      guard end > start, !isLocked, isEncrypted || LiteralSecret.matches(bytes[start..<end], kind: .password)
      else {
        continue
      }
      collector.add(
        "dockerfile-account-password", at: word.value.sourceRange(start..<end),
        secret: Array(bytes[start..<end]),
        confidence: .high, in: step)
    }
  }

  /// `cp /run/secrets/x …`
  private func checkCopy(
    _ tool: String, _ arguments: [ShellWord], _ command: ShellCommand, _ index: Int,
    into collector: inout RuleCollector
  ) {
    guard phase == .build, ["cp", "install", "mv", "dd", "rsync", "scp"].contains(tool) else { return }
    let plain = arguments.filter { !$0.string.hasPrefix("-") }
    guard plain.count > 1, let destination = plain.last else { return }
    for word in plain.dropLast() where mentionsFile(word) {
      if isRemoved(destination, after: index) { continue }
      collector.add(
        "dockerfile-secret-mount-copied", at: word.text.sourceRange, subject: word.string,
        detail: "it stays in \(destination.string)", in: step)
    }
  }

  /// Programs that keep a setting in a file of the layer.
  private func checkWriters(_ tool: String, _ arguments: [ShellWord], into collector: inout RuleCollector) {
    let words = arguments.map(\.string)
    let file: String? =
      switch tool {
      case "npm", "pnpm": words.contains("set") ? "~/.npmrc" : nil
      case "yarn": words.first == "config" ? ".yarnrc.yml" : nil
      case "git": words.first == "config" ? "Git's configuration" : nil
      case "pip", "pip3": words.first == "config" ? "pip.conf" : nil
      case "composer": words.contains("config") ? "auth.json" : nil
      case "bundle": words.first == "config" ? "~/.bundle/config" : nil
      case "poetry": words.first == "config" ? "auth.toml" : nil
      case "aws": words.first == "configure" ? "~/.aws/credentials" : nil
      default: nil
      }
    guard let file, !words.contains("delete"), !words.contains("--unset") else { return }
    for word in arguments {
      guard mentionsFile(word) || word.variables.contains(where: { mounted.contains($0.name) }) else {
        continue
      }
      // A single-quoted reference is what the program reads at run time.
      collector.add(
        "dockerfile-secret-mount-copied", at: word.text.sourceRange, subject: word.string,
        detail: "`\(tool)` keeps it in \(file)", in: step)
    }
  }
}
