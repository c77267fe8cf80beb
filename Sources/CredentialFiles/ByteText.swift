/// Reading text as bytes: the few questions that line formats ask of a range.
extension [UInt8] {
  /// `range` without the blanks round it (space, tab, carriage return, line feed, form feed).
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, self[start].isBlank { start += 1 }
    while end > start, self[end - 1].isBlank { end -= 1 }
    return start..<end
  }

  /// Where `byte` first stands in `range`.
  func index(of byte: UInt8, in range: Range<Int>) -> Int? {
    self[range].firstIndex(of: byte)
  }

  /// `range` cut at every `separator`, into at most `limit` pieces; the last keeps the rest.
  func fields(_ range: Range<Int>, separator: UInt8, limit: Int = .max) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = range.lowerBound
    while pieces.count + 1 < limit, let end = index(of: separator, in: start..<range.upperBound) {
      pieces.append(start..<end)
      start = end + 1
    }
    pieces.append(start..<range.upperBound)
    return pieces
  }

  /// Whether `literal` stands at `offset`.
  func has(_ literal: String, at offset: Int) -> Bool {
    guard offset >= 0, offset + literal.utf8.count <= count else { return false }
    return self[offset..<offset + literal.utf8.count].elementsEqual(literal.utf8)
  }

  /// Whether `range` is `literal`, case aside; `literal` is in lower case.
  func isWord(_ literal: String, _ range: Range<Int>) -> Bool {
    range.count == literal.utf8.count && zip(self[range], literal.utf8).allSatisfy { $0.lowercased == $1 }
  }

  /// The bytes of `range` as text for a report: printable ASCII, at most `limit` characters,
  /// and never the credentials that a URL carries.
  func label(_ range: Range<Int>, limit: Int = 40) -> String {
    // Bounded, so that many findings with one huge neighbour stay linear.
    var shown = range.prefix(1024)
    if let scheme = indexOf("://", in: shown) {
      let rest = scheme..<Swift.min(scheme + 4096, range.upperBound)
      if let at = self[rest].lastIndex(of: .at) { shown = at + 1..<Swift.max(at + 1, shown.upperBound) }
    }
    let text = self[shown].prefix(limit).map { 0x20 <= $0 && $0 < 0x7f ? $0 : UInt8(ascii: "?") }
    return String(decoding: text, as: UTF8.self) + (shown.count > limit ? "..." : "")
  }

  /// Where `literal` first stands in `range`.
  func indexOf(_ literal: String, in range: Range<Int>) -> Int? {
    guard let first = literal.utf8.first else { return nil }
    var start = range.lowerBound
    while let found = index(of: first, in: start..<range.upperBound) {
      if found + literal.utf8.count <= range.upperBound, has(literal, at: found) { return found }
      start = found + 1
    }
    return nil
  }

  /// Where text begins: after a byte order mark, if there is one.
  var textStart: Int {
    count >= 3 && self[0] == 0xef && self[1] == 0xbb && self[2] == 0xbf ? 3 : 0
  }
}

extension String {
  /// The text for a report: printable ASCII, at most `limit` characters, no credentials of a URL.
  func label(limit: Int = 40) -> String {
    let bytes = Array(utf8.prefix(1024))
    return bytes.label(0..<bytes.count, limit: limit)
  }

  /// Whether both are the same, ASCII case aside.
  func isWord(_ other: String) -> Bool {
    utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { $0.lowercased == $1.lowercased }
  }
}

extension UInt8 {
  static let at = UInt8(ascii: "@")
  static let backslash = UInt8(ascii: "\\")
  static let colon = UInt8(ascii: ":")
  static let comma = UInt8(ascii: ",")
  static let dollar = UInt8(ascii: "$")
  static let doubleQuote = UInt8(ascii: "\"")
  static let equals = UInt8(ascii: "=")
  static let hash = UInt8(ascii: "#")
  static let newline = UInt8(ascii: "\n")
  static let quote = UInt8(ascii: "'")
  static let semicolon = UInt8(ascii: ";")
  static let slash = UInt8(ascii: "/")
  static let space = UInt8(ascii: " ")

  /// Space, tab, line feed, vertical tab, form feed, carriage return.
  var isBlank: Bool { self == 0x20 || (0x09 <= self && self <= 0x0d) }
  var isDigit: Bool { UInt8(ascii: "0") <= self && self <= UInt8(ascii: "9") }
  var isLower: Bool { UInt8(ascii: "a") <= self && self <= UInt8(ascii: "z") }
  var isUpper: Bool { UInt8(ascii: "A") <= self && self <= UInt8(ascii: "Z") }
  var isLetter: Bool { isLower || isUpper }
  /// A letter, a digit or `_`.
  var isWordByte: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }
  /// Printable ASCII, blanks left out.
  var isGraphic: Bool { 0x21 <= self && self <= 0x7e }
  var lowercased: UInt8 { isUpper ? self | 0x20 : self }
  /// The value of a hexadecimal digit.
  var hexValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
