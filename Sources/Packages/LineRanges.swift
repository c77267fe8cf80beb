/// The lines of a text as ranges of its bytes, without their line ends (LF or CRLF).
struct LineRanges: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Range<Int>? {
    guard position < bytes.count else { return nil }
    let start = position
    let newline = bytes[start...].firstIndex(of: .newline)
    position = (newline ?? bytes.count - 1) + 1
    var end = newline ?? bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }
}

extension [UInt8] {
  /// A short text of `range`: names and versions longer than this are nobody's.
  func text(_ range: Range<Int>, limit: Int = 128) -> String {
    String(decoding: self[range].prefix(limit), as: UTF8.self)
  }

  /// What follows `label` at the start of `range`, blanks round it dropped; nil where `range` begins otherwise.
  func value(of label: StaticString, in range: Range<Int>) -> Range<Int>? {
    let count = label.utf8CodeUnitCount
    let isThere = label.withUTF8Buffer { self[range].starts(with: $0) }
    guard isThere else { return nil }
    var start = range.lowerBound + count
    var end = range.upperBound
    while start < end, self[start] == .space || self[start] == UInt8(ascii: "\t") { start += 1 }
    while end > start, self[end - 1] == .space || self[end - 1] == UInt8(ascii: "\t") { end -= 1 }
    return start..<end
  }

  /// The words of `range`, cut at blanks; at most `limit`.
  func words(_ range: Range<Int>, limit: Int) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for index in range {
      let isBlank = self[index] == .space || self[index] == UInt8(ascii: "\t")
      if let begun = start, isBlank {
        words.append(begun..<index)
        if words.count == limit { return words }
        start = nil
      } else if start == nil, !isBlank {
        start = index
      }
    }
    if let start { words.append(start..<range.upperBound) }
    return words
  }
}
