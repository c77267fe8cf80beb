#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension ContentDecoder {
  /// Fewer characters in a row are chance, or no secret.
  private static let shortestWide = 12
  /// Stretches are handed out together, up to this many bytes.
  private static let wideBatch = 64 << 10

  /// Decodes UTF-16 (RFC 2781): all of a content that a byte order mark begins, and in others the stretches
  /// of ASCII, which binaries are full of, as lines of one text.
  mutating func wideText(in pass: inout DecodingPass) -> DecodedCandidate? {
    if pass.wideNext == 0 { beginWide(in: &pass) }
    scratch.removeAll()
    var text: WideStretch?
    while scratch.bytes.count < min(ContentDecoder.wideBatch, pass.room + 1),
      let stretch = nextWide(in: &pass)
    {
      guard let last = text else {
        put(stretch, in: pass.view)
        text = stretch
        continue
      }
      guard last.encoding == stretch.encoding else {
        // To be found again, as the first of its text.
        pass.wideNext = stretch.range.lowerBound
        pass.wideFloor = stretch.range.lowerBound
        break
      }
      if pass.wideMark == nil {
        scratch.bytes.append(0x0a)
        scratch.map.append(1, from: last.range.upperBound, step: 0, width: 0)
      }
      put(stretch, in: pass.view)
      text?.range = last.range.lowerBound..<stretch.range.upperBound
    }
    return text.map { DecodedCandidate(encoding: $0.encoding, source: $0.range) }
  }

  private struct WideStretch {
    var range: Range<Int>
    var encoding: DecodedText.Encoding
  }

  private func beginWide(in pass: inout DecodingPass) {
    let view = pass.view
    let mark = (view[0], view[1])
    if mark == (0xff, 0xfe) || mark == (0xfe, 0xff) {
      let high = mark.0 == 0xff ? 1 : 0
      // Other formats begin with these two bytes, too.
      let units = stride(from: 2, to: min(view.count - 1, 66), by: 2)
      let plain = units.filter { view[$0 + high] == 0 && traits.has(ByteTraits.text, view[$0 + 1 - high]) }
      if plain.count * 2 >= units.underestimatedCount {
        pass.wideMark = high == 1 ? .utf16le : .utf16be
        pass.wideNext = 2
        return
      }
    }
    // The stretch may begin a character before the first zero.
    pass.wideNext = max(1, firstZero(in: view) - 1)
    pass.wideFloor = 0
  }

  private func firstZero(in view: ByteView) -> Int {
    guard let base = view.address(of: 0, length: view.count), let zero = memchr(base, 0, view.count)
    else { return view.count }
    return UnsafeRawPointer(zero) - base
  }

  private func nextWide(in pass: inout DecodingPass) -> WideStretch? {
    let view = pass.view
    if let encoding = pass.wideMark {
      let end = min(view.count, pass.wideNext + 2 * ContentDecoder.wideBatch)
      let range = pass.wideNext..<end - (end - pass.wideNext) % 2
      pass.wideNext = range.upperBound
      return range.isEmpty ? nil : WideStretch(range: range, encoding: encoding)
    }
    var offset = pass.wideNext
    // A stretch of 24 bytes holds one of the words looked at, one in 16 bytes, whole.
    while let address = view.address(of: offset, length: 8) {
      let word = UInt64(littleEndian: address.loadUnaligned(as: UInt64.self))
      let even = word & 0x00ff_00ff_00ff_00ff
      let odd = (word >> 8) & 0x00ff_00ff_00ff_00ff
      guard even == 0 || odd == 0, isText(even | odd) else {
        offset += 16
        continue
      }
      let found = stretch(around: odd == 0 ? offset : offset + 1, floor: pass.wideFloor, in: view)
      offset = max(offset + 16, found.range.upperBound)
      pass.wideFloor = found.range.upperBound
      pass.wideNext = offset
      if found.isWorthwhile { return WideStretch(range: found.range, encoding: found.encoding) }
    }
    pass.wideNext = view.count
    return nil
  }

  /// Whether the four characters of a word are printable.
  private func isText(_ word: UInt64) -> Bool {
    word & 0x0080_0080_0080_0080 == 0
      && (word &+ 0x0060_0060_0060_0060) & 0x0080_0080_0080_0080 == 0x0080_0080_0080_0080
  }

  /// The stretch of characters, every other byte zero, to which the one at `offset` belongs.
  private func stretch(
    around offset: Int, floor: Int, in view: ByteView
  ) -> (range: Range<Int>, encoding: DecodedText.Encoding, isWorthwhile: Bool) {
    var start = offset
    while start - 2 >= floor, view[start - 1] == 0, traits.has(ByteTraits.text, view[start - 2]) {
      start -= 2
    }
    var end = offset
    var hasValue = false
    func see(_ byte: UInt8) {
      if ASCII.isDigit(byte) || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") { hasValue = true }
    }
    for place in stride(from: start, to: offset, by: 2) { see(view[place]) }
    while end + 1 < view.count, view[end + 1] == 0, traits.has(ByteTraits.text, view[end]) {
      see(view[end])
      end += 2
    }
    let count = (end - start) / 2
    // With the zero first, the last character has none after it. With the zero last, another script goes on
    // there, most often at an even place.
    let isLast = start % 2 == 1 || view[end + 1] >= 0xa0 || end + 1 >= view.count
    if start > floor, view[start - 1] == 0, end < view.count, isLast, traits.has(ByteTraits.text, view[end]) {
      see(view[end])
      return (start - 1..<end + 1, .utf16be, hasValue && count + 1 >= ContentDecoder.shortestWide)
    }
    return (start..<end, .utf16le, hasValue && count >= ContentDecoder.shortestWide)
  }

  /// Adds the characters of a stretch, as UTF-8.
  private mutating func put(_ stretch: WideStretch, in view: ByteView) {
    let high = stretch.encoding == .utf16le ? 1 : 0
    var offset = stretch.range.lowerBound
    while offset + 1 < stretch.range.upperBound {
      var unit = UInt32(view[offset + high]) << 8 | UInt32(view[offset + 1 - high])
      var width = 2
      if unit & 0xfc00 == 0xd800 {
        let low = UInt32(view[offset + 2 + high]) << 8 | UInt32(view[offset + 3 - high])
        if low & 0xfc00 == 0xdc00, offset + 3 < stretch.range.upperBound {
          unit = 0x10000 + (unit & 0x3ff) << 10 + low & 0x3ff
          width = 4
        }
      }
      scratch.append(unit, from: offset, width: width)
      offset += width
    }
  }
}
