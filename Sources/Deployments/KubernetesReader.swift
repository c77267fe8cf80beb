internal import Dockerfiles
internal import Findings

/// Manifests of Kubernetes, and what Kustomize makes them of.
extension DeploymentReader {
  /// - Parameter nodes: those of the document.
  mutating func readManifest(_ document: DocumentTree.ID, _ nodes: Range<DocumentTree.ID>) {
    // Objects may stand in a List, and pods in whatever makes pods.
    for id in nodes {
      guard case .map(let entries)? = tree.node(id)?.content else { continue }
      if let kind = entries.first(where: { tree.string($0.key) == "kind" }),
        let name = tree.string(kind.value)
      {
        readObject(id, name)
      }
      for entry in entries {
        switch tree.string(entry.key) {
        case "containers", "initContainers", "ephemeralContainers":
          for container in tree.items(entry.value) { readPodContainer(container) }
        case "secretGenerator", "configMapGenerator":
          for generator in tree.items(entry.value) { readGenerator(generator) }
        case "annotations": readAnnotations(entry.value)
        default: break
        }
      }
    }
  }

  private mutating func readObject(_ id: DocumentTree.ID, _ kind: String) {
    guard ["Secret", "SealedSecret", "ConfigMap"].contains(kind), mayRead(id) else { return }
    switch kind {
    case "Secret" where tree.string(tree.value(id, "apiVersion")) == "v1":
      // SOPS leaves the names and encrypts the values.
      if tree.value(id, "sops") != nil {
        for section in ["data", "stringData"] {
          for (_, value) in pairs(tree.value(id, section)) { known(public: value.sourceRange) }
        }
        return
      }
      for entry in tree.entries(tree.value(id, "data")) { readEncoded(entry.key, entry.value) }
      for entry in tree.entries(tree.value(id, "stringData")) {
        guard let name = tree.string(entry.key), let value = tree.text(entry.value) else { continue }
        readSecretValue(name, value, "")
      }
    case "SealedSecret":
      for (_, value) in pairs(tree.value(id, path: ["spec", "encryptedData"])) {
        known(public: value.sourceRange)
      }
    case "ConfigMap":
      for (name, value) in pairs(tree.value(id, "data")) {
        setting(name.string, value, "deploy-kubernetes-config-map")
      }
    default: break
    }
  }

  private mutating func readEncoded(_ key: DocumentTree.ID, _ value: DocumentTree.ID) {
    guard let name = tree.string(key), let text = tree.text(value), !text.isEmpty,
      let bytes = Base64Text.decoded(text.bytes), !bytes.isEmpty
    else { return }
    var decoded = SourceText(at: text.offset(at: 0))
    decoded.append(bytes, replacing: text.sourceRange)
    readSecretValue(name, decoded, ", base64")
  }

  /// What a Secret holds is secret by its place, but for names and addresses.
  private mutating func readSecretValue(_ name: String, _ value: SourceText, _ form: String) {
    let rule = "deploy-kubernetes-secret"
    if name.hasSuffix(".dockerconfigjson") || name.hasSuffix(".dockercfg") {
      derive(value, named: ".docker/config.json")
      return readRegistries(value)
    }
    // Told by what they look like, or by their names.
    let before = hits.count
    setting(name, value, rule)
    guard hits.count == before else { return }
    let bytes = value.bytes
    guard SecretJudgement.promise(of: name) == nil, !PublicName.matches(name),
      !SecretJudgement.isPublic(name),
      bytes.count >= 6, bytes.count < 512, !bytes.contains(0x0a), !DeploymentReader.isReference(bytes),
      SecretJudgement.isLiteral(bytes, .token), !bytes.contains(UInt8(ascii: " ")),
      bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
    else { return }
    let text = value.string
    guard !text.contains(":"), Double(text) == nil, text.split(separator: "@").last?.contains(".") != true
    else { return }
    add(
      rule, at: value.sourceRange, secret: bytes, severity: .medium, confidence: .low,
      detail: "the value of \(name)\(form)")
  }

