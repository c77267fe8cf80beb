/// CRC-16/XMODEM (polynomial 0x1021, start 0), which Stellar's strkey (SEP-23) and NATS's nkeys end with.
enum CRC16 {
  /// The checksum of `bytes`.
  static func xmodem(_ bytes: some Sequence<UInt8>) -> UInt16 {
    var crc: UInt16 = 0
    for byte in bytes {
      crc ^= UInt16(byte) << 8
      for _ in 0..<8 {
        crc = crc & 0x8000 != 0 ? (crc << 1) ^ 0x1021 : crc << 1
      }
    }
    return crc
  }
}
