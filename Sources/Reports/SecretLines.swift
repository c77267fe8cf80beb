/// A secret in clear, as rows. Line breaks are shown escaped and end a row as well, so that a private key
/// reads as one.
enum SecretLines {
  static func all(of clear: String, columns: Int) -> [StyledText] {
    var lines: [StyledText] = []
    var line = StyledText()
    let text = StyledText(clear, .secret, shortenedTo: columns)
    for glyph in text.glyphs {
      line += StyledText(glyphs: [glyph])
      if glyph.text == "\\n" {
        lines.append(line)
        line = StyledText()
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
