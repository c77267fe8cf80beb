import Findings

/// What a piece of text is, and so its colour. Only the sixteen colours that every terminal's theme defines.
enum Paint: Sendable, Hashable {
  case plain, strong, faint, path, secret, warning, good, bad
  case alarm(Alarm)
  case severity(Severity)
  case badge(Severity)

  /// Lines that must not be overlooked.
  enum Alarm: Sendable, Hashable {
    case pass, fail, incomplete
  }

  /// Parameters of the terminal's SGR sequence; nil for the terminal's own colour.
  private var parameters: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .path: "36"
    case .secret: "35"
    case .warning: "33"
    case .good: "32"
    case .bad: "31"
    case .alarm(.pass): "1;30;42"
    case .alarm(.fail): "1;97;41"
    case .alarm(.incomplete): "1;30;43"
    case .severity(.critical): "1;31"
    case .severity(.high): "31"
    case .severity(.medium): "33"
    case .severity(.low): "34"
    case .severity(.info): "2"
    case .badge(.critical): "1;97;41"
    case .badge(.high): "1;30;41"
    case .badge(.medium): "1;30;43"
    case .badge(.low): "1;30;44"
    case .badge(.info): "1;30;47"
    }
  }

  /// `text` between the sequences that switch this paint on and off.
  func applied(to text: String) -> String {
    guard let parameters else { return text }
    return "\u{1b}[\(parameters)m\(text)\u{1b}[0m"
  }
}

extension StyledText {
  /// The text for a terminal, or without any sequence where `color` is false.
  func rendered(color: Bool) -> String {
    guard color else { return plain }
    var output = ""
    var rest = glyphs[...]
    while let paint = rest.first?.paint {
      let run = rest.prefix { $0.paint == paint }
      output += paint.applied(to: run.map(\.text).joined())
      rest = rest.dropFirst(run.count)
    }
    return output
  }
}
