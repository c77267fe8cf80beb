import FoundationEssentials

/// The circumstances of a run that some formats ask for and the model of a report does not hold.
public struct ReportRun: Sendable {
  /// When the run began, in seconds since 1970, UTC.
  public var started: Int
  /// When it ended, in seconds since 1970, UTC.
  public var finished: Int
  /// The commit that the pipeline builds, where it says so.
  public var commit: String?

  /// A run between two points in time.
  public init(started: Int, finished: Int, commit: String? = nil) {
    self.started = started
    self.finished = max(started, finished)
    self.commit = commit
  }

  /// `2026-01-28T03:26:02`: ISO 8601 in UTC without the zone, as GitLab's schema and JUnit's have it.
  static func stamp(_ seconds: Int) -> String {
    // Years of four digits only: both schemas refuse others.
    let bounded = min(max(0, seconds), 253_402_300_799)
    let text = Date(timeIntervalSince1970: Double(bounded)).formatted(.iso8601)
    return text.hasSuffix("Z") ? String(text.dropLast()) : text
  }
}
