/// `<<EOF` as it stands in an instruction.
struct HeredocOperator {
  let word: Word
  let name: [UInt8]
  let fileDescriptor: Int?
  let isExpanded: Bool
  let stripsTabs: Bool
}

/// Looks for the lines that end heredocs, in linear time over the whole file.
struct HeredocSearch {
  enum End {
    /// The number of the line that ends the document.
    case found(Int)
    /// None does; the number of the line to go on with.
    case missing(recovery: Int)
  }

  /// Lines that searches in vain may still look at: a file can open a heredoc on every line and end none.
  private var budget: Int?

  mutating func terminator(
    of heredoc: HeredocOperator, from first: Int, source: [UInt8], lines: LineTable
  ) -> End {
    let left = budget ?? lines.lineCount * 4 + 100_000
    let last = min(lines.lineCount, left < lines.lineCount - first ? first + max(left, 64) : lines.lineCount)
    var line = first
    while line < last {
      let content = Self.trimmed(source, lines.range(ofLine: line), stripsTabs: heredoc.stripsTabs)
      if source[content].elementsEqual(heredoc.name) { return .found(line) }
      line += 1
    }
    budget = left - (last - first)
    return .missing(recovery: Self.recovery(from: first, source: source, lines: lines))
  }

  /// A line as it is compared with the name of the document.
  static func trimmed(_ source: [UInt8], _ line: Range<Int>, stripsTabs: Bool) -> Range<Int> {
    var range = line
    while let last = range.last, source[last] == UInt8(ascii: "\n") || source[last] == UInt8(ascii: "\r") {
      range = range.lowerBound..<last
    }
    while stripsTabs, let first = range.first, source[first] == UInt8(ascii: "\t") {
      range = first + 1..<range.upperBound
    }
    return range
  }

  /// The next line that starts with a keyword in upper case and a blank.
  private static func recovery(from first: Int, source: [UInt8], lines: LineTable) -> Int {
    var line = first
    while line < lines.lineCount {
      let range = lines.range(ofLine: line)
      var end = range.lowerBound
      while end < range.upperBound, end - range.lowerBound <= 11, (0x41...0x5A).contains(source[end]) {
        end += 1
      }
      if end > range.lowerBound, end < range.upperBound, Blanks.isBlank(source[end]),
        Keyword(rawValue: String(decoding: source[range.lowerBound..<end], as: UTF8.self)) != nil
      {
        return line
      }
      line += 1
    }
    return line
  }
}
