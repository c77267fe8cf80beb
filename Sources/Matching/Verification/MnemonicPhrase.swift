/// Mnemonic phrases of wallets (BIP-39), English words.
enum MnemonicPhrase {
  /// `bip39`: 12, 15, 18, 21 or 24 words of the list, whose last bits are the first of a SHA-256.
  static let verify: VerifierFunction = { secret, _ in
    guard secret.count <= 1024 else { return Verdict(.unknown) }
    let lower = secret.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    let words = lower.split { !(0x61...0x7a).contains($0) }
    guard [12, 15, 18, 21, 24].contains(words.count) else { return Verdict(.refuted) }
    if let sample = PublishedSample.verdict(Array(words.joined(separator: [0x20]))) { return sample }
    var bits: [Bool] = []
    for word in words {
      guard let number = BIP39Words.index[Array(word)] else { return Verdict(.refuted) }
      for bit in stride(from: 10, through: 0, by: -1) { bits.append(number >> bit & 1 == 1) }
    }
    // One bit of checksum for 32 of entropy.
    let checksumLength = bits.count / 33
    let entropy = pack(bits.dropLast(checksumLength))
    let digest = SHA256Bytes.digest(entropy)
    let isValid = bits.suffix(checksumLength).enumerated().allSatisfy { index, bit in
      digest.first.map { $0 << index & 0x80 != 0 } == bit
    }
    return isValid
      ? Verdict(.confirmed(.checksum), detail: "\(words.count) words") : Verdict(.refuted)
  }

  private static func pack(_ bits: ArraySlice<Bool>) -> [UInt8] {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    for (index, bit) in bits.enumerated() {
      byte = byte << 1 | (bit ? 1 : 0)
      if index % 8 == 7 {
        bytes.append(byte)
        byte = 0
      }
    }
    return bytes
  }
}
