/// One entry of an image's history.
public struct HistoryStep: Sendable, Hashable {
  /// As a Dockerfile would have it; empty where the builder left it out.
  public var text: String
  /// `RUN`, `COPY`, …; empty where it cannot be told.
  public var verb: String
  /// `NAME=value` of `ENV`, `ARG` and `LABEL`.
  public var assignments: [String]
  /// The layer that it made, from 0; nil for none.
  public var layer: Int?

  /// Makes one of its parts.
  public init(text: String, verb: String, assignments: [String] = [], layer: Int?) {
    self.text = text
    self.verb = verb
    self.assignments = assignments
    self.layer = layer
  }
}
