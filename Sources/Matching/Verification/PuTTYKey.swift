import Crypto

/// Private keys of PuTTY, versions 2 and 3 (PuTTY manual, appendix C, "PPK file format").
enum PuTTYKey {
  /// The verdict on the first such key in `text`, or nil if there is none.
  static func verdict(_ text: [UInt8]) -> Verdict? {
    let marker = Array("PuTTY-User-Key-File-".utf8)
    guard let start = text.firstIndex(of: marker, within: text.indices) else { return nil }
    let file = File(QuotedLines.split(text[start...]))
    guard let encryption = file.value("Encryption"), let name = file.algorithm else {
      return Verdict(.unknown)
    }
    guard let publicText = file.block("Public-Lines"), let privateText = file.block("Private-Lines") else {
      return Verdict(.unknown, detail: "truncated")
    }
    guard let publicKey = Base64Decoding.decode(publicText), let secret = Base64Decoding.decode(privateText),
      let algorithm = OpenSSHKey.algorithm(publicKey[...])
    else { return Verdict(.doubtful) }
    if secret.isUniform { return Verdict(.refuted) }
    guard encryption == "none" else {
      return PrivateKey.verdict(algorithm: algorithm, encryption: encryption)
    }
    let message = [Array(name.utf8), Array("none".utf8), file.comment, publicKey, secret].flatMap(sshString)
    let isAuthentic = file.mac.map { file.isVersion3 ? isHMAC256($0, message) : isHMAC1($0, message) }
    return PrivateKey.verdict(
      algorithm: algorithm, encryption: nil,
      outcome: .confirmed(isAuthentic == true ? .checksum : .structure))
  }

  /// The lines of one file.
  private struct File {
    private var lines: [[UInt8]]

    init(_ lines: [[UInt8]]) { self.lines = lines }

    private var first: String { lines.first.map { String(decoding: $0, as: UTF8.self) } ?? "" }
    var isVersion3: Bool { first.hasPrefix("PuTTY-User-Key-File-3") }
    var algorithm: String? { first.split(separator: " ").last.map(String.init) }
    var comment: [UInt8] { value("Comment").map { Array($0.utf8) } ?? [] }
    var mac: [UInt8]? { value("Private-MAC").flatMap { PositionalNumber.unhex(Array($0.utf8)) } }

    /// The value after `name: `.
    func value(_ name: String) -> String? {
      index(of: name).map { String(decoding: lines[$0].dropFirst(name.utf8.count + 2), as: UTF8.self) }
    }

    /// As many lines as `name: N` says, joined; nil if there are fewer.
    func block(_ name: String) -> [UInt8]? {
      guard let start = index(of: name), let count = value(name).flatMap({ Int($0) }),
        (1...1000).contains(count),
        start + count < lines.count
      else { return nil }
      return Array(lines[(start + 1)...(start + count)].joined())
    }

    private func index(of name: String) -> Int? {
      let prefix = Array("\(name): ".utf8)
      return lines.prefix(2000).firstIndex { $0.starts(with: prefix) }
    }
  }

  private static func sshString(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt32(truncatingIfNeeded: bytes.count)
    return (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) } + bytes
  }

  /// Version 2: the key is the SHA-1 of a fixed text and the passphrase, here none.
  private static func isHMAC1(_ mac: [UInt8], _ message: [UInt8]) -> Bool {
    let key = Insecure.SHA1.hash(data: Array("putty-private-key-file-mac-key".utf8))
    return Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: Array(key))))
      == mac
  }

  /// Version 3: the key is empty without a passphrase.
  private static func isHMAC256(_ mac: [UInt8], _ message: [UInt8]) -> Bool {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: [UInt8]()))) == mac
  }
}
