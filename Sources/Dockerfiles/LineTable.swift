/// Where the lines of a file start: turns offsets into lines and columns.
package struct LineTable: Sendable {
  private let starts: [UInt32]
  private let count: Int

  /// For a file of less than 4 GiB.
  package init(_ source: [UInt8]) {
    var starts: [UInt32] = [0]
    for (index, byte) in source.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(UInt32(truncatingIfNeeded: index + 1))
    }
    // What follows the last line break is a line only if it has bytes.
    if let last = starts.last, Int(last) == source.count { starts.removeLast() }
    self.starts = starts
    count = source.count
  }

  var lineCount: Int { starts.count }

  /// The bytes of a line, counted from 0, with its line break.
  func range(ofLine line: Int) -> Range<Int> {
    guard line >= 0, line < starts.count else { return count..<count }
    return Int(starts[line])..<(line + 1 < starts.count ? Int(starts[line + 1]) : count)
  }

  package func position(at offset: Int) -> SourcePosition {
    let offset = min(max(0, offset), count)
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    let start = low < starts.count ? Int(starts[low]) : 0
    return SourcePosition(offset: offset, line: low + 1, column: offset - start + 1)
  }

  package func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(start: position(at: range.lowerBound), end: position(at: range.upperBound))
  }
}
