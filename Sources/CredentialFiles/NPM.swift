import Findings
import Matching

/// `.npmrc` (npm's npmrc page; pnpm reads the same): `_authToken`, `_auth`, `_password`, for all registries or
/// for one (`//registry.npmjs.org/:_authToken=…`). Yarn 1 writes the same keys with a blank for the `=`.
struct Npmrc: CredentialReader {
  let name = "npmrc"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    var found: [Credential] = []
    for line in LineScanner(bytes) {
      let content = bytes.trimmed(line)
      guard let first = content.first, bytes[first] != .hash, bytes[first] != .semicolon else { continue }
      // Manuals and code that show such a line have others that are none.
      if !file.isNamed, !isSetting(content, in: bytes) { return [] }
      guard let (key, value) = pair(content, in: bytes) else { continue }
      let colon = bytes[key].lastIndex(of: .colon)
      let field = (colon.map { $0 + 1 } ?? key.lowerBound)..<key.upperBound
      let registry = colon.map { ", registry " + bytes.label(key.lowerBound..<$0) } ?? ""
      guard !PlaceholderValue.matches(bytes[value]) else { continue }
      if bytes.isWord("_authtoken", field) {
        found.append(Credential(secret: value, detail: "access token" + registry))
      } else if bytes.isWord("_auth", field) {
        guard let pair = Base64.basic(bytes[value]), !PlaceholderValue.matches(pair.password) else {
          continue
        }
        found.append(
          Credential(
            secret: value, decoded: pair.password, verification: .structure,
            detail: "user \(pair.user.label(0..<pair.user.count))" + registry))
      } else if bytes.isWord("_password", field) {
        let decoded = Base64.decode(bytes[value]).flatMap { $0.isPrintableText && !$0.isEmpty ? $0 : nil }
        if let decoded, PlaceholderValue.matches(decoded) { continue }
        found.append(Credential(secret: value, decoded: decoded, detail: "password" + registry))
      }
    }
    return found
  }

  /// Whether `line` is a plain `key=value`.
  private func isSetting(_ line: Range<Int>, in bytes: [UInt8]) -> Bool {
    guard let equals = bytes.index(of: .equals, in: line) else { return false }
    let key = bytes.trimmed(line.lowerBound..<equals)
    return bytes[key].allSatisfy { $0.isGraphic && !"<>(){}\"'`\\".utf8.contains($0) }
  }

  /// Key and value, quotes taken off both.
  private func pair(_ line: Range<Int>, in bytes: [UInt8]) -> (Range<Int>, Range<Int>)? {
    let equals = bytes.index(of: .equals, in: line)
    let blank = bytes[line].firstIndex(where: \.isBlank)
    var separator = equals ?? blank
    if let blank, let equals, bytes[line.lowerBound] == .doubleQuote, blank < equals { separator = blank }
    guard let separator else { return nil }
    return (
      unquoted(line.lowerBound..<separator, in: bytes), unquoted(separator + 1..<line.upperBound, in: bytes)
    )
  }

  private func unquoted(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    let inner = bytes.trimmed(range)
    guard inner.count >= 2, let first = inner.first, let last = inner.last, bytes[first] == bytes[last],
      bytes[first] == .doubleQuote || bytes[first] == .quote
    else { return inner }
    return inner.dropFirst().dropLast()
  }
}
