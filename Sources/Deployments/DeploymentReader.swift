public import Dockerfiles
internal import Findings

/// Goes through the documents of one file and collects what the rules find.
struct DeploymentReader {
  let source: [UInt8]
  let tree: DocumentTree
  /// What the Dockerfile beside the file says.
  let image: DeploymentImage?
  private(set) var hits: [DeploymentHit] = []
  private(set) var texts: [DeploymentText] = []
  private(set) var publicValues: [Range<Int>] = []
  var environmentFiles: [EnvironmentFile] = []
  private(set) var logGroups: [String] = []
  private var spoken: Set<[String]> = []
  /// Where secrets were found, by whichever rule.
  private var places: Set<Range<Int>> = []
  /// Parameters and resources of a template of CloudFormation, by their logical names.
  var parameters: [String: DocumentTree.ID] = [:]
  var resources: [String: DocumentTree.ID] = [:]
  /// Entries that may still be gone through: an alias lets a small file name the same ones without end.
  private var budget = 200_000
  /// Whether there were more.
  var isTruncated: Bool { budget < 0 || hits.count >= DeploymentReader.limit }

  /// Hits and texts of one file that are kept.
  private static let limit = 10_000
  /// Longer values are not taken apart as texts of their own; the engine reads them all the same.
  private static let embeddedLimit = 1 << 20

  init(_ source: [UInt8], _ tree: DocumentTree, image: DeploymentImage?) {
    self.source = source
    self.tree = tree
    self.image = image
  }

  /// Whether a container may be looked at, whose maps and lists may be shared with others.
  mutating func mayRead(_ id: DocumentTree.ID?) -> Bool {
    guard budget >= 0 else { return false }
    let entries = tree.entries(id)
    budget -= 1 + entries.count
    for entry in entries { budget -= tree.items(entry.value).count + tree.entries(entry.value).count }
    return budget >= 0
  }

  /// Adds a hit; of one rule at one place the first.
  mutating func add(
    _ rule: String, at range: Range<Int>, secret: [UInt8] = [], subject: String = "",
    severity: Severity? = nil, confidence: Confidence = .medium, detail: String? = nil
  ) {
    guard hits.count < DeploymentReader.limit, let known = DeploymentRules.rule(rule) else { return }
    guard spoken.insert([rule, "\(range.lowerBound)", "\(range.upperBound)"]).inserted else { return }
    // A property is told as what it is in: a variable of a function, a key of a secret.
    if rule == "deploy-cloudformation-property-secret", places.contains(range) { return }
    places.insert(range)
    hits.append(
      DeploymentHit(
        rule: rule, range: range, secret: secret, subject: subject, severity: severity ?? known.severity,
        confidence: confidence, detail: detail))
  }

  /// Has the engine read a text that the file itself shows encoded or in pieces.
  mutating func derive(_ text: SourceText, named name: String) {
    guard texts.count < DeploymentReader.limit, text.count >= 4 else { return }
    texts.append(DeploymentText(text: text, name: name))
  }

  /// A value that everybody may know.
  mutating func known(public range: Range<Int>) {
    if publicValues.count < DeploymentReader.limit { publicValues.append(range) }
  }

  mutating func note(logGroup name: String) {
    if logGroups.count < 64, !logGroups.contains(name) { logGroups.append(name) }
  }

  // MARK: Settings

  /// Judges the value of a variable, label, parameter or property.
  ///
  /// - Parameters:
  ///   - what: how a detail calls it, before its name.
  ///   - hasDollars: whether a dollar in the value is nothing but that.
  mutating func setting(
    _ name: String, _ value: SourceText, _ rule: String, what: String = "the value of",
    severity: Severity? = nil, hasDollars: Bool = false
  ) {
    guard value.count >= 2 else { return }
    derive(name, value)
    if SecretJudgement.isPublic(name) {
      return known(public: value.sourceRange)
    }
    let bytes = value.bytes
    if DeploymentReader.isPrivateKey(bytes) {
      return add(
        rule, at: value.sourceRange, secret: bytes, severity: .critical, confidence: .high,
        detail: "a private key in \(name)")
    }
    let addresses = SecretJudgement.addressCredentials(in: bytes.count < 4096 ? bytes : [])
    for range in addresses {
      add(
        rule, at: value.sourceRange(range), secret: Array(bytes[range]), severity: severity,
        confidence: .high,
        detail: "a password in the address that \(name) holds")
    }
    guard addresses.isEmpty else { return }
    let hashes = PasswordFileEntry.hashes(in: bytes)
    for range in hashes {
      add(
        rule, at: value.sourceRange(range), secret: Array(bytes[range]), severity: .medium, confidence: .high,
        detail: "a password hash in \(name)")
    }
    guard hashes.isEmpty else { return }
    guard let promise = SecretJudgement.promise(of: name), !bytes.contains(0x0a) else {
      return embedded(name, value, rule, severity: severity)
    }
    judge(name, value, promise, rule, what: what, severity: severity, hasDollars: hasDollars)
  }

