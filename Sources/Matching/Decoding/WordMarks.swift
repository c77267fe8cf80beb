/// Where in a window of content something may begin that a decoder has to look at, eight bytes to a word.
///
/// All decoders share this one pass. Bytes are compared eight at a time, by sums that carry into bit 7 where
/// a byte below 0x80 is large enough: the compiler turns the loop over words into vectors of any machine, as
/// it does not with Swift's comparisons of vectors. What can be told by a byte and the one that follows is
/// told here, without a branch, for each place that is looked at later costs a mispredicted one.
final class WordMarks {
  /// Words, of eight bytes, in a window.
  private static let windowWords = 512
  /// Bytes of content in a window.
  static let windowSize = windowWords * 8
  /// Bit 7 of each byte of a word.
  private static let all: UInt64 = 0x8080_8080_8080_8080

  /// For each word, whether all its bytes may lie in base64 or hexadecimal text or be its padding, with a
  /// digit or letters of both cases among them; only whether it is zero counts.
  private let runs: UnsafeMutablePointer<UInt64>
  /// For each word, bit 7 of the bytes that may begin an escape, a reference or a number, or end a string
  /// that goes on.
  private let special: UnsafeMutablePointer<UInt64>
  /// The words in which something was found.
  private let found: UnsafeMutablePointer<UInt16>

  init() {
    runs = .allocate(capacity: WordMarks.windowWords)
    special = .allocate(capacity: WordMarks.windowWords)
    found = .allocate(capacity: WordMarks.windowWords)
  }

  deinit {
    runs.deallocate()
    special.deallocate()
    found.deallocate()
  }

  /// One word in which something was found.
  struct Word {
    /// Offset of its first byte in the window.
    var offset: Int
    var isRun: Bool
    /// Bit 7 of its special bytes.
    var special: UInt64
  }

  /// - Parameter index: less than what `mark` returned.
  @inline(__always) subscript(index: Int) -> Word {
    let word = Int(found[index])
    return Word(offset: word &* 8, isRun: runs[word] != 0, special: special[word])
  }

  /// Marks the window that begins at `offset`.
  ///
  /// - Returns: in how many words something was found.
  func mark(_ view: ByteView, at offset: Int) -> Int {
    let rest = view.count - offset
    guard rest > 0 else { return 0 }
    // With each byte its successor is looked at, so that a last word needs one to be made up.
    var words = min(WordMarks.windowSize, rest - 1) / 8
    if let address = view.address(of: offset, length: words * 8 + 1) { mark(address, count: words) }
    if words < WordMarks.windowWords {
      var last: UInt64 = 0
      for index in (0..<8).reversed() { last = last << 8 | UInt64(view[offset + words * 8 + index]) }
      runs[words] = WordMarks.run(last)
      special[words] = WordMarks.special(last, last >> 8)
      words += 1
    }
    // Each is written down, and kept only where something was found: no branch depends on the content.
    let (runs, special, found) = (runs, special, found)
    var count = 0
    for word in 0..<words {
      found[count] = UInt16(truncatingIfNeeded: word)
      count &+= runs[word] | special[word] != 0 ? 1 : 0
    }
    return count
  }

  /// - Parameter address: of one byte more than `count` words have.
  private func mark(_ address: UnsafeRawPointer, count: Int) {
    let runs = runs
    let special = special
    var index = 0
    while index < count {
      let place = index &* 8
      let word = UInt64(littleEndian: address.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let next = UInt64(littleEndian: address.loadUnaligned(fromByteOffset: place &+ 1, as: UInt64.self))
      runs[index] = WordMarks.run(word)
      special[index] = WordMarks.special(word, next)
      index &+= 1
    }
  }

  @inline(__always) private static func each(_ byte: UInt8) -> UInt64 {
    0x0101_0101_0101_0101 &* UInt64(byte)
  }

  /// Bit 7 of each byte that lies in the range, of bytes below 0x80; their other bits mean nothing.
  @inline(__always) private static func isIn(_ bytes: UInt64, _ first: UInt8, _ last: UInt8) -> UInt64 {
    (bytes &+ each(0x80 - first)) & ~(bytes &+ each(0x7f - last))
  }

  /// Bit 7 of each byte that is another one, of bytes below 0x80.
  @inline(__always) private static func differs(_ bytes: UInt64, _ byte: UInt8) -> UInt64 {
    (bytes ^ each(byte)) &+ each(0x7f)
  }

  /// All bits where bit 7 of any byte is set, else none: the sum with all ones carries into bit 63.
  @inline(__always) private static func whole(_ bits: UInt64) -> UInt64 {
    0 &- ((((bits & all) >> 7) &+ 0x7fff_ffff_ffff_ffff) >> 63)
  }

  @inline(__always) private static func run(_ word: UInt64) -> UInt64 {
    let low = word & each(0x7f)
    let small = isIn(low, UInt8(ascii: "a"), UInt8(ascii: "z"))
    let capital = isIn(low, UInt8(ascii: "A"), UInt8(ascii: "Z"))
    // With `,` and `.`, which are told apart later.
    let digit = isIn(low, UInt8(ascii: "+"), UInt8(ascii: "9"))
    let noOther = differs(low, UInt8(ascii: "=")) & differs(low, UInt8(ascii: "_"))
    let missing = ~(small | capital | digit | ~noOther) | word
    // Words of one case are words: hardly any eight characters of encoded text have neither digit nor both.
    let strong = isIn(low, UInt8(ascii: "0"), UInt8(ascii: "9")) | (capital & whole(small))
    return strong & all & ~whole(missing)
  }

  @inline(__always) private static func special(_ word: UInt64, _ next: UInt64) -> UInt64 {
    let low = word & each(0x7f)
    let next = next & each(0x7f)
    // What follows is no white space, no quote, and nothing that lies between.
    let noBlank = next &+ each(0x7f - UInt8(ascii: "'"))
    let octal = isIn(next, UInt8(ascii: "/"), UInt8(ascii: "7"))
    // Escapes begin with a letter from `n` to `x`, in either case, a line's end, a quote, `/` or an octal
    // digit.
    let letter = isIn(next | each(0x20), UInt8(ascii: "n"), UInt8(ascii: "x"))
    let escape = (letter | octal | ~noBlank) & ~differs(low, UInt8(ascii: "\\"))
    let noQuote = differs(low, UInt8(ascii: "\"")) & differs(low, UInt8(ascii: "'"))
    let noJoin = noBlank & differs(next, UInt8(ascii: "+")) & differs(next, UInt8(ascii: "."))
    let percent = octal & ~differs(low, UInt8(ascii: "%"))
    // The first letters of the names lie between `a` and `q`.
    let name = isIn(next, UInt8(ascii: "a"), UInt8(ascii: "q")) | ~differs(next, UInt8(ascii: "#"))
    let reference = name & ~differs(low, UInt8(ascii: "&"))
    let noNumber = differs(low, UInt8(ascii: "0")) | differs(next, UInt8(ascii: "x"))
    return (escape | percent | reference | ~(noQuote | noJoin) | ~noNumber) & ~word & all
  }
}
