/// Where a stage, a COPY or a mount takes its files from.
public enum StageSource: Sendable, Hashable {
  /// An earlier stage, counted from 0.
  case stage(Int)
  /// An image, by the name as expanded.
  case image(String)
  /// A `--build-context`.
  case context(String)
  /// The empty image.
  case scratch
}

/// That a stage needs something.
public struct StageDependency: Sendable, Hashable {
  /// How it is used.
  public enum Use: Sendable, Hashable {
    case base, copy, mount
  }

  /// How it is used.
  public let use: Use
  /// What is used.
  public let source: StageSource
  /// The image in FROM, or the flag.
  public let span: SourceSpan
  /// The instruction, as an index into `Dockerfile.instructions`.
  public let instruction: Int
}

/// From one FROM to the next.
public struct Stage: Sendable {
  /// Counted from 0.
  public let index: Int
  /// In lower case; nil without AS.
  public let name: String?
  /// What it is built on.
  public let base: StageSource
  /// The image as expanded.
  public let baseName: String
  /// `--platform` as expanded.
  public let platform: String?
  /// The FROM, as an index into `Dockerfile.instructions`.
  public let from: Int
  /// The instructions behind the FROM, as indices into `Dockerfile.instructions`.
  public let instructions: Range<Int>
  /// The ONBUILD instructions of the stage it is built on, which run first; indices into
  /// `Dockerfile.instructions`.
  public let triggers: [Int]
  /// What it needs, its base first.
  public internal(set) var dependencies: [StageDependency]
}

/// The stages of a Dockerfile and what they need of each other.
public struct StageGraph: Sendable {
  /// In their order.
  public private(set) var stages: [Stage] = []
  /// The stage that is built: the last one, or that of `--target`. Nil if there is none.
  public private(set) var target: Int?
  /// What BuildKit would refuse.
  public private(set) var errors: [DockerfileError] = []
  private var budget = ExpansionBudget()
  /// By name; of two stages of one name the later.
  private var names: [String: Int] = [:]

  /// The stage of a name, whatever its case.
  public func stage(named name: String) -> Stage? { names[name.lowercased()].map { stages[$0] } }

