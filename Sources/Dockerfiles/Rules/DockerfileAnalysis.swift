/// What can be said of a Dockerfile from its text alone, and what must be looked up in the build context.
public struct DockerfileAnalysis: Sendable {
  /// The file.
  public let dockerfile: Dockerfile
  /// The stages.
  public let graph: StageGraph
  /// In the order of the file.
  public private(set) var hits: [DockerfileHit] = []
  /// COPY and ADD of files.
  public private(set) var copies: [ContextCopy] = []
  /// What later RUNs remove.
  public private(set) var removals: [ImageRemoval] = []
  /// Texts in which secrets may stand that the file itself shows in pieces only.
  public private(set) var texts: [DerivedText] = []
  /// Paths that CMD and ENTRYPOINT run, with the words that name them.
  public private(set) var programs: [(path: String, stage: Int, instruction: Int, range: Range<Int>)] = []
  /// Values whose names say that everybody may know them, such as the ids of PGP keys; offsets into the file.
  public private(set) var publicValues: [Range<Int>] = []
  /// What BuildKit would refuse.
  public private(set) var errors: [DockerfileError]

  private var collector = RuleCollector()
  /// ARGs that promise a secret, by stage and name.
  private var arguments: [[String]: (step: BuildStep, range: Range<Int>, isUsed: Bool)] = [:]
  private var stagesWithRun: Set<Int> = []
  private var folders: [Int: String] = [:]

