/// The lines of a text as ranges, without their terminators (LF or CR LF).
struct LineScanner: Sequence, IteratorProtocol {
  let bytes: [UInt8]
  /// Where the next line begins; a caller that read on by itself moves it.
  var position: Int

  init(_ bytes: [UInt8], from position: Int? = nil) {
    self.bytes = bytes
    self.position = position ?? bytes.textStart
  }

  mutating func next() -> Range<Int>? {
    guard position < bytes.count else { return nil }
    let start = position
    var end = bytes.index(of: .newline, in: start..<bytes.count) ?? bytes.count
    position = end + 1
    if end > start, bytes[end - 1] == 0x0d { end -= 1 }
    return start..<end
  }
}
