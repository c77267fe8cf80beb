internal import Dockerfiles
internal import Findings

/// Templates of CloudFormation and SAM.
extension DeploymentReader {
  private static let depthLimit = 16

  /// - Parameter nodes: those of the document.
  mutating func readTemplate(_ document: DocumentTree.ID, _ nodes: Range<DocumentTree.ID>) {
    parameters = named(tree.value(document, "Parameters"))
    resources = named(tree.value(document, "Resources"))
    readParameters(document)
    for resource in tree.entries(tree.value(document, "Resources")) {
      guard let type = tree.string(tree.value(resource.value, "Type")) else { continue }
      let properties = tree.value(resource.value, "Properties")
      switch type {
      case "AWS::SecretsManager::Secret": readSecret(properties)
      case "AWS::SSM::Parameter": readStoredParameter(properties)
      case "AWS::ECS::TaskDefinition":
        for container in tree.items(tree.value(properties, "ContainerDefinitions")) {
          readContainer(container, isTemplate: true)
        }
      case "AWS::EC2::SecurityGroup":
        let rules = tree.value(properties, "SecurityGroupIngress")
        let each = tree.isMap(rules) ? [rules] : tree.items(rules).map(Optional.some)
        for rule in each { readIngress(rule) }
      case "AWS::EC2::SecurityGroupIngress": readIngress(properties)
      default: break
      }
    }
    readProperties(nodes)
    readOutputs(document)
  }

  // MARK: Values

  /// A scalar that is no function; of `!Sub` the text.
  func literal(_ id: DocumentTree.ID?) -> SourceText? {
    guard let node = tree.node(id) else { return nil }
    if case .scalar(let text) = node.content { return node.tag == nil || node.tag == "!Sub" ? text : nil }
    guard let sub = tree.value(id, "Fn::Sub") else { return nil }
    return tree.text(sub) ?? tree.text(tree.items(sub).first)
  }

  /// The logical name that `Ref` names.
  func reference(_ id: DocumentTree.ID?) -> String? {
    guard let node = tree.node(id) else { return nil }
    if node.tag == "!Ref" { return tree.string(id) }
    return tree.string(tree.value(id, "Ref"))
  }

  private func named(_ section: DocumentTree.ID?) -> [String: DocumentTree.ID] {
    var found: [String: DocumentTree.ID] = [:]
    for entry in tree.entries(section) {
      if let name = tree.string(entry.key) { found[name] = entry.value }
    }
    return found
  }

  /// A value with its functions put together: what `Ref`, `GetAtt` and the like bring stands in it as a variable.
  func flat(_ id: DocumentTree.ID?) -> SourceText? { flat(id, 0) }

  private func flat(_ id: DocumentTree.ID?, _ depth: Int) -> SourceText? {
    guard depth < DeploymentReader.depthLimit, let node = tree.node(id) else { return nil }
    switch node.content {
    case .scalar(let text):
      switch node.tag {
      case nil, "!Sub", "!Base64": return text
      default: return variable(text.string, at: node.range)
      }
    case .map(let entries):
      guard let entry = entries.first, entries.count == 1, let name = tree.string(entry.key) else {
        return nil
      }
      switch name {
      case "Fn::Base64", "Fn::Sub": return flat(entry.value, depth + 1)
      case "Fn::Join": return joined(tree.items(entry.value), depth)
      case let name where name == "Ref" || name.hasPrefix("Fn::"):
        return variable(tree.string(entry.value) ?? "x", at: node.range)
      default: return nil
      }
    case .list(let items):
      switch node.tag {
      case "!Join": return joined(items, depth)
      case "!Sub": return flat(items.first, depth + 1)
      default: return node.tag == nil ? nil : variable("x", at: node.range)
      }
    }
  }

  private func joined(_ items: [DocumentTree.ID], _ depth: Int) -> SourceText? {
    guard items.count == 2 else { return nil }
    let separator = tree.text(items[0])?.bytes ?? []
    var whole: SourceText?
    for item in tree.items(items[1]) {
      guard let part = flat(item, depth + 1) else { continue }
      if whole == nil {
        whole = part
      } else {
        let at = part.offset(at: 0)
        whole?.append(separator, replacing: at..<at)
        whole?.append(part)
      }
    }
    return whole
  }

  private func variable(_ name: String, at range: Range<Int>) -> SourceText {
    var text = SourceText(at: range.lowerBound)
    let safe = name.utf8.map { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7a ? $0 : UInt8(ascii: "_") }
    text.append(Array("${".utf8) + safe + Array("}".utf8), replacing: range)
    return text
  }

  // MARK: Parameters and outputs

