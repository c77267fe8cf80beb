extension ContentDecoder {
  /// Decodes the numbers of a byte array in source code, `0x48, 0x65`, that begin at `offset`.
  mutating func byteArray(at offset: Int, in pass: inout DecodingPass) -> DecodedCandidate? {
    guard offset >= pass.arrayNext else { return nil }
    let view = pass.view
    guard let first = element(at: offset, in: view) else { return nil }
    scratch.removeAll()
    scratch.bytes.append(first)
    var offsets = (first: offset, last: offset)
    // An element is mapped when it is known how far off the next one is.
    while let next = nextElement(after: offsets.last + 4, in: view), let byte = element(at: next, in: view) {
      scratch.map.append(1, from: offsets.last, step: next - offsets.last, width: 4)
      scratch.bytes.append(byte)
      offsets.last = next
      if scratch.bytes.count > pass.room { break }
    }
    scratch.map.append(1, from: offsets.last, step: 4, width: 4)
    let end = offsets.last + 4
    pass.arrayNext = end
    guard scratch.bytes.count >= 12 else { return nil }
    var judge = TextJudge(traits)
    for byte in scratch.bytes { guard judge.accept(byte) else { return nil } }
    guard judge.isPlausible else { return nil }
    let label = label(before: offset, in: view)
    let elements = scratch.map
    scratch.map = PositionMap()
    let lead = putLabel(label, gap: offset, in: view)
    scratch.map.append(elements)
    return DecodedCandidate(
      encoding: .byteArray, source: offset..<end, label: label, labelCount: lead)
  }

  /// The number at `offset`, where it is `0x` and two digits, and stands for text.
  private func element(at offset: Int, in view: ByteView) -> UInt8? {
    guard view[offset] == UInt8(ascii: "0"), view[offset + 1] == UInt8(ascii: "x"),
      let byte = traits.hexByte(view, at: offset + 2), traits.has(ByteTraits.text, byte),
      !traits.has(ByteTraits.alphanumeric, view[offset + 4])
    else { return nil }
    return byte
  }

  /// Where the element after the one that ends at `offset` begins.
  private func nextElement(after offset: Int, in view: ByteView) -> Int? {
    var next = offset
    while next - offset < 64 {
      switch view[next] {
      case 0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: ","), UInt8(ascii: ";"): next += 1
      case UInt8(ascii: "("):
        guard view.has("(byte)", at: next) || view.has("(char)", at: next) else { return nil }
        next += 6
      default: return next > offset ? next : nil
      }
    }
    return nil
  }
}
