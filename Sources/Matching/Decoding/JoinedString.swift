extension ContentDecoder {
  /// Reach of one part, and of all of them.
  private static let partReach = 4096
  private static let joinReach = 64 << 10
  /// White space between two parts, with an indented line.
  private static let seamReach = 128

  /// Joins a string that is written in parts, where the quote at `offset` ends one and a secret goes on in
  /// the next: `"a" + "b"`, `"a" "b"`, `'a' . 'b'`, `"a" .. "b"`, `"a" & "b"`, `"a" <> "b"`, `"a" || "b"`,
  /// `'a''b'`.
  mutating func joined(at offset: Int, in pass: inout DecodingPass) -> DecodedCandidate? {
    guard offset >= pass.joinNext else { return nil }
    let view = pass.view
    guard mayGoOn(view[offset + 1]), traits.has(ByteTraits.seam, view[offset - 1]),
      var part = nextPart(after: offset, in: view),
      isSeam(view[offset - 1], view[part.content])
    else { return nil }
    guard let start = start(ofPartEndingAt: offset, floor: pass.joinNext, in: view) else {
      pass.joinNext = offset + 1
      return nil
    }
    scratch.removeAll()
    var watch = TokenWatch(traits, least: 12)
    let lead = putLead(before: start, &watch, in: view)
    for index in start..<offset { watch.see(view[index]) }
    scratch.copy(start..<offset, of: view)
    var end = offset
    var isJoined = false
    while let close = self.end(ofPartFrom: part.content, quote: part.quote, in: view),
      close - start <= ContentDecoder.joinReach, scratch.bytes.count <= pass.room
    {
      watch.mark()
      for index in part.content..<close { watch.see(view[index], isMarked: index == part.content) }
      scratch.copy(part.content..<close, of: view)
      end = close
      isJoined = true
      guard let next = nextPart(after: close, in: view) else { break }
      part = next
    }
    pass.joinNext = end + 1
    guard isJoined, watch.end() else { return nil }
    scratch.append(view[end], from: end, width: 1)
    return DecodedCandidate(encoding: .joined, source: start..<end, labelCount: lead)
  }

  /// Whether `byte` may stand after the quote that ends a part: white space, another quote, an operator.
  private func mayGoOn(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: "'") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
  }

  /// Where the part begins that the quote at `offset` ends, on the same line.
  private func start(ofPartEndingAt offset: Int, floor: Int, in view: ByteView) -> Int? {
    let quote = view[offset]
    let floor = max(floor, offset - ContentDecoder.partReach)
    var start = offset
    while start > floor {
      let byte = view[start - 1]
      if byte == 0x0a { return nil }
      if byte == quote, view[start - 2] != UInt8(ascii: "\\") { return start < offset ? start : nil }
      start -= 1
    }
    return nil
  }

  /// Where the quote stands that ends the part which begins at `offset`.
  private func end(ofPartFrom offset: Int, quote: UInt8, in view: ByteView) -> Int? {
    var end = offset
    while end < view.count, end - offset <= ContentDecoder.partReach {
      switch view[end] {
      case quote: return end
      case UInt8(ascii: "\\"): end += 2
      case 0x0a: return nil
      default: end += 1
      }
    }
    return nil
  }

  /// The part that an operator, or nothing, joins to the one that the quote at `offset` ends.
  private func nextPart(after offset: Int, in view: ByteView) -> (content: Int, quote: UInt8)? {
    let limit = offset + ContentDecoder.seamReach
    var next = skipBlanks(from: offset + 1, to: limit, in: view)
    let length: Int
    switch view[next] {
    case UInt8(ascii: "+"), UInt8(ascii: "."):
      length = view[next + 1] == view[next] ? 2 : 1
    case UInt8(ascii: "&"): length = 1
    case UInt8(ascii: "<"): length = view[next + 1] == UInt8(ascii: ">") ? 2 : 0
    case UInt8(ascii: "|"): length = view[next + 1] == UInt8(ascii: "|") ? 2 : 0
    default: length = 0
    }
    if length > 0 { next = skipBlanks(from: next + length, to: limit, in: view) }
    // `f"`, `b"`, `L"`, `@"`: of which kind the part is.
    if traits.has(ByteTraits.letter, view[next]) || view[next] == UInt8(ascii: "@") { next += 1 }
    let quote = view[next]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), next < limit else { return nil }
    return (next + 1, quote)
  }

  /// Passes over white space and line ends, also those that a backslash stands before.
  private func skipBlanks(from start: Int, to limit: Int, in view: ByteView) -> Int {
    var offset = start
    while offset < limit {
      switch view[offset] {
      case 0x20, 0x09, 0x0a, 0x0d: offset += 1
      case UInt8(ascii: "\\") where view[offset + 1] == 0x0a || view[offset + 1] == 0x0d: offset += 2
      default: return offset
      }
    }
    return offset
  }
}
