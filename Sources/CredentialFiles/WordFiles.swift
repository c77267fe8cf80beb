import Findings
import Matching

/// Secrets of pppd: `client server secret [addresses]` (pppd(8), chap-secrets, pap-secrets).
struct PPPSecrets: CredentialReader {
  let name = "ppp-secrets"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    var found: [Credential] = []
    for line in LineScanner(bytes) {
      guard let first = bytes.trimmed(line).first, bytes[first] != .hash else { continue }
      let words = Words.of(bytes, line)
      // Prose has words where an entry has addresses.
      guard words.count >= 3, words.dropFirst(3).allSatisfy({ isAddress(bytes[$0.range]) }) else { return [] }
      guard !bytes.has("@", at: words[2].range.lowerBound), !PlaceholderValue.matches(bytes.text(words[2]))
      else {
        continue
      }
      found.append(
        Credential(
          secret: words[2].range, decoded: words[2].unescaped,
          detail: "client \(bytes.label(words[0].range)), server \(bytes.label(words[1].range))"))
    }
    return found
  }

  /// `*`, `-`, an address, a network, a negated one, or `--` and options.
  private func isAddress(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first else { return true }
    return "*-!#".utf8.contains(first)
      || word.contains { $0 == UInt8(ascii: ".") || $0 == .colon || $0 == .slash }
  }
}

/// `ipsec.secrets` of strongSwan and Libreswan: `selectors : TYPE "secret"` (ipsec.secrets(5)).
struct IPsecSecrets: CredentialReader {
  let name = "ipsec-secrets"

  private static let types: Set<String> = [
    "PSK", "EAP", "XAUTH", "NTLM", "RSA", "ECDSA", "PKCS8", "P12", "PIN",
  ]

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    return LineScanner(bytes).compactMap { line in
      guard let first = bytes.trimmed(line).first, bytes[first] != .hash else { return nil }
      let words = Words.of(bytes, line)
      guard
        let at = words.firstIndex(where: { word in
          IPsecSecrets.types.contains(
            String(decoding: bytes[word.range.prefix(8)], as: UTF8.self).uppercased())
        }), at > 0, bytes[words[at - 1].range].last == .colon
      else { return nil }
      let type = bytes.label(words[at].range).uppercased()
      // A key's line names its file first and then the passphrase.
      let isKeyFile = ["RSA", "ECDSA", "PKCS8", "P12"].contains(type)
      let place = at + (isKeyFile ? 2 : 1)
      guard place < words.count, !PlaceholderValue.matches(bytes.text(words[place])),
        !bytes.isWord("%prompt", words[place].range)
      else { return nil }
      // In any other text the line says no more, and the secret is quoted or marked as encoded.
      if !file.isNamed {
        let isMarked = bytes.has("0s", at: words[place].range.lowerBound) || words[place].isQuoted
        guard isMarked, place == words.count - 1, at <= 6 else { return nil }
      }
      return Credential(
        secret: words[place].range, decoded: words[place].unescaped,
        detail: isKeyFile ? "\(type) key passphrase" : "\(type) secret")
    }
  }
}

/// `.fetchmailrc`: `user "joe" … password "x"` (fetchmail(1)).
struct Fetchmailrc: CredentialReader {
  let name = "fetchmailrc"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    var found: [Credential] = []
    var host = ""
    var isInside = false
    var expectsSecret = false
    var expectsHost = false
    for line in LineScanner(bytes) {
      guard let first = bytes.trimmed(line).first, bytes[first] != .hash else { continue }
      isInside =
        isInside || ["poll", "skip", "server", "defaults"].contains { bytes.has($0 + " ", at: first) }
      guard isInside else { continue }
      for word in Words(bytes, line) {
        if expectsSecret {
          expectsSecret = false
          if !PlaceholderValue.matches(bytes.text(word)) {
            found.append(
              Credential(secret: word.range, decoded: word.unescaped, detail: "mail password" + host))
          }
        } else if expectsHost {
          expectsHost = false
          host = ", host " + bytes.label(word.range)
        } else if !word.isQuoted {
          expectsSecret = bytes.isWord("password", word.range) || bytes.isWord("pass", word.range)
          expectsHost = bytes.isWord("poll", word.range) || bytes.isWord("server", word.range)
        }
      }
    }
    return found
  }
}

