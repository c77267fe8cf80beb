/// Makes JSON safe to show on a terminal. The encoder escapes the control characters below U+0020; this
/// escapes the others, and the characters that reorder text. Outside of strings none of them occurs.
enum TerminalSafeJSON {
  /// `json` with DEL, C1 controls, bidirectional controls and line separators as `\u` escapes.
  static func escaped(_ json: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(json.count)
    var index = 0
    while index < json.count {
      if let (scalar, length) = unsafeScalar(in: json, at: index) {
        output += escape(scalar)
        index += length
      } else {
        output.append(json[index])
        index += 1
      }
    }
    return output
  }

  /// The scalar at `index` and its length in bytes, if it must be escaped.
  private static func unsafeScalar(in json: [UInt8], at index: Int) -> (scalar: UInt16, length: Int)? {
    let first = json[index]
    guard first >= 0x7f else { return nil }
    func next(_ distance: Int) -> UInt16 {
      index + distance < json.count ? UInt16(json[index + distance] & 0x3f) : 0
    }
    switch first {
    case 0x7f:
      return (0x7f, 1)
    case 0xc2 where next(1) < 0x20:
      return (0x80 | next(1), 2)
    case 0xd8 where next(1) == 0x1c:
      return (0x061c, 2)
    case 0xe2:
      let scalar = 0x2000 | next(1) << 6 | next(2)
      return isUnsafe(scalar) ? (scalar, 3) : nil
    default:
      return nil
    }
  }

  /// Directional marks, line and paragraph separator, embeddings, overrides and isolates.
  private static func isUnsafe(_ scalar: UInt16) -> Bool {
    switch scalar {
    case 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }

  private static func escape(_ scalar: UInt16) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return Array("\\u".utf8) + [12, 8, 4, 0].map { digits[Int(scalar >> $0 & 0xf)] }
  }
}
