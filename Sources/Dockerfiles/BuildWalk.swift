/// One instruction of a build, with the variables that it sees.
public struct BuildStep: Sendable {
  /// Counted from 0; nil before the first FROM.
  public let stage: Int?
  /// Into `Dockerfile.instructions`.
  public let index: Int
  /// The instruction; for a trigger the one inside the ONBUILD.
  public let instruction: Instruction
  /// Whether it is an ONBUILD of the stage below that runs here.
  public let isTriggered: Bool
  /// The words that the builder expands, in the order of `Instruction.expandableWords`.
  public let words: [ExpandedWord]
  /// The variables before the instruction.
  public let scope: VariableScope

  /// The values of one role; for flags there can be several.
  public func words(_ role: ExpandableWord.Role) -> [ExpandedWord] { words.filter { $0.word.role == role } }
}

/// A word with its value.
public struct ExpandedWord: Sendable {
  /// The word as written.
  public let word: ExpandableWord
  /// Its value; where it cannot be expanded, the word itself.
  public let expansion: Expansion

  /// The value.
  public var value: SourceText { expansion.value }
}

/// Goes through a Dockerfile as a build does: stage by stage, each instruction with the variables it sees.
public struct BuildWalk: Sendable {
  /// The file.
  public let dockerfile: Dockerfile
  /// The stages.
  public let graph: StageGraph
  /// The variables of FROM: ARG before the first one, and what the builder sets.
  public let globals: VariableScope
  private let settings: BuildSettings

  /// Reads the ARGs before the first FROM, and the stages.
  public init(_ dockerfile: Dockerfile, settings: BuildSettings = BuildSettings()) {
    self.dockerfile = dockerfile
    self.settings = settings
    var globals = VariableScope()
    let targetStage = settings.target ?? Self.nameOfLastStage(dockerfile) ?? ""
    for (name, value) in settings.predefined(targetStage: targetStage) {
      globals.set(
        Variable(
          name: name, value: Array(value.utf8), origin: .predefined, definition: nil, instruction: nil,
          isGlobal: true))
    }
    var budget = ExpansionBudget()
    for (index, instruction) in dockerfile.instructions.enumerated() {
      if instruction.keyword == .from { break }
      guard case .declarations(let declarations) = instruction.body else { continue }
      for declaration in declarations {
        let name = declaration.name.string
        let scope = globals
        let variable = Self.argument(
          declaration, named: name, instruction: index, settings: settings, globals: nil
        ) { text in
          let options = WordExpander.Options(escape: dockerfile.escape)
          return (try? WordExpander.expand(text, options: options, budget: &budget) { scope.value($0) })?
            .value
        }
        if let variable { globals.set(variable) }
      }
    }
    self.globals = globals
    graph = StageGraph(dockerfile, settings: settings, globals: globals)
  }

  private static func nameOfLastStage(_ dockerfile: Dockerfile) -> String? {
    guard let last = dockerfile.instructions.last(where: { $0.keyword == .from }),
      case .from(_, let stage) = last.body
    else { return nil }
    return stage?.string.lowercased()
  }

  /// Calls `body` with every instruction, in the order of the file; a stage's triggers come before its own.
  /// Returns the errors of expansion.
  @discardableResult
  public func forEach(_ body: (BuildStep) throws -> Void) rethrows -> [DockerfileError] {
    var errors: [DockerfileError] = []
    var budget = ExpansionBudget()
    let first = graph.stages.first?.from ?? dockerfile.instructions.count
    for index in 0..<first {
      var scope = globals
      try body(
        step(index, dockerfile.instructions[index], stage: nil, isTriggered: false, &scope, &errors, &budget))
    }
    var finished: [VariableScope] = []
    for stage in graph.stages {
      let from = dockerfile.instructions[stage.from]
      var globalScope = globals
      try body(step(stage.from, from, stage: stage.index, isTriggered: false, &globalScope, &errors, &budget))
      var scope = startingScope(of: stage, finished: finished)
      for index in stage.triggers {
        guard case .trigger(let inner?) = dockerfile.instructions[index].body else { continue }
        try body(step(index, inner, stage: stage.index, isTriggered: true, &scope, &errors, &budget))
      }
      for index in stage.instructions {
        let instruction = dockerfile.instructions[index]
        try body(step(index, instruction, stage: stage.index, isTriggered: false, &scope, &errors, &budget))
      }
      finished.append(scope)
    }
    return errors
  }

