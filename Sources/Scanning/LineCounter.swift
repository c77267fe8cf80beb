/// Counts lines forward through a chunk.
struct LineCounter {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  private(set) var newlines = 0
  /// Offset of the byte after the last newline passed.
  private(set) var lineStart: Int?

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Counts up to `end`; never back.
  mutating func advance(to end: Int) {
    guard end > position, end <= bytes.count else { return }
    let part = UnsafeRawBufferPointer(rebasing: bytes[position..<end])
    let count = LineCounter.newlines(in: part)
    if count > 0, let last = part.lastIndex(of: 0x0a) { lineStart = position + last + 1 }
    newlines += count
    position = end
  }

  /// Eight bytes at a time: of a word from which newlines were cancelled, each zero byte counts one in its lane.
  private static func newlines(in bytes: UnsafeRawBufferPointer) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
    let ones: UInt64 = 0x0101_0101_0101_0101
    let words = bytes.count / 8
    var total = 0
    var word = 0
    while word < words {
      // A lane holds 255 at most.
      let last = min(words, word &+ 255)
      var lanes: UInt64 = 0
      while word < last {
        let rest = base.loadUnaligned(fromByteOffset: word &* 8, as: UInt64.self) ^ (ones &* 0x0a)
        let filled = ((rest & low) &+ low) | rest
        lanes &+= (~filled &>> 7) & ones
        word &+= 1
      }
      let pairs = (lanes & 0x00ff_00ff_00ff_00ff) &+ ((lanes &>> 8) & 0x00ff_00ff_00ff_00ff)
      total &+= Int((pairs &* 0x0001_0001_0001_0001) &>> 48)
    }
    for byte in bytes[(words * 8)...] where byte == 0x0a { total += 1 }
    return total
  }
}
