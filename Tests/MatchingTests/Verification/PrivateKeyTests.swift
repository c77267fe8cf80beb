import Findings
import Testing

@testable import Matching

@Suite("Private keys")
struct PrivateKeyTests {
  private static func block(_ label: String, _ body: [String], headers: [String] = [], newline: String = "\n")
    -> String
  {
    let lines = ["-----BEGIN \(label)-----"] + headers + body + ["-----END \(label)-----"]
    return lines.joined(separator: newline)
  }

  private func verdict(_ label: String, _ body: [String], headers: [String] = [], newline: String = "\n")
    -> Verdict?
  {
    verify("private-key", Self.block(label, body, headers: headers, newline: newline))
  }

  private static let plainKeys: [(label: String, body: [String], detail: String)] = [
    ("RSA PRIVATE KEY", KeyFixtures.rsaPKCS1, "RSA 1024 bits"),
    ("PRIVATE KEY", KeyFixtures.rsaPKCS8, "RSA 1024 bits"),
    ("EC PRIVATE KEY", KeyFixtures.ecSEC1, "EC P-256"), ("PRIVATE KEY", KeyFixtures.ecPKCS8, "EC P-256"),
    ("EC PRIVATE KEY", KeyFixtures.ecP384, "EC P-384"), ("PRIVATE KEY", KeyFixtures.ed25519, "Ed25519"),
    ("PRIVATE KEY", KeyFixtures.x25519, "X25519"), ("DSA PRIVATE KEY", KeyFixtures.dsa, "DSA 1024 bits"),
    ("PRIVATE KEY", KeyFixtures.dsaPKCS8, "DSA 1024 bits"),
    ("OPENSSH PRIVATE KEY", KeyFixtures.openSSHEd25519, "Ed25519"),
    ("OPENSSH PRIVATE KEY", KeyFixtures.openSSHECDSA, "EC P-256"),
    ("OPENSSH PRIVATE KEY", KeyFixtures.openSSHRSA, "RSA 1024 bits"),
  ]

  @Test("a key in the clear is named by algorithm and size", arguments: plainKeys)
  func plain(label: String, body: [String], detail: String) {
    #expect(verdict(label, body) == Verdict(.confirmed(.structure), detail: "\(detail), not encrypted"))
  }

