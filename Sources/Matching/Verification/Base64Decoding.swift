/// Base64 (RFC 4648, sections 4 and 5), tolerant of what text files do to it.
enum Base64Decoding {
  /// Which two characters stand for 62 and 63.
  enum Alphabet: Sendable {
    case standard, urlSafe, either
  }

  /// Decodes `text`: ASCII white space is skipped, padding may be missing.
  ///
  /// - Returns: nil where a character is foreign to the alphabet, stands after the padding, or where one
  ///   character is left over, which no encoder writes.
  static func decode(_ text: some Sequence<UInt8>, _ alphabet: Alphabet = .standard) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    var padded = false
    for character in text {
      if character == 0x20 || (0x09...0x0d).contains(character) { continue }
      if character == UInt8(ascii: "=") {
        padded = true
        continue
      }
      guard !padded, let value = value(of: character, alphabet) else { return nil }
      buffer = (buffer << 6 | UInt32(value)) & 0xffff
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
      }
    }
    return bits < 6 ? bytes : nil
  }

  /// Whether `character` belongs to `alphabet`; padding does not.
  static func contains(_ character: UInt8, _ alphabet: Alphabet = .standard) -> Bool {
    value(of: character, alphabet) != nil
  }

  private static func value(of character: UInt8, _ alphabet: Alphabet) -> UInt8? {
    switch character {
    case 0x41...0x5a: character - 0x41
    case 0x61...0x7a: character - 0x47
    case 0x30...0x39: character + 4
    case UInt8(ascii: "+"): alphabet == .urlSafe ? nil : 62
    case UInt8(ascii: "/"): alphabet == .urlSafe ? nil : 63
    case UInt8(ascii: "-"): alphabet == .standard ? nil : 62
    case UInt8(ascii: "_"): alphabet == .standard ? nil : 63
    default: nil
    }
  }

  /// `bytes` in base64 of the standard alphabet, without padding.
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      buffer = (buffer << 8 | UInt32(byte)) & 0xffff
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(alphabet[Int(buffer >> bits & 0x3f)])
      }
    }
    if bits > 0 { text.append(alphabet[Int(buffer << (6 - bits) & 0x3f)]) }
    return text
  }
}
