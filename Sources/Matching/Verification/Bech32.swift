/// Bech32 (BIP-173), with the length limit lifted as age and Nostr (NIP-19) do.
enum Bech32 {
  private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
  private static let limit = 1024

  /// Splits `text` into its human-readable part, in lower case, and its data; nil if the checksum fails.
  static func decode(_ text: [UInt8]) -> (prefix: [UInt8], data: [UInt8])? {
    guard text.count <= limit else { return nil }
    let hasUpper = text.contains { (0x41...0x5a).contains($0) }
    let hasLower = text.contains { (0x61...0x7a).contains($0) }
    if hasUpper && hasLower { return nil }
    let lower = text.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    guard let separator = lower.lastIndex(of: UInt8(ascii: "1")), separator > 0 else { return nil }
    let prefix = Array(lower[..<separator])
    var values: [UInt8] = []
    for character in lower[(separator + 1)...] {
      guard let value = alphabet.firstIndex(of: character) else { return nil }
      values.append(UInt8(value))
    }
    guard values.count >= 6, polymod(expand(prefix) + values) == 1 else { return nil }
    guard let data = regroup(values.dropLast(6)) else { return nil }
    return (prefix, data)
  }

  private static func expand(_ prefix: [UInt8]) -> [UInt8] {
    prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 0x1f }
  }

  private static func polymod(_ values: [UInt8]) -> UInt32 {
    let generators: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
    var checksum: UInt32 = 1
    for value in values {
      let top = checksum >> 25
      checksum = (checksum & 0x1ff_ffff) << 5 ^ UInt32(value)
      for (bit, generator) in generators.enumerated() where top >> UInt32(bit) & 1 == 1 {
        checksum ^= generator
      }
    }
    return checksum
  }

  /// From groups of five bits to bytes; what is left over must be zero and less than a group.
  private static func regroup(_ values: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for value in values {
      buffer = (buffer << 5 | UInt32(value)) & 0xfff
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
      }
    }
    let rest = buffer & ((1 << bits) - 1)
    return bits < 5 && rest == 0 ? bytes : nil
  }
}
