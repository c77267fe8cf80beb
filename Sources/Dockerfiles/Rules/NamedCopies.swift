public import Findings

/// Judgements of COPY and ADD by names alone, for where the build context is not at hand.
extension DockerfileAnalysis {
  /// What the words of a COPY or ADD promise.
  ///
  /// - Parameters:
  ///   - hasIgnoreFile: whether an ignore file filters the context.
  ///   - isKnown: tells of a source (copy and source, as indices) whether its files were looked at.
  public func hitsByName(
    hasIgnoreFile: Bool, isKnown: (_ copy: Int, _ source: Int) -> Bool = { _, _ in false }
  ) -> [DockerfileHit] {
    var found: [DockerfileHit] = []
    for (number, copy) in copies.enumerated() {
      if case .stage = copy.origin { continue }
      for (index, source) in copy.sources.enumerated() {
        if let hit = unfiltered(copy, source), !hasIgnoreFile, copy.origin == .context { found.append(hit) }
        guard !isKnown(number, index), let rule = CredentialFileKind.rule(for: source.value),
          let known = DockerfileRules.rule(rule)
        else { continue }
        let name = source.value.split(separator: "/").last.map(String.init) ?? source.value
        let target = copy.target(of: .init(path: source.value, name: name, source: index), isSource: true)
        let removal = removal(of: target, after: copy)
        let reach = reach(of: target, from: copy)
        found.append(
          DockerfileHit(
            rule: removal == nil ? rule : "dockerfile-copy-removed", range: source.range, secret: [],
            subject: source.value, severity: reach == .final ? known.severity : known.severity.lowered,
            confidence: .medium,
            detail: [
              "judged by its name: \(source.value) is not at hand", removal.map(removalNote),
              note(of: target, from: copy),
              copy.isTrigger ? "in ONBUILD: in every image built on this one" : nil,
            ].compactMap { $0 }.joined(separator: "; "), fix: nil, instruction: copy.instruction,
            stage: copy.stage))
      }
    }
    return found
  }

  private func unfiltered(_ copy: ContextCopy, _ source: ContextCopy.Source) -> DockerfileHit? {
    guard SlashPath.inRoot(source.value).isEmpty || source.value == "*" else { return nil }
    return DockerfileHit(
      rule: "dockerfile-context-unfiltered", range: source.range, secret: [], subject: source.value,
      severity: .low,
      confidence: .medium, detail: nil, fix: nil, instruction: copy.instruction, stage: copy.stage)
  }

  /// How far a file gets.
  public enum Reach: Sendable, Hashable {
    /// Into the image that is built.
    case final
    /// Into a stage that is built on the way.
    case cache
    /// Into a stage that this target does not need.
    case unbuilt

    /// What to say of it; nil for the image itself.
    public var note: String? {
      switch self {
      case .final: nil
      case .cache: "not in the final stage, but it stays in the build cache, and wherever that is pushed"
      case .unbuilt:
        "in a stage that the target does not need; it stays in the build cache of those who build it"
      }
    }
  }

  /// How far a file gets that a COPY puts at `path`: into its stage, those built on it, and those that copy from it.
  public func reach(of path: String, from copy: ContextCopy) -> Reach { route(of: path, from: copy).reach }

  /// What to say of how far a file gets, and which instructions carry it there; nil for one that is in the image at
  /// once.
  public func note(of path: String, from copy: ContextCopy) -> String? {
    let (reach, carriers) = route(of: path, from: copy)
    guard reach == .final, !carriers.isEmpty else { return reach.note }
    let lines = carriers.prefix(8).compactMap { index in
      dockerfile.instructions.indices.contains(index)
        ? "\(dockerfile.instructions[index].span.start.line)" : nil
    }
    return "carried on by COPY --from in line \(lines.joined(separator: ", "))"
  }

  private func route(of path: String, from copy: ContextCopy) -> (reach: Reach, carriers: [Int]) {
    guard let target = graph.target else { return (.final, []) }
    var carriers: [Int] = []
    // The paths in each stage; a chain of copies can be as long as the file.
    var places: [Int: Set<String>] = [copy.stage: [path]]
    for stage in graph.stages.indices where stage >= copy.stage {
      if case .stage(let base) = graph.stages[stage].base, let inherited = places[base] {
        places[stage, default: []].formUnion(inherited)
      }
      for next in copies where next.stage == stage {
        guard case .stage(let from) = next.origin, let files = places[from] else { continue }
        let brought = carried(files, by: next)
        if !brought.isEmpty { carriers.append(next.instruction) }
        places[stage, default: []].formUnion(brought)
        if places[stage]?.isEmpty == true { places[stage] = nil }
      }
    }
    if places[target] != nil { return (.final, carriers) }
    return (graph.reached(from: target).contains(copy.stage) ? .cache : .unbuilt, carriers)
  }

  private func carried(_ files: Set<String>, by copy: ContextCopy) -> [String] {
    let selection = try? CopySelection(
      sources: copy.sources.map(\.value), excludes: copy.excludes, keepsParents: copy.keepsParents)
    guard let selection else { return [] }
    let entries = files.sorted().prefix(64).map { ContextEntry(path: String($0.drop { $0 == "/" })) }
    return selection.files(in: entries).map { file in
      let source = copy.sources.indices.contains(file.source) ? copy.sources[file.source].value : ""
      return copy.target(of: file, isSource: SlashPath.inRoot(source) == file.path)
    }
  }

  /// The RUN that removes what a COPY put at `path`, in the same stage or one built on it.
  public func removal(of path: String, after copy: ContextCopy) -> ImageRemoval? {
    removals.first { removal in
      removal.instruction > copy.instruction && removal.covers(path)
        && (removal.stage == copy.stage || graph.bases(of: removal.stage).contains(copy.stage))
    }
  }

  /// That removing does not help.
  public func removalNote(_ removal: ImageRemoval) -> String {
    "removed again in line \(dockerfile.position(at: removal.range.lowerBound).line), which does not help: the layer keeps it"
  }
}

extension Severity {
  /// One step less, down to low.
  public var lowered: Severity {
    switch self {
    case .critical: .high
    case .high: .medium
    case .medium, .low: .low
    case .info: .info
    }
  }
}