  /// The stage that an instruction belongs to; nil before the first FROM.
  public func stage(ofInstruction index: Int) -> Stage? {
    var low = 0
    var high = stages.count
    while low < high {
      let middle = (low + high) / 2
      if stages[middle].from <= index { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? stages[low - 1] : nil
  }

  /// The stages that the build of a stage runs, itself with them, in their order. Of the target without a
  /// stage.
  public func reached(from stage: Int? = nil) -> [Int] {
    guard let start = stage ?? target, stages.indices.contains(start) else { return [] }
    var seen: Set<Int> = [start]
    var open = [start]
    while let next = open.popLast() {
      for dependency in stages[next].dependencies {
        if case .stage(let index) = dependency.source, seen.insert(index).inserted { open.append(index) }
      }
    }
    return seen.sorted()
  }

  /// The stages whose files are the start of a stage's own: what its base is built on, the farthest first.
  public func bases(of stage: Int) -> [Int] {
    var found: [Int] = []
    var current = stage
    while stages.indices.contains(current), case .stage(let base) = stages[current].base, base < current {
      found.append(base)
      current = base
    }
    return found.reversed()
  }

  init(_ dockerfile: Dockerfile, settings: BuildSettings, globals: VariableScope) {
    let instructions = dockerfile.instructions
    let starts = instructions.indices.filter { instructions[$0].keyword == .from }
    for (index, from) in starts.enumerated() {
      guard index < ParserLimits.stages else {
        let kind = DockerfileError.Kind.tooManyStages(limit: ParserLimits.stages)
        errors.append(DockerfileError(kind: kind, span: instructions[from].span))
        break
      }
      let isLast = index + 1 == starts.count || index + 1 == ParserLimits.stages
      let end = isLast ? instructions.count : starts[index + 1]
      addStage(dockerfile, from: from, end: end, settings: settings, globals: globals)
    }
    for index in stages.indices { addDependencies(of: index, in: dockerfile, settings: settings) }
    target = stages.indices.last
    if let wanted = settings.target, !wanted.isEmpty {
      target = names[wanted.lowercased()]
      if target == nil {
        let span = dockerfile.span(dockerfile.source.count..<dockerfile.source.count)
        errors.append(DockerfileError(kind: .unknownTarget(wanted), span: span))
      }
    }
  }

  private mutating func addStage(
    _ dockerfile: Dockerfile, from: Int, end: Int, settings: BuildSettings, globals: VariableScope
  ) {
    let instruction = dockerfile.instructions[from]
    var baseName = ""
    var name: String?
    var span = instruction.span
    if case .from(let image, let stage) = instruction.body {
      name = stage.map { $0.string.lowercased() }
      if let image {
        span = image.span
        baseName = expand(image.text, dockerfile, globals)
        if baseName.isEmpty {
          errors.append(DockerfileError(kind: .emptyBase(image.string), span: image.span))
        }
      }
    }
    let platform = instruction.flag("platform")?.value.map { expand($0, dockerfile, globals) }
    // A named context takes the place of a stage of that name, whatever its FROM says.
    let source: StageSource =
      if let name, settings.namedContexts.contains(name) {
        .context(name)
      } else if let stage = names[baseName] {
        .stage(stage)
      } else if settings.namedContexts.contains(baseName) {
        .context(baseName)
      } else if baseName == "scratch" {
        .scratch
      } else {
        .image(baseName)
      }
    var triggers: [Int] = []
    if case .stage(let base) = source {
      triggers = stages[base].instructions.filter { dockerfile.instructions[$0].keyword == .onbuild }
    }
    let index = stages.count
    stages.append(
      Stage(
        index: index, name: name, base: source, baseName: baseName, platform: platform, from: from,
        instructions: min(from + 1, end)..<end, triggers: triggers,
        dependencies: [StageDependency(use: .base, source: source, span: span, instruction: from)]))
    if let name { names[name] = index }
  }

  private mutating func expand(_ text: SourceText, _ dockerfile: Dockerfile, _ scope: VariableScope) -> String
  {
    do throws(ExpansionError) {
      let options = WordExpander.Options(escape: dockerfile.escape)
      return try WordExpander.expand(text, options: options, budget: &budget) { scope.value($0) }.value.string
    } catch {
      errors.append(
        DockerfileError(kind: .expansion(error.description), span: dockerfile.span(error.range)))
      return text.string
    }
  }

  private mutating func addDependencies(of index: Int, in dockerfile: Dockerfile, settings: BuildSettings) {
    let stage = stages[index]
    let triggered = stage.triggers.compactMap { number -> (Int, Instruction)? in
      guard case .trigger(let inner?) = dockerfile.instructions[number].body else { return nil }
      return (number, inner)
    }
    let own = stage.instructions.lazy.map { ($0, dockerfile.instructions[$0]) }
    var found: [StageDependency] = []
    for (number, instruction) in triggered + own {
      if instruction.keyword == .copy, let flag = instruction.flags.last(where: { $0.name == "from" }),
        let value = flag.value, !value.isEmpty
      {
        guard let source = copySource(value, flag, dockerfile, settings, stage: index) else { continue }
        found.append(StageDependency(use: .copy, source: source, span: flag.span, instruction: number))
      }
      for mount in dockerfile.mounts(of: instruction) where instruction.keyword == .run {
        guard let from = mount.from, !from.isEmpty else { continue }
        let source = source(named: from.string, settings)
        guard isBefore(source, index, from.string, dockerfile.span(of: from)) else { continue }
        found.append(StageDependency(use: .mount, source: source, span: mount.span, instruction: number))
      }
    }
    stages[index].dependencies += found
  }

  private func source(named name: String, _ settings: BuildSettings) -> StageSource {
    if settings.namedContexts.contains(name) { return .context(name) }
    if let stage = names[name.lowercased()] { return .stage(stage) }
    return name == "scratch" ? .scratch : .image(name)
  }

  private mutating func copySource(
    _ value: SourceText, _ flag: Flag, _ dockerfile: Dockerfile, _ settings: BuildSettings, stage: Int
  ) -> StageSource? {
    let name = value.string
    let options = WordExpander.Options(escape: dockerfile.escape)
    let expanded = try? WordExpander.expand(value, options: options) { _ in nil }
    if expanded?.value.bytes != value.bytes {
      errors.append(DockerfileError(kind: .variableInCopyFrom, span: flag.span))
      return nil
    }
    let source: StageSource
    if let number = Int(name) {
      guard stages.indices.contains(number) else {
        errors.append(DockerfileError(kind: .invalidStageIndex(number), span: flag.span))
        return nil
      }
      source = .stage(number)
    } else {
      source = self.source(named: name, settings)
    }
    return isBefore(source, stage, name, flag.span) ? source : nil
  }

  private mutating func isBefore(_ source: StageSource, _ stage: Int, _ name: String, _ span: SourceSpan)
    -> Bool
  {
    guard case .stage(let other) = source, other >= stage else { return true }
    errors.append(DockerfileError(kind: .stageNotBefore(name), span: span))
    return false
  }
}
