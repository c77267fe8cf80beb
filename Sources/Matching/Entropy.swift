#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Shannon entropy of a byte string.
package enum Entropy {
  /// Bits per byte, from 0 to 8 (C. Shannon, "A Mathematical Theory of Communication", 1948).
  package static func shannon(_ bytes: some Collection<UInt8>) -> Double {
    guard !bytes.isEmpty else { return 0 }
    var counts = InlineArray<256, Int>(repeating: 0)
    for byte in bytes { counts[Int(byte)] += 1 }
    let total = Double(bytes.count)
    var bits = 0.0
    for index in counts.indices where counts[index] > 0 {
      let share = Double(counts[index]) / total
      bits -= share * log2(share)
    }
    return bits
  }
}