  @Test(
    "a key reads the same behind every kind of line break",
    arguments: [
      "\n", "\r\n", "\\n", "\\r\\n", "\\\\n", "\n    ", "&#10;", "\\u000a", "\" +\n  \"", "\\n\" +\n\t\"",
      "',\n '", " ", "\n# ",
    ])
  func lineBreaks(newline: String) {
    #expect(verdict("PRIVATE KEY", KeyFixtures.ed25519, newline: newline)?.outcome == .confirmed(.structure))
    #expect(
      verdict("RSA PRIVATE KEY", KeyFixtures.rsaPKCS1, newline: newline)?.detail
        == "RSA 1024 bits, not encrypted")
    #expect(
      verdict("OPENSSH PRIVATE KEY", KeyFixtures.openSSHRSA, newline: newline)?.detail
        == "RSA 1024 bits, not encrypted")
  }

  @Test("escaped slashes of JSON are slashes")
  func slashes() {
    let body = KeyFixtures.rsaPKCS8.map { $0.replacing("/", with: "\\/") }
    #expect(verdict("PRIVATE KEY", body, newline: "\\n")?.outcome == .confirmed(.structure))
  }

  @Test("an encrypted key is medium and names its cipher")
  func encrypted() {
    let pkcs8 = verdict("ENCRYPTED PRIVATE KEY", KeyFixtures.rsaEncryptedPKCS8)
    #expect(
      pkcs8
        == Verdict(.confirmed(.structure), detail: "PKCS#8 key, encrypted (AES-256-CBC)", severity: .medium))
    let openSSH = verdict("OPENSSH PRIVATE KEY", KeyFixtures.openSSHEncrypted)
    #expect(
      openSSH == Verdict(.confirmed(.structure), detail: "Ed25519, encrypted (aes256-ctr)", severity: .medium)
    )
    let headers = ["Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,682BECFC1EA0A69C8775FADC284350A9", ""]
    let legacy = verdict("RSA PRIVATE KEY", KeyFixtures.rsaLegacyEncrypted, headers: headers)
    #expect(
      legacy == Verdict(.confirmed(.structure), detail: "RSA, encrypted (AES-128-CBC)", severity: .medium))
  }

  @Test("an OpenPGP key's armor checksum is verified")
  func openPGP() {
    let label = "PGP PRIVATE KEY BLOCK"
    let key = verdict(label, KeyFixtures.pgp, headers: ["Comment: x", ""])
    #expect(key == Verdict(.confirmed(.checksum), detail: "Ed25519, not encrypted"))
    let encrypted = verdict(label, KeyFixtures.pgpEncrypted, headers: [""])
    #expect(
      encrypted
        == Verdict(.confirmed(.checksum), detail: "RSA 1024 bits, encrypted (OpenPGP)", severity: .medium))
    var damaged = KeyFixtures.pgp
    damaged[2] = altered(damaged[2], at: 10)
    #expect(verdict(label, damaged)?.outcome == .doubtful)
  }

  private func puttyFile(_ version: Int, mac: String, encryption: String = "none") -> String {
    let lines =
      ["PuTTY-User-" + "Key-File-\(version): ssh-ed25519", "Encryption: \(encryption)", "Comment: throwaway"]
      + ["Public-Lines: \(KeyFixtures.puttyPublic.count)"] + KeyFixtures.puttyPublic
      + ["Private-Lines: \(KeyFixtures.puttyPrivate.count)"] + KeyFixtures.puttyPrivate + [
        "Private-MAC: \(mac)"
      ]
    return lines.joined(separator: "\r\n")
  }

  @Test("a PuTTY key's MAC is verified where it has no passphrase")
  func putty() {
    #expect(
      verify("private-key", puttyFile(2, mac: KeyFixtures.puttyMAC2))
        == Verdict(.confirmed(.checksum), detail: "Ed25519, not encrypted"))
    #expect(verify("private-key", puttyFile(3, mac: KeyFixtures.puttyMAC3))?.outcome == .confirmed(.checksum))
    #expect(
      verify("private-key", puttyFile(3, mac: altered(KeyFixtures.puttyMAC3, at: 4)))?.outcome
        == .confirmed(.structure))
    let encrypted = verify("private-key", puttyFile(3, mac: KeyFixtures.puttyMAC3, encryption: "aes256-cbc"))
    #expect(encrypted?.detail == "Ed25519, encrypted (aes256-cbc)")
    #expect(encrypted?.severity == .medium)
    let cut = String(puttyFile(2, mac: KeyFixtures.puttyMAC2).prefix(120))
    #expect(verify("private-key", cut) == Verdict(.unknown, detail: "truncated"))
  }

  @Test("a key that the match cuts is unknown, one that its author cut is doubtful")
  func truncated() {
    let open =
      "-----BEGIN " + "RSA PRIVATE KEY-----\n" + KeyFixtures.rsaPKCS1.prefix(5).joined(separator: "\n")
    #expect(verify("private-key", open) == Verdict(.unknown, detail: "truncated"))
    #expect(
      verdict("RSA PRIVATE KEY", Array(KeyFixtures.rsaPKCS1.prefix(5)))
        == Verdict(.doubtful, detail: "truncated"))
    #expect(
      verdict("OPENSSH PRIVATE KEY", Array(KeyFixtures.openSSHRSA.prefix(5)))
        == Verdict(.doubtful, detail: "truncated"))
  }

  @Test("a match that ends with the body is read as well")
  func withoutEnd() {
    let whole = Self.block("RSA PRIVATE KEY", KeyFixtures.rsaPKCS1, newline: "\\n")
    let open = whole.replacing("-----END " + "RSA PRIVATE KEY-----", with: "")
    #expect(verify("private-key", open)?.detail == "RSA 1024 bits, not encrypted")
    let label = "PGP PRIVATE KEY BLOCK"
    let armor = Self.block(label, KeyFixtures.pgp).replacing("-----END " + label + "-----", with: "")
    #expect(verify("private-key", armor)?.outcome == .confirmed(.checksum))
  }

  @Test("an RSA key whose numbers do not belong together is doubtful")
  func unsound() {
    var body = KeyFixtures.rsaPKCS1
    body[1] = altered(body[1], at: 20)
    #expect(verdict("RSA PRIVATE KEY", body)?.outcome == .doubtful)
  }

  @Test(
    "headers alone and bodies that say what belongs there are refuted",
    arguments: [
      [], ["..."], ["MIIEpAIBAAKCAQEA..."], ["<your private key>"],
      ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"], ["YOUR PRIVATE KEY HERE"], ["${PRIVATE_KEY}"],
      ["{{ .Values.key }}"], [String(repeating: "AAAA", count: 40)],
    ])
  func placeholders(body: [String]) {
    #expect(verdict("PRIVATE KEY", body)?.outcome == .refuted)
  }

  @Test("a key of nothing but one byte is refuted")
  func uniformSeed() {
    // RFC 8410's wrapping round 32 zero bytes.
    let body = "MC4CAQAwBQYDK2VwBCIEI" + String(repeating: "A", count: 43)
    #expect(verdict("PRIVATE KEY", [body])?.outcome == .refuted)
  }

  @Test("RFC 8410's key is known to everyone")
  func published() {
    let body = "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY" + "8fdp+K06/nwoy/HU++CXqI9EdVhC"
    #expect(
      verdict("PRIVATE KEY", [body])
        == Verdict(.confirmed(.structure), detail: "documentation sample", severity: .info))
  }

  @Test("what is not base64, or no key, is doubtful")
  func garbage() {
    #expect(
      verdict("PRIVATE KEY", ["this is not - a key, it is a sentence of some length!"])?.outcome == .doubtful
    )
    let noise = String(repeating: "q83vASNFZ4mrze8B", count: 8)
    #expect(verdict("PRIVATE KEY", [noise])?.outcome == .doubtful)
    #expect(verdict("PGP PRIVATE KEY BLOCK", [noise])?.outcome == .doubtful)
  }

  @Test("parameters before the key are stepped over")
  func parameters() {
    let text =
      Self.block("EC PARAMETERS", ["BggqhkjOPQMBBw=="]) + "\n"
      + Self.block("EC PRIVATE KEY", KeyFixtures.ecSEC1)
    #expect(verify("private-key", text)?.detail == "EC P-256, not encrypted")
  }

  @Test("text without a key says nothing")
  func noKey() {
    #expect(verify("private-key", "-----BEGIN CERTIFICATE-----\nMIIB\n")?.outcome == .unknown)
    #expect(verify("private-key", "")?.outcome == .unknown)
  }

  @Test("a body alone is read as DER")
  func bodyAlone() {
    #expect(verify("private-key", KeyFixtures.rsaPKCS8.joined())?.detail == "RSA 1024 bits, not encrypted")
  }

  @Test("a service account's key names the account, in the clear or escaped", arguments: [false, true])
  func serviceAccount(isEscaped: Bool) {
    let key = Self.block("PRIVATE KEY", KeyFixtures.rsaPKCS8, newline: "\\n") + "\\n"
    let id = String(repeating: "0a1b2c3d", count: 5)
    var json =
      #"{"type": "service_account", "private_key_id": "\#(id)", "private_key": "\#(key)", "client_email": "ci@acme.iam.gserviceaccount.com"}"#
    if isEscaped { json = json.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") }
    let verdict = verify("gcp-service-account", key, match: json)
    #expect(verdict?.outcome == .confirmed(.structure))
    #expect(verdict?.detail == "service account ci@acme.iam.gserviceaccount.com, key 0a1b2c3d…")
    let empty = json.replacing(
      KeyFixtures.rsaPKCS8.joined(separator: isEscaped ? "\\\\n" : "\\n"), with: "...")
    #expect(verify("gcp-service-account", key, match: empty)?.outcome == .refuted)
  }
}
