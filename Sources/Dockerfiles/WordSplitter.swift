/// Parts the arguments of an instruction into words; quotes and escapes stay in them.
enum WordSplitter {
  /// Words between `[\t\v\f\r ]`, whatever the quotes.
  static func blankSeparated(_ bytes: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = 0
    for index in 0...bytes.count where index == bytes.count || Blanks.isBlank(bytes[index]) {
      if index > start { words.append(start..<index) }
      start = index + 1
    }
    return words
  }

  /// Words between white space, where quotes and the escape character hold them together. An escape at the
  /// very end is not part of the word.
  static func quoted(_ bytes: [UInt8], escape: UInt8) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    var quote: UInt8?
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if quote == nil {
        let blank = Blanks.length(bytes, index)
        if blank > 0 {
          if let first = start, index > first { words.append(first..<index) }
          start = nil
          index += blank
          continue
        }
        if start == nil { start = index }
        if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
          quote = byte
          index += 1
          continue
        }
      } else if byte == quote {
        quote = nil
        index += 1
        continue
      }
      if byte == escape, quote != UInt8(ascii: "'") {
        if index + 1 == bytes.count { break }
        index += 1 + max(1, Blanks.length(bytes, index + 1))
        continue
      }
      index += 1
    }
    if let first = start, min(index, bytes.count) > first { words.append(first..<min(index, bytes.count)) }
    return words
  }
}
