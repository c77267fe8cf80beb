/// What the container runs: CMD, ENTRYPOINT, HEALTHCHECK and the scripts they name.
extension DockerfileAnalysis {
  /// Programs of one file whose scripts are looked into.
  private static let programLimit = 256

  /// What runs in the container.
  mutating func start(_ step: BuildStep, _ instruction: Instruction) {
    let script = script(of: instruction)
    OutputChecks(script, mounts: [], step: step, phase: .run).check(into: &collector)
    if Self.renewsHostKeys(script) { renewsHostKeys = true }
    checkWords(script, step)
    guard instruction.keyword != .healthcheck, let stage = step.stage else { return }
    for command in script.commands {
      // The program, or the script that a shell is given.
      for word in CommandSecrets.unwrapped(command.words).prefix(3)
      where word.string.contains("/") || word.string.hasSuffix(".sh") {
        guard programs.count < Self.programLimit else {
          return fallShort("more than \(Self.programLimit) programs of CMD and ENTRYPOINT")
        }
        programs.append(
          (absolute(word.string, stage), stage, step.index, word.text.sourceRange))
      }
    }
  }

  /// Whether a script that CMD or ENTRYPOINT runs is read whole; a program of another kind is not read at all.
  public static func isReadWhole(script bytes: [UInt8]) -> Bool {
    guard let body = shellBody(bytes) else { return true }
    return !ShellWords.script(SourceText(bytes, body..<bytes.count)).isTruncated
  }

  /// Looks into a script that CMD or ENTRYPOINT runs.
  ///
  /// - Parameters:
  ///   - bytes: its content.
  ///   - name: its path, as shown.
  ///   - program: index into `programs`.
  /// - Returns: hits at the word that names it.
  public func check(script bytes: [UInt8], named name: String, program: Int) -> [DockerfileHit] {
    guard programs.indices.contains(program), let body = Self.shellBody(bytes) else { return [] }
    let (_, stage, index, range) = programs[program]
    guard dockerfile.instructions.indices.contains(index) else { return [] }
    let script = ShellWords.script(SourceText(bytes, body..<bytes.count))
    let step = BuildStep(
      stage: stage, index: index, instruction: dockerfile.instructions[index], isTriggered: false, words: [],
      scope: VariableScope(isOpen: true))
    var collector = RuleCollector()
    OutputChecks(script, mounts: [], step: step, phase: .run, source: name).check(into: &collector)
    return collector.hits.map { hit in
      var hit = hit
      let line = 1 + bytes[..<min(hit.range.lowerBound, bytes.count)].count { $0 == 0x0a }
      let words = hit.detail.map { $0.replacing("in \(name): ", line) ?? $0 } ?? ""
      hit.detail = "\(name) line \(line)" + (words.isEmpty ? "" : ": " + words)
      hit.range = range
      return hit
    }
  }

  /// Where the commands of a shell script begin; nil for a program of another kind.
  static func shellBody(_ bytes: [UInt8]) -> Int? {
    guard bytes.starts(with: "#!".utf8) else { return nil }
    let end = bytes.firstIndex(of: 0x0a) ?? bytes.count
    let line = String(decoding: bytes[..<min(end, 200)], as: UTF8.self)
    let words = line.split(whereSeparator: { " /\t\r".contains($0) }).map(String.init)
    return words.contains { ShellWords.shells.contains($0) } ? end : nil
  }
}

extension String {
  /// A prefix taken away; nil where it does not stand there.
  fileprivate func replacing(_ prefix: String, _ line: Int) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
