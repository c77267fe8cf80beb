/// White space as Go's `unicode.IsSpace` and the parser's own `[\t\v\f\r ]` have it.
enum Blanks {
  /// `[\t\v\f\r ]`, which parts words.
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || (byte >= 0x0B && byte <= 0x0D)
  }

  /// ASCII white space, the line feed with it.
  static func isASCIISpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  /// Bytes of the white space character at an index; 0 where none is.
  static func length(_ bytes: [UInt8], _ index: Int) -> Int {
    let byte = bytes[index]
    if byte < 0x80 { return isASCIISpace(byte) ? 1 : 0 }
    switch byte {
    case 0xC2:
      guard index + 1 < bytes.count else { return 0 }
      return bytes[index + 1] == 0x85 || bytes[index + 1] == 0xA0 ? 2 : 0
    case 0xE1, 0xE2, 0xE3:
      guard index + 2 < bytes.count else { return 0 }
      let second = bytes[index + 1]
      let third = bytes[index + 2]
      switch (byte, second) {
      case (0xE1, 0x9A), (0xE3, 0x80): return third == 0x80 ? 3 : 0
      case (0xE2, 0x80): return (0x80...0x8A).contains(third) || [0xA8, 0xA9, 0xAF].contains(third) ? 3 : 0
      case (0xE2, 0x81): return third == 0x9F ? 3 : 0
      default: return 0
      }
    default: return 0
    }
  }

  /// A range without the white space at its start.
  static func trimmedStart(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound {
      let blank = length(bytes, start)
      guard blank > 0, start + blank <= range.upperBound else { break }
      start += blank
    }
    return start..<range.upperBound
  }

  /// A range without the white space at both ends.
  static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    let range = trimmedStart(bytes, range)
    var end = range.upperBound
    trimming: while end > range.lowerBound {
      for size in 1...3 where end - size >= range.lowerBound && length(bytes, end - size) == size {
        end -= size
        continue trimming
      }
      break
    }
    return range.lowerBound..<end
  }
}
