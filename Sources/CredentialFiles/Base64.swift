/// Base64 (RFC 4648): both alphabets, padding optional.
enum Base64 {
  /// The bytes that `text` stands for; nil where it is not base64. Line breaks are skipped.
  static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count / 4 * 3 + 3)
    var buffer: UInt32 = 0
    var bits = 0
    var digits = 0
    var padding = 0
    for byte in text {
      if byte == 0x0a || byte == 0x0d { continue }
      if byte == .equals {
        padding += 1
        continue
      }
      guard padding == 0, let value = value(of: byte) else { return nil }
      digits += 1
      buffer = (buffer << 6 | UInt32(value)) & 0xffffff
      bits += 6
      if bits >= 8 {
        bits -= 8
        decoded.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    guard digits % 4 != 1, padding < 3, padding == 0 || (digits + padding) % 4 == 0 else { return nil }
    return decoded
  }

  /// The value of one digit, 0 to 63.
  static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }

  /// Base64 of `user:password`, as HTTP Basic (RFC 7617) has it: user and password.
  static func basic(_ text: some Collection<UInt8>) -> (user: [UInt8], password: [UInt8])? {
    guard let decoded = decode(text), decoded.isPrintableText, let colon = decoded.firstIndex(of: .colon)
    else {
      return nil
    }
    return (Array(decoded[..<colon]), Array(decoded[(colon + 1)...]))
  }
}

extension [UInt8] {
  /// Whether these are text: no control characters but tab and line ends, and valid UTF-8.
  var isPrintableText: Bool {
    allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }
      && String(validating: self, as: UTF8.self) != nil
  }
}
