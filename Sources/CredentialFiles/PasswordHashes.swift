import Findings
import Matching

/// Password hashes wherever they stand: in a dump's rows, a directory's export (`userPassword: {SSHA}…`), a
/// provisioning script, a label of a container.
struct PasswordHashes: CredentialReader {
  let name = "password-hashes"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    var found: [Credential] = []
    var index = bytes.textStart
    while index < bytes.count {
      guard bytes[index] == .dollar || bytes[index] == UInt8(ascii: "{") else {
        if bytes[index] == .colon, let encoded = encoded(at: index, in: bytes) {
          found.append(encoded)
          index = encoded.secret.upperBound
        }
        index += 1
        continue
      }
      let end = self.end(of: index, in: bytes)
      if let (hash, decoded) = hash(index..<end, in: bytes) {
        found.append(
          Credential(
            secret: index..<end, decoded: decoded, severity: min(hash.severity, .high), confidence: .medium,
            verification: .structure, detail: hash.scheme))
        index = end
      } else {
        index += 1
      }
    }
    return found
  }

  private func hash(_ range: Range<Int>, in bytes: [UInt8]) -> (PasswordHash, [UInt8]?)? {
    guard range.count >= 28 else { return nil }
    if let hash = PasswordHash.identify(bytes[range], allowsDES: false), hash.severity != .critical {
      return (hash, nil)
    }
    // Compose writes `$$` for `$`.
    guard bytes.has("$$", at: range.lowerBound) else { return nil }
    var text: [UInt8] = []
    for (offset, byte) in bytes[range].enumerated()
    where byte != .dollar || offset == 0 || text.last != .dollar || !offset.isMultiple(of: 2) {
      if byte == .dollar, text.last == .dollar { continue }
      text.append(byte)
    }
    return PasswordHash.identify(text[...], allowsDES: false).map { ($0, text) }
  }

  /// `userPassword:: BASE64` of LDIF (RFC 2849).
  private func encoded(at colon: Int, in bytes: [UInt8]) -> Credential? {
    guard colon > 11, bytes.has(":: e", at: colon), bytes.isWord("userpassword", colon - 12..<colon) else {
      return nil
    }
    let start = colon + 3
    var end = start
    while end < bytes.count, end - start < 400, Base64.value(of: bytes[end]) != nil || bytes[end] == .equals {
      end += 1
    }
    guard let decoded = Base64.decode(bytes[start..<end]),
      let hash = PasswordHash.identify(decoded[...], allowsDES: false)
    else { return nil }
    return Credential(
      secret: start..<end, decoded: decoded, severity: hash.severity, confidence: .high,
      verification: .structure, detail: "userPassword, \(hash.scheme)")
  }

  /// Where the run of bytes that a hash may have ends.
  private func end(of start: Int, in bytes: [UInt8]) -> Int {
    var end = start + 1
    while end < bytes.count, end - start < 400 {
      let byte = bytes[end]
      guard byte.isWordByte || "$./+=-,{}".utf8.contains(byte) else { break }
      // A comma ends a hash but where parameters of argon2 and rounds stand.
      if byte == .comma, end + 2 < bytes.count, bytes[end + 2] != .equals { break }
      end += 1
    }
    return end
  }
}
