import CZlib

/// CRC-32 as of IEEE 802.3 (RFC 1952, section 8), as zlib computes it.
enum CRC32 {
  /// The checksum of `bytes`.
  static func checksum(_ bytes: some Collection<UInt8>) -> UInt32 {
    let contiguous = Array(bytes)
    return contiguous.withUnsafeBufferPointer { buffer in
      UInt32(truncatingIfNeeded: crc32_z(0, buffer.baseAddress, buffer.count))
    }
  }
}
