/// CRC-24 of OpenPGP's armor (RFC 9580, section 6.1.1).
enum CRC24 {
  /// The checksum of `bytes`.
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var crc: UInt32 = 0xb7_04ce
    for byte in bytes {
      crc ^= UInt32(byte) << 16
      for _ in 0..<8 {
        crc <<= 1
        if crc & 0x100_0000 != 0 { crc ^= 0x186_4cfb }
      }
    }
    return crc & 0xff_ffff
  }
}
