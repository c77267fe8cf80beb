/// Finds what stands encoded in content, and decodes it, as often as it was encoded.
///
/// Only what could hold a secret comes out: text, or strings whose encoding cuts a token or a name that
/// promises one. Ordinary content costs one pass of wide comparisons; a candidate that turns out to be none
/// costs neither an allocation nor a second look, so that the time is linear in the content and in what is
/// decoded of it.
struct ContentDecoder {
  /// How many encodings, one in the other, are undone.
  static let depthLimit = 4
  /// What each decoded text takes off the budget beside its bytes.
  static let costPerText = 8
  /// Shorter runs are no base64 that could hold a secret: 16 characters, two of them padding.
  static let shortestRun = 14

  let traits = ByteTraits()
  var scratch = DecodingScratch()
  /// Whether something was left encoded in the last content because the budget was spent.
  private(set) var isCutShort = false
  /// For each depth, as a pass goes on after what it found has had its own.
  private let marks = (0..<ContentDecoder.depthLimit).map { _ in WordMarks() }

  init() {}

  /// Decodes what stands encoded in `bytes`, and in that, to a depth of `depthLimit`.
  ///
  /// - Parameters:
  ///   - budget: how many bytes may come out, labels and nested texts among them; is lowered by those that
  ///     did. Twice the content and some thousands is enough for all but a content made to spend it.
  ///   - body: is called with each decoded text, the outer before those in it; texts may overlap.
  mutating func decode(
    _ bytes: UnsafeRawBufferPointer, budget: inout Int, _ body: (DecodedText) -> Void
  ) {
    isCutShort = false
    decode(bytes, within: nil, budget: &budget, body)
  }

  private mutating func decode(
    _ bytes: UnsafeRawBufferPointer, within outer: DecodedText?, budget: inout Int,
    _ body: (DecodedText) -> Void
  ) {
    let depth = outer?.encodings.count ?? 0
    guard depth < marks.count else { return }
    var pass = DecodingPass(view: ByteView(bytes), marks: marks[depth], isOutermost: outer == nil)
    while let candidate = next(in: &pass, budget: budget) {
      if budget < scratch.bytes.count + ContentDecoder.costPerText {
        isCutShort = true
        return
      }
      budget -= scratch.bytes.count + ContentDecoder.costPerText
      let text = DecodedText(candidate, scratch, within: outer)
      scratch.removeAll()
      if !candidate.isWide { body(text) }
      text.bytes.withUnsafeBytes { decode($0, within: text, budget: &budget, body) }
    }
  }

  /// The next thing found, in no particular order; it lies in the scratch.
  private mutating func next(in pass: inout DecodingPass, budget: Int) -> DecodedCandidate? {
    pass.room = max(0, budget)
    while true {
      while let offset = pass.nextSpecial() {
        if let candidate = special(at: offset, in: &pass) { return candidate }
        noteLack(of: pass.room)
      }
      guard let isRun = pass.nextWord() else { break }
      if isRun, let start = pass.run(traits) {
        if let candidate = hex(at: start, in: &pass) ?? base64(at: start, in: &pass) { return candidate }
        noteLack(of: pass.room)
      }
    }
    return wideText(in: &pass)
  }

  /// A candidate may have failed for nothing but the end of the budget.
  private mutating func noteLack(of room: Int) {
    if scratch.bytes.count > room { isCutShort = true }
  }

  private mutating func special(at offset: Int, in pass: inout DecodingPass) -> DecodedCandidate? {
    switch pass.view[offset] {
    case UInt8(ascii: "\\"): return escape(at: offset, in: &pass)
    case UInt8(ascii: "%"): return percent(at: offset, in: &pass)
    case UInt8(ascii: "&"): return reference(at: offset, in: &pass)
    case UInt8(ascii: "0"): return byteArray(at: offset, in: &pass)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return joined(at: offset, in: &pass)
    default: return nil
    }
  }

  /// How many letters and digits after the backslash before `start` belong to an escape: no encoded text
  /// begins with them.
  func escapeLetters(at start: Int, in view: ByteView) -> Int {
    guard let escape = EscapeSequence(view, traits, at: start - 1) else { return 0 }
    return escape.length - 1
  }
}
