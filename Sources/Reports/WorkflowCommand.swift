/// Keeps rows of text from being read as commands by what runs a pipeline and listens to its output: GitHub Actions takes
/// a line that begins with `::` after blanks, and `##[` anywhere; Azure Pipelines `##vso[`, TeamCity `##teamcity[`.
enum WorkflowCommand {
  /// `row` with the first character of such a mark escaped.
  static func defused(_ row: StyledText) -> StyledText {
    var glyphs = row.glyphs
    if let first = glyphs.firstIndex(where: { !isBlank($0) }), first + 1 < glyphs.count,
      glyphs[first].text == ":",
      glyphs[first + 1].text == ":"
    {
      escape(&glyphs[first])
    }
    for index in glyphs.indices.dropLast() where glyphs[index].text == "#" && glyphs[index + 1].text == "#" {
      let word = glyphs[(index + 2)...].prefix(12).prefix { $0.text != "[" }
      let isMark = glyphs.dropFirst(index + 2 + word.count).first?.text == "["
      if isMark, ["", "vso", "teamcity"].contains(word.map(\.text).joined()) { escape(&glyphs[index]) }
    }
    return StyledText(glyphs: glyphs)
  }

  private static func isBlank(_ glyph: Glyph) -> Bool {
    glyph.text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
  }

  private static func escape(_ glyph: inout Glyph) {
    guard let scalar = glyph.text.unicodeScalars.first else { return }
    glyph.text = ScalarDisplay.escape(scalar)
    glyph.columns = glyph.text.utf8.count
  }
}
