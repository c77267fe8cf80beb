import Findings
import Matching

/// Reads any kind of credential file whose secrets stand at known keys of a structured format; a table says which.
struct SettingsReader: CredentialReader {
  /// The syntax of the file.
  enum Format: Sendable {
    case json, yaml, xml
    case ini(INIScanner.Dialect)

    func document(of bytes: [UInt8]) -> Document {
      switch self {
      case .json: JSONScanner.document(of: bytes)
      case .yaml: YAMLScalars.document(of: bytes)
      case .xml: XMLScanner.document(of: bytes)
      case .ini(let dialect): INIScanner.document(of: bytes, dialect: dialect)
      }
    }

    /// Whether the first thing `bytes` say is of this syntax: source code that holds a sample does not begin so.
    func opens(_ bytes: [UInt8]) -> Bool {
      var comments: Set<UInt8> = [.hash]
      if case .ini(let dialect) = self { comments = dialect.comments }
      for line in LineScanner(bytes) {
        guard let start = bytes.trimmed(line).first, !comments.contains(bytes[start]) else { continue }
        switch self {
        case .json: return bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[")
        case .xml: return bytes[start] == UInt8(ascii: "<")
        case .ini: return bytes[start] == UInt8(ascii: "[")
        case .yaml:
          return bytes[start] == UInt8(ascii: "{") || bytes.has("---", at: start)
            || bytes.index(of: .colon, in: line) != nil
        }
      }
      return false
    }
  }

  /// How the secret is written down.
  enum Encoding: Sendable {
    /// As it is.
    case plain
    /// As it is, printable and without blanks.
    case token
    /// In base64.
    case base64
    /// `user:password` in base64.
    case basic
    /// As a password hash, or else in clear.
    case hashOrPlain
    /// Inside a URL's userinfo; a value without one is none.
    case url
    /// As a PEM private key, escaped line ends and all.
    case privateKey
    /// As a PEM private key in base64.
    case encodedKey
    /// Hidden by a key or method that everyone knows; as good as clear.
    case obscured(String)
    /// Encrypted by a key kept elsewhere.
    case encrypted(String)
  }

  /// One place of a secret.
  struct Secret: Sendable {
    var path: KeyPattern
    /// What it is, in a word or two, for the report.
    var what: String
    var encoding = Encoding.plain
    var severity: Severity?
    /// Shortest value that counts.
    var minimum = 1
    /// A neighbour and the value it must have, case aside.
    var condition: (key: String, value: String)?

    init(
      _ path: KeyPattern, _ what: String, _ encoding: Encoding = .plain, severity: Severity? = nil,
      minimum: Int = 1, where condition: (key: String, value: String)? = nil
    ) {
      self.path = path
      self.what = what
      self.encoding = encoding
      self.severity = severity
      self.minimum = minimum
      self.condition = condition
    }
  }

  let name: String
  let format: Format
  let secrets: [Secret]
  /// Neighbours whose values tell whose secret it is (`user`, `../host`).
  var owners: [String] = []
  /// Whether the section's name tells that as well.
  var showsSection = false
  /// What must stand in the file for it to be this kind, where its name does not say so.
  var proof: [KeyPattern] = []
  /// What must stand in the file whatever its name.
  var always: [KeyPattern] = []

  func credentials(in file: FileView) -> [Credential] {
    guard file.isNamed || format.opens(file.bytes) else { return [] }
    let document = format.document(of: file.bytes)
    guard always.allSatisfy(document.has), file.isNamed || proof.allSatisfy(document.has) else { return [] }
    var found: [Credential] = []
    var index: Document.Index?
    for setting in document.settings {
      let fitting = secrets.filter { $0.path.matches(setting, in: document) }
      guard !fitting.isEmpty else { continue }
      let table = index ?? document.index()
      index = table
      guard let secret = fitting.first(where: { meets($0.condition, setting, table, in: document) }),
        var credential = SettingsReader.credential(setting, as: secret, in: document)
      else { continue }
      var detail = [credential.detail ?? secret.what]
      for owner in owners {
        guard let label = table.label(owner, in: setting.container) else { continue }
        detail.append(String(owner.drop { !$0.isLetter }) + " " + label)
      }
      let section = document.containers[setting.container].key
      if showsSection, !section.isEmpty { detail.append(section.label()) }
      credential.detail = detail.joined(separator: ", ")
      found.append(credential)
    }
    return found
  }

  private func meets(
    _ condition: (key: String, value: String)?, _ setting: Document.Setting, _ table: Document.Index,
    in document: Document
  ) -> Bool {
    guard let condition else { return true }
    return table.setting(condition.key, in: setting.container).map {
      document.bytes.isWord(condition.value, $0.value)
    } ?? false
  }

  /// What `setting` holds, if that is a secret.
  static func credential(_ setting: Document.Setting, as secret: Secret, in document: Document) -> Credential?
  {
    let text = document.text(of: setting)
    guard text.count >= secret.minimum, !PlaceholderValue.matches(text) else { return nil }
    var credential = Credential(secret: setting.value, decoded: setting.unescaped, severity: secret.severity)
    switch secret.encoding {
    case .plain: break
    case .token: guard text.allSatisfy(\.isGraphic) else { return nil }
    case .base64:
      guard let decoded = Base64.decode(text), !decoded.isEmpty else { return nil }
      credential.decoded = decoded
    case .basic:
      guard let pair = Base64.basic(text), !PlaceholderValue.matches(pair.password) else { return nil }
      credential.decoded = pair.password
      credential.verification = .structure
      credential.detail = "\(secret.what), user \(pair.user.label(0..<pair.user.count))"
    case .hashOrPlain:
      if let hash = PasswordHash.identify(text[...], allowsDES: false) {
        credential.severity = hash.severity
        credential.verification = .structure
        credential.detail = "\(secret.what), \(hash.scheme)"
      } else {
        credential.detail = "\(secret.what), plain text"
      }
    case .url:
      guard let url = URLCredential.first(in: document.bytes, setting.value), let password = url.password,
        !PlaceholderValue.matches(document.bytes[password])
      else { return nil }
      credential.secret = password
      credential.decoded = URLCredential.percentDecoded(document.bytes[password])
      credential.detail =
        "\(secret.what), user \(document.bytes.label(url.user)), host \(document.bytes.label(url.host))"
    case .privateKey:
      guard text.indexOf("-----BEGIN ", in: 0..<min(64, text.count)) != nil, text.count > 100 else {
        return nil
      }
      credential.verification = .structure
      if text.indexOf("ENCRYPTED", in: 0..<min(200, text.count)) != nil {
        credential.severity = .medium
        credential.detail = "\(secret.what), encrypted"
      }
    case .encodedKey:
      guard let decoded = Base64.decode(text),
        decoded.indexOf("PRIVATE KEY", in: 0..<min(64, decoded.count)) != nil
      else { return nil }
      credential.decoded = decoded
      credential.verification = .structure
    case .obscured(let how): credential.detail = "\(secret.what), \(how)"
    case .encrypted(let how):
      credential.detail = "\(secret.what), \(how)"
      credential.severity = secret.severity ?? .medium
    }
    return credential
  }
}
