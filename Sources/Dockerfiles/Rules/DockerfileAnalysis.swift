/// What can be said of a Dockerfile from its text alone, and what must be looked up in the build context.
public struct DockerfileAnalysis: Sendable {
  /// The file.
  public let dockerfile: Dockerfile
  /// The stages.
  public let graph: StageGraph
  /// In the order of the file.
  public internal(set) var hits: [DockerfileHit] = []
  /// COPY and ADD of files.
  public internal(set) var copies: [ContextCopy] = []
  /// What later RUNs remove.
  public internal(set) var removals: [ImageRemoval] = []
  /// Texts in which secrets may stand that the file itself shows in pieces only.
  public internal(set) var texts: [DerivedText] = []
  /// Paths that CMD and ENTRYPOINT run, with the words that name them.
  public internal(set) var programs: [(path: String, stage: Int, instruction: Int, range: Range<Int>)] = []
  /// Values whose names say that everybody may know them, such as the ids of PGP keys; offsets into the file.
  public internal(set) var publicValues: [Range<Int>] = []
  /// What BuildKit would refuse.
  public internal(set) var errors: [DockerfileError]

  var collector = RuleCollector()
  /// ARGs that promise a secret, by stage and name.
  var arguments: [[String]: (step: BuildStep, range: Range<Int>, isUsed: Bool)] = [:]
  /// Every ARG of a stage, by stage and name: a command may use it where only a secret can stand.
  var declared: [[String]: (step: BuildStep, range: Range<Int>)] = [:]
  /// Variables named like secrets, and mounts' own, that each RUN uses; by the instruction's index.
  var usedNames: [Int: Set<String>] = [:]
  /// ARGs that promise a secret.
  private(set) var secretArguments: Set<String> = []
  /// Where and as whom instructions run, by index.
  private(set) var places: [Int: RunPlace] = [:]
  private var users: [Int: String] = [:]
  /// What WORKDIR instructions lead to, by stage and instruction.
  private var entered: [[Int]: String] = [:]
  var stagesWithRun: Set<Int> = []
  /// Key files that installed packages make, with their stages.
  var keysMade: Set<String> = []
  /// Whether the container makes host keys of its own as it starts.
  var renewsHostKeys = false
  var folders: [Int: String] = [:]

  /// COPYs, removals and other things of one file that are compared with each other.
  static let copyLimit = 2_000
  /// What was not looked at because a limit was reached: the report is incomplete then.
  public private(set) var shortfalls: [String] = []
  /// Texts of one file that are handed to the engine.
  static let textLimit = 20_000

  /// Goes through a Dockerfile.
  public init(_ dockerfile: Dockerfile, settings: BuildSettings = BuildSettings()) {
    self.dockerfile = dockerfile
    let walk = BuildWalk(dockerfile, settings: settings)
    graph = walk.graph
    errors = dockerfile.errors + walk.graph.errors
    var steps: [BuildStep] = []
    let problems = walk.forEach { steps.append($0) }
    errors += problems
    for step in steps { visit(step) }
    reportArguments()
    hits = collector.hits.sorted { ($0.range.lowerBound, $0.rule) < ($1.range.lowerBound, $1.rule) }
    skipChecked()
    if renewsHostKeys { hits.removeAll { $0.rule == "dockerfile-host-key" } }
    if collector.isFull { fallShort("more than \(RuleCollector.limit) findings") }
    collector = RuleCollector()
    secretArguments = Set(arguments.keys.compactMap(\.last))
    arguments = [:]
    declared = [:]
  }

  /// Reasons of one file that are listed.
  private static let shortfallLimit = 100

  /// Notes once that something was not looked at.
  mutating func fallShort(_ reason: String) {
    guard shortfalls.count < Self.shortfallLimit, !shortfalls.contains(reason) else { return }
    shortfalls.append(reason)
  }

  /// The commands of an instruction; where some were not read, that is noted.
  mutating func script(of instruction: Instruction) -> ShellScript {
    let script = ShellWords.script(of: instruction)
    if script.isTruncated {
      fallShort(
        "line \(instruction.span.start.line): the commands are too many or too deeply nested to be read whole"
      )
    }
    return script
  }

  /// `# check=skip=SecretsUsedInArgOrEnv`: BuildKit's own check of names, and so ours.
  mutating func skipChecked() {
    guard let value = dockerfile.directive("check")?.value.string.lowercased(), value.contains("skip=") else {
      return
    }
    guard value.contains("secretsusedinargorenv") || value.contains("skip=all") else { return }
    hits.removeAll { $0.rule == "dockerfile-argument-secret" || $0.rule == "dockerfile-env-from-argument" }
  }

  /// The folder that a WORKDIR leads to, absolute; nil for any other instruction.
  public func folder(afterInstruction index: Int, stage: Int) -> String? { entered[[stage, index]] }

  /// Where and as whom an instruction runs.
  func place(_ index: Int) -> RunPlace { places[index] ?? RunPlace(folder: "/", user: nil) }

  private func user(_ stage: Int) -> String? {
    users[stage] ?? graph.bases(of: stage).reversed().lazy.compactMap { users[$0] }.first
  }

  mutating func visit(_ step: BuildStep) {
    var instruction = step.instruction
    var isTrigger = false
    if case .trigger(let inner?) = instruction.body {
      instruction = inner
      isTrigger = true
    }
    if let stage = step.stage, places.count < Self.copyLimit,
      [.run, .add, .copy].contains(instruction.keyword)
    {
      places[step.index] = RunPlace(folder: folder(stage), user: user(stage))
    }
    ValueChecks(dockerfile: dockerfile).check(step, instruction, into: &collector)
    derive(step, instruction)
    switch instruction.keyword {
    case .arg: declare(step, instruction)
    case .run: run(step, instruction)
    case .cmd, .entrypoint, .healthcheck: start(step, instruction)
    case .copy, .add: copy(step, instruction, isTrigger: isTrigger)
    case .workdir:
      if let stage = step.stage, let path = step.words(.text).first?.value.string {
        enter(path, stage)
        if entered.count < Self.copyLimit { entered[[stage, step.index]] = folder(stage) }
      }
    case .user:
      if let stage = step.stage, let name = step.words(.text).first?.value.string {
        users[stage] = String(name.prefix { $0 != ":" })
      }
    default: break
    }
  }
}
