/// Fixes for ARG: the secret is mounted where it is used.
extension FixWriter {
  mutating func argumentFix(_ hit: DockerfileHit) -> DockerfileFix? {
    guard let name = valueName(at: hit.range, hit.instruction), let stage = hit.stage else { return nil }
    if VariableName.isPrivateKey(name) {
      var lines = ["docker build --ssh default ."]
      if let next = firstRun(after: hit.instruction, with: CredentialTool.sshTools),
        let rewrite = InstructionRewrite(dockerfile, dockerfile.instructions[next])
      {
        var run = MountedRun(rewrite)
        run.mountAgent()
        lines = MountedRun.lines([run], syntax: syntax)
      }
      return DockerfileFix(
        words:
          "Take ARG \(name) out, and what writes the key to a file; lend the SSH agent to the RUN that needs it.",
        lines: lines)
    }
    var found: [MountedRun] = []
    for index in analysis.usedNames.keys.sorted() where analysis.usedNames[index]?.contains(name) == true {
      guard found.count < 3, let own = analysis.graph.stage(ofInstruction: index)?.index,
        own == stage || analysis.graph.bases(of: own).contains(stage), let run = mountedRun(index)
      else { continue }
      found.append(run)
      if run.rewrite.isEmptied, let next = userRun(after: index, of: run) { found.append(next) }
    }
    if found.isEmpty,
      let next = dockerfile.instructions.indices.first(where: {
        $0 > hit.instruction && instruction($0)?.keyword == .run
      }), let rewrite = InstructionRewrite(dockerfile, dockerfile.instructions[next])
    {
      var run = MountedRun(rewrite)
      run.mount(variable: name)
      found = [run]
    }
    let lines = MountedRun.lines(found, syntax: syntax)
    guard !lines.isEmpty else { return nil }
    return DockerfileFix(words: "Take ARG \(name) out; mount the secret where it is used.", lines: lines)
  }

  /// The name whose value, or which itself, stands at a place of ENV, ARG or LABEL.
  func valueName(at range: Range<Int>, _ index: Int) -> String? {
    switch instruction(index)?.body {
    case .pairs(let pairs):
      return pairs.first {
        $0.value.span.offsets.overlaps(range) || $0.key.span.offsets.overlaps(range)
          || $0.value.span.offsets == range
      }?.key.string
    case .declarations(let declarations):
      return declarations.first {
        $0.name.span.offsets.overlaps(range) || $0.value?.span.offsets.overlaps(range) == true
      }?.name.string
    default: return nil
    }
  }
}