  /// `{"auths": {"registry": {"auth": …}}}`, as `docker login` writes it.
  private mutating func readRegistries(_ value: SourceText) {
    guard let inner = try? YAMLReader.read(value.bytes) else { return }
    for document in inner.documents {
      let registries = inner.value(document, "auths") ?? document
      for registry in inner.entries(registries) {
        var password = inner.text(inner.value(registry.value, "password"))?.bytes
        if password == nil, let auth = inner.text(inner.value(registry.value, "auth")),
          let decoded = Base64Text.decoded(auth.bytes), let colon = decoded.firstIndex(of: UInt8(ascii: ":"))
        {
          password = Array(decoded[(colon + 1)...])
        }
        guard let password, SecretJudgement.isLiteral(password, .password) else { continue }
        let name = inner.string(registry.key) ?? ""
        add(
          "deploy-kubernetes-secret", at: value.sourceRange, secret: password, confidence: .high,
          detail: "the password for the registry \(name)")
      }
    }
  }

  private mutating func readPodContainer(_ container: DocumentTree.ID) {
    guard tree.isMap(container), mayRead(container) else { return }
    var injected = Injected()
    injected.log = "`kubectl logs` and the log store of the cluster keep it"
    for entry in tree.items(tree.value(container, "env")) {
      guard let name = tree.text(tree.value(entry, "name")) else { continue }
      if let value = tree.text(tree.value(entry, "value")) {
        setting(name.string, value, "deploy-kubernetes-environment")
      } else if tree.value(entry, path: ["valueFrom", "secretKeyRef"]) != nil {
        injected.variables.append((name.string, name.sourceRange))
      }
    }
    let program = words(tree.value(container, "command"))
    let arguments = words(tree.value(container, "args"))
    if !program.isEmpty || !arguments.isEmpty {
      command(ContainerCommand(words: program.isEmpty ? padded(arguments) : program + arguments), injected)
    }
    let hooks = [
      ["livenessProbe"], ["readinessProbe"], ["startupProbe"], ["lifecycle", "postStart"],
      ["lifecycle", "preStop"],
    ]
    for hook in hooks {
      let words = words(tree.value(container, path: hook + ["exec", "command"]))
      if !words.isEmpty { command(ContainerCommand(words: words), injected) }
    }
  }

  /// `literals` of Kustomize's generators.
  private mutating func readGenerator(_ generator: DocumentTree.ID) {
    for (name, value) in pairs(tree.value(generator, "literals")) {
      setting(name.string, value, "deploy-kubernetes-generator")
    }
  }

  private mutating func readAnnotations(_ id: DocumentTree.ID) {
    for (name, value) in pairs(id) {
      guard name.string == "kubectl.kubernetes.io/last-applied-configuration" else {
        // `auth-secret: NAME` names an object.
        let names = ["secret", "secrets"].contains { name.string.lowercased().hasSuffix($0) }
        if !names { setting(name.string, value, "deploy-label-secret") }
        continue
      }
      readApplied(value)
    }
  }

  /// The object as it was given to `kubectl apply`, in JSON.
  private mutating func readApplied(_ text: SourceText) {
    guard let inner = try? YAMLReader.read(text.bytes) else { return }
    var reader = DeploymentReader(text.bytes, inner, image: nil)
    for (index, document) in inner.documents.enumerated() {
      let end = index + 1 < inner.documents.count ? inner.documents[index + 1] : inner.nodes.count
      // An object applied within itself is no honest one.
      guard
        inner.value(
          document, path: ["metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"])
          == nil
      else { continue }
      reader.readManifest(document, document..<end)
    }
    for hit in reader.hits where !hit.secret.isEmpty {
      add(
        "deploy-kubernetes-applied-configuration", at: text.sourceRange(hit.range), secret: hit.secret,
        confidence: hit.confidence, detail: hit.detail)
    }
  }
}

/// Base64 as Kubernetes has it (RFC 4648, section 4), line breaks let out.
enum Base64Text {
  /// The bytes; nil where it is none.
  static func decoded(_ text: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count * 3 / 4)
    var bits: UInt32 = 0
    var count = 0
    var padding = 0
    for byte in text where byte > 0x20 {
      let value: UInt32
      switch byte {
      case 0x41...0x5a: value = UInt32(byte - 0x41)
      case 0x61...0x7a: value = UInt32(byte - 0x61) + 26
      case 0x30...0x39: value = UInt32(byte - 0x30) + 52
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      case UInt8(ascii: "="):
        padding += 1
        continue
      default: return nil
      }
      guard padding == 0 else { return nil }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= (1 << UInt32(count)) - 1
      }
    }
    return padding <= 2 && count < 6 ? result : nil
  }
}