  private func startingScope(of stage: Stage, finished: [VariableScope]) -> VariableScope {
    switch stage.base {
    case .stage(let base): return finished[base].nested()
    case .scratch: return VariableScope()
    case .image(let name), .context(let name):
      guard let environment = settings.imageEnvironments[name] else { return VariableScope(isOpen: true) }
      var scope = VariableScope()
      for (name, value) in environment {
        scope.set(
          Variable(
            name: name, value: Array(value.utf8), origin: .baseImage, definition: nil, instruction: nil,
            isGlobal: false))
      }
      return scope
    }
  }

  /// Expands the words of an instruction, and then lets it change the scope.
  private func step(
    _ index: Int, _ instruction: Instruction, stage: Int?, isTriggered: Bool, _ scope: inout VariableScope,
    _ errors: inout [DockerfileError], _ budget: inout ExpansionBudget
  ) -> BuildStep {
    let before = scope
    var words: [ExpandedWord] = []
    if case .declarations(let declarations) = instruction.body, stage != nil {
      words = declare(declarations, index, &scope, &errors, &budget)
    } else {
      words = instruction.expandableWords.map { word in
        ExpandedWord(word: word, expansion: expand(word, in: before, &errors, &budget))
      }
    }
    if instruction.keyword == .env { setEnvironment(words, index, &scope) }
    return BuildStep(
      stage: stage, index: index, instruction: instruction, isTriggered: isTriggered, words: words,
      scope: before)
  }

  private func expand(
    _ word: ExpandableWord, in scope: VariableScope, _ errors: inout [DockerfileError],
    _ budget: inout ExpansionBudget
  ) -> Expansion {
    var options = WordExpander.Options(escape: dockerfile.escape)
    if case .heredoc = word.role {
      options.escape = UInt8(ascii: "\\")
      options.ignoresQuotes = true
    }
    do throws(ExpansionError) {
      return try WordExpander.expand(word.text, options: options, budget: &budget) { scope.value($0) }
    } catch {
      errors.append(
        DockerfileError(kind: .expansion(error.description), span: dockerfile.span(error.range)))
      return Expansion(value: word.text, uses: [])
    }
  }

  /// ENV: all values see the variables from before the instruction.
  private func setEnvironment(_ words: [ExpandedWord], _ index: Int, _ scope: inout VariableScope) {
    for pair in 0..<words.count / 2 {
      let value = words[pair * 2 + 1]
      scope.set(
        Variable(
          name: words[pair * 2].value.string, value: value.value.bytes, origin: .environment,
          definition: dockerfile.span(of: value.word.text), instruction: index, isGlobal: false))
    }
  }

  /// ARG in a stage: each default sees the arguments before it, those of the same instruction with them.
  private func declare(
    _ declarations: [Declaration], _ index: Int, _ scope: inout VariableScope,
    _ errors: inout [DockerfileError], _ budget: inout ExpansionBudget
  ) -> [ExpandedWord] {
    var words: [ExpandedWord] = []
    for (number, declaration) in declarations.enumerated() {
      // BuildKit takes the name as it is.
      let key = ExpandableWord(role: .key(number), text: declaration.name.text)
      words.append(ExpandedWord(word: key, expansion: Expansion(value: key.text, uses: [])))
      let name = declaration.name.string
      var expansion: Expansion?
      if let value = declaration.value {
        let word = ExpandableWord(role: .value(number), text: value.text)
        // A default that --build-arg replaces is never expanded, so that it cannot fail.
        var ignored: [DockerfileError] = []
        let isReplaced = settings.arguments[name] != nil
        let expanded = expand(word, in: scope, &ignored, &budget)
        if !isReplaced { errors += ignored }
        expansion = expanded
        words.append(ExpandedWord(word: word, expansion: expanded))
      }
      scope.declare(name)
      let variable = Self.argument(
        declaration, named: name, instruction: index, settings: settings, globals: globals
      ) { _ in expansion?.value }
      if let variable { scope.set(variable) }
    }
    return words
  }

  /// What an ARG gives its name: `--build-arg`, its default, or the global of that name; nil if nothing.
  private static func argument(
    _ declaration: Declaration, named name: String, instruction: Int, settings: BuildSettings,
    globals: VariableScope?, expand: (SourceText) -> SourceText?
  ) -> Variable? {
    let isGlobal = globals == nil
    if let given = settings.arguments[name] {
      return Variable(
        name: name, value: Array(given.utf8), origin: .buildArgument, definition: declaration.name.span,
        instruction: instruction, isGlobal: isGlobal)
    }
    if let value = declaration.value {
      return Variable(
        name: name, value: expand(value.text)?.bytes ?? value.bytes, origin: .argumentDefault,
        definition: value.span, instruction: instruction, isGlobal: isGlobal)
    }
    return globals?.variable(name)
  }
}