  /// The value of a name that promises a secret.
  mutating func judge(
    _ name: String, _ value: SourceText, _ promise: SecretJudgement.Promise, _ rule: String,
    what: String = "the value of", severity: Severity? = nil, hasDollars: Bool = false
  ) {
    let bytes = hasDollars ? value.bytes.map { $0 == 0x24 ? UInt8(ascii: "S") : $0 } : value.bytes
    guard SecretJudgement.isLiteral(bytes, promise), !DeploymentReader.isReference(value.bytes) else {
      return
    }
    let isWeak = SecretJudgement.isWellKnown(value.bytes)
    let base = severity ?? DeploymentRules.rule(rule)?.severity ?? .high
    add(
      rule, at: value.sourceRange, secret: value.bytes, severity: isWeak ? min(base, .medium) : base,
      confidence: isWeak ? .medium : .high,
      detail: isWeak ? "\(what) \(name) is one that everybody tries first" : "\(what) \(name)")
  }

  /// Secrets in a text that a value holds: JSON, properties, a connection string.
  private mutating func embedded(
    _ name: String, _ value: SourceText, _ rule: String, severity: Severity?
  ) {
    let bytes = value.bytes
    guard bytes.count <= DeploymentReader.embeddedLimit else { return }
    if let first = bytes.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{"),
      let inner = try? YAMLReader.read(bytes)
    {
      for node in inner.nodes {
        guard case .map(let entries) = node.content else { continue }
        for entry in entries {
          guard let key = inner.string(entry.key), let text = inner.text(entry.value),
            let promise = SecretJudgement.promise(of: key)
          else { continue }
          judge(
            key, value.slice(text.sourceRange), promise, rule, what: "in \(name) the value of",
            severity: severity)
        }
      }
      return
    }
    guard bytes.contains(UInt8(ascii: "=")) || bytes.contains(0x0a) else { return }
    for found in SecretJudgement.assignments(in: bytes) {
      let part = value.slice(found.value)
      guard let promise = SecretJudgement.promise(of: found.name) else { continue }
      judge(found.name, part, promise, rule, what: "in \(name) the value of", severity: severity)
    }
    for range in SecretJudgement.statementPasswords(in: bytes) {
      add(
        rule, at: value.sourceRange(range), secret: Array(bytes[range]), severity: severity,
        detail: "in a SQL statement in \(name)")
    }
  }

  /// A line of an environment file.
  private mutating func derive(_ name: String, _ value: SourceText) {
    guard value.count >= 4, value.count < 4096, !value.bytes.contains(0x0a) else { return }
    let start = value.sourceRange.lowerBound
    var text = SourceText(at: start)
    text.append(Array("\(name)=".utf8), replacing: start..<start)
    text.append(value)
    derive(text, named: ".env")
  }

  static func isPrivateKey(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 64 else { return false }
    let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
    return text.contains("PRIVATE KEY-----") && !text.contains("PUBLIC KEY-----")
  }

  /// What tools put in when they deploy: SOPS, dynamic references of CloudFormation, references of Helmfile and vals.
  static func isReference(_ value: [UInt8]) -> Bool {
    let text = String(decoding: value.prefix(64), as: UTF8.self)
    return ["ENC[", "{{resolve:", "{{", "!vault", "secretsmanager:", "vault:", "bao:", "ref+", "sm://"]
      .contains { text.hasPrefix($0) } || text.contains("{{")
  }

  // MARK: Commands

  /// What a container is given besides its command.
  struct Injected {
    /// Variables with secrets, each with the place that names it.
    var variables: [(name: String, range: Range<Int>)] = []
    /// Names of secrets in `/run/secrets`.
    var files: Set<String> = []
    /// Where what is printed goes.
    var log = ""

    var names: Set<String> { Set(variables.map(\.name)) }
    var isEmpty: Bool { variables.isEmpty && files.isEmpty }
  }

  mutating func command(_ command: ContainerCommand, _ injected: Injected) {
    let hits = command.hits(variables: injected.names, files: injected.files)
    for hit in DeploymentReader.innermost(hits) {
      let details = [hit.detail, injected.log.isEmpty ? nil : injected.log].compactMap { $0 }
      switch hit.offence {
      case .holds:
        guard !DeploymentReader.isReference(hit.secret) else { continue }
        let isWeak = SecretJudgement.isWellKnown(hit.secret)
        add(
          "deploy-command-secret", at: hit.range, secret: hit.secret, severity: isWeak ? .medium : nil,
          confidence: isWeak ? .medium : .high, detail: hit.detail)
      case .prints:
        add(
          "deploy-command-prints-secret", at: hit.range, subject: hit.subject, confidence: .high,
          detail: (["the value of \(hit.subject)"] + details).joined(separator: "; "))
      case .printsEnvironment where !injected.variables.isEmpty:
        add(
          "deploy-command-prints-environment", at: hit.range, subject: hit.subject, confidence: .high,
          detail: (["\(injected.variables[0].name) among them"] + details).joined(separator: "; "))
      case .printsEnvironment: break
      case .traces:
        add(
          "deploy-command-traces-secret", at: hit.range, subject: hit.subject,
          detail: details.joined(separator: "; "))
      }
    }
  }

  /// Of secrets within each other the inner ones: `PGPASSWORD=x psql` is one word to the shell that runs it.
  private static func innermost(_ hits: [ContainerCommand.Hit]) -> [ContainerCommand.Hit] {
    guard hits.count < 500 else { return hits }
    return hits.filter { hit in
      hit.offence != .holds
        || !hits.contains {
          $0.offence == .holds && $0.range != hit.range && hit.range.lowerBound <= $0.range.lowerBound
            && $0.range.upperBound <= hit.range.upperBound
        }
    }
  }

  /// What the image's own command prints of what this file gives it.
  mutating func checkImage(_ injected: Injected) {
    guard let image else { return }
    for output in image.outputs {
      let named = injected.variables.first { $0.name == output.variable }
      guard let given = named ?? (output.variable == nil ? injected.variables.first : nil) else { continue }
      add(
        "deploy-image-prints-secret", at: given.range, subject: "\(given.name) \(output.detail)",
        confidence: .high,
        detail: ([given.name, output.detail] + (injected.log.isEmpty ? [] : [injected.log]))
          .joined(separator: "; "))
    }
  }
}

/// A text made of parts of the file, for the engine.
public struct DeploymentText: Sendable {
  /// With the place of each byte.
  public let text: SourceText
  /// The name of the file it reads like, for rules that look at names.
  public let name: String
}

/// A file of variables that a deployment file names.
public struct EnvironmentFile: Sendable, Hashable {
  /// As written; of an object in S3 its last part.
  public let path: String
  /// Offsets into the file.
  public let range: Range<Int>
}

/// `user:hash` as password files have it.
enum PasswordFileEntry {
  private static let schemes = ["$apr1$", "$2y$", "$2a$", "$2b$", "$1$", "$5$", "$6$", "{SHA}"].map {
    Array($0.utf8)
  }
  private static let limit = 256

  /// Ranges of the hashes in a text.
  static func hashes(in text: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while let colon = text[index...].firstIndex(of: UInt8(ascii: ":")), found.count < limit {
      index = colon + 1
      guard let scheme = schemes.first(where: { text[index...].starts(with: $0) }) else { continue }
      let end =
        text[index...].firstIndex { $0 <= 0x20 || [0x2c, 0x22, 0x27, 0x3a].contains($0) } ?? text.count
      if end - index > scheme.count + 16 { found.append(index..<end) }
      index = end
    }
    return found
  }
}