  private mutating func readParameters(_ document: DocumentTree.ID) {
    for entry in tree.entries(tree.value(document, "Parameters")) {
      guard let name = tree.text(entry.key) else { continue }
      let type = tree.string(tree.value(entry.value, "Type")) ?? "String"
      // Parameters that hold the name of something stored are no secrets.
      guard !type.hasPrefix("AWS::") else { continue }
      if let value = tree.text(tree.value(entry.value, "Default")) {
        setting(name.string, value, "deploy-cloudformation-parameter-default", what: "the default of")
      }
      guard SecretJudgement.promise(of: name.string) != nil else { continue }
      let hidden = tree.string(tree.value(entry.value, "NoEcho"))?.lowercased()
      if hidden != "true" && hidden != "yes" && hidden != "on" && !isSwitch(entry.value) {
        add(
          "deploy-cloudformation-parameter-echo", at: name.sourceRange, subject: name.string,
          detail: name.string)
      }
    }
  }

  /// Whether a parameter chooses one of a few values: none of these is a secret.
  private func isSwitch(_ parameter: DocumentTree.ID) -> Bool {
    tree.value(parameter, "AllowedValues") != nil || tree.string(tree.value(parameter, "Type")) == "Number"
  }

  private mutating func readOutputs(_ document: DocumentTree.ID) {
    for entry in tree.entries(tree.value(document, "Outputs")) {
      let value = tree.value(entry.value, "Value")
      guard let name = reference(value), let parameter = parameters[name],
        SecretJudgement.promise(of: name) != nil,
        tree.string(tree.value(parameter, "Type"))?.hasPrefix("AWS::") != true, !isSwitch(parameter),
        let range = tree.node(value)?.range
      else { continue }
      add("deploy-cloudformation-output-secret", at: range, subject: name, detail: name)
    }
  }

  // MARK: Resources

