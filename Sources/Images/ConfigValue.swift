public import Findings

/// One text of an image's configuration or history that may hold a secret.
public struct ConfigValue: Sendable, Hashable {
  /// Configuration or history.
  public var kind: Location.Kind
  /// The key it stands at: `config.Env.NAME`, `history[3]`.
  public var path: String
  /// The text to search.
  public var text: String
  /// Whether the text is one `NAME=value`, as in an environment file.
  public var isAssignment: Bool
  /// The instruction it comes from.
  public var instruction: String?
  /// The layer that instruction made, if any.
  public var layer: Int?
  /// The history's entry that it comes from, counted from 0.
  public var entry: Int?
  /// Whether the final configuration still has it.
  public var state: FileState

  /// Makes one of its parts.
  public init(
    kind: Location.Kind, path: String, text: String, isAssignment: Bool = false, instruction: String? = nil,
    layer: Int? = nil, entry: Int? = nil, state: FileState = .present
  ) {
    self.entry = entry
    self.kind = kind
    self.path = path
    self.text = text
    self.isAssignment = isAssignment
    self.instruction = instruction
    self.layer = layer
    self.state = state
  }
}

extension ImageConfiguration {
  /// The instruction of each layer, and every text that may hold a secret.
  func texts() -> (instructions: [String?], values: [ConfigValue]) {
    var instructions: [String?] = []
    var values: [ConfigValue] = []
    var setters: [String: (text: String, entry: Int)] = [:]
    let env = Set(config?.env ?? [])
    for (index, entry) in history.enumerated() {
      let parsed = entry.createdBy.map(HistoryInstruction.init)
      let layer = entry.isEmptyLayer ? nil : instructions.count
      if !entry.isEmptyLayer { instructions.append(parsed?.text) }
      values += historyValues(entry, parsed, number: index, layer: layer, finalEnv: env)
      for assignment in parsed?.assignments ?? [] where parsed?.verb == "ENV" || parsed?.verb == "LABEL" {
        setters[assignment] = parsed.map { ($0.text, index) }
      }
    }
    // A history that does not fit the layers names none of them.
    if instructions.count != diffIDs.count, !diffIDs.isEmpty {
      instructions = Array(repeating: nil, count: diffIDs.count)
      for index in values.indices { values[index].layer = nil }
    }
    if let config { values = executionValues(config, prefix: "config", setters: setters) + values }
    if let containerConfig {
      values += executionValues(containerConfig, prefix: "container_config", setters: setters)
    }
    if let author {
      values.append(ConfigValue(kind: .imageConfig, path: "author", text: author))
    }
    return (instructions, values)
  }

  /// The entries of the history, each with the layer that it made.
  func steps() -> [HistoryStep] {
    var layers = 0
    let steps = history.map { entry in
      defer { if !entry.isEmptyLayer { layers += 1 } }
      let parsed = HistoryInstruction(entry.createdBy ?? "")
      return HistoryStep(
        text: parsed.text, verb: parsed.verb, assignments: parsed.assignments,
        layer: entry.isEmptyLayer ? nil : layers)
    }
    // A history that does not fit the layers names none of them.
    guard layers != diffIDs.count, !diffIDs.isEmpty else { return steps }
    return steps.map { HistoryStep(text: $0.text, verb: $0.verb, assignments: $0.assignments, layer: nil) }
  }

  private func historyValues(
    _ entry: HistoryEntry, _ parsed: HistoryInstruction?, number: Int, layer: Int?, finalEnv: Set<String>
  ) -> [ConfigValue] {
    var values: [ConfigValue] = []
    func add(_ key: String, _ text: String, isAssignment: Bool = false, state: FileState = .present) {
      values.append(
        ConfigValue(
          kind: .imageHistory, path: "history[\(number)]" + key, text: text, isAssignment: isAssignment,
          instruction: parsed?.text, layer: layer, entry: number, state: state))
    }
    if let text = entry.createdBy { add("", text) }
    for argument in parsed?.buildArguments ?? [] { add(".buildArgument", argument, isAssignment: true) }
    for assignment in parsed?.assignments ?? [] {
      // An ENV that a later one replaced is out of the configuration, not out of the history.
      let isGone = parsed?.verb == "ENV" && !finalEnv.contains(assignment)
      add("", assignment, isAssignment: true, state: isGone ? .overwritten : .present)
    }
    if let text = entry.comment { add(".comment", text) }
    if let text = entry.author { add(".author", text) }
    return values
  }

  private func executionValues(
    _ execution: Execution, prefix: String, setters: [String: (text: String, entry: Int)]
  ) -> [ConfigValue] {
    var values: [ConfigValue] = []
    func add(
      _ key: String, _ text: String, isAssignment: Bool = false, setter: (text: String, entry: Int)? = nil
    ) {
      guard !text.isEmpty else { return }
      values.append(
        ConfigValue(
          kind: .imageConfig, path: "\(prefix).\(key)", text: text, isAssignment: isAssignment,
          instruction: setter?.text, entry: setter?.entry))
    }
    for assignment in execution.env {
      let name = assignment.prefix { $0 != "=" }
      add("Env.\(name)", assignment, isAssignment: true, setter: setters[assignment])
    }
    for (key, value) in execution.labels.sorted(by: { $0.key < $1.key }) {
      let assignment = "\(key)=\(value)"
      add("Labels.\(key)", assignment, isAssignment: true, setter: setters[assignment])
    }
    add("Cmd", execution.cmd.joined(separator: " "))
    add("Entrypoint", execution.entrypoint.joined(separator: " "))
    add("Healthcheck", execution.healthcheck.joined(separator: " "))
    add("Shell", execution.shell.joined(separator: " "))
    for (index, trigger) in execution.onBuild.enumerated() { add("OnBuild[\(index)]", trigger) }
    add("User", execution.user ?? "")
    add("WorkingDir", execution.workingDir ?? "")
    return values
  }
}
