extension ContentDecoder {
  /// Fewer bytes than this in hexadecimal are more likely a digest's part, a colour, an identifier.
  private static let shortestHex = 16

  /// Decodes hexadecimal text that makes up the run at `start`, after `0x` or not.
  mutating func hex(at start: Int, in pass: inout DecodingPass) -> DecodedCandidate? {
    let view = pass.view
    var start = start
    if view[start] == UInt8(ascii: "0"), view[start + 1] | 0x20 == UInt8(ascii: "x") { start += 2 }
    // Most digests fail here, at the first or second byte.
    guard let first = traits.hexByte(view, at: start), let second = traits.hexByte(view, at: start + 2),
      let third = traits.hexByte(view, at: start + 4), let fourth = traits.hexByte(view, at: start + 6)
    else { return nil }
    let isText = traits.has(ByteTraits.text, first) && traits.has(ByteTraits.text, third)
    let isWide = isText && second == 0 && fourth == 0 || first == 0 && third == 0
    guard isWide || isText && traits.has(ByteTraits.text, second) && traits.has(ByteTraits.text, fourth)
    else { return nil }

    var run = EncodedRun(view, traits, at: start, isHex: true)
    var judge = TextJudge(traits, allowsZeros: isWide)
    var high: UInt32 = 0
    scratch.removeAll()
    while let (_, value) = run.next() {
      guard run.count % 2 == 0 else {
        high = value
        continue
      }
      let byte = UInt8(truncatingIfNeeded: high << 4 | value)
      scratch.bytes.append(byte)
      if !judge.accept(byte) { break }
      if scratch.bytes.count > pass.room { break }
    }
    run.finish()
    // Whatever comes of it, its lines are not read again.
    pass.runNext = max(pass.runNext, run.offset)
    // The end of the content may cut a byte in two.
    guard run.count % 2 == 0 || run.offset == view.count,
      !traits.has(ByteTraits.alphanumeric, view[run.offset]),
      scratch.bytes.count >= ContentDecoder.shortestHex, judge.soundCount == scratch.bytes.count,
      judge.isPlausible
    else { return nil }
    return finish(
      run, .hex, from: start, to: run.offset, count: scratch.bytes.count, isWide: isWide, in: view)
  }

  /// Maps what a run of base64 or hexadecimal characters held, and puts its label in front.
  mutating func finish(
    _ run: EncodedRun, _ encoding: DecodedText.Encoding, from start: Int, to end: Int, count: Int,
    isWide: Bool, in view: ByteView
  ) -> DecodedCandidate {
    scratch.bytes.removeLast(max(0, scratch.bytes.count - count))
    let label = label(before: start, in: view)
    let lead = isWide ? 0 : putLabel(label, gap: start, in: view)
    let (step, per) = encoding == .hex ? (2, 1) : (4, 3)
    if run.isWrapped {
      // Label and lines side by side first, then to where they stand.
      scratch.lines = scratch.map
      scratch.lines.append(run.lines)
      scratch.map.removeAll()
      scratch.map.append(lead, from: 0)
      scratch.map.append(count, from: lead, step: step, per: per, width: 2)
    } else {
      scratch.map.append(count, from: start, step: step, per: per, width: 2)
    }
    return DecodedCandidate(
      encoding: encoding, source: start..<end, label: label, labelCount: lead, isWide: isWide)
  }
}
