extension Collection<UInt8> {
  /// Whether every byte is the same, as in the bodies of placeholders.
  var isUniform: Bool {
    guard let first else { return true }
    return allSatisfy { $0 == first }
  }

  /// Whether these bytes begin with the text of `prefix`.
  func hasPrefix(_ prefix: StaticString) -> Bool {
    prefix.withUTF8Buffer { starts(with: $0) }
  }
}

extension [UInt8] {
  /// Where `needle` begins within `range`, or nil.
  func firstIndex(of needle: [UInt8], within range: Range<Int>) -> Int? {
    guard let first = needle.first, range.upperBound <= count, range.count >= needle.count else { return nil }
    var start = range.lowerBound
    let last = range.upperBound - needle.count
    while start <= last {
      if self[start] == first, self[start..<(start + needle.count)].elementsEqual(needle) { return start }
      start += 1
    }
    return nil
  }
}
