import Findings
import Matching

/// `.git-credentials`: one URL a line with user and password, percent-encoded (git-credential-store(1)).
struct GitCredentials: CredentialReader {
  let name = "git-credentials"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    return LineScanner(bytes).compactMap { line in
      let content = bytes.trimmed(line)
      guard bytes.has("http", at: content.lowerBound) || file.isNamed else { return nil }
      return GitCredentials.credential(content, in: bytes)
    }
  }

  /// The secret of the first URL in `range`: its password, or its user where that is a token.
  static func credential(_ range: Range<Int>, in bytes: [UInt8]) -> Credential? {
    guard let url = URLCredential.first(in: bytes, range) else { return nil }
    var secret = url.password ?? url.user
    var user = url.password == nil ? "" : ", user \(bytes.label(url.user))"
    let isMarker = url.password.map { bytes.isWord("x-oauth-basic", $0) || $0.isEmpty } ?? true
    if isMarker {
      // `https://TOKEN@host`, `https://TOKEN:x-oauth-basic@host`: only a long user is a token.
      guard url.user.count >= 20, bytes[url.user].contains(where: \.isDigit) else { return nil }
      secret = url.user
      user = ""
    }
    guard !PlaceholderValue.matches(bytes[secret]) else { return nil }
    return Credential(
      secret: secret, decoded: URLCredential.percentDecoded(bytes[secret]), verification: .structure,
      detail: "host \(bytes.label(url.host))" + user)
  }
}

/// Git's own configuration (git-config(1)): remotes and rewrites with a password in the URL, and the
/// `http.extraheader` that CI checkouts leave behind.
struct GitConfig: CredentialReader {
  let name = "git-config"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    var found: [Credential] = []
    for line in LineScanner(bytes) {
      let content = bytes.trimmed(line)
      guard let first = content.first, bytes[first] != .hash, bytes[first] != .semicolon else { continue }
      if let header = header(content, in: bytes) {
        found.append(header)
      } else if let credential = GitCredentials.credential(content, in: bytes) {
        found.append(credential)
      }
    }
    return found
  }

  /// `extraheader = AUTHORIZATION: basic …`
  private func header(_ line: Range<Int>, in bytes: [UInt8]) -> Credential? {
    guard bytes[line.prefix(12)].elementsEqual("extraheader ".utf8) || line.count > 12,
      bytes.isWord("extraheader", line.prefix(11)), let equals = bytes.index(of: .equals, in: line),
      let colon = bytes.index(of: .colon, in: equals..<line.upperBound)
    else { return nil }
    let name = bytes.trimmed(equals + 1..<colon)
    guard bytes.isWord("authorization", name.count > 13 ? name.suffix(13) : name) else { return nil }
    var value = bytes.trimmed(colon + 1..<line.upperBound)
    if let last = value.last, bytes[last] == .doubleQuote { value = value.dropLast() }
    guard let blank = bytes[value].firstIndex(of: .space) else { return nil }
    let scheme = value.lowerBound..<blank
    let secret = bytes.trimmed(blank + 1..<value.upperBound)
    guard !PlaceholderValue.matches(bytes[secret]) else { return nil }
    guard bytes.isWord("basic", scheme) else {
      return Credential(secret: secret, detail: "authorization header, \(bytes.label(scheme, limit: 12))")
    }
    guard let pair = Base64.basic(bytes[secret]), !PlaceholderValue.matches(pair.password) else { return nil }
    return Credential(
      secret: secret, decoded: pair.password, verification: .structure,
      detail: "authorization header, user \(pair.user.label(0..<pair.user.count))")
  }
}
