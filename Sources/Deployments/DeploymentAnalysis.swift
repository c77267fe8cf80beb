internal import Dockerfiles

/// What can be said of a deployment file from its text alone.
public struct DeploymentAnalysis: Sendable {
  /// What a file deploys to.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case taskDefinition = "ECS task definition"
    case cloudFormation = "CloudFormation template"
    case compose = "Compose file"
    case kubernetes = "Kubernetes manifest"
  }

  /// The file, without a byte-order mark's meaning: offsets count from its first byte.
  public let source: [UInt8]
  /// What its documents are; empty where it is no deployment file.
  public let kinds: [Kind]
  /// In the order of the file.
  public let hits: [DeploymentHit]
  /// Texts in which secrets may stand that the file itself shows encoded or in pieces.
  public let texts: [DeploymentText]
  /// Values whose names say that everybody may know them; offsets into the file.
  public let publicValues: [Range<Int>]
  /// Files of variables that it names.
  public let environmentFiles: [EnvironmentFile]
  /// Log groups of CloudWatch that containers write to.
  public let logGroups: [String]
  /// Whether aliases or sheer size made more of it than was looked at.
  public let isTruncated: Bool
  /// Why the file could not be taken apart; its bytes can still be searched.
  public let fault: String?

  /// Larger files are not read.
  public static let byteLimit = 16 << 20

  /// Reads a file.
  ///
  /// - Parameter image: what the Dockerfile beside it says.
  public init(_ source: [UInt8], image: DeploymentImage? = nil) {
    self.source = source
    var fault: String?
    var tree: DocumentTree?
    // Outside of Helm two braces are a map in a map.
    let isTemplate = TemplateText.isTemplate(source)
    do throws(YAMLReader.Fault) {
      tree = try YAMLReader.read(source)
    } catch {
      fault = "\(error)"
    }
    if tree == nil, isTemplate, let blanked = try? YAMLReader.read(TemplateText.blanked(source)) {
      tree = blanked
      fault = nil
    }
    var reader = DeploymentReader(source, tree ?? DocumentTree(), image: image)
    var kinds: [Kind] = []
    for (index, document) in (tree?.documents ?? []).enumerated() {
      let end =
        index + 1 < (tree?.documents.count ?? 0)
        ? tree?.documents[index + 1] ?? reader.tree.nodes.count : reader.tree.nodes.count
      guard let kind = reader.kind(of: document) else { continue }
      if !kinds.contains(kind) { kinds.append(kind) }
      switch kind {
      case .taskDefinition: reader.readTaskDefinition(document)
      case .cloudFormation: reader.readTemplate(document, document..<end)
      case .compose: reader.readCompose(document)
      case .kubernetes: reader.readManifest(document, document..<end)
      }
    }
    // What a template makes is not known before it is rendered: its text is searched as it is.
    if tree == nil, let kind = DeploymentMarkers.kind(of: source) {
      kinds = [kind]
      if isTemplate {
        reader.readText()
        fault = nil
      }
    } else if tree == nil {
      fault = nil
    }
    self.kinds = kinds
    self.fault = fault
    hits = reader.hits.sorted { ($0.range.lowerBound, $0.rule) < ($1.range.lowerBound, $1.rule) }
    texts = reader.texts
    publicValues = reader.publicValues
    environmentFiles = reader.environmentFiles
    logGroups = reader.logGroups
    isTruncated = reader.isTruncated
  }
}

extension DeploymentReader {
  /// What a document deploys to, by what it holds.
  func kind(of document: DocumentTree.ID) -> DeploymentAnalysis.Kind? {
    guard tree.isMap(document) else { return nil }
    if !tree.items(taskDefinition(document)).isEmpty { return .taskDefinition }
    let resources = tree.entries(tree.value(document, "Resources"))
    let hasTypes = resources.prefix(64).contains { entry in
      let type = tree.string(tree.value(entry.value, "Type")) ?? ""
      return type.hasPrefix("AWS::") || type.hasPrefix("Custom::")
    }
    if hasTypes || tree.value(document, "AWSTemplateFormatVersion") != nil { return .cloudFormation }
    if let version = tree.string(tree.value(document, "apiVersion")), !version.isEmpty,
      tree.string(tree.value(document, "kind")) != nil
    {
      return .kubernetes
    }
    let services = tree.entries(tree.value(document, "services"))
    let isCompose = services.prefix(64).contains { entry in
      [
        "image", "build", "environment", "env_file", "command", "entrypoint", "ports", "volumes", "extends",
        "deploy",
      ]
      .contains { tree.value(entry.value, $0) != nil }
    }
    // Kustomize lets `kind` out.
    if tree.value(document, "secretGenerator") != nil || tree.value(document, "configMapGenerator") != nil {
      return .kubernetes
    }
    return isCompose ? .compose : nil
  }

  /// `containerDefinitions` of a task definition as registered, or as `describe-task-definition` prints it.
  func taskDefinition(_ document: DocumentTree.ID) -> DocumentTree.ID? {
    tree.value(document, "containerDefinitions")
      ?? tree.value(document, path: ["taskDefinition", "containerDefinitions"])
  }

  /// `name: value` in a text that is no YAML.
  mutating func readText() {
    let text = SourceText(source, 0..<source.count)
    for found in SecretJudgement.assignments(in: source) {
      let value = text.slice(found.value)
      guard !DeploymentReader.isReference(value.bytes) else { continue }
      add(
        "deploy-template-secret", at: value.sourceRange, secret: value.bytes, confidence: .medium,
        detail: "the value of \(found.name)")
    }
  }
}

/// Words that a deployment file cannot do without: what has none of them need not be read.
public enum DeploymentMarkers {
  private static let words: [(DeploymentAnalysis.Kind, [String])] = [
    (.taskDefinition, ["containerDefinitions"]),
    (.cloudFormation, ["AWSTemplateFormatVersion"]), (.cloudFormation, ["Resources", "AWS::"]),
    (.kubernetes, ["apiVersion", "kind"]), (.kubernetes, ["secretGenerator"]),
    (.kubernetes, ["configMapGenerator"]), (.compose, ["services"]),
  ]

  /// What a file may be; nil if it is no deployment file.
  public static func kind(of source: [UInt8]) -> DeploymentAnalysis.Kind? {
    words.first { $0.1.allSatisfy { contains(source, Array($0.utf8)) } }?.0
  }

  private static func contains(_ source: [UInt8], _ word: [UInt8]) -> Bool {
    guard let first = word.first else { return false }
    return source.withUnsafeBufferPointer { bytes in
      var index = 0
      while index + word.count <= bytes.count {
        if bytes[index] == first, (0..<word.count).allSatisfy({ bytes[index + $0] == word[$0] }) {
          return true
        }
        index += 1
      }
      return false
    }
  }
}
