public import Findings

/// One secret in one piece of content.
public struct Match: Sendable {
  /// Index of the rule in the engine's `rules`.
  public var rule: Int
  /// The whole match, in bytes of the piece.
  public var span: Range<Int>
  /// The secret, in bytes of the piece.
  public var secret: Range<Int>
  /// The secret itself, where it stands encoded.
  public var decoded: [UInt8]?
  public var severity: Severity
  public var confidence: Confidence
  public var verification: Verification
  public var detail: String?
}

/// Bytes to be matched: a content, or one chunk of a large one.
public struct ContentPiece {
  /// The path that rules with a path condition see; empty where there is none.
  public var path: String
  public var bytes: UnsafeRawBufferPointer
  /// Matches that start in here belong to this piece; the others to its neighbours, which overlap it.
  public var owned: Range<Int>
  /// Whether the piece begins the content.
  public var isFirst: Bool

  public init(path: String, bytes: UnsafeRawBufferPointer, owned: Range<Int>, isFirst: Bool) {
    self.path = path
    self.bytes = bytes
    self.owned = owned
    self.isFirst = isFirst
  }
}
