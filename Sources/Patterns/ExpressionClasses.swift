/// The byte sets that expressions have names for (pcre2pattern(3)), without Unicode.
enum ExpressionClasses {
  /// By the letter after a backslash.
  static let named: [UInt8: ByteSet] = [
    UInt8(ascii: "d"): .digits, UInt8(ascii: "D"): ByteSet.digits.inverted,
    UInt8(ascii: "w"): .word, UInt8(ascii: "W"): ByteSet.word.inverted,
    UInt8(ascii: "s"): .space, UInt8(ascii: "S"): ByteSet.space.inverted,
    UInt8(ascii: "h"): horizontal, UInt8(ascii: "H"): horizontal.inverted,
    UInt8(ascii: "v"): vertical, UInt8(ascii: "V"): vertical.inverted,
  ]

  private static let horizontal = ByteSet([0x20, 0x09, 0xa0])
  private static let vertical = ByteSet([0x0a, 0x0b, 0x0c, 0x0d, 0x85])

  /// The control characters that have a letter.
  static let controls: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09, UInt8(ascii: "f"): 0x0c,
    UInt8(ascii: "e"): 0x1b, UInt8(ascii: "a"): 0x07,
  ]

  private static let upper = ByteSet(UInt8(ascii: "A")...UInt8(ascii: "Z"))
  private static let lower = ByteSet(UInt8(ascii: "a")...UInt8(ascii: "z"))
  private static let alpha: ByteSet = {
    var set = upper
    set.formUnion(lower)
    return set
  }()
  private static let alnum: ByteSet = {
    var set = alpha
    set.formUnion(.digits)
    return set
  }()

  /// By the name between `[:` and `:]`.
  static let posix: [String: ByteSet] = [
    "alnum": alnum, "alpha": alpha, "digit": .digits, "word": .word, "space": .space, "upper": upper,
    "lower": lower, "xdigit": ByteSet("0123456789abcdefABCDEF".utf8),
    "punct": ByteSet((UInt8(0x21)...0x7e).filter { !alnum.contains($0) }), "ascii": ByteSet(UInt8(0)...0x7f),
    "print": ByteSet(UInt8(0x20)...0x7e), "graph": ByteSet(UInt8(0x21)...0x7e),
    "blank": ByteSet([0x20, 0x09]), "cntrl": ByteSet(Array(UInt8(0)...0x1f) + [0x7f]),
  ]
}
