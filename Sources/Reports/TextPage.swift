public import Findings

/// A page of labelled rows for a terminal, or without colour for a pipe. All text is escaped.
public struct TextPage {
  /// What a text is, and so its colour.
  public enum Tone: Sendable, Hashable {
    case plain, strong, faint, good, bad, warning, path
    case severity(Severity)

    var paint: Paint {
      switch self {
      case .plain: .plain
      case .strong: .strong
      case .faint: .faint
      case .good: .good
      case .bad: .bad
      case .warning: .warning
      case .path: .path
      case .severity(let severity): .severity(severity)
      }
    }
  }

  private var sheet: Sheet

  /// An empty page.
  ///
  /// - Parameter width: columns.
  public init(color: Bool, width: Int) {
    sheet = Sheet(style: TextReport.Style(color: color, width: width, verbose: false, showSecrets: false))
  }

  /// What was written so far.
  public var text: String { sheet.text }

  /// Writes a rule across the page, with a title in it.
  public mutating func heading(_ title: String) { sheet.heading(StyledText(title, .strong, shortenedTo: 90)) }

  /// Writes text beside a label of up to nine columns, in as many rows as it takes.
  public mutating func row(_ label: String, _ text: String, _ tone: Tone = .plain) {
    sheet.row(label, StyledText(text, tone.paint, shortenedTo: 4000))
  }

  /// Writes an empty line.
  public mutating func blank() { sheet.blank() }
}
