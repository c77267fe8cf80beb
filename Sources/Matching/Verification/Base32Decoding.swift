/// Base32 (RFC 4648, section 6) without padding, upper case.
enum Base32Decoding {
  /// The alphabet, `A-Z2-7`.
  static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  /// Decodes `text`; nil on a foreign character. Bits that do not fill a byte are dropped.
  static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for character in text {
      let value: UInt8
      switch character {
      case 0x41...0x5a: value = character - 0x41
      case 0x32...0x37: value = character - 0x32 + 26
      default: return nil
      }
      buffer = (buffer << 5 | UInt32(value)) & 0xffff
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
      }
    }
    return bytes
  }

  /// Encodes `bytes`, without padding.
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      buffer = (buffer << 8 | UInt32(byte)) & 0xffff
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(alphabet[Int(buffer >> bits & 0x1f)])
      }
    }
    if bits > 0 { text.append(alphabet[Int(buffer << (5 - bits) & 0x1f)]) }
    return text
  }
}
