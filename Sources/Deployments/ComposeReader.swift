internal import Dockerfiles

/// Compose files (compose-spec), for Docker Compose, Podman and Swarm.
extension DeploymentReader {
  mutating func readCompose(_ document: DocumentTree.ID) {
    let services = tree.entries(tree.value(document, "services"))
    for service in services { readService(service.value) }
    for section in ["secrets", "configs"] {
      for entry in tree.entries(tree.value(document, section)) {
        guard let name = tree.string(entry.key), let text = tree.text(tree.value(entry.value, "content"))
        else {
          continue
        }
        readContent(name, ComposeValue(text), isSecret: section == "secrets")
      }
    }
    // What anchors bring stands in extensions, which no service need name.
    for entry in tree.entries(document) where tree.string(entry.key)?.hasPrefix("x-") == true {
      guard mayRead(entry.value) else { return }
      environment(entry.value)
      environment(tree.value(entry.value, "environment"))
    }
  }

  private mutating func readService(_ service: DocumentTree.ID) {
    guard mayRead(service) else { return }
    var injected = Injected()
    injected.log = readLogging(tree.value(service, "logging"))
    let variables = tree.value(service, "environment")
    environment(variables)
    for (name, value) in pairs(variables)
    where SecretJudgement.promise(of: name.string) != nil && ComposeValue(value).isReference {
      injected.variables.append((name.string, name.sourceRange))
    }
    for item in tree.items(variables) {
      // A name alone takes the value of the shell that deploys.
      if let name = tree.text(item), SecretJudgement.promise(of: name.string) != nil {
        injected.variables.append((name.string, name.sourceRange))
      }
    }
    for secret in tree.items(tree.value(service, "secrets")) {
      if let name = tree.string(secret) ?? tree.string(tree.value(secret, "target"))
        ?? tree.string(tree.value(secret, "source"))
      {
        injected.files.insert(name)
      }
    }
    readEnvironmentFiles(tree.value(service, "env_file"))
    let build = tree.value(service, "build")
    arguments(tree.value(build, "args"))
    labels(tree.value(service, "labels"), isCompose: true)
    labels(tree.value(service, path: ["deploy", "labels"]), isCompose: true)
    labels(tree.value(build, "labels"), isCompose: true)
    readCommand(service, injected)
    healthCheck(tree.value(service, path: ["healthcheck", "test"]), injected, unescaped: true)
    if build != nil, tree.value(service, "entrypoint") == nil { checkImage(injected) }
  }

  private mutating func readCommand(_ service: DocumentTree.ID, _ injected: Injected) {
    let program = composeWords(tree.value(service, "entrypoint"))
    let arguments = composeWords(tree.value(service, "command"))
    guard !program.isEmpty || !arguments.isEmpty else { return }
    // One text is split into words, and no shell reads it; it is read as one, since what looks like a secret in it
    // looks so either way.
    let isText = tree.text(tree.value(service, "command")) != nil
    if isText, program.isEmpty, let text = arguments.first {
      let first = text.bytes.first(where: { $0 > 0x20 })
      var whole = SourceText(at: text.offset(at: 0))
      if first == UInt8(ascii: "-") {
        whole.append(Array("entrypoint ".utf8), replacing: text.offset(at: 0)..<text.offset(at: 0))
      }
      // Lines of a block belong to one command.
      let joined = text.bytes.map { $0 == 0x0a ? UInt8(ascii: " ") : $0 }
      whole.append(text.replacingBytes(joined))
      return command(ContainerCommand(shell: whole), injected)
    }
    command(ContainerCommand(words: program.isEmpty ? padded(arguments) : program + arguments), injected)
  }

  private func composeWords(_ id: DocumentTree.ID?) -> [SourceText] {
    words(id).map { ComposeValue($0).text }
  }

  /// Variables with their values, and the defaults that stand in them.
  private mutating func environment(_ id: DocumentTree.ID?) {
    for (name, value) in pairs(id) { variable(name.string, value, "deploy-compose-environment") }
  }

  private mutating func arguments(_ id: DocumentTree.ID?) {
    for (name, value) in pairs(id) { variable(name.string, value, "deploy-compose-build-argument") }
  }

  private mutating func variable(_ name: String, _ value: SourceText, _ rule: String) {
    let composed = ComposeValue(value)
    for fallback in composed.defaults {
      let key = composed.isReference ? name : fallback.name
      let isNamed = SecretJudgement.promise(of: key) != nil
      setting(
        isNamed ? key : fallback.name, fallback.text, "deploy-compose-default-secret", what: "the default of")
    }
    if composed.hasReference {
      // `postgres://app:secret@${HOST}/db` has a secret between its references.
      let bytes = composed.text.bytes
      for range in SecretJudgement.addressCredentials(in: bytes) {
        add(
          rule, at: composed.text.sourceRange(range), secret: Array(bytes[range]), confidence: .high,
          detail: "a password in the address that \(name) holds")
      }
      return
    }
    setting(name, composed.text, rule, hasDollars: true)
  }

