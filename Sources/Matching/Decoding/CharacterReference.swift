extension ContentDecoder {
  private static let elementReach: (back: Int, on: Int) = (512, 8 << 10)

  /// Decodes the text or attribute in which the `&` at `offset` stands (HTML, section 13.5, and XML 1.0,
  /// section 4.1; of the names only those that XML has).
  mutating func reference(at offset: Int, in pass: inout DecodingPass) -> DecodedCandidate? {
    guard offset >= pass.referenceNext else { return nil }
    let view = pass.view
    guard let first = reference(at: offset, in: view), first.character > 0x20, first.character < 0x7f
    else { return nil }
    var start = offset
    let floor = max(pass.referenceNext, offset - ContentDecoder.elementReach.back)
    while start > floor, !endsText(view[start - 1]) { start -= 1 }

    scratch.removeAll()
    let isQuoted = view[start - 1] == UInt8(ascii: "\"")
    var watch = TokenWatch(traits)
    let lead = isQuoted ? putLead(before: start, &watch, in: view) : 0
    let limit = min(view.count, start + ContentDecoder.elementReach.on)
    var end = start
    while end < limit, scratch.bytes.count <= pass.room, !endsText(view[end]) {
      let byte = view[end]
      if byte == UInt8(ascii: "&"), let reference = reference(at: end, in: view) {
        scratch.append(reference.character, from: end, width: reference.length)
        watch.see(UInt8(clamping: reference.character), isMarked: true)
        end += reference.length
      } else {
        scratch.append(byte, from: end, width: 1)
        watch.see(byte)
        end += 1
      }
    }
    pass.referenceNext = max(end, offset + 1)
    guard watch.end() else { return nil }
    return DecodedCandidate(encoding: .entities, source: start..<end, labelCount: lead)
  }

  private func endsText(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"") || byte == 0x0a
      || byte == 0
  }

  /// The reference at `offset`: the character, and how many bytes stand for it.
  private func reference(at offset: Int, in view: ByteView) -> (character: UInt32, length: Int)? {
    switch view[offset + 1] {
    case UInt8(ascii: "a"):
      if view.has("mp;", at: offset + 2) { return (0x26, 5) }
      return view.has("pos;", at: offset + 2) ? (0x27, 6) : nil
    case UInt8(ascii: "q"): return view.has("uot;", at: offset + 2) ? (0x22, 6) : nil
    case UInt8(ascii: "l"): return view.has("t;", at: offset + 2) ? (0x3c, 4) : nil
    case UInt8(ascii: "g"): return view.has("t;", at: offset + 2) ? (0x3e, 4) : nil
    case UInt8(ascii: "#"): return number(at: offset + 2, in: view).map { ($0.number, $0.length + 3) }
    default: return nil
    }
  }

  /// `65` or `x41`, before a semicolon.
  private func number(at offset: Int, in view: ByteView) -> (number: UInt32, length: Int)? {
    let isHex = view[offset] | 0x20 == UInt8(ascii: "x")
    var end = isHex ? offset + 1 : offset
    let start = end
    var number: UInt32 = 0
    while end - start < 7 {
      let digit = UInt32(traits.hexDigit(view[end]))
      guard digit < (isHex ? 16 : 10) else { break }
      number = number * (isHex ? 16 : 10) + digit
      end += 1
    }
    guard end > start, view[end] == UInt8(ascii: ";"), Unicode.Scalar(number) != nil else { return nil }
    return (number, end - offset)
  }
}
