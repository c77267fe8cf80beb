/// Reads the JSON array of an exec form as Go's `encoding/json` does: strictly, the whole text.
struct ExecFormReader {
  enum Outcome {
    /// Not a JSON array: the text is a shell's.
    case none
    /// An array, but not of strings.
    case notStrings
    /// The strings, decoded, and where each stands with its quotes.
    case strings([(value: SourceText, range: Range<Int>)])
  }

  /// Values within values; deeper ones make the text no JSON (Go allows 10,000).
  private static let depth = 256

  private let text: SourceText
  private let bytes: [UInt8]
  private var index = 0

  init(text: SourceText) {
    self.text = text
    bytes = text.bytes
  }

  mutating func read() -> Outcome {
    while index < bytes.count, Blanks.length(bytes, index) > 0 { index += Blanks.length(bytes, index) }
    guard take(UInt8(ascii: "[")) else { return .none }
    var strings: [(value: SourceText, range: Range<Int>)] = []
    var isOnlyStrings = true
    skipSpace()
    if !take(UInt8(ascii: "]")) {
      while true {
        skipSpace()
        let start = index
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
          guard let value = string() else { return .none }
          strings.append((value, text.sourceRange(start..<index)))
        } else {
          guard skipValue(depth: 0) else { return .none }
          isOnlyStrings = false
        }
        skipSpace()
        if take(UInt8(ascii: "]")) { break }
        guard take(UInt8(ascii: ",")) else { return .none }
      }
    }
    skipSpace()
    guard index == bytes.count else { return .none }
    return isOnlyStrings ? .strings(strings) : .notStrings
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// The white space of JSON.
  private mutating func skipSpace() {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }

  /// A string from its opening quote on.
  private mutating func string() -> SourceText? {
    index += 1
    var value = SourceText(at: text.offset(at: index))
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return value
      case 0..<0x20: return nil
      case UInt8(ascii: "\\"):
        let start = index
        guard let decoded = escaped() else { return nil }
        value.append(decoded, replacing: text.sourceRange(start..<index))
      default:
        value.append(byte, at: text.offset(at: index))
        index += 1
      }
    }
    return nil
  }

  private mutating func escaped() -> [UInt8]? {
    guard index + 1 < bytes.count else { return nil }
    let byte = bytes[index + 1]
    index += 2
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): break
    default: return nil
    }
    guard let unit = hexadecimal(at: index) else { return nil }
    index += 4
    var scalar = unit
    if (0xD800..<0xDC00).contains(unit), index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u"), let low = hexadecimal(at: index + 2),
      (0xDC00..<0xE000).contains(low)
    {
      scalar = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      index += 6
    }
    // A lone surrogate becomes U+FFFD.
    return Array(String(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")).utf8)
  }

  private func hexadecimal(at start: Int) -> UInt32? {
    guard start + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start..<start + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// Goes over any value; false if it is none.
  private mutating func skipValue(depth: Int) -> Bool {
    guard index < bytes.count, depth < Self.depth else { return false }
    switch bytes[index] {
    case UInt8(ascii: "\""): return string() != nil
    case UInt8(ascii: "["): return skipMembers(until: UInt8(ascii: "]"), hasNames: false, depth: depth)
    case UInt8(ascii: "{"): return skipMembers(until: UInt8(ascii: "}"), hasNames: true, depth: depth)
    case UInt8(ascii: "t"): return skip("true")
    case UInt8(ascii: "f"): return skip("false")
    case UInt8(ascii: "n"): return skip("null")
    default: return skipNumber()
    }
  }

  private mutating func skipMembers(until end: UInt8, hasNames: Bool, depth: Int) -> Bool {
    index += 1
    skipSpace()
    if take(end) { return true }
    while true {
      skipSpace()
      if hasNames {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\""), string() != nil else { return false }
        skipSpace()
        guard take(UInt8(ascii: ":")) else { return false }
        skipSpace()
      }
      guard skipValue(depth: depth + 1) else { return false }
      skipSpace()
      if take(end) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
    }
  }

  private mutating func skip(_ literal: StaticString) -> Bool {
    let wanted = Array("\(literal)".utf8)
    guard bytes[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  private mutating func skipNumber() -> Bool {
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) {
      guard skipDigits() else { return false }
    }
    if take(UInt8(ascii: ".")), !skipDigits() { return false }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      return skipDigits()
    }
    return true
  }

  private mutating func skipDigits() -> Bool {
    let start = index
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
    return index > start
  }
}
