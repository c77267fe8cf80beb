/// One escape in a quoted string, as JSON (RFC 8259, section 7), JavaScript, Python, Java and C write them.
struct EscapeSequence {
  enum Meaning {
    /// A character by its number in Unicode.
    case character(UInt32)
    /// A byte, of which others may make a character.
    case byte(UInt8)
    /// A line that goes on: nothing.
    case nothing
  }

  var length: Int
  var meaning: Meaning

  /// The escape whose backslash stands at `offset`; nil where there is none.
  init?(_ view: ByteView, _ traits: ByteTraits, at offset: Int) {
    let letter = view[offset + 1]
    switch letter {
    case UInt8(ascii: "n"): self.init(2, .byte(0x0a))
    case UInt8(ascii: "t"): self.init(2, .byte(0x09))
    case UInt8(ascii: "r"): self.init(2, .byte(0x0d))
    case UInt8(ascii: "b"): self.init(2, .byte(0x08))
    case UInt8(ascii: "f"): self.init(2, .byte(0x0c))
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      self.init(2, .byte(letter))
    case UInt8(ascii: "x"):
      guard let byte = traits.hexByte(view, at: offset + 2) else { return nil }
      self.init(4, .byte(byte))
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      let second = view[offset + 2] ^ 0x30
      let third = view[offset + 3] ^ 0x30
      guard second < 8, third < 8 else { return nil }
      self.init(4, .byte((letter & 3) << 6 | second << 3 | third))
    case UInt8(ascii: "u"):
      if view[offset + 2] == UInt8(ascii: "{") {
        self.init(braced: view, traits, at: offset)
      } else {
        self.init(unit: view, traits, at: offset)
      }
    case UInt8(ascii: "U"):
      guard let character = EscapeSequence.number(view, traits, at: offset + 2, digits: 8) else { return nil }
      self.init(10, .character(character))
    case 0x0a: self.init(2, .nothing)
    case 0x0d where view[offset + 2] == 0x0a: self.init(3, .nothing)
    default: return nil
    }
  }

  private init(_ length: Int, _ meaning: Meaning) {
    self.length = length
    self.meaning = meaning
  }

  /// `\u0041`, or two of them that make one character.
  private init?(unit view: ByteView, _ traits: ByteTraits, at offset: Int) {
    guard let unit = EscapeSequence.number(view, traits, at: offset + 2, digits: 4) else { return nil }
    if unit & 0xfc00 == 0xd800, view.has("\\u", at: offset + 6),
      let low = EscapeSequence.number(view, traits, at: offset + 8, digits: 4), low & 0xfc00 == 0xdc00
    {
      self.init(12, .character(0x10000 + (unit & 0x3ff) << 10 + low & 0x3ff))
    } else {
      self.init(6, .character(unit))
    }
  }

  /// `\u{41}`.
  private init?(braced view: ByteView, _ traits: ByteTraits, at offset: Int) {
    var digits = 0
    while digits < 6, traits.hexDigit(view[offset + 3 + digits]) < 16 { digits += 1 }
    guard digits > 0, view[offset + 3 + digits] == UInt8(ascii: "}"),
      let character = EscapeSequence.number(view, traits, at: offset + 3, digits: digits)
    else { return nil }
    self.init(digits + 4, .character(character))
  }

  private static func number(
    _ view: ByteView, _ traits: ByteTraits, at offset: Int, digits: Int
  ) -> UInt32? {
    var number: UInt32 = 0
    for index in 0..<digits {
      let digit = traits.hexDigit(view[offset + index])
      guard digit < 16 else { return nil }
      number = number << 4 | UInt32(digit)
    }
    return number
  }
}
