/// A set of byte values.
struct ByteSet: Hashable, Sendable {
  private var words = InlineWords()

  private struct InlineWords: Hashable, Sendable {
    var a: UInt64 = 0
    var b: UInt64 = 0
    var c: UInt64 = 0
    var d: UInt64 = 0

    subscript(index: Int) -> UInt64 {
      get {
        switch index {
        case 0: a
        case 1: b
        case 2: c
        default: d
        }
      }
      set {
        switch index {
        case 0: a = newValue
        case 1: b = newValue
        case 2: c = newValue
        default: d = newValue
        }
      }
    }
  }

  init() {}

  init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { insert(byte) }
  }

  mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1 }

  mutating func formUnion(_ other: ByteSet) {
    for index in 0..<4 { words[index] |= other.words[index] }
  }

  mutating func formIntersection(_ other: ByteSet) {
    for index in 0..<4 { words[index] &= other.words[index] }
  }

  var inverted: ByteSet {
    var set = ByteSet()
    for index in 0..<4 { set.words[index] = ~words[index] }
    return set
  }

  func isSubset(of other: ByteSet) -> Bool {
    (0..<4).allSatisfy { words[$0] & ~other.words[$0] == 0 }
  }

  var count: Int { (0..<4).reduce(0) { $0 + words[$1].nonzeroBitCount } }

  var members: [UInt8] {
    var members: [UInt8] = []
    for index in 0..<4 {
      var word = words[index]
      while word != 0 {
        members.append(UInt8(truncatingIfNeeded: index * 64 + word.trailingZeroBitCount))
        word &= word - 1
      }
    }
    return members
  }

  /// With the other case of every letter.
  var folded: ByteSet {
    var set = self
    for byte in UInt8(ascii: "a")...UInt8(ascii: "z") where contains(byte) || contains(byte & 0xdf) {
      set.insert(byte)
      set.insert(byte & 0xdf)
    }
    return set
  }

  static let digits = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
  static let word: ByteSet = {
    var set = digits
    set.formUnion(ByteSet(UInt8(ascii: "a")...UInt8(ascii: "z")))
    set.formUnion(ByteSet(UInt8(ascii: "A")...UInt8(ascii: "Z")))
    set.insert(UInt8(ascii: "_"))
    return set
  }()
  static let space = ByteSet([0x20, 0x09, 0x0a, 0x0b, 0x0c, 0x0d])
  static let newline = ByteSet([0x0a])
  static let all = ByteSet().inverted
  /// What tokens are made of: word characters and the rest of both base64 alphabets, dots and tildes.
  static let token: ByteSet = {
    var set = word
    set.formUnion(ByteSet("+/=.~-".utf8))
    return set
  }()
}
