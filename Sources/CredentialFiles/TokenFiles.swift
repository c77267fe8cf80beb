import Findings
import Matching

/// Files that hold one secret and nothing else; only their name tells what it is.
struct TokenFile: CredentialReader {
  let name: String
  let what: String
  /// How long it is.
  let length: ClosedRange<Int>
  /// Which bytes it is made of.
  let alphabet: @Sendable (UInt8) -> Bool

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    guard file.isNamed, bytes.count < length.upperBound + 64 else { return [] }
    let value = bytes.trimmed(bytes.textStart..<bytes.count)
    guard length.contains(value.count), bytes[value].allSatisfy(alphabet),
      !PlaceholderValue.matches(bytes[value])
    else { return [] }
    return [Credential(secret: value, detail: what)]
  }

  /// One reader a file.
  static let all: [TokenFile] = [
    // developer.hashicorp.com/vault: "Token helpers".
    TokenFile(name: "vault-token", what: "Vault token", length: 20...512) {
      $0.isWordByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
    },
    // guides.rubyonrails.org: "Securing Rails Applications", custom credentials.
    TokenFile(name: "rails-master-key", what: "key of the encrypted credentials", length: 32...64) {
      $0.hexValue != nil
    },
    // docs.ansible.com: "Protecting sensitive data with Ansible vault", password files.
    TokenFile(name: "ansible-vault-password", what: "vault password", length: 3...256) { $0.isGraphic },
  ]
}

/// Two lines, user and password (openvpn(8), `--auth-user-pass`).
struct OpenVPNLogin: CredentialReader {
  let name = "openvpn-login"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    guard file.isNamed, bytes.count < 1024 else { return [] }
    let lines = LineScanner(bytes).map(bytes.trimmed).filter { !$0.isEmpty }
    guard lines.count == 2, lines.allSatisfy({ bytes[$0].allSatisfy(\.isGraphic) }),
      !bytes[lines[0]].contains(.equals), !PlaceholderValue.matches(bytes[lines[1]])
    else { return [] }
    return [Credential(secret: lines[1], detail: "user \(bytes.label(lines[0]))")]
  }
}

/// MySQL's login path file, obscured by a key that stands in it (mysql_config_editor(1)).
struct MyLogin: CredentialReader {
  let name = "mylogin"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    // Four zero bytes, a key of 20, then pieces of AES blocks, each after its length.
    guard bytes.count >= 28 + 16, bytes.count < 1 << 20, bytes[..<4].allSatisfy({ $0 == 0 }) else {
      return []
    }
    let length = Int(bytes[24]) | Int(bytes[25]) << 8
    guard bytes[26] == 0, bytes[27] == 0, length > 0, length % 16 == 0, 28 + length <= bytes.count else {
      return []
    }
    return [
      Credential(
        secret: 28..<bytes.count, verification: .structure,
        detail: "login paths, obscured with the file's own key")
    ]
  }
}
