import Findings
import Matching

/// `~/.aws/credentials` and `~/.aws/config` (AWS CLI: "Configuration and credential file settings").
struct AWSCredentials: CredentialReader {
  let name = "aws-credentials"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    let document = INIScanner.document(of: bytes, dialect: .init(separators: [.equals], inlineComments: true))
    var found: [Credential] = []
    var index: Document.Index?
    for setting in document.settings {
      let text = bytes[setting.value]
      let what: String
      if setting.key.isWord("aws_secret_access_key") {
        what = "secret access key"
        guard
          file.isNamed
            ? text.count >= 16 : text.count == 40 && text.allSatisfy({ Base64.value(of: $0) != nil })
        else { continue }
      } else if setting.key.isWord("aws_session_token") || setting.key.isWord("aws_security_token") {
        what = "session token"
        guard text.count >= 64 else { continue }
      } else {
        continue
      }
      guard !PlaceholderValue.matches(text), !AWSCredentials.isDocumentation(text) else { continue }
      let table = index ?? document.index()
      index = table
      let id = table.setting("aws_access_key_id", in: setting.container).map { bytes[$0.value] } ?? []
      let profile = document.containers[setting.container].key
      let isTemporary = id.starts(with: Array("ASIA".utf8))
      let account = AWSCredentials.account(of: id)
      found.append(
        Credential(
          secret: setting.value, severity: isTemporary ? .high : nil,
          verification: account == nil ? .none : .structure,
          detail: what + (profile.isEmpty ? "" : ", profile \(profile.label())")
            + (account.map { ", account \($0)" } ?? "") + (isTemporary ? ", temporary" : "")))
    }
    return found
  }

  /// AWS's own documentation ends its sample keys so.
  private static func isDocumentation(_ key: ArraySlice<UInt8>) -> Bool {
    key.suffix(10).elementsEqual("EXAMPLEKEY".utf8)
  }

  /// The account that an access key ID names: base32 from its fifth character, bits 7 to 46 of the first six bytes.
  static func account(of id: ArraySlice<UInt8>) -> String? {
    guard id.count == 20, id.starts(with: Array("A".utf8)) else { return nil }
    var bits: UInt64 = 0
    for byte in id.dropFirst(4).prefix(10) {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = byte - UInt8(ascii: "A")
      case UInt8(ascii: "2")...UInt8(ascii: "7"): digit = byte - UInt8(ascii: "2") + 26
      default: return nil
      }
      bits = bits << 5 | UInt64(digit)
    }
    let head = bits >> 2  // 50 bits read, 48 wanted
    guard head >> 47 == 1 else { return nil }  // older keys do not carry their account
    let account = String((head & 0x7fff_ffff_ff80) >> 7)
    return account.utf8.count <= 12 ? String(repeating: "0", count: 12 - account.utf8.count) + account : nil
  }
}
