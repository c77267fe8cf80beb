/// How one Unicode scalar is shown on a terminal.
enum ScalarDisplay {
  /// As it is, this many columns wide.
  case columns(Int)
  /// As it is, on top of the character before it.
  case mark
  /// As an escape: it is invisible, or it would steer or reorder the output.
  case escape

  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    if 0x20 <= value, value < 0x7f {
      self = .columns(1)
      return
    }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator:
      self = .escape
    case _ where properties.isDefaultIgnorableCodePoint:
      self = .escape
    case .nonspacingMark, .enclosingMark:
      self = .mark
    default:
      self = ScalarDisplay.isJoiningJamo(value) ? .mark : .columns(ScalarDisplay.isWide(scalar) ? 2 : 1)
    }
  }

  /// Vowels and final consonants of Hangul, which join the syllable before them.
  private static func isJoiningJamo(_ value: UInt32) -> Bool {
    (0x1160...0x11ff).contains(value) || (0xd7b0...0xd7fb).contains(value)
  }

  /// East Asian wide and fullwidth characters, and emoji.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x1100: false
    case 0x1100...0x115f, 0x2329...0x232a, 0x2e80...0x303e, 0x3041...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3,
      0xf900...0xfaff, 0xfe10...0xfe19, 0xfe30...0xfe6f, 0xff01...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18dff,
      0x1aff0...0x1b2ff, 0x1d300...0x1d376, 0x1f200...0x1f265, 0x20000...0x3fffd:
      true
    case 0x1f1e6...0x1f1ff: false  // A flag is two of these.
    default: scalar.properties.isEmojiPresentation
    }
  }

  /// `\n`, `\r`, `\t`, or the code point as `\u{1b}`.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{" + String(scalar.value, radix: 16) + "}"
    }
  }
}
