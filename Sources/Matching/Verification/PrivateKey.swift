internal import Findings

/// Private keys in every wrapping that is in use: what they are, whether they are whole, whether encrypted.
enum PrivateKey {
  /// `private-key`: the match holds a PEM, OpenPGP, SSH2 or PuTTY block.
  static let verify: VerifierFunction = { secret, match in
    if let verdict = verdict(match) ?? verdict(secret) { return verdict }
    // Neither begin nor end: perhaps the body alone.
    guard secret.count <= QuotedLines.limit, let bytes = Base64Decoding.decode(secret, .either),
      bytes.first == DER.Tag.sequence
    else { return Verdict(.unknown) }
    return verdict(body: bytes, isComplete: false)
  }

  /// The verdict on the first private key in `text`, or nil if there is none.
  static func verdict(_ text: [UInt8]) -> Verdict? {
    if let putty = PuTTYKey.verdict(text) { return putty }
    guard let armor = ArmoredText(privateKeyIn: text) else { return nil }
    return verdict(armor)
  }

  private static func verdict(_ armor: ArmoredText) -> Verdict {
    if isPlaceholder(armor) { return Verdict(.refuted) }
    // An encrypted body looks like noise: there is nothing to see in it.
    if armor.header("Proc-Type")?.contains("ENCRYPTED") == true {
      let kind = armor.label.split(separator: " ").first.map(String.init) ?? "key"
      let cipher = armor.header("DEK-Info")?.split(separator: ",").first.map(String.init)
      return verdict(algorithm: kind, encryption: cipher ?? "unknown cipher")
    }
    guard let bytes = decode(armor) else { return Verdict(.doubtful) }
    if bytes.count >= 16, bytes.isUniform { return Verdict(.refuted) }
    if PublishedSample.contains(bytes) {
      return Verdict(.confirmed(.structure), detail: PublishedSample.detail, severity: .info)
    }
    if armor.label.hasPrefix("PGP") {
      return OpenPGPKey.verdict(bytes, checksum: armor.checksum, isComplete: armor.isComplete)
    }
    return verdict(body: bytes, isComplete: armor.isComplete)
  }

  /// Decodes the body, up to its padding; a few characters may be missing at the end of a cut one.
  private static func decode(_ armor: ArmoredText) -> [UInt8]? {
    let body = armor.body.prefix { $0 != UInt8(ascii: "=") }
    if let bytes = Base64Decoding.decode(body) { return bytes }
    return armor.isComplete ? nil : Base64Decoding.decode(body.dropLast())
  }

  /// Whether the block has no body, or one that no key has: dots, angle brackets, a few words.
  private static func isPlaceholder(_ armor: ArmoredText) -> Bool {
    let body = armor.body
    if body.isEmpty || body.isUniform { return true }
    // Seven letters in a row are no accident, even in a long key.
    if body.firstIndex(of: Array("EXAMPLE".utf8), within: body.indices) != nil { return true }
    if armor.isComplete && body.count < 40 { return true }
    let markers = ["...", "***", "<", "{", "$", "…", "["].map { Array($0.utf8) }
    return markers.contains { body.firstIndex(of: $0, within: body.indices) != nil }
  }

  /// The verdict on a decoded body, told by what it begins with.
  private static func verdict(body: [UInt8], isComplete: Bool) -> Verdict {
    if body.starts(with: OpenSSHKey.magic) { return OpenSSHKey.verdict(body[...], isComplete: isComplete) }
    if body.starts(with: SSH2Key.magic) { return SSH2Key.verdict(body[...], isComplete: isComplete) }
    do {
      return try ASN1Key.verdict(body[...])
    } catch .truncated {
      return truncated(isComplete: isComplete)
    } catch {
      return Verdict(.doubtful)
    }
  }

  /// The verdict on a key that ends too early: unknown where the match does, doubtful where its text is whole.
  static func truncated(isComplete: Bool) -> Verdict {
    Verdict(isComplete ? .doubtful : .unknown, detail: "truncated")
  }

  /// The verdict on a key that was read: encrypted ones do less harm.
  static func verdict(
    algorithm: String, encryption: String?, outcome: Verdict.Outcome = .confirmed(.structure)
  ) -> Verdict {
    guard let encryption else { return Verdict(outcome, detail: "\(algorithm), not encrypted") }
    let cipher = Printable.text(encryption, limit: 32)
    return Verdict(outcome, detail: "\(Printable.text(algorithm)), encrypted (\(cipher))", severity: .medium)
  }
}
