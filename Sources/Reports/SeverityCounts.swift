import Findings

/// How many findings there are of each severity.
struct SeverityCounts {
  private var counts: [Severity: Int] = [:]

  init(_ findings: [Finding]) {
    for finding in findings { counts[finding.severity, default: 0] += 1 }
  }

  subscript(severity: Severity) -> Int { counts[severity] ?? 0 }

  var total: Int { counts.values.reduce(0, +) }

  /// Severities that occur, the worst first.
  var severities: [Severity] { Severity.allCases.sorted(by: >).filter { self[$0] > 0 } }

  /// `1 critical, 2 high, 0 medium, 0 low, 3 info`; without the zeros unless asked for.
  func styled(zeros: Bool) -> StyledText {
    var text = StyledText()
    for severity in zeros ? Severity.allCases.sorted(by: >) : severities {
      if !text.isEmpty { text += StyledText(", ") }
      let count = self[severity]
      text += StyledText(
        "\(Quantity.grouped(count)) \(severity.rawValue)", count == 0 ? .faint : .severity(severity))
    }
    return text
  }
}
