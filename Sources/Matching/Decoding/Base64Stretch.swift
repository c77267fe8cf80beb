extension ContentDecoder {
  /// Decodes base64, of either alphabet, that begins with the run at `start`.
  mutating func base64(at start: Int, in pass: inout DecodingPass) -> DecodedCandidate? {
    var start = start
    if pass.view[start - 1] == UInt8(ascii: "\\") { start += escapeLetters(at: start, in: pass.view) }
    // Content that begins amid a stretch does so at any of the four places in a group.
    let tries = start == 0 && pass.isOutermost ? 4 : 1
    for shift in 0..<tries {
      guard let opening = opening(at: start + shift, in: pass.view) else { continue }
      return base64(from: start + shift, opening, in: &pass)
    }
    return nil
  }

  private enum Opening {
    case text, wide
  }

  /// What the first 16 characters from `start` on say: twelve bytes of text, of UTF-16, or of something else.
  @inline(__always) private func opening(at start: Int, in view: ByteView) -> Opening? {
    let first = group(at: start, in: view)
    if first & 0x80_8080 == 0 {
      if isText(first) {
        // `%PDF` is a document.
        guard first >> 8 != 0x25_50 else { return nil }
        return restIsText(at: start, in: view) ? .text : nil
      }
      if first & 0x00_ff00 == 0 || first & 0xff_00ff == 0 { return isWide(at: start, in: view) ? .wide : nil }
      return nil
    }
    if first == 0xef_bbbf { return restIsText(at: start, in: view) ? .text : nil }
    if first >> 8 == 0xfffe || first >> 8 == 0xfeff { return .wide }
    return nil
  }

  /// The three bytes of the four characters at `start`; all bits set where one is foreign.
  @inline(__always) private func group(at start: Int, in view: ByteView) -> UInt32 {
    let first = traits.sextet(view[start])
    let second = traits.sextet(view[start + 1])
    let third = traits.sextet(view[start + 2])
    let fourth = traits.sextet(view[start + 3])
    guard first | second | third | fourth < 64 else { return .max }
    return first << 18 | second << 12 | third << 6 | fourth
  }

  /// The three bytes of the four characters at `start` where all are letters and digits.
  @inline(__always) private func plainGroup(at start: Int, in view: ByteView) -> UInt32? {
    let first = traits.sextet(view[start])
    let second = traits.sextet(view[start + 1])
    let third = traits.sextet(view[start + 2])
    let fourth = traits.sextet(view[start + 3])
    guard max(max(first, second), max(third, fourth)) < 62 else { return nil }
    return first << 18 | second << 12 | third << 6 | fourth
  }

  @inline(__always) private func isText(_ group: UInt32) -> Bool {
    traits.has(ByteTraits.text, UInt8(truncatingIfNeeded: group >> 16))
      && traits.has(ByteTraits.text, UInt8(truncatingIfNeeded: group >> 8))
      && traits.has(ByteTraits.text, UInt8(truncatingIfNeeded: group))
  }

  private func restIsText(at start: Int, in view: ByteView) -> Bool {
    for index in 1..<3 {
      let group = group(at: start + index * 4, in: view)
      guard group & 0x80_8080 == 0, isText(group) else { return false }
    }
    let last = group(at: start + 12, in: view)
    if last != .max { return last & 0x80_8080 == 0 && isText(last) }
    // Padding may take the place of the last one or two characters.
    let padded = view[start + 15] == UInt8(ascii: "=") && traits.sextet(view[start + 13]) < 64
    return padded && traits.sextet(view[start + 12]) < 32
  }

  /// Whether every other of the twelve bytes is zero and the others are text.
  private func isWide(at start: Int, in view: ByteView) -> Bool {
    var zeros: (even: Int, odd: Int) = (0, 0)
    for index in 0..<4 {
      let group = group(at: start + index * 4, in: view)
      guard group <= 0xff_ffff else { return false }
      for place in 0..<3 {
        let byte = UInt8(truncatingIfNeeded: group >> UInt32(16 - place * 8))
        if byte == 0 {
          if (index * 3 + place) % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        } else if !traits.has(ByteTraits.text, byte) {
          return false
        }
      }
    }
    return zeros == (6, 0) || zeros == (0, 6)
  }

  private mutating func base64(
    from start: Int, _ opening: Opening, in pass: inout DecodingPass
  ) -> DecodedCandidate? {
    var run = EncodedRun(pass.view, traits, at: start, isHex: false)
    var judge = TextJudge(traits, allowsZeros: opening == .wide)
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    /// Whether one of `+/` and one of `-_` has been seen: no alphabet has both.
    var alphabets: UInt8 = 0
    scratch.removeAll()
    // Out of the scratch, appending is cheaper.
    var bytes: [UInt8] = []
    swap(&bytes, &scratch.bytes)
    var isText = true
    while true {
      if bits == 0, let group = plainGroup(at: run.offset, in: pass.view), opening == .text {
        run.take(4)
        let first = UInt8(truncatingIfNeeded: group >> 16)
        let second = UInt8(truncatingIfNeeded: group >> 8)
        let third = UInt8(truncatingIfNeeded: group)
        bytes.append(first)
        bytes.append(second)
        bytes.append(third)
        isText = judge.accept(first) && judge.accept(second) && judge.accept(third)
        guard isText, bytes.count <= pass.room else { break }
        continue
      }
      guard let (character, value) = run.next() else { break }
      if value >= 62 {
        alphabets |= character == UInt8(ascii: "+") || character == UInt8(ascii: "/") ? 1 : 2
        if alphabets == 3 {
          run.putBack()
          break
        }
      }
      buffer = buffer << 6 | value
      bits += 6
      guard bits >= 8 else { continue }
      bits -= 8
      let byte = UInt8(truncatingIfNeeded: buffer >> bits)
      bytes.append(byte)
      isText = opening == .wide && bytes.count <= 2 || judge.accept(byte)
      if !isText || bytes.count > pass.room { break }
    }
    swap(&bytes, &scratch.bytes)
    run.finish()
    pass.runNext = max(pass.runNext, run.offset)
    var end = run.offset
    while end - run.offset < 2, pass.view[end] == UInt8(ascii: "=") { end += 1 }
    if run.count < 32 {
      // By chance only would a short run of another kind end as encoders do.
      guard (run.count + end - run.offset) % 4 == 0 || end == run.offset, bits < 6,
        buffer & ((1 << bits) - 1) == 0
      else { return nil }
    }
    let count = judge.soundCount
    guard isText || count >= 48, judge.isPlausible, opening == .text || count >= 24 else { return nil }
    return finish(
      run, .base64, from: start, to: end, count: isText ? scratch.bytes.count : count,
      isWide: opening == .wide, in: pass.view)
  }
}
