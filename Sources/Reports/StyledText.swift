/// Text that is safe to show: escaped, its width known, each glyph with its paint.
struct StyledText: Sendable, Hashable {
  private(set) var glyphs: [Glyph]

  init(glyphs: [Glyph] = []) {
    self.glyphs = glyphs
  }

  /// Escapes untrusted `text`.
  init(_ text: String, _ paint: Paint = .plain) {
    glyphs = Glyph.all(of: text, paint: paint)
  }

  /// Escapes untrusted `text` and leaves out its middle where it is wider than `columns`. Text that is far
  /// too long is cut before anything else is done with it.
  init(_ text: String, _ paint: Paint = .plain, shortenedTo columns: Int) {
    let columns = max(0, columns)
    // A column takes one scalar and its marks at most, so this keeps more than will be shown.
    let kept = columns * (Glyph.marksLimit + 1) + 1
    let scalars = text.unicodeScalars
    if scalars.index(scalars.startIndex, offsetBy: 2 * kept, limitedBy: scalars.endIndex) == nil {
      self.init(text, paint)
    } else {
      self.init(String(scalars.prefix(kept)) + "…" + String(scalars.suffix(kept)), paint)
    }
    self = shortened(to: columns)
  }

  /// Escapes text in which blanks and line breaks only separate words, each run of them shown as one space.
  init(prose text: String, _ paint: Paint = .plain, shortenedTo columns: Int = 4000) {
    let words = text.unicodeScalars.split { $0.properties.isWhitespace }
    self.init(words.map { String($0) }.joined(separator: " "), paint, shortenedTo: columns)
  }

  var isEmpty: Bool { glyphs.isEmpty }
  /// Width on a terminal.
  var columns: Int { glyphs.reduce(0) { $0 + $1.columns } }
  /// The text without paint.
  var plain: String { glyphs.map(\.text).joined() }

  static func + (a: StyledText, b: StyledText) -> StyledText { StyledText(glyphs: a.glyphs + b.glyphs) }
  static func += (a: inout StyledText, b: StyledText) { a.glyphs += b.glyphs }

  /// Leaves out the middle where the text is wider than `columns`.
  func shortened(to columns: Int) -> StyledText {
    guard self.columns > columns else { return self }
    guard columns > 0 else { return StyledText() }
    let half = columns / 2
    var used = 0
    let head = glyphs.prefix { glyph in
      used += glyph.columns
      return used <= half
    }
    let rest = columns - 1 - head.reduce(0) { $0 + $1.columns }
    used = 0
    var tail: [Glyph] = []
    for glyph in glyphs.reversed() {
      used += glyph.columns
      guard used <= rest else { break }
      tail.append(glyph)
    }
    let paint = glyphs[head.count].paint
    return StyledText(glyphs: Array(head) + [Glyph.ellipsis(paint)] + tail.reversed())
  }

  /// Fills up with blanks to `columns`.
  func padded(to columns: Int) -> StyledText {
    self + StyledText(String(repeating: " ", count: max(0, columns - self.columns)))
  }

  /// Where a row may end, besides anywhere in a word that is longer than the row.
  enum Breaks {
    /// After a blank.
    case words
    /// After a blank or a slash, if that leaves the row at least half full.
    case path
  }

  /// Rows of at most `columns`; blanks at their ends are left out.
  func wrapped(to columns: Int, at breaks: Breaks = .words) -> [StyledText] {
    var rows: [StyledText] = []
    var start = 0
    var used = 0
    var lastBreak: Int?
    var index = 0
    while index < glyphs.count {
      let glyph = glyphs[index]
      if used + glyph.columns > columns, index > start {
        let end = glyph.isSpace ? index : lastBreak ?? index
        rows.appendRow(glyphs[start..<end])
        start = glyphs[end...].firstIndex { !$0.isSpace } ?? glyphs.count
        (index, used, lastBreak) = (start, 0, nil)
        continue
      }
      used += glyph.columns
      index += 1
      switch breaks {
      case .words: if glyph.isSpace { lastBreak = index }
      case .path: if glyph.isSpace || glyph.text == "/", used * 2 >= columns { lastBreak = index }
      }
    }
    rows.appendRow(glyphs[start...])
    return rows
  }
}

extension Array where Element == StyledText {
  /// Appends `row` without the blanks at its end, unless nothing is left.
  fileprivate mutating func appendRow(_ row: ArraySlice<Glyph>) {
    guard let last = row.lastIndex(where: { !$0.isSpace }) else { return }
    append(StyledText(glyphs: [Glyph](row[...last])))
  }
}
