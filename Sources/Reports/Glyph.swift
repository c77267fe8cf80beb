/// One character as a terminal shows it: a scalar with its combining marks, or an escape.
struct Glyph: Sendable, Hashable {
  var text: String
  var columns: Int
  var paint: Paint

  var isSpace: Bool { text == " " }

  /// What stands for text left out.
  static func ellipsis(_ paint: Paint) -> Glyph { Glyph(text: "…", columns: 1, paint: paint) }

  /// Combining marks kept on one character; further ones are escaped, so that no text is without width.
  static let marksLimit = 3

  /// The glyphs of untrusted `text`.
  static func all(of text: String, paint: Paint = .plain) -> [Glyph] {
    var glyphs: [Glyph] = []
    glyphs.reserveCapacity(text.utf8.count)
    var marks = marksLimit
    for scalar in text.unicodeScalars {
      switch ScalarDisplay(scalar) {
      case .columns(let columns):
        glyphs.append(Glyph(text: String(scalar), columns: columns, paint: paint))
        marks = 0
      case .mark where marks < marksLimit:
        glyphs[glyphs.count - 1].text.unicodeScalars.append(scalar)
        marks += 1
      case .mark, .escape:
        let escape = ScalarDisplay.escape(scalar)
        glyphs.append(Glyph(text: escape, columns: escape.utf8.count, paint: paint))
        marks = marksLimit
      }
    }
    return glyphs
  }
}