  private mutating func readContent(_ name: String, _ content: ComposeValue, isSecret: Bool) {
    let rule = "deploy-compose-inline-secret"
    let before = hits.count
    setting(name, content.text, rule)
    guard isSecret, hits.count == before, !content.hasReference, content.text.count >= 4 else { return }
    guard SecretJudgement.isLiteral(content.text.bytes, .password) else { return }
    add(
      rule, at: content.text.sourceRange, secret: content.text.bytes, confidence: .high,
      detail: "the content of \(name)")
  }

  private mutating func readEnvironmentFiles(_ id: DocumentTree.ID?) {
    for item in (tree.text(id) != nil || tree.isMap(id)) ? [id] : tree.items(id).map(Optional.some) {
      guard let path = tree.text(item) ?? tree.text(tree.value(item, "path")) else { continue }
      environmentFiles.append(EnvironmentFile(path: path.string, range: path.sourceRange))
    }
  }

  private mutating func readLogging(_ logging: DocumentTree.ID?) -> String {
    for (name, value) in pairs(tree.value(logging, "options")) {
      variable(name.string, value, "deploy-compose-environment")
    }
    if let group = tree.string(tree.value(logging, path: ["options", "awslogs-group"])), !group.contains("$")
    {
      note(logGroup: group)
      return "the log group \(group) keeps it"
    }
    let driver = tree.string(tree.value(logging, "driver"))
    return driver.map { "the log driver \($0) keeps it" } ?? "`docker logs` shows it to whoever may ask"
  }
}

/// A value of a Compose file: `${NAME:-default}` is put in when it is deployed, `$$` is a dollar
/// (compose-spec, "Interpolation").
struct ComposeValue {
  /// The value with its dollars as the container gets them.
  private(set) var text: SourceText
  /// Whether a variable is put in.
  private(set) var hasReference = false
  /// Whether the whole value is one.
  private(set) var isReference = false
  /// What is put in where a variable is not set.
  private(set) var defaults: [(name: String, text: SourceText)] = []

  private static let limit = 256

  init(_ source: SourceText) {
    let bytes = source.bytes
    text = source
    guard bytes.contains(UInt8(ascii: "$")) else { return }
    var whole = SourceText(at: source.offset(at: 0))
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "$"), index + 1 < bytes.count else {
        let end = bytes[index...].dropFirst().firstIndex(of: UInt8(ascii: "$")) ?? bytes.count
        whole.append(source, index..<end)
        index = end
        continue
      }
      if bytes[index + 1] == UInt8(ascii: "$") {
        whole.append(
          [UInt8(ascii: "$")],
          replacing: source.offset(at: index)..<source.offset(at: index + 1) + 1)
        index += 2
        continue
      }
      var end = index + 1
      if bytes[end] == UInt8(ascii: "{") {
        end = ComposeValue.close(bytes, end)
        note(source, index + 2..<max(index + 2, end - 1))
      } else {
        while end < bytes.count, ComposeValue.isName(bytes[end]) { end += 1 }
      }
      if end > index + 1 {
        hasReference = true
        if index == 0, end == bytes.count { isReference = true }
      }
      // A name that promises nothing, so that what uses it is told where it is set.
      whole.append(source, index..<end)
      index = end
    }
    text = whole
  }

  /// The byte after the brace that closes the one at `open`.
  private static func close(_ bytes: [UInt8], _ open: Int) -> Int {
    var depth = 0
    var index = open
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "{") { depth += 1 }
      if bytes[index] == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return index + 1 }
      }
      index += 1
    }
    return bytes.count
  }

  private mutating func note(_ source: SourceText, _ inner: Range<Int>) {
    let bytes = source.bytes
    var end = inner.lowerBound
    while end < inner.upperBound, ComposeValue.isName(bytes[end]) { end += 1 }
    let name = String(decoding: bytes[inner.lowerBound..<end], as: UTF8.self)
    if end < inner.upperBound, bytes[end] == UInt8(ascii: ":") { end += 1 }
    guard end < inner.upperBound, bytes[end] == UInt8(ascii: "-"), end + 1 < inner.upperBound,
      defaults.count < ComposeValue.limit
    else { return }
    defaults.append((name, source.slice(end + 1..<inner.upperBound)))
  }

  private static func isName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
      || (0x61...0x7a).contains(byte | 0x20) && byte > 0x40
  }
}

extension SourceText {
  /// The same places with other bytes, as many as there are.
  func replacingBytes(_ bytes: [UInt8]) -> SourceText {
    guard bytes.count == count else { return self }
    var text = SourceText(at: offset(at: 0))
    for (index, byte) in bytes.enumerated() {
      if byte == self.bytes[index] {
        text.append(self, index..<index + 1)
      } else {
        text.append([byte], replacing: sourceRange(index..<index + 1))
      }
    }
    return text
  }
}
