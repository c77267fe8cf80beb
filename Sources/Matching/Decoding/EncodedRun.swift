/// Reads the characters of an encoded stretch, on one line or wrapped over many of one width.
struct EncodedRun {
  private let view: ByteView
  private let traits: ByteTraits
  private let isHex: Bool
  /// Offset of the next character.
  private(set) var offset: Int
  private var lineStart: Int
  /// Width of the first line; 0 before its end is known.
  private var width = 0
  /// From the characters, side by side, to where they stand.
  private(set) var lines = PositionMap()
  private(set) var count = 0

  /// Encoders wrap at 60, 64 or 76; what is narrower is a list of short values.
  private static let narrowest = 40
  private static let widestIndent = 64

  init(_ view: ByteView, _ traits: ByteTraits, at start: Int, isHex: Bool) {
    self.view = view
    self.traits = traits
    self.isHex = isHex
    offset = start
    lineStart = start
  }

  @inline(__always) private func value(_ byte: UInt8) -> UInt32 {
    isHex ? UInt32(traits.hexDigit(byte)) : traits.sextet(byte)
  }

  /// The next character and its value.
  @inline(__always) mutating func next() -> (character: UInt8, value: UInt32)? {
    var character = view[offset]
    var value = value(character)
    if value > 63 {
      guard breakLine() else { return nil }
      character = view[offset]
      value = self.value(character)
      guard value <= 63 else { return nil }
    }
    offset += 1
    count += 1
    return (character, value)
  }

  /// Takes the next `length` characters, which the caller has read.
  @inline(__always) mutating func take(_ length: Int) {
    offset += length
    count += length
  }

  /// Puts the last character back, as not belonging.
  mutating func putBack() {
    offset -= 1
    count -= 1
  }

  /// Ends the stretch: its lines are complete.
  mutating func finish() { lines.append(offset - lineStart, from: lineStart) }

  /// Whether the stretch stands on more than one line.
  var isWrapped: Bool { lines.segments.count > 1 }

  /// Goes to the next line where the stretch goes on there.
  private mutating func breakLine() -> Bool {
    let length = offset - lineStart
    if width == 0 { width = length }
    guard length == width, width >= EncodedRun.narrowest, let start = nextLine() else { return false }
    var end = start
    while end - start <= width, value(view[end]) <= 63 { end += 1 }
    guard end > start, end - start <= width, EncodedRun.mayFollow(view[end]) || end == view.count else {
      return false
    }
    lines.append(length, from: lineStart)
    offset = start
    lineStart = start
    return true
  }

  /// Where the next line's text begins, after a line break that is real or written as an escape.
  private func nextLine() -> Int? {
    var offset = offset
    if view.has("\\r", at: offset), view.has("\\n", at: offset + 2) { return offset + 4 }
    if view.has("\\n", at: offset) { return offset + 2 }
    // A backslash goes on with the string on the next line.
    if view[offset] == UInt8(ascii: "\\") { offset += 1 }
    if view[offset] == 0x0d { offset += 1 }
    guard view[offset] == 0x0a else { return nil }
    offset += 1
    let line = offset
    while offset - line < EncodedRun.widestIndent, view[offset] == 0x20 || view[offset] == 0x09 {
      offset += 1
    }
    return offset
  }

  /// Whether `byte` may stand after a whole line of the stretch: a name or a sentence goes on in other ways.
  private static func mayFollow(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x0a, 0x0d, 0x20, UInt8(ascii: "="), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: "\""),
      UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: ")"), UInt8(ascii: "}"):
      true
    default: false
    }
  }
}
