extension ContentDecoder {
  private static let urlReach: (back: Int, on: Int) = (2048, 8 << 10)

  /// Decodes the URL, or the part of a form, in which the `%` at `offset` stands.
  mutating func percent(at offset: Int, in pass: inout DecodingPass) -> DecodedCandidate? {
    guard offset >= pass.percentNext else { return nil }
    let view = pass.view
    // Other escapes are of text that no secret is written in.
    guard let first = traits.hexByte(view, at: offset + 1), traits.has(ByteTraits.text, first) else {
      return nil
    }
    var start = offset
    let floor = max(pass.percentNext, offset - ContentDecoder.urlReach.back)
    while start > floor, traits.has(ByteTraits.url, view[start - 1]) { start -= 1 }

    scratch.removeAll()
    var watch = TokenWatch(traits)
    let limit = min(view.count, start + ContentDecoder.urlReach.on)
    var end = start
    while end < limit, traits.has(ByteTraits.url, view[end]), scratch.bytes.count <= pass.room {
      let byte = view[end]
      if byte == UInt8(ascii: "%"), let decoded = traits.hexByte(view, at: end + 1) {
        scratch.append(decoded, from: end, width: 3)
        watch.see(decoded, isMarked: true)
        end += 3
      } else {
        scratch.append(byte, from: end, width: 1)
        watch.see(byte)
        end += 1
      }
    }
    pass.percentNext = max(end, offset + 1)
    guard watch.end() else { return nil }
    return DecodedCandidate(encoding: .percent, source: start..<end)
  }
}
