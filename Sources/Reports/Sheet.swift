import Findings

/// The page a text report is written on: short labels in a gutter on the left, text in rows beside them.
///
/// Only `StyledText` can be written on it, so nothing untrusted gets there unescaped.
struct Sheet {
  /// Columns before the text of a row: nine for the label, two blanks.
  static let gutter = 11
  /// The narrowest page that still reads well; a narrower terminal wraps by itself.
  static let narrowest = 40
  /// Prose and rules stay narrower than the widest terminals.
  static let widestProse = 96
  static let widestRule = 120

  let style: TextReport.Style
  /// What was written so far.
  private(set) var text = ""

  init(style: TextReport.Style) {
    self.style = style
  }

  /// Columns of the page.
  var page: Int { max(Sheet.narrowest, style.width) }
  /// Columns beside the gutter.
  var columns: Int { page - Sheet.gutter }

  /// Writes `content` beside `label`, in as many rows as it takes. Empty content writes nothing.
  mutating func row(_ label: String, _ content: StyledText, at breaks: StyledText.Breaks = .words) {
    write(content, after: gutter(StyledText(label, .faint)), at: breaks)
  }

  /// Like `row`, with a severity as label.
  mutating func row(_ severity: Severity, _ content: StyledText) {
    let name = severity.rawValue.uppercased()
    guard style.color else {
      return write(content, after: gutter(StyledText(name)), at: .words)
    }
    let badge = StyledText(" \(name) ", .badge(severity))
    let indent = StyledText(String(repeating: " ", count: Sheet.gutter - 1 - badge.columns))
    write(content, after: indent + badge + StyledText(" "), at: .words)
  }

  /// Writes prose beside the gutter, no wider than is good to read.
  mutating func prose(_ label: String, _ content: StyledText) {
    for (index, row) in content.wrapped(to: min(columns, Sheet.widestProse)).enumerated() {
      self.row(index == 0 ? label : "", row)
    }
  }

  /// Writes `facts` beside `label`, with dots between those that share a row.
  mutating func list(_ label: String, _ facts: [String], _ paint: Paint = .plain) {
    var rows: [StyledText] = []
    for fact in facts {
      let fact = StyledText(fact, paint, shortenedTo: columns)
      let dot = StyledText(" · ", .faint)
      if let last = rows.last, last.columns + dot.columns + fact.columns <= columns {
        rows[rows.count - 1] += dot + fact
      } else {
        rows.append(fact)
      }
    }
    for (index, row) in rows.enumerated() { self.row(index == 0 ? label : "", row) }
  }

  /// Writes a rule across the page, with a title in it.
  mutating func heading(_ title: StyledText) {
    let rest = max(2, min(page, Sheet.widestRule) - title.columns - 4)
    line(StyledText("── ", .faint) + title + StyledText(" " + String(repeating: "─", count: rest), .faint))
  }

  /// Writes `content` from the first column on, further rows indented by two.
  mutating func banner(_ content: StyledText) {
    for (index, row) in content.wrapped(to: min(page, Sheet.widestRule) - 2).enumerated() {
      line(index == 0 ? row : StyledText("  ") + row)
    }
  }

  /// Writes `content` beside the gutter, indented by two.
  mutating func indented(_ content: StyledText, at breaks: StyledText.Breaks) {
    let indent = StyledText(String(repeating: " ", count: Sheet.gutter + 2))
    for row in content.wrapped(to: columns - 2, at: breaks) { line(indent + row) }
  }

  /// Writes `content` beside the gutter in one line, however long it is: it is there to be pasted.
  mutating func verbatim(_ content: StyledText) {
    line(StyledText(String(repeating: " ", count: Sheet.gutter)) + content)
  }

  /// Writes an empty line.
  mutating func blank() {
    text += "\n"
  }

  private mutating func write(_ content: StyledText, after gutter: StyledText, at breaks: StyledText.Breaks) {
    let indent = StyledText(String(repeating: " ", count: Sheet.gutter))
    for (index, row) in content.wrapped(to: columns, at: breaks).enumerated() {
      line((index == 0 ? gutter : indent) + row)
    }
  }

  private func gutter(_ label: StyledText) -> StyledText {
    let blanks = max(0, Sheet.gutter - 2 - label.columns)
    return StyledText(String(repeating: " ", count: blanks)) + label + StyledText("  ")
  }

  private mutating func line(_ content: StyledText) {
    text += WorkflowCommand.defused(content).rendered(color: style.color)
    text += "\n"
  }
}
