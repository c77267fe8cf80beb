/// A command that a deployment gives a container, judged as the CMD of an image is.
package struct ContainerCommand {
  /// What a command does with a secret.
  package enum Offence: Sendable {
    /// The secret stands in its words.
    case holds
    /// It prints one.
    case prints
    /// It prints all variables.
    case printsEnvironment
    /// `set -x` prints it.
    case traces
  }

  /// Something wrong with a command.
  package struct Hit: Sendable {
    /// What it is.
    package let offence: Offence
    /// Offsets into the file.
    package let range: Range<Int>
    /// The secret in clear; empty where the command only names it.
    package let secret: [UInt8]
    /// The variable or the program.
    package let subject: String
    /// What to say besides.
    package let detail: String?
  }

  private let script: ShellScript

  /// A command given as its words; a shell with `-c` among them is looked into.
  package init(words: [SourceText]) {
    var reader = ShellReader(SourceText(at: words.first?.offset(at: 0) ?? 0))
    reader.add(
      words.prefix(ShellWords.wordLimit).map {
        ShellWord(text: $0, value: $0, variables: [], isExpanded: false, isQuoted: true)
      })
    script = reader.script
  }

  /// A command that a shell reads.
  package init(shell text: SourceText) { script = ShellWords.script(text) }

  /// What it does with secrets.
  ///
  /// - Parameters:
  ///   - variables: names of variables that hold secrets.
  ///   - files: names of secrets that stand in `/run/secrets`.
  package func hits(variables: Set<String> = [], files: Set<String> = []) -> [Hit] {
    guard let instruction = ContainerCommand.instruction else { return [] }
    let step = BuildStep(
      stage: 0, index: 0, instruction: instruction, isTriggered: false, words: [],
      scope: VariableScope(isOpen: true))
    let mounts =
      variables.sorted().compactMap { ContainerCommand.mount("env", $0) }
      + files.sorted().compactMap { ContainerCommand.mount("id", $0) }
    var collector = RuleCollector()
    OutputChecks(script, mounts: mounts, step: step, phase: .run).check(into: &collector)
    var found: [Hit] = collector.hits.compactMap { hit in
      let offence: Offence
      switch hit.rule {
      case "dockerfile-runtime-prints-secret": offence = .prints
      case "dockerfile-runtime-prints-environment": offence = .printsEnvironment
      case "dockerfile-trace-secret": offence = .traces
      // To a file is where an entrypoint puts it.
      case "dockerfile-runtime-echo-to-file": return nil
      default:
        if hit.secret.isEmpty { return nil }
        offence = .holds
      }
      return Hit(
        offence: offence, range: hit.range, secret: hit.secret, subject: hit.subject, detail: hit.detail)
    }
    for command in script.commands {
      let secrets = CommandSecrets(command, in: step)
      secrets.forEach { _, part in
        found.append(
          Hit(
            offence: .holds, range: part.range, secret: part.bytes, subject: "",
            detail: "an argument of `\(secrets.tool)`"))
      }
      for word in command.words.map(\.value) where word.count > 12 {
        for range in SQLPassword.find(in: word.bytes) {
          found.append(
            Hit(
              offence: .holds, range: word.sourceRange(range), secret: Array(word.bytes[range]), subject: "",
              detail: "in a SQL statement"))
        }
      }
    }
    return found
  }

  private static let instruction = DockerfileParser.parse(Array("FROM scratch\nCMD x\n".utf8)).instructions
    .last

  /// What a secret of the deployment would be in a build.
  private static func mount(_ key: String, _ name: String) -> RunMount? {
    guard name.utf8.count < 256, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x2c && $0 != 0x22 })
    else { return nil }
    let text = Array("type=secret,\(key)=\(name)".utf8)
    let start = SourcePosition(offset: 0, line: 1, column: 1)
    return try? RunMount(
      SourceText(text, 0..<text.count), span: SourceSpan(start: start, end: start), lines: LineTable(text))
  }
}
