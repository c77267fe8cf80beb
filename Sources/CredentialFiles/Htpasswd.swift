import Findings
import Matching

/// Basic-auth password files of Apache httpd, nginx and lighttpd: `user:hash`, one a line (htpasswd(1)), and
/// digest files `user:realm:MD5` (htdigest(1)).
struct Htpasswd: CredentialReader {
  let name = "htpasswd"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    var found: [Credential] = []
    var onlyEntries = true
    var plain: [Credential] = []
    for line in LineScanner(bytes) {
      let content = bytes.trimmed(line)
      guard !content.isEmpty, bytes[content.lowerBound] != .hash else { continue }
      guard let colon = bytes.index(of: .colon, in: content), colon > content.lowerBound,
        bytes[content].allSatisfy({ $0.isGraphic || $0 >= 0x80 || $0 == .space }),
        !bytes[content.lowerBound..<colon].contains(.space)
      else {
        onlyEntries = false
        continue
      }
      // nginx allows a comment as a third field.
      let value = bytes.fields(colon + 1..<content.upperBound, separator: .colon, limit: 2)[0]
      let user = "user " + bytes.label(content.lowerBound..<colon)
      if let hash = PasswordHash.identify(bytes[value], allowsDES: file.isNamed) {
        let prefix =
          hash.severity == .critical ? bytes.index(of: UInt8(ascii: "}"), in: value).map { $0 + 1 } : nil
        let credential = Credential(
          secret: (prefix ?? value.lowerBound)..<value.upperBound, severity: hash.severity, confidence: .high,
          verification: hash.scheme.hasPrefix("DES") ? .none : .structure, detail: "\(user), \(hash.scheme)")
        found.append(credential)
        plain.append(credential)
      } else if bytes[value].contains(where: \.isBlank) || value.upperBound != content.upperBound {
        onlyEntries = false
      } else if value.count >= 3, !PlaceholderValue.matches(bytes[value]),
        !"$!*{[<".utf8.contains(bytes[value.lowerBound]), !bytes.has("//", at: value.lowerBound)
      {
        plain.append(
          Credential(
            secret: value, severity: .critical, confidence: .medium,
            detail: "\(user), plain text or unknown scheme"))
      }
    }
    // A word after a colon is a password only where the whole file is such lines.
    return file.isNamed && onlyEntries ? plain : found
  }
}

/// `user:realm:hash`, the hash 32 hexadecimal digits (htdigest(1)).
struct Htdigest: CredentialReader {
  let name = "htdigest"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    return LineScanner(bytes).compactMap { line in
      let parts = bytes.fields(bytes.trimmed(line), separator: .colon, limit: 5)
      guard parts.count == 3, !parts[0].isEmpty, parts[2].count == 32,
        bytes[parts[2]].allSatisfy({ $0.hexValue != nil }), !PlaceholderValue.matches(bytes[parts[2]])
      else { return nil }
      return Credential(
        secret: parts[2], severity: .high, verification: .structure,
        detail: "user \(bytes.label(parts[0])), realm \(bytes.label(parts[1])), MD5 (digest), weak")
    }
  }
}
