extension ContentDecoder {
  /// Reach of a quoted string, to either side of its first escape that counts.
  private static let stringReach: (back: Int, on: Int) = (1024, 16 << 10)

  /// Decodes the quoted string in which the backslash at `offset` stands, where what it begins could hide a
  /// secret.
  mutating func escape(at offset: Int, in pass: inout DecodingPass) -> DecodedCandidate? {
    guard offset >= pass.escapeNext else { return nil }
    let view = pass.view
    // After an odd number of backslashes, this one is the character that the last of them escapes.
    var backslashes = offset
    while backslashes > pass.escapeNext, view[backslashes - 1] == UInt8(ascii: "\\") { backslashes -= 1 }
    guard (offset - backslashes) % 2 == 0 else {
      pass.escapeNext = offset + 1
      return nil
    }
    guard mayHide(at: offset, in: view) else { return nil }

    var start = offset
    let floor = max(pass.escapeNext, offset - ContentDecoder.stringReach.back)
    while start > floor, view[start - 1] != 0x0a, !isQuote(at: start - 1, in: view) { start -= 1 }
    let quote = start > 0 && isQuote(at: start - 1, in: view) ? view[start - 1] : nil
    scratch.removeAll()
    var watch = TokenWatch(traits)
    let lead = quote == nil ? 0 : putLead(before: start, &watch, in: view)
    let end = unescape(from: start, quote, &watch, in: pass)
    pass.escapeNext = max(end, offset + 1)
    guard watch.end() else { return nil }
    return DecodedCandidate(encoding: .escaped, source: start..<end, labelCount: lead)
  }

  /// Decodes a string to its end, and says where that is.
  private mutating func unescape(
    from start: Int, _ quote: UInt8?, _ watch: inout TokenWatch, in pass: DecodingPass
  ) -> Int {
    let view = pass.view
    let limit = min(view.count, start + ContentDecoder.stringReach.on)
    var offset = start
    while offset < limit, scratch.bytes.count <= pass.room {
      let byte = view[offset]
      if byte == UInt8(ascii: "\\"), let escape = EscapeSequence(view, traits, at: offset) {
        let count = scratch.bytes.count
        switch escape.meaning {
        case .byte(let byte): scratch.append(byte, from: offset, width: escape.length)
        case .character(let number): scratch.append(number, from: offset, width: escape.length)
        case .nothing: watch.mark()
        }
        for byte in scratch.bytes[count...] { watch.see(byte, isMarked: true) }
        offset += escape.length
        continue
      }
      if byte == 0x0a { break }
      scratch.append(byte, from: offset, width: 1)
      offset += 1
      if let quote { if byte == quote { break } } else if isQuote(at: offset - 1, in: view) { break }
      watch.see(byte)
    }
    return min(offset, view.count)
  }

  /// A quote that no backslash stands before.
  private func isQuote(at offset: Int, in view: ByteView) -> Bool {
    switch view[offset] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): view[offset - 1] != UInt8(ascii: "\\")
    default: false
    }
  }

  /// Whether the escape at `offset` could hide a secret, or the name of one; most only break lines.
  private func mayHide(at offset: Int, in view: ByteView) -> Bool {
    switch view[offset + 1] {
    case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"):
      // What follows the letter seems to begin with it.
      return startsTokenOrName(at: offset + 2, in: view)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let next = view[offset + 2]
      let last = view[offset - 1] == 0x20 ? view[offset - 2] : view[offset - 1]
      return isOperator(next) || isOperator(last)
    case UInt8(ascii: "/"): return true
    case 0x0a: return isSeam(view[offset - 1], view[offset + 2])
    case 0x0d: return isSeam(view[offset - 1], view[offset + 3])
    default:
      switch EscapeSequence(view, traits, at: offset)?.meaning {
      case .byte(let byte): return 0x20 < byte && byte < 0x7f
      case .character(let number): return 0x20 < number && number < 0x7f
      case .nothing, nil: return false
      }
    }
  }

  private func isOperator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") }

  /// Whether a string cut between the two bytes could have been cut in a secret.
  func isSeam(_ last: UInt8, _ first: UInt8) -> Bool {
    traits.has(ByteTraits.seam, last) && traits.has(ByteTraits.seam, first)
  }

  /// Whether a long token with a digit, or a name and an operator, begins at `offset`.
  private func startsTokenOrName(at offset: Int, in view: ByteView) -> Bool {
    var end = offset
    var digits = 0
    while end - offset < 64, traits.has(ByteTraits.token, view[end]), view[end] != UInt8(ascii: "=") {
      if traits.has(ByteTraits.digit, view[end]) { digits += 1 }
      end += 1
    }
    if isOperator(view[end]), end > offset { return true }
    // Whole lines of base64 go on with the next one: those are the base64 decoder's.
    return digits > 0 && end - offset >= 16 && (end - offset < 60 || view[end] != UInt8(ascii: "\\"))
  }

  /// Copies what stands on the line before the string at `start`, with its quote: the name it is assigned to.
  ///
  /// - Returns: how many bytes these are.
  mutating func putLead(before start: Int, _ watch: inout TokenWatch, in view: ByteView) -> Int {
    let reach = 80
    var lead = start
    while lead > 0, start - lead < reach, view[lead - 1] != 0x0a { lead -= 1 }
    // A line cut in a word would show half of it.
    if lead > 0, view[lead - 1] != 0x0a {
      while lead < start, traits.has(ByteTraits.token, view[lead]) { lead += 1 }
    }
    scratch.copy(lead..<start, of: view)
    for byte in scratch.bytes { watch.see(byte) }
    return start - lead
  }
}
