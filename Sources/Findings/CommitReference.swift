/// The commit that brought a secret in.
public struct CommitReference: Sendable, Hashable, Codable {
  /// Its whole id.
  public var id: String
  /// When its author made it, in UTC (RFC 3339); nil where it does not say.
  public var date: String?
  /// The first line of its message, secrets redacted.
  public var subject: String

  /// Makes one of its parts.
  public init(id: String, date: String?, subject: String) {
    self.id = id
    self.date = date
    self.subject = subject
  }
}

extension CommitReference: Comparable {
  /// The order of reports: the oldest first.
  public static func < (a: CommitReference, b: CommitReference) -> Bool {
    (a.date ?? "", a.id) < (b.date ?? "", b.id)
  }
}
