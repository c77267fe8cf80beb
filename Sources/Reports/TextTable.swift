/// Rows of cells in columns, as wide as their widest cell; the last one takes what is left of the page. All text
/// is escaped.
public struct TextTable {
  /// A text and its colour.
  public struct Cell: Sendable {
    let text: StyledText

    /// Escapes untrusted text.
    public init(_ text: String, _ tone: TextPage.Tone = .plain) {
      self.text = StyledText(text, tone.paint, shortenedTo: 400)
    }
  }

  private var rows: [[Cell]] = []

  /// An empty table.
  public init() {}

  /// Adds a row.
  public mutating func append(_ row: [Cell]) { rows.append(row) }

  /// The rows as lines.
  ///
  /// - Parameter width: columns of the page; nil: as wide as it takes.
  public func render(color: Bool, width: Int?) -> String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].text.columns : 0 }.max() ?? 0
    }
    var text = ""
    for row in rows {
      var line = StyledText()
      for (column, cell) in row.enumerated() {
        let isLast = column == row.count - 1
        if column > 0 { line += StyledText("  ") }
        if isLast, let width {
          line += cell.text.shortened(to: max(20, width - line.columns))
        } else {
          line += isLast ? cell.text : cell.text.padded(to: widths[column])
        }
      }
      text += line.rendered(color: color) + "\n"
    }
    return text
  }
}
