import Findings
import Matching

/// Account files with password hashes: shadow(5), gshadow(5), passwd(5) with a hash in its second field,
/// master.passwd of the BSDs, and pam_pwhistory's opasswd.
struct Shadow: CredentialReader {
  /// Which of the files, told by the number of fields and where the numbers stand.
  enum Layout: String {
    case shadow, gshadow, passwd, opasswd
  }

  let layout: Layout
  var name: String { layout.rawValue }

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    var found: [Credential] = []
    for line in LineScanner(bytes) {
      let parts = bytes.fields(line, separator: .colon, limit: 12)
      guard let first = parts.first, isEntry(parts, in: bytes),
        (1...64).contains(first.count), bytes[first].allSatisfy({ $0.isGraphic && $0 != .hash })
      else { continue }
      if layout == .opasswd {
        for old in bytes.fields(parts[3], separator: .comma, limit: 512) {
          found += credential(old, user: first, in: bytes, isNamed: file.isNamed).map { [$0] } ?? []
        }
      } else if let credential = credential(parts[1], user: first, in: bytes, isNamed: file.isNamed) {
        found.append(credential)
      }
    }
    return found
  }

  private func isEntry(_ parts: [Range<Int>], in bytes: [UInt8]) -> Bool {
    func areNumbers(_ fields: ArraySlice<Range<Int>>) -> Bool {
      fields.allSatisfy { $0.count <= 20 && bytes[$0].allSatisfy { $0.isDigit || $0 == UInt8(ascii: "-") } }
    }
    switch layout {
    case .shadow: return parts.count == 9 && areNumbers(parts[2...])
    case .gshadow: return parts.count == 4 && !bytes[parts[2]].contains(.slash)
    case .passwd:
      guard parts.count == 7 || parts.count == 10, areNumbers(parts[2...3]), !parts[2].isEmpty else {
        return false
      }
      return parts.count == 7 || areNumbers(parts[5...6])
    case .opasswd: return parts.count == 4 && areNumbers(parts[1...2])
    }
  }

  private func credential(
    _ field: Range<Int>, user: Range<Int>, in bytes: [UInt8], isNamed: Bool
  ) -> Credential? {
    // `!` or `*` before a hash locks the account (usermod -L); the hash itself is still there to be cracked.
    var value = field
    while let first = value.first, bytes[first] == UInt8(ascii: "!") || bytes[first] == UInt8(ascii: "*") {
      value = value.dropFirst()
    }
    guard let hash = PasswordHash.identify(bytes[value], allowsDES: isNamed && value == field) else {
      return nil
    }
    let isLocked = value != field
    let who = (layout == .gshadow ? "group " : "user ") + bytes.label(user)
    return Credential(
      secret: value, severity: isLocked ? min(hash.severity, .medium) : hash.severity, confidence: .high,
      verification: hash.scheme.hasPrefix("DES") ? .none : .structure,
      detail: "\(who), \(hash.scheme)" + (isLocked ? ", account locked" : "")
        + (layout == .opasswd ? ", earlier password" : ""))
  }
}

/// smbpasswd(5): `user:uid:LM hash:NT hash:[flags]:LCT-…`, each hash 32 hexadecimal digits, unsalted.
struct Smbpasswd: CredentialReader {
  let name = "smbpasswd"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    var found: [Credential] = []
    for line in LineScanner(bytes) {
      let parts = bytes.fields(line, separator: .colon, limit: 8)
      guard parts.count >= 4, !parts[0].isEmpty, !parts[1].isEmpty, bytes[parts[1]].allSatisfy(\.isDigit)
      else {
        continue
      }
      for (part, scheme) in [(parts[2], "LM"), (parts[3], "NTLM")] {
        guard part.count == 32, bytes[part].allSatisfy({ $0.hexValue != nil }),
          !PlaceholderValue.matches(bytes[part])
        else { continue }
        found.append(
          Credential(
            secret: part, severity: .high, verification: .structure,
            detail: "user \(bytes.label(parts[0])), \(scheme), weak"))
      }
    }
    return found
  }
}