  /// COPYs, removals and other things of one file that are compared with each other.
  private static let copyLimit = 2_000
  /// Whether there were more, which were not looked at.
  public private(set) var isTruncated = false
  /// Texts of one file that are handed to the engine.
  private static let textLimit = 20_000

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
    collector = RuleCollector()
    arguments = [:]
  }

  /// `# check=skip=SecretsUsedInArgOrEnv`: BuildKit's own check of names, and so ours.
  private mutating func skipChecked() {
    guard let value = dockerfile.directive("check")?.value.string.lowercased(), value.contains("skip=") else {
      return
    }
    guard value.contains("secretsusedinargorenv") || value.contains("skip=all") else { return }
    hits.removeAll { $0.rule == "dockerfile-argument-secret" || $0.rule == "dockerfile-env-from-argument" }
  }

  private mutating func visit(_ step: BuildStep) {
    var instruction = step.instruction
    var isTrigger = false
    if case .trigger(let inner?) = instruction.body {
      instruction = inner
      isTrigger = true
    }
    ValueChecks(dockerfile: dockerfile).check(step, instruction, into: &collector)
    derive(step, instruction)
    switch instruction.keyword {
    case .arg: declare(step, instruction)
    case .run: run(step, instruction)
    case .cmd, .entrypoint, .healthcheck: start(step, instruction)
    case .copy, .add: copy(step, instruction, isTrigger: isTrigger)
    case .workdir:
      if let stage = step.stage, let path = step.words(.text).first?.value.string { enter(path, stage) }
    default: break
    }
  }

  // MARK: Texts

  private mutating func derive(_ step: BuildStep, _ instruction: Instruction) {
    guard texts.count < DockerfileAnalysis.textLimit else { return }
    let source = instruction.text.sourceRange
    if instruction.text.count != source.count
      || !instruction.text.bytes.elementsEqual(dockerfile.source[source])
    {
      texts.append(DerivedText(text: instruction.text, name: "Dockerfile"))
    }
    switch instruction.body {
    case .pairs(let pairs):
      for index in pairs.indices {
        guard let key = step.words(.key(index)).first?.value,
          let value = step.words(.value(index)).first?.value
        else { continue }
        assign(key, value)
      }
    case .declarations(let declarations):
      for (index, declaration) in declarations.enumerated() where declaration.value != nil {
        guard let value = step.words(.value(index)).first?.value else { continue }
        assign(declaration.name.text, value)
      }
    default: break
    }
  }

  /// A line of an environment file.
  private mutating func assign(_ name: SourceText, _ value: SourceText) {
    guard value.count >= 4 else { return }
    if publicValues.count < Self.copyLimit, VariableName.isPublic(name.string) {
      publicValues.append(value.sourceRange)
    }
    var text = SourceText(at: name.offset(at: 0))
    text.append(name)
    let end = name.sourceRange.upperBound
    text.append([UInt8(ascii: "=")], replacing: end..<end)
    text.append(value)
    texts.append(DerivedText(text: text, name: ".env"))
  }

  // MARK: Arguments

  private mutating func declare(_ step: BuildStep, _ instruction: Instruction) {
    guard case .declarations(let declarations) = instruction.body, let stage = step.stage else { return }
    for declaration in declarations {
      let name = declaration.name.string
      guard VariableName.kind(of: name) != nil || VariableName.isPrivateKey(name) else { continue }
      // A default that is a secret is told as such.
      if let value = declaration.value, LiteralSecret.matches(value.bytes, kind: .password) { continue }
      arguments[["\(stage)", name]] = (step, declaration.name.text.sourceRange, false)
    }
  }

  private mutating func use(_ name: String, _ step: BuildStep) {
    guard var stage = step.stage else { return }
    while true {
      if arguments[["\(stage)", name]] != nil {
        arguments[["\(stage)", name]]?.isUsed = true
        return
      }
      guard graph.stages.indices.contains(stage), case .stage(let base) = graph.stages[stage].base,
        base < stage
      else { return }
      stage = base
    }
  }

  private mutating func reportArguments() {
    for (key, argument) in arguments {
      guard let name = key.last, let stage = argument.step.stage,
        argument.isUsed || stagesWithRun.contains(stage)
      else { continue }
      let isKey = VariableName.isPrivateKey(name)
      guard argument.isUsed || VariableName.kind(of: name) != nil else { continue }
      let use = argument.isUsed ? "a RUN uses it" : "RUN instructions follow it"
      collector.add(
        isKey ? "dockerfile-private-key-argument" : "dockerfile-argument-secret", at: argument.range,
        subject: name,
        severity: argument.isUsed ? nil : .low,
        detail: "\(name): \(use), so `docker history` shows the value given with --build-arg",
        fix: isKey ? nil : ValueChecks.mount(name), in: argument.step)
    }
  }

  // MARK: Commands

  private mutating func run(_ step: BuildStep, _ instruction: Instruction) {
    let script = ShellWords.script(of: instruction)
    let mounts = dockerfile.mounts(of: instruction)
    if let stage = step.stage { stagesWithRun.insert(stage) }
    let output = OutputChecks(script, mounts: mounts, step: step, phase: .build)
    output.check(into: &collector)
    for name in used(script, instruction) where !output.mountedNames.contains(name) { use(name, step) }
    checkWords(script, step)
    checkUnmounted(script, mounts, step)
    remove(script, step)
    generate(script, step)
  }

  /// Every variable that a script names, in here-documents too.
  private func used(_ script: ShellScript, _ instruction: Instruction) -> Set<String> {
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

  private mutating func checkWords(_ script: ShellScript, _ step: BuildStep) {
    var shells: [Int: Int] = [:]
    for command in script.commands
    where command.joint == .pipe && ShellWords.shells.contains(command.name ?? "") {
      shells[command.pipeline] = command.id
    }
    for command in script.commands {
      let secrets = CommandSecrets(command, in: step)
      let isPiped = (shells[command.pipeline] ?? -1) > command.id
      secrets.forEach { rule, part in
        let isFetched = isPiped && (secrets.tool == "curl" || secrets.tool == "wget")
        collector.add(
          isFetched ? "dockerfile-piped-script-credentials" : rule, at: part.range, secret: part.bytes,
          confidence: .high,
          detail: "an argument of `\(secrets.tool)`", in: step)
      }
      checkStatements(command, step)
    }
  }

  /// `IDENTIFIED BY '…'`, `WITH PASSWORD '…'` in the words of a database client.
  private mutating func checkStatements(_ command: ShellCommand, _ step: BuildStep) {
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
  private mutating func checkUnmounted(_ script: ShellScript, _ mounts: [RunMount], _ step: BuildStep) {
    guard !mounts.contains(where: { $0.kind == .secret }) else { return }
    for command in script.commands {
      for word in command.words + command.redirections.map(\.target)
      where word.string.contains("/run/secrets/") {
        collector.add(
          "dockerfile-secret-not-mounted", at: word.text.sourceRange, subject: word.string, in: step)
      }
    }
  }

  private mutating func remove(_ script: ShellScript, _ step: BuildStep) {
    guard let stage = step.stage else { return }
    for command in script.commands {
      let words = CommandSecrets.unwrapped(command.words)
      guard let tool = words.first?.string.split(separator: "/").last,
        ["rm", "shred", "unlink"].contains(tool)
      else { continue }
      for word in words.dropFirst() where !word.string.hasPrefix("-") && !word.isExpanded {
        guard removals.count < Self.copyLimit else { return isTruncated = true }
        removals.append(
          ImageRemoval(
            instruction: step.index, stage: stage, path: absolute(word.string, stage),
            range: word.text.sourceRange))
      }
    }
  }

  /// Keys that are made while the image is built, and so are the same in every container.
  private mutating func generate(_ script: ShellScript, _ step: BuildStep) {
    let lastRemoval = script.commands.last { $0.name == "rm" }?.id ?? -1
    for command in script.commands {
      let words = Array(CommandSecrets.unwrapped(command.words))
      guard let tool = words.first?.string.split(separator: "/").last else { continue }
      let arguments = words.dropFirst().map(\.string)
      let isKey =
        switch tool {
        case "ssh-keygen": arguments.contains("-A") || arguments.contains("-t")
        case "openssl":
          arguments.contains("-keyout") || ["genrsa", "genpkey"].contains(arguments.first ?? "")
        case "make-ssl-cert": true
        default: false
        }
      guard isKey, let word = words.first else { continue }
      if lastRemoval > command.id { continue }
      collector.add("dockerfile-key-generated", at: word.text.sourceRange, subject: String(tool), in: step)
    }
  }

  /// What runs in the container.
  private mutating func start(_ step: BuildStep, _ instruction: Instruction) {
    let script = ShellWords.script(of: instruction)
    OutputChecks(script, mounts: [], step: step, phase: .run).check(into: &collector)
    checkWords(script, step)
    guard instruction.keyword != .healthcheck, let stage = step.stage else { return }
    for command in script.commands {
      // The program, or the script that a shell is given.
      for word in CommandSecrets.unwrapped(command.words).prefix(3)
      where word.string.contains("/") || word.string.hasSuffix(".sh") {
        programs.append(
          (absolute(word.string, stage), stage, step.index, word.text.sourceRange))
      }
    }
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
  private static func shellBody(_ bytes: [UInt8]) -> Int? {
    guard bytes.starts(with: "#!".utf8) else { return nil }
    let end = bytes.firstIndex(of: 0x0a) ?? bytes.count
    let line = String(decoding: bytes[..<min(end, 200)], as: UTF8.self)
    let words = line.split(whereSeparator: { " /\t\r".contains($0) }).map(String.init)
    return words.contains { ShellWords.shells.contains($0) } ? end : nil
  }

  // MARK: Files

  private mutating func enter(_ path: String, _ stage: Int) {
    folders[stage] = absolute(path, stage)
  }

  private func folder(_ stage: Int) -> String {
    var stage = stage
    while true {
      if let known = folders[stage] { return known }
      guard graph.stages.indices.contains(stage), case .stage(let base) = graph.stages[stage].base,
        base < stage
      else { return "/" }
      stage = base
    }
  }

  private func absolute(_ path: String, _ stage: Int) -> String {
    let whole = path.hasPrefix("/") ? path : folder(stage) + "/" + path
    let clean = SlashPath.inRoot(whole)
    return clean.isEmpty ? "/" : clean.hasPrefix("/") ? clean : "/" + clean
  }

  private mutating func copy(_ step: BuildStep, _ instruction: Instruction, isTrigger: Bool) {
    guard case .copy(let sources, let destination, _) = instruction.body, let stage = step.stage else {
      return
    }
    guard copies.count < Self.copyLimit else { return isTruncated = true }
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
  private mutating func document(_ heredoc: Heredoc, target: String, _ step: BuildStep) {
    for found in SecretAssignments.find(in: heredoc.content.bytes) {
      collector.add(
        "dockerfile-heredoc-secret", at: heredoc.content.sourceRange(found.value),
        secret: Array(heredoc.content.bytes[found.value]), confidence: .high,
        detail: "the value of \(found.name), in \(target)", in: step)
    }
    let text = heredoc.text
    guard Self.shellBody(text.bytes) != nil else { return }
    OutputChecks(ShellWords.script(text), mounts: [], step: step, phase: .run).check(into: &collector)
  }
}

extension String {
  /// A prefix taken away; nil where it does not stand there.
  fileprivate func replacing(_ prefix: String, _ line: Int) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
