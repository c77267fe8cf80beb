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
  /// The rule's, or what a check replaced it by.
  public var severity: Severity
  /// The rule's, or what a check made of it.
  public var confidence: Confidence
  /// What was checked.
  public var verification: Verification
  /// What a check learned; never the secret.
  public var detail: String?
  /// Whether the secret was found in what the piece decodes to.
  public var isDecoded = false
}

/// Bytes to be matched: a content, or one chunk of a large one.
public struct ContentPiece {
  /// The path that rules with a path condition see; empty where there is none.
  public var path: String
  /// The bytes to search.
  public var bytes: UnsafeRawBufferPointer
  /// Matches that start in here belong to this piece; the others to its neighbours, which overlap it.
  public var owned: Range<Int>
  /// Whether the piece begins the content.
  public var isFirst: Bool
  /// What was learned of the whole piece, so that each is looked through once.
  let memory = PieceMemory()

  /// Makes one of its parts.
  public init(path: String, bytes: UnsafeRawBufferPointer, owned: Range<Int>, isFirst: Bool) {
    self.path = path
    self.bytes = bytes
    self.owned = owned
    self.isFirst = isFirst
  }
}
