/// One pass over one content: how far it has come, and how far each decoder has, so that none looks twice.
struct DecodingPass {
  let view: ByteView
  /// Whether the content stands by itself, so that its first byte may lie amid an encoded stretch.
  let isOutermost: Bool
  /// How many bytes may still be decoded.
  var room = 0

  private let marks: WordMarks
  /// Offset of the window at hand, the words found in it, and the next of them to look at.
  private var window = 0
  private var count: Int
  private var index = 0
  /// Special bytes of the word at hand that have not been looked at.
  private var special: UInt64 = 0
  /// Offset of the word at hand.
  private var place = 0
  /// End of the last run of encoded text that was seen.
  private var runEnd = 0

  /// Where each decoder goes on.
  var runNext = 0
  var escapeNext = 0
  var percentNext = 0
  var referenceNext = 0
  var joinNext = 0
  var arrayNext = 0
  var wideNext = 0
  /// Nothing before it belongs to the next stretch of UTF-16.
  var wideFloor = 0
  /// The encoding that a byte order mark names.
  var wideMark: DecodedText.Encoding?

  init(view: ByteView, marks: WordMarks, isOutermost: Bool) {
    self.view = view
    self.marks = marks
    self.isOutermost = isOutermost
    count = marks.mark(view, at: 0)
  }

  /// Goes to the next word that holds something to look at.
  ///
  /// - Returns: whether it may belong to a run of encoded text; nil where there is none.
  @inline(__always) mutating func nextWord() -> Bool? {
    while index >= count {
      window += WordMarks.windowSize
      guard window < view.count else { return nil }
      count = marks.mark(view, at: window)
      index = 0
    }
    let word = marks[index]
    index &+= 1
    place = window &+ word.offset
    special = word.special
    return word.isRun
  }

  /// The next special byte of the word.
  @inline(__always) mutating func nextSpecial() -> Int? {
    guard special != 0 else { return nil }
    defer { special &= special &- 1 }
    return place &+ special.trailingZeroBitCount &>> 3
  }

  /// Start of the run of encoded text that the first byte of the word belongs to, where it is long enough and
  /// has not been seen.
  mutating func run(_ traits: ByteTraits) -> Int? {
    guard place >= runEnd, place >= runNext, traits.sextet(view[place]) < 64 else { return nil }
    var start = place
    while start > runEnd, traits.sextet(view[start - 1]) < 64 { start -= 1 }
    var end = place + 1
    while end < place + 16, traits.sextet(view[end]) < 64 { end += 1 }
    let isSeen = start == runEnd && traits.sextet(view[start - 1]) < 64
    runEnd = end
    return !isSeen && end - start >= ContentDecoder.shortestRun && start >= runNext ? start : nil
  }
}
