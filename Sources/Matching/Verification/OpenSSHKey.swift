internal import Findings

/// Private keys of OpenSSH (openssh-portable, `PROTOCOL.key`).
enum OpenSSHKey {
  static let magic = Array("openssh-key-v1\0".utf8)

  /// The verdict on a decoded body that begins with `magic`.
  static func verdict(_ bytes: ArraySlice<UInt8>, isComplete: Bool) -> Verdict {
    var reader = ByteReader(bytes.dropFirst(magic.count))
    guard let cipher = reader.sshString(), reader.sshString() != nil, reader.sshString() != nil,
      let count = reader.number(4), let publicKey = reader.sshString()
    else { return PrivateKey.truncated(isComplete: isComplete) }
    guard count == 1, let algorithm = algorithm(publicKey) else { return Verdict(.doubtful) }
    guard let secret = reader.sshString() else { return PrivateKey.truncated(isComplete: isComplete) }
    let isEncrypted = !cipher.elementsEqual(Array("none".utf8))
    if !isEncrypted, !hasCheckNumbers(secret) { return Verdict(.doubtful) }
    var verdict = PrivateKey.verdict(
      algorithm: algorithm, encryption: isEncrypted ? Printable.text(cipher, limit: 32) : nil)
    // The key itself stays in the hardware; the file only points at it.
    if algorithm.hasSuffix("security key") { verdict.severity = .low }
    return verdict
  }

  /// The same number twice, by which ssh tells whether it decrypted well.
  private static func hasCheckNumbers(_ secret: ArraySlice<UInt8>) -> Bool {
    var reader = ByteReader(secret)
    guard let first = reader.take(4), let second = reader.take(4) else { return false }
    return first.elementsEqual(second)
  }

  /// Names the key by its public half, which is never encrypted (RFC 4253, section 6.6; RFC 5656).
  static func algorithm(_ publicKey: ArraySlice<UInt8>) -> String? {
    var reader = ByteReader(publicKey)
    guard let type = reader.sshString(), (1...64).contains(type.count) else { return nil }
    let name = String(decoding: type, as: UTF8.self)
    switch name {
    case "ssh-ed25519": return "Ed25519"
    case "ssh-rsa":
      guard reader.sshString() != nil, let modulus = reader.sshString() else { return nil }
      return "RSA \(DER.bitCount(modulus)) bits"
    case "ssh-dss":
      guard let prime = reader.sshString() else { return nil }
      return "DSA \(DER.bitCount(prime)) bits"
    case "ecdsa-sha2-nistp256": return "EC P-256"
    case "ecdsa-sha2-nistp384": return "EC P-384"
    case "ecdsa-sha2-nistp521": return "EC P-521"
    case "sk-ssh-ed25519@openssh.com": return "Ed25519 security key"
    case "sk-ecdsa-sha2-nistp256@openssh.com": return "EC P-256 security key"
    default: return Printable.text(name, limit: 40)
    }
  }
}

/// Private keys of SSH Communications Security, between `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----`.
enum SSH2Key {
  static let magic: [UInt8] = [0x3f, 0x6f, 0xf9, 0xeb]

  /// The verdict on a decoded body that begins with `magic`: total length, type, cipher, data.
  static func verdict(_ bytes: ArraySlice<UInt8>, isComplete: Bool) -> Verdict {
    var reader = ByteReader(bytes.dropFirst(magic.count))
    guard let length = reader.number(4), let type = reader.sshString(), let cipher = reader.sshString() else {
      return PrivateKey.truncated(isComplete: isComplete)
    }
    if length > bytes.count { return PrivateKey.truncated(isComplete: isComplete) }
    let name = String(decoding: type, as: UTF8.self)
    let algorithm = name.contains("rsa") ? "RSA" : name.contains("dl-modp") ? "DSA" : Printable.text(name)
    let isEncrypted = !cipher.elementsEqual(Array("none".utf8))
    return PrivateKey.verdict(
      algorithm: algorithm, encryption: isEncrypted ? Printable.text(cipher, limit: 32) : nil)
  }
}
