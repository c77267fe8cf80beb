import Findings
import Matching

/// Stores of keys and passwords, known by their first bytes: reported as files, for what they hold is encrypted
/// by a password that this scanner does not try.
struct Keystore: CredentialReader {
  let name = "keystore"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    guard let (kind, severity) = kind(of: file) else { return [] }
    return [
      Credential(
        secret: 0..<min(bytes.count, 64), severity: severity, verification: .structure,
        detail: kind)
    ]
  }

  private func kind(of file: FileView) -> (String, Severity)? {
    let bytes = file.bytes
    guard bytes.count >= 64 else { return nil }
    if bytes.starts(with: [0x03, 0xd9, 0xa2, 0x9a]) {
      switch bytes[4] {
      case 0x67: return ("KeePass database (kdbx), encrypted", .medium)
      case 0x65: return ("KeePass 1 database (kdb), encrypted", .medium)
      default: return nil
      }
    }
    // keytool(1): magic, version 1 or 2, number of entries, tag 1 for a private key and 2 for a certificate.
    if bytes.starts(with: [0xfe, 0xed, 0xfe, 0xed]), bytes[4..<7].allSatisfy({ $0 == 0 }), 1...2 ~= bytes[7] {
      return bytes[15] == 1 ? ("Java keystore (JKS) with a private key, encrypted", .medium) : nil
    }
    if bytes.starts(with: [0xce, 0xce, 0xce, 0xce]), bytes[4..<7].allSatisfy({ $0 == 0 }) {
      return bytes[15] == 2 ? nil : ("Java keystore (JCEKS), encrypted", .medium)
    }
    if isPKCS12(bytes) {
      // A store of certificates alone is how Java ships its trust anchors.
      return file.name.lowercased() == "cacerts" ? nil : ("PKCS#12 keystore, encrypted", .medium)
    }
    if bytes.starts(with: Array("SQLite format 3\0".utf8)), file.name == "key4.db" {
      return ("NSS key database (Firefox, Thunderbird)", .medium)
    }
    if bytes.starts(with: Array("SQLite format 3\0".utf8)), file.name.hasPrefix("Login Data") {
      return ("saved logins of a Chromium browser, encrypted for its user", .medium)
    }
    if file.name == "key3.db", bytes.starts(with: [0x00, 0x06, 0x15, 0x61]) {
      return ("NSS key database", .medium)
    }
    // MIT Kerberos: "Keytab file format", version 0x502; the keys in it are not encrypted.
    if bytes.starts(with: [0x05, 0x02, 0x00]), file.name.hasSuffix("keytab") || file.name.hasPrefix("krb5") {
      return ("Kerberos keytab", .high)
    }
    if bytes.starts(with: Array("GnomeKeyring\n\r\0\n".utf8)) { return ("GNOME keyring, encrypted", .medium) }
    if bytes.starts(with: Array("kych".utf8)),
      file.name.hasSuffix("keychain") || file.name.hasSuffix("keychain-db")
    {
      return ("macOS keychain, encrypted", .medium)
    }
    return nil
  }

  /// RFC 7292: SEQUENCE { INTEGER 3, SEQUENCE { OID pkcs7-data or signedData …
  private func isPKCS12(_ bytes: [UInt8]) -> Bool {
    guard bytes[0] == 0x30 else { return false }
    let header = bytes[1] < 0x80 ? 2 : 2 + Int(bytes[1] & 0x7f)
    guard header <= 6, bytes[header..<header + 3].elementsEqual([0x02, 0x01, 0x03]) else { return false }
    let oid: [UInt8] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07]
    return bytes[(header + 3)..<min(bytes.count, header + 24)].indices.contains {
      $0 + oid.count <= bytes.count && bytes[$0..<$0 + oid.count].elementsEqual(oid)
    }
  }
}
