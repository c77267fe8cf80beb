/// What COPY and ADD take, and where it goes.
extension DockerfileAnalysis {
  mutating func enter(_ path: String, _ stage: Int) {
    folders[stage] = absolute(path, stage)
  }

  func folder(_ stage: Int) -> String {
    var stage = stage
    while true {
      if let known = folders[stage] { return known }
      guard graph.stages.indices.contains(stage), case .stage(let base) = graph.stages[stage].base,
        base < stage
      else { return "/" }
      stage = base
    }
  }

  func absolute(_ path: String, _ stage: Int) -> String {
    let whole = path.hasPrefix("/") ? path : folder(stage) + "/" + path
    let clean = SlashPath.inRoot(whole)
    return clean.isEmpty ? "/" : clean.hasPrefix("/") ? clean : "/" + clean
  }

  mutating func copy(_ step: BuildStep, _ instruction: Instruction, isTrigger: Bool) {
    guard case .copy(let sources, let destination, _) = instruction.body, let stage = step.stage else {
      return
    }
    guard copies.count < Self.copyLimit else {
      return fallShort("more than \(Self.copyLimit) COPY and ADD instructions")
    }
    var paths: [ContextCopy.Source] = []
    for (index, source) in sources.enumerated() {
      guard case .path(let word) = source else { continue }
      let value = step.words(.source(index)).first?.value.string ?? word.string
      if instruction.keyword == .add, value.contains("://") || value.hasPrefix("git@") { continue }
      paths.append(ContextCopy.Source(value: value, range: word.span.offsets))
    }
    var origin = ContextCopy.Origin.context
    if instruction.keyword == .copy, instruction.flag("from")?.value?.isEmpty == false {
      let found =
        graph.stages.indices.contains(stage)
        ? graph.stages[stage].dependencies.first { $0.use == .copy && $0.instruction == step.index } : nil
      switch found?.source {
      case .context(let name): origin = .named(name)
      case .stage(let index): origin = .stage(index)
      default: return
      }
    }
    let target = step.words(.destination).first?.value.string ?? destination?.string ?? ""
    let excludes = step.words(.flag("exclude")).map(\.value.string)
    copies.append(
      ContextCopy(
        instruction: step.index, stage: stage, origin: origin, sources: paths, excludes: excludes,
        keepsParents: instruction.flag("parents")?.isOn ?? false, destination: absolute(target, stage),
        isFolder: target.hasSuffix("/") || target == "." || sources.count > 1, isTrigger: isTrigger))
    for heredoc in instruction.heredocs { document(heredoc, target: target, step) }
  }

  /// A file that stands in the Dockerfile itself.
  mutating func document(_ heredoc: Heredoc, target: String, _ step: BuildStep) {
    for found in SecretAssignments.find(in: heredoc.content.bytes) {
      collector.add(
        "dockerfile-heredoc-secret", at: heredoc.content.sourceRange(found.value),
        secret: Array(heredoc.content.bytes[found.value]), confidence: .high,
        detail: "the value of \(found.name), in \(target)", in: step)
    }
    let text = heredoc.text
    guard Self.shellBody(text.bytes) != nil else { return }
    let script = ShellWords.script(text)
    OutputChecks(script, mounts: [], step: step, phase: .run).check(into: &collector)
    if Self.renewsHostKeys(script) { renewsHostKeys = true }
  }
}