/// PgBouncer's `userlist.txt`: `"user" "password or hash"` (pgbouncer.org: "Authentication file format").
struct PgBouncerUsers: CredentialReader {
  let name = "pgbouncer-userlist"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    // A hash in it tells a renamed file from other lists of quoted words.
    let found: [(credential: Credential, isHash: Bool)] = LineScanner(bytes).compactMap { line in
      let words = Words.of(bytes, line)
      guard words.count >= 2, words[0].isQuoted, words[1].isQuoted,
        !PlaceholderValue.matches(bytes.text(words[1]))
      else { return nil }
      let value = words[1].range
      let isMD5 =
        value.count == 35 && bytes.has("md5", at: value.lowerBound)
        && bytes[value.dropFirst(3)].allSatisfy { $0.hexValue != nil }
      let isScram = bytes.has("SCRAM-SHA-256$", at: value.lowerBound)
      let credential = Credential(
        secret: value, decoded: words[1].unescaped, severity: isScram ? .medium : isMD5 ? .high : .critical,
        verification: isMD5 || isScram ? .structure : .none,
        detail: "user \(bytes.label(words[0].range)), "
          + (isScram ? "SCRAM-SHA-256" : isMD5 ? "MD5, weak" : "plain text"))
      return (credential, isMD5 || isScram)
    }
    let isConfirmed = file.isNamed || found.contains(where: \.isHash)
    return isConfirmed ? found.map(\.credential) : []
  }
}

/// Ansible inventories in INI style: `host ansible_user=x ansible_password=y` (docs.ansible.com: "How to build
/// your inventory").
struct AnsibleInventory: CredentialReader {
  let name = "ansible-inventory"

  private static let keys: Set<String> = [
    "ansible_password", "ansible_ssh_pass", "ansible_ssh_password", "ansible_become_password",
    "ansible_become_pass", "ansible_sudo_pass", "ansible_su_pass", "ansible_winrm_password",
    "ansible_ssh_private_key_passphrase",
  ]

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    var found: [Credential] = []
    for line in LineScanner(bytes) {
      guard let first = bytes.trimmed(line).first, bytes[first] != .hash, bytes[first] != .semicolon else {
        continue
      }
      let words = Words.of(bytes, line)
      for word in words {
        guard let equals = bytes.index(of: .equals, in: word.range), equals - word.range.lowerBound < 48
        else { continue }
        let key = String(decoding: bytes[word.range.lowerBound..<equals], as: UTF8.self)
        guard AnsibleInventory.keys.contains(key) else { continue }
        var value = equals + 1..<word.range.upperBound
        if value.count >= 2, let open = value.first, let close = value.last, bytes[open] == bytes[close],
          bytes[open] == .quote || bytes[open] == .doubleQuote
        {
          value = value.dropFirst().dropLast()
        }
        guard !PlaceholderValue.matches(bytes[value]) else { continue }
        let host = words[0].range == word.range ? "" : ", host \(bytes.label(words[0].range))"
        found.append(Credential(secret: value, detail: key + host))
      }
    }
    return found
  }
}

/// `.curlrc`: `user = "joe:pass"`, `-u joe:pass`, `proxy-user`, `oauth2-bearer` (curl(1), `--config`).
struct Curlrc: CredentialReader {
  let name = "curlrc"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    return LineScanner(bytes).compactMap { line in
      let content = bytes.trimmed(line)
      guard let first = content.first, bytes[first] != .hash else { return nil }
      let stop =
        bytes[content].firstIndex { $0.isBlank || $0 == .equals || $0 == .colon } ?? content.upperBound
      var key = content.lowerBound..<stop
      while let dash = key.first, bytes[dash] == UInt8(ascii: "-") { key = key.dropFirst() }
      var rest = stop..<content.upperBound
      while let mark = rest.first, bytes[mark].isBlank || bytes[mark] == .equals || bytes[mark] == .colon {
        rest = rest.dropFirst()
      }
      guard let word = Words.of(bytes, rest).first else { return nil }
      let name = bytes.label(key)
      if name == "oauth2-bearer", !PlaceholderValue.matches(bytes[word.range]) {
        return Credential(secret: word.range, detail: "bearer token")
      }
      guard ["user", "u", "proxy-user", "U"].contains(name), word.unescaped == nil,
        let colon = bytes.index(of: .colon, in: word.range)
      else { return nil }
      let password = colon + 1..<word.range.upperBound
      guard !PlaceholderValue.matches(bytes[password]) else { return nil }
      return Credential(secret: password, detail: "user \(bytes.label(word.range.lowerBound..<colon))")
    }
  }
}
