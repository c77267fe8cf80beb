/// Marvin32, the checksum in Azure's identifiable keys; 64 bits, or folded to 32.
///
/// As in Microsoft's SymCrypt (`lib/marvin32.c`) and .NET.
enum Marvin32 {
  /// The full hash of `bytes`.
  static func hash64(_ bytes: [UInt8], seed: UInt64) -> UInt64 {
    var low = UInt32(truncatingIfNeeded: seed)
    var high = UInt32(truncatingIfNeeded: seed >> 32)
    var word: UInt32 = 0
    var filled: UInt32 = 0
    for byte in bytes {
      word |= UInt32(byte) << (8 * filled)
      filled += 1
      if filled == 4 {
        mix(&low, &high, word)
        word = 0
        filled = 0
      }
    }
    mix(&low, &high, word | 0x80 << (8 * filled))
    mix(&low, &high, 0)
    return UInt64(high) << 32 | UInt64(low)
  }

  /// The hash of `bytes`, both halves folded into one.
  static func hash32(_ bytes: [UInt8], seed: UInt64) -> UInt32 {
    let hash = hash64(bytes, seed: seed)
    return UInt32(truncatingIfNeeded: hash) ^ UInt32(truncatingIfNeeded: hash >> 32)
  }

  private static func mix(_ low: inout UInt32, _ high: inout UInt32, _ word: UInt32) {
    low &+= word
    high ^= low
    low = rotate(low, 20) &+ high
    high = rotate(high, 9) ^ low
    low = rotate(low, 27) &+ high
    high = rotate(high, 19)
  }

  private static func rotate(_ value: UInt32, _ bits: UInt32) -> UInt32 {
    value << bits | value >> (32 - bits)
  }
}
