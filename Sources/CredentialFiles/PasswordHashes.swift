import Findings
import Matching

/// Password hashes wherever they stand: in a dump's rows, a directory's export (`userPassword: {SSHA}…`), a
/// provisioning script, a label of a container.
struct PasswordHashes: CredentialReader {
  let name = "password-hashes"

  /// The shortest and the longest hash looked for, in bytes.
  private static let lengths = 28...400
  /// More marks (`$`, `{`) than a hash has: five fields, each mark doubled as Compose writes it.
  private static let mostMarks = 14

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    var found: [Credential] = []
    var end = bytes.textStart
    for candidate in PasswordHashes.candidates(in: bytes) where candidate.lowerBound >= end {
      if bytes[candidate.lowerBound] == .colon {
        guard let encoded = encoded(at: candidate.lowerBound, in: bytes) else { continue }
        found.append(encoded)
        end = encoded.secret.upperBound
      } else if let (hash, decoded) = hash(candidate, in: bytes) {
        found.append(
          Credential(
            secret: candidate, decoded: decoded, severity: min(hash.severity, .high), confidence: .medium,
            verification: .structure, detail: hash.scheme))
        end = candidate.upperBound
      }
    }
    return found
  }

  /// Where hashes may stand, in order; they may overlap, yet all of them together are no longer than a small
  /// multiple of `bytes`.
  static func candidates(in bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    // Where the run of bytes ends that a hash may have; read once, however many marks it has.
    var runEnd = 0
    for index in bytes.textStart..<max(bytes.count, bytes.textStart) {
      let byte = bytes[index]
      if byte == .colon {
        if bytes.has(":: e", at: index), index > 11 { found.append(index..<index + 4) }
        continue
      }
      guard byte == .dollar || byte == UInt8(ascii: "{") else { continue }
      if index >= runEnd { runEnd = end(of: index, in: bytes) }
      let candidate = index..<min(runEnd, index + lengths.upperBound)
      if candidate.count >= lengths.lowerBound, hasFewMarks(bytes[candidate]) { found.append(candidate) }
    }
    return found
  }

  /// Whether `text` has no more marks than a hash has, and begins with a name between two of them.
  private static func hasFewMarks(_ text: ArraySlice<UInt8>) -> Bool {
    var marks = 0
    for byte in text where byte == .dollar || byte == UInt8(ascii: "{") {
      marks += 1
      if marks > mostMarks { return false }
    }
    return text.prefix(24).dropFirst(2).contains { $0 == .dollar || $0 == UInt8(ascii: "}") }
  }

  private func hash(_ range: Range<Int>, in bytes: [UInt8]) -> (PasswordHash, [UInt8]?)? {
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
  private static func end(of start: Int, in bytes: [UInt8]) -> Int {
    var end = start + 1
    while end < bytes.count {
      let byte = bytes[end]
      guard byte.isWordByte || "$./+=-,{}".utf8.contains(byte) else { break }
      // A comma ends a hash but where parameters of argon2 and rounds stand.
      if byte == .comma, end + 2 < bytes.count, bytes[end + 2] != .equals { break }
      end += 1
    }
    return end
  }
}