  private mutating func readSecret(_ properties: DocumentTree.ID?) {
    guard let text = literal(tree.value(properties, "SecretString")), text.count >= 2,
      !DeploymentReader.isReference(text.bytes)
    else { return }
    let rule = "deploy-cloudformation-secret-string"
    let before = hits.count
    if text.bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      setting("SecretString", text, rule)
    } else {
      judge("SecretString", text, .password, rule)
    }
    // JSON whose keys promise nothing, such as `{"key": …}`, is a secret by its place.
    guard hits.count == before, text.bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"),
      let inner = try? YAMLReader.read(text.bytes)
    else { return }
    for node in inner.nodes {
      guard case .map(let entries) = node.content else { continue }
      for entry in entries {
        guard let key = inner.string(entry.key), let value = inner.text(entry.value),
          !PublicName.matches(key), SecretJudgement.isLiteral(value.bytes, .token)
        else { continue }
        add(
          rule, at: text.slice(value.sourceRange).sourceRange, secret: value.bytes,
          detail: "the value of \(key)")
      }
    }
  }

  private mutating func readStoredParameter(_ properties: DocumentTree.ID?) {
    guard let name = flat(tree.value(properties, "Name"))?.string,
      let value = literal(tree.value(properties, "Value"))
    else { return }
    setting(name, value, "deploy-cloudformation-property-secret")
  }

  /// Every property whose name promises a secret, every environment, every script, wherever they stand.
  private mutating func readProperties(_ nodes: Range<DocumentTree.ID>) {
    let skipped = sections
    for id in nodes {
      guard let node = tree.node(id), case .map(let entries) = node.content, !skipped.contains(id) else {
        continue
      }
      readNamed(entries)
      for entry in entries {
        guard let key = tree.string(entry.key) else { continue }
        switch key {
        case "UserData": readScript(entry.value)
        case "Variables", "EnvironmentVariables", "Environment":
          guard mayRead(id) else { continue }
          for (name, value) in variables(entry.value) {
            setting(name, value, "deploy-cloudformation-environment")
          }
        case "SecretString": break
        case let key where key.hasPrefix("Fn::"): break
        default:
          guard let value = literal(entry.value) else { continue }
          if value.bytes.contains(0x0a) { readScript(entry.value, named: key) }
          guard SecretJudgement.promise(of: key) != nil else { continue }
          setting(key, value, "deploy-cloudformation-property-secret")
        }
      }
    }
  }

  /// Maps whose keys are names of parameters and outputs, which are read elsewhere, or words about them.
  private var sections: Set<DocumentTree.ID> {
    var found: Set<DocumentTree.ID> = []
    for document in tree.documents {
      for name in ["Parameters", "Outputs", "Conditions", "Mappings", "Metadata"] {
        guard let section = tree.value(document, name) else { continue }
        if name != "Mappings" { found.insert(section) }
        for entry in tree.entries(section) where name != "Mappings" { found.insert(entry.value) }
      }
      if let labels = tree.value(
        document, path: ["Metadata", "AWS::CloudFormation::Interface", "ParameterLabels"])
      {
        found.insert(labels)
      }
    }
    return found
  }

  private func variables(_ id: DocumentTree.ID) -> [(String, SourceText)] {
    tree.entries(id).compactMap { entry in
      guard let name = tree.string(entry.key), let value = literal(entry.value) else { return nil }
      return (name, value)
    }
  }

  /// `{Name: …, Value: …}` and its kin, as ECS, CodeBuild and Elastic Beanstalk have it.
  private mutating func readNamed(_ entries: [(key: DocumentTree.ID, value: DocumentTree.ID)]) {
    guard entries.count <= 8 else { return }
    func own(_ key: String) -> DocumentTree.ID? { entries.first { tree.string($0.key) == key }?.value }
    guard let value = literal(own("Value")), let name = tree.text(own("Name") ?? own("OptionName")),
      own("Type").flatMap(tree.string).map({ $0 == "PLAINTEXT" }) ?? true
    else { return }
    setting(name.string, value, "deploy-cloudformation-environment")
  }

  private mutating func readScript(_ id: DocumentTree.ID, named key: String = "UserData") {
    guard let text = flat(id) ?? flat(tree.value(id, "Fn::Base64")), text.count > 8 else { return }
    let rule = key == "UserData" ? "deploy-cloudformation-user-data" : "deploy-cloudformation-property-secret"
    for found in SecretJudgement.assignments(in: text.bytes) {
      let value = text.slice(found.value)
      guard !DeploymentReader.isReference(value.bytes) else { continue }
      add(
        rule, at: value.sourceRange, secret: value.bytes, confidence: .high,
        detail: "the value of \(found.name) in \(key)")
    }
    guard key == "UserData" else { return }
    for hit in ContainerCommand(shell: text).hits() where hit.offence == .holds {
      guard !DeploymentReader.isReference(hit.secret) else { continue }
      add(rule, at: hit.range, secret: hit.secret, confidence: .high, detail: hit.detail)
    }
  }

  // MARK: Ingress

  /// A rule of a security group that lets everybody in.
  private mutating func readIngress(_ rule: DocumentTree.ID?) {
    guard let (source, range) = openSource(rule) else { return }
    let type = tree.string(tree.value(rule, "IpProtocol"))?.lowercased() ?? "tcp"
    let first = number(tree.value(rule, "FromPort"))
    let last = number(tree.value(rule, "ToPort")) ?? first
    let ssh = image?.sshLine.map { line in
      "; the image runs an SSH server (\(image?.name ?? "Dockerfile") line \(line)), so its passwords and keys are "
        + "all that is in the way"
    }
    if type == "-1" || type == "all" || (first ?? 1) <= 1 && (last ?? 0) >= 65535 {
      add(
        "deploy-open-ingress", at: range, subject: "all \(source)", severity: ssh == nil ? nil : .critical,
        confidence: .high, detail: "\(source) may reach every port\(ssh ?? "")")
      return
    }
    guard type == "tcp" || type == "6", let first, let last, first <= 22, last >= 22 else { return }
    add(
      "deploy-open-ssh", at: range, subject: "ssh \(source)", severity: ssh == nil ? nil : .high,
      confidence: .high,
      detail: "\(source) may reach port 22\(ssh ?? "; it matters the more if an SSH server runs behind it")")
  }

  /// The range of all addresses, given as such or by the default of a parameter.
  private func openSource(_ rule: DocumentTree.ID?) -> (String, Range<Int>)? {
    for key in ["CidrIp", "CidrIpv6"] {
      guard let id = tree.value(rule, key), let node = tree.node(id) else { continue }
      let given = reference(id).flatMap { tree.text(tree.value(parameters[$0], "Default")) } ?? literal(id)
      guard let text = given?.string, ["0.0.0.0/0", "::/0", "0::/0"].contains(text) else { continue }
      return (text, tree.text(id)?.sourceRange ?? node.range)
    }
    return nil
  }

  private func number(_ id: DocumentTree.ID?) -> Int? { literal(id).flatMap { Int($0.string) } }
}

/// Keys whose values everybody may know, where all else in the same place is secret.
enum PublicName {
  private static let words: Set<String> = [
    "username", "user", "host", "hostname", "port", "database", "dbname", "db", "name", "email", "namespace",
    "endpoint", "region", "engine", "issuer", "scheme", "protocol", "url", "uri", "domain", "server", "type",
    "ca", "cacert", "crt", "cert", "pem", "cer", "clientid", "id", "tenant", "bucket", "role", "key_id",
    "enabled",
    "mode", "path", "file", "schema", "timezone", "project", "org", "sslmode", "zone", "account", "address",
  ]

  /// Whether the last word of a name is one of them.
  static func matches(_ name: String) -> Bool {
    let last = name.lowercased().split(whereSeparator: { "._-".contains($0) }).last.map(String.init) ?? ""
    return words.contains(last) || words.contains(name.lowercased())
  }
}
