internal import Dockerfiles

/// Containers as ECS describes them, in a task definition or in a template of CloudFormation.
extension DeploymentReader {
  mutating func readTaskDefinition(_ document: DocumentTree.ID) {
    for container in tree.items(taskDefinition(document)) { readContainer(container, isTemplate: false) }
  }

  /// - Parameter isTemplate: whether the names begin in upper case and values may be functions.
  mutating func readContainer(_ container: DocumentTree.ID, isTemplate: Bool) {
    guard mayRead(container) else { return }
    let rule = isTemplate ? "deploy-cloudformation-environment" : "deploy-ecs-environment"
    var injected = Injected()
    for entry in tree.items(field(container, "environment")) {
      guard let name = tree.text(field(entry, "name")), let value = literal(field(entry, "value")) else {
        continue
      }
      setting(name.string, value, rule)
    }
    for entry in tree.items(field(container, "secrets")) {
      guard let name = tree.text(field(entry, "name")) else { continue }
      injected.variables.append((name.string, name.sourceRange))
    }
    for entry in tree.items(field(container, "environmentFiles")) {
      guard let text = literal(field(entry, "value")) else { continue }
      let path = text.string.split(separator: "/").last.map(String.init) ?? text.string
      environmentFiles.append(EnvironmentFile(path: path, range: text.sourceRange))
    }
    labels(field(container, "dockerLabels"))
    injected.log = readLog(field(container, "logConfiguration"), rule)
    let program = words(field(container, "entryPoint"))
    let arguments = words(field(container, "command"))
    if !program.isEmpty || !arguments.isEmpty {
      command(ContainerCommand(words: program.isEmpty ? padded(arguments) : program + arguments), injected)
    }
    healthCheck(field(field(container, "healthCheck"), "command"), injected)
    if program.isEmpty { checkImage(injected) }
  }

  /// Where the log goes; options of the driver may hold a token themselves.
  private mutating func readLog(_ configuration: DocumentTree.ID?, _ rule: String) -> String {
    let options = field(configuration, "options")
    for entry in tree.entries(options) {
      guard let name = tree.string(entry.key), let value = literal(entry.value) else { continue }
      if name != "awslogs-group" { setting(name, value, rule, what: "the log driver's option") }
    }
    guard let group = logGroup(tree.value(options, "awslogs-group")) else {
      let driver = tree.string(field(configuration, "logDriver"))
      return driver.map { "the log driver \($0) keeps it" } ?? ""
    }
    note(logGroup: group)
    return "the log group \(group) keeps it"
  }

  private func logGroup(_ id: DocumentTree.ID?) -> String? {
    if let name = reference(id) {
      let named = tree.value(resources[name], path: ["Properties", "LogGroupName"])
      return named.flatMap { flat($0)?.string } ?? name
    }
    return flat(id)?.string
  }

  /// A value by its name, in whatever case.
  func field(_ id: DocumentTree.ID?, _ key: String) -> DocumentTree.ID? { tree.value(id, key, anyCase: true) }

  /// The texts of a list, or the only one.
  func words(_ id: DocumentTree.ID?) -> [SourceText] {
    if let text = tree.text(id) { return [text] }
    return tree.items(id).compactMap { flat($0) }
  }

  /// Arguments of a program that only the image knows.
  func padded(_ arguments: [SourceText]) -> [SourceText] {
    guard let first = arguments.first else { return [] }
    // `mysqld --password=x`, `sh -c …` name their program; options and the rest do not.
    guard first.bytes.first == UInt8(ascii: "-") else { return arguments }
    var program = SourceText(at: first.offset(at: 0))
    program.append(Array("entrypoint".utf8), replacing: first.offset(at: 0)..<first.offset(at: 0))
    return [program] + arguments
  }

  /// `["CMD", …]`, `["CMD-SHELL", "…"]`, or a text for a shell.
  mutating func healthCheck(_ id: DocumentTree.ID?, _ injected: Injected, unescaped: Bool = false) {
    if let text = tree.text(id) {
      return command(ContainerCommand(shell: unescaped ? ComposeValue(text).text : text), injected)
    }
    var words = words(id)
    if unescaped { words = words.map { ComposeValue($0).text } }
    switch words.first?.string {
    case "CMD-SHELL": if words.count > 1 { command(ContainerCommand(shell: words[1]), injected) }
    case "CMD": command(ContainerCommand(words: Array(words.dropFirst())), injected)
    case "NONE", nil: break
    default: command(ContainerCommand(words: words), injected)
    }
  }

  /// Labels and annotations, as a map or as a list of `key=value`.
  mutating func labels(_ id: DocumentTree.ID?, isCompose: Bool = false) {
    for (name, value) in pairs(id) {
      setting(name.string, isCompose ? ComposeValue(value).text : value, "deploy-label-secret")
    }
  }

  /// A map's entries, or a list's `key=value`; keys without a value are left out.
  func pairs(_ id: DocumentTree.ID?) -> [(name: SourceText, value: SourceText)] {
    if tree.isMap(id) {
      return tree.entries(id).compactMap { entry in
        guard let name = tree.text(entry.key), let value = tree.text(entry.value) else { return nil }
        return (name, value)
      }
    }
    return tree.items(id).compactMap { item in
      guard let text = tree.text(item), let equals = text.bytes.firstIndex(of: UInt8(ascii: "=")) else {
        return nil
      }
      return (text.slice(0..<equals), text.slice(equals + 1..<text.count))
    }
  }
}
