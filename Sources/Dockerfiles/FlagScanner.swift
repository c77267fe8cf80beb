/// Reads the `--flags` before the arguments. The escape here is always the backslash, whatever the directive
/// says.
struct FlagScanner {
  let text: SourceText
  let range: Range<Int>
  let lines: LineTable

  /// The flags, and where in the text the arguments start. At most `limit` flags are taken.
  mutating func scan(limit: Int) -> ([Flag], Range<Int>) {
    let bytes = text.bytes
    var flags: [Flag] = []
    var index = range.lowerBound
    while index < range.upperBound, flags.count < limit {
      if Self.isSpace(bytes[index]) {
        index += 1
        continue
      }
      guard bytes[index] == UInt8(ascii: "-"), index + 1 < range.upperBound,
        bytes[index + 1] == UInt8(ascii: "-")
      else { break }
      let start = index
      let value = word(bytes, &index)
      // A bare `--` ends the flags.
      if value.bytes == [UInt8(ascii: "-"), UInt8(ascii: "-")] { break }
      flags.append(flag(value, span: text.sourceRange(start..<index)))
    }
    return (flags, index..<range.upperBound)
  }

  /// A word without its quotes and escapes; the index stands behind it then.
  private func word(_ bytes: [UInt8], _ index: inout Int) -> SourceText {
    var word = SourceText(at: text.offset(at: index))
    var quote: UInt8?
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        index += 1
        guard index < range.upperBound else { break }
        word.append(bytes[index], at: text.offset(at: index))
        index += 1
        continue
      }
      if let open = quote {
        if byte == open { quote = nil } else { word.append(byte, at: text.offset(at: index)) }
      } else if Self.isSpace(byte) {
        break
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else {
        word.append(byte, at: text.offset(at: index))
      }
      index += 1
    }
    return word
  }

  private func flag(_ word: SourceText, span: Range<Int>) -> Flag {
    let equals = word.bytes.firstIndex(of: UInt8(ascii: "="))
    let name = word.slice(min(2, word.count)..<max(min(2, word.count), equals ?? word.count))
    return Flag(
      name: name.string, value: equals.map { word.slice($0 + 1..<word.count) }, span: lines.span(span),
      text: word)
  }

  /// BuildKit looks at flags byte by byte, so that two bytes of other characters part words as well.
  private static func isSpace(_ byte: UInt8) -> Bool {
    Blanks.isASCIISpace(byte) || byte == 0x85 || byte == 0xA0
  }
}
