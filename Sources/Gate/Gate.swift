public import Findings

/// Decides what a report means for a pipeline.
public struct Gate: Sendable {
  /// Findings at or above this severity fail.
  public var threshold: Severity
  /// Whether findings in the base image's layers do not fail.
  public var ignoresBase: Bool

  /// A gate that fails at `threshold` and above.
  public init(threshold: Severity, ignoresBase: Bool = false) {
    self.threshold = threshold
    self.ignoresBase = ignoresBase
  }

  /// `report` with its verdict: `pass` only where all was read and nothing reaches the threshold.
  public func judge(_ report: Report) -> Report {
    var report = report
    report.threshold = threshold
    report.failing = failures(in: report)
    report.verdict = report.status == .complete && failures(in: report) == 0 ? .pass : .fail
    return report
  }

  /// Findings of `report` at or above the threshold that nobody answers for.
  public func failures(in report: Report) -> Int {
    report.findings.count {
      $0.severity >= threshold && $0.waiver == nil && !(ignoresBase && $0.origin == .base)
    }
  }

  /// What the process should end with for these reports.
  public func exitCode(for reports: [Report]) -> GateExitCode {
    if reports.contains(where: { $0.status == .incomplete }) { return .incomplete }
    return reports.contains { failures(in: $0) > 0 } ? .findings : .clean
  }
}

/// Exit codes of the command.
public enum GateExitCode: Int32, Sendable {
  /// Everything was read, and nothing reaches the threshold.
  case clean = 0
  /// Findings at or above the threshold.
  case findings = 1
  /// The scan is incomplete or failed: it proves nothing.
  case incomplete = 2
  /// The command line is wrong (`EX_USAGE` of sysexits.h).
  case usage = 64
}
