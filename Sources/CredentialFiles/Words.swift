/// The words of a range as shells and the configuration of daemons cut them: at blanks, quotes holding together.
struct Words: Sequence, IteratorProtocol {
  /// One word.
  struct Word {
    /// Without quotes, where it is quoted as a whole.
    var range: Range<Int>
    /// With quotes and backslashes undone, where it has any.
    var unescaped: [UInt8]?
    var isQuoted = false
  }

  let bytes: [UInt8]
  private var position: Int
  private let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func next() -> Word? {
    while position < end, bytes[position].isBlank { position += 1 }
    guard position < end else { return nil }
    let start = position
    if let quoted = whole() { return quoted }
    var text: [UInt8] = []
    var quote: UInt8?
    while position < end {
      let byte = bytes[position]
      if let open = quote {
        if byte == open {
          quote = nil
        } else {
          text.append(byte)
        }
      } else if byte.isBlank {
        break
      } else if byte == .quote || byte == .doubleQuote {
        quote = byte
      } else if byte == .backslash, position + 1 < end {
        position += 1
        text.append(bytes[position])
      } else {
        text.append(byte)
      }
      position += 1
    }
    return Word(range: start..<position, unescaped: text.count == position - start ? nil : text)
  }

  /// A word that is one pair of quotes.
  private mutating func whole() -> Word? {
    let quote = bytes[position]
    guard quote == .quote || quote == .doubleQuote else { return nil }
    let start = position + 1
    var close = start
    while close < end, bytes[close] != quote {
      close += quote == .doubleQuote && bytes[close] == .backslash ? 2 : 1
    }
    guard close < end, close + 1 == end || bytes[close + 1].isBlank else { return nil }
    position = close + 1
    let text = bytes[start..<close]
    let unescaped =
      quote == .doubleQuote && text.contains(.backslash) ? JSONScanner.unescape(text) : nil
    return Word(range: start..<close, unescaped: unescaped, isQuoted: true)
  }

  /// All words of a line.
  static func of(_ bytes: [UInt8], _ range: Range<Int>) -> [Word] { Array(Words(bytes, range)) }
}

extension [UInt8] {
  /// The meaning of a word.
  func text(_ word: Words.Word) -> [UInt8] { word.unescaped ?? Array(self[word.range]) }
}
