/// Products of large numbers, to check that parts of a key belong together.
enum Multiplication {
  /// Factors of 8192 bits: beyond, the check costs more than it tells.
  private static let limit = 1024

  /// Whether `a` times `b` is `product`; all unsigned, most significant byte first. True beyond the limit.
  static func holds(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>, product: ArraySlice<UInt8>) -> Bool {
    guard a.count <= limit, b.count <= limit else { return true }
    let left = words(a)
    let right = words(b)
    var result = [UInt32](repeating: 0, count: left.count + right.count)
    for (i, x) in left.enumerated() {
      var carry: UInt64 = 0
      for (j, y) in right.enumerated() {
        // At most (2^32 - 1)^2 + 2 (2^32 - 1) = 2^64 - 1: it cannot overflow.
        let sum = UInt64(x) * UInt64(y) + UInt64(result[i + j]) + carry
        result[i + j] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      result[i + right.count] = UInt32(truncatingIfNeeded: carry)
    }
    return trimmed(result) == trimmed(words(product))
  }

  /// Words of 32 bits, least significant first.
  private static func words(_ bytes: ArraySlice<UInt8>) -> [UInt32] {
    var words: [UInt32] = []
    for (index, byte) in bytes.reversed().enumerated() {
      if index % 4 == 0 { words.append(0) }
      words[index / 4] |= UInt32(byte) << UInt32(index % 4 * 8)
    }
    return words
  }

  private static func trimmed(_ words: [UInt32]) -> ArraySlice<UInt32> {
    var words = words[...]
    while words.last == 0 { words.removeLast() }
    return words
  }
}
