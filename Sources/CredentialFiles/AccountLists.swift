import Findings
import Matching

/// `user:password` lines that `chpasswd` is given: by cloud-init (`chpasswd: list: |`, "Set Passwords" of its
/// documentation) or by a here-document of a script (chpasswd(8)).
struct ChpasswdList: CredentialReader {
  let name = "chpasswd-list"

  /// How many lines after `chpasswd` the list may begin.
  private static let lead = 4

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    var found: [Credential] = []
    var remaining = 0
    var isInside = false
    for line in LineScanner(bytes) {
      let text = bytes.trimmed(line)
      if bytes.indexOf("chpasswd", in: line.prefix(400)) != nil {
        isInside = bytes.indexOf("<<", in: line.prefix(400)) != nil
        remaining = ChpasswdList.lead
      } else if isInside, let credential = entry(text, in: bytes) {
        found.append(credential)
      } else if !isInside, remaining > 0 {
        isInside = opensList(text, in: bytes)
        remaining -= 1
      } else {
        // The end of the list, but for lines that hold a variable or a hash of another kind.
        isInside = isInside && bytes[text].contains(.colon) && bytes[text].last != .colon
        if isInside, bytes.indexOf(": ", in: text) != nil { isInside = false }
      }
    }
    return found
  }

  private func opensList(_ text: Range<Int>, in bytes: [UInt8]) -> Bool {
    guard bytes.has("list:", at: text.lowerBound) else { return false }
    return bytes[text].dropFirst(5).allSatisfy { $0.isBlank || "|-+>".utf8.contains($0) }
  }

  /// `[- ]user:password`
  private func entry(_ text: Range<Int>, in bytes: [UInt8]) -> Credential? {
    var text = text
    if bytes.has("- ", at: text.lowerBound) { text = bytes.trimmed(text.dropFirst(2)) }
    guard let colon = bytes.index(of: .colon, in: text), colon > text.lowerBound,
      colon - text.lowerBound <= 64,
      bytes[text.lowerBound..<colon].allSatisfy({ $0.isWordByte || $0 == 0x2d || $0 == UInt8(ascii: ".") })
    else { return nil }
    let password = colon + 1..<text.upperBound
    guard (3...256).contains(password.count), bytes[password].allSatisfy(\.isGraphic),
      !PlaceholderValue.matches(bytes[password]), !["R", "RANDOM"].contains(bytes.label(password))
    else { return nil }
    let user = "user " + bytes.label(text.lowerBound..<colon)
    if let hash = PasswordHash.identify(bytes[password], allowsDES: false) {
      return Credential(
        secret: password, severity: hash.severity, verification: .structure, detail: "\(user), \(hash.scheme)"
      )
    }
    return Credential(secret: password, detail: user)
  }
}

/// Users and passwords on lines that take turns, as `db_load -T` of vsftpd's virtual users and others read them
/// (db5.3_load(1)). Only the name tells what such a file is.
struct AlternatingLogins: CredentialReader {
  let name = "alternating-logins"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    guard file.isNamed, bytes.count < 1 << 20 else { return [] }
    let lines = LineScanner(bytes).map(bytes.trimmed).filter { !$0.isEmpty }
    guard lines.count >= 2, lines.count.isMultiple(of: 2),
      lines.allSatisfy({ $0.count <= 256 && bytes[$0].allSatisfy(\.isGraphic) })
    else { return [] }
    var found: [Credential] = []
    for (number, line) in lines.enumerated() where !number.isMultiple(of: 2) {
      let user = lines[number - 1]
      guard bytes[user].allSatisfy({ $0.isWordByte || "@.-".utf8.contains($0) }) else { return [] }
      guard line.count >= 3, !PlaceholderValue.matches(bytes[line]) else { continue }
      found.append(Credential(secret: line, detail: "user \(bytes.label(user))"))
    }
    return found
  }
}
