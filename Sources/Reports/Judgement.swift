import Findings

/// Which findings of a report fail, told from the report alone.
struct Judgement {
  let threshold: Severity
  /// Whether the gate let findings in the base image pass (`--ignore-base`): the report counts fewer failing
  /// findings than reach the threshold.
  private let ignoresBase: Bool

  init(_ report: Report) {
    let threshold = report.threshold ?? .medium
    self.threshold = threshold
    let reaching = report.findings.count { $0.severity >= threshold && $0.waiver == nil }
    ignoresBase = report.failing.map { $0 < reaching } ?? false
  }

  func fails(_ finding: Finding) -> Bool {
    finding.severity >= threshold && finding.waiver == nil && !(ignoresBase && finding.origin == .base)
  }
}
