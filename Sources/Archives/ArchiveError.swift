/// Why bytes could not be read.
public struct ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of fault it is.
  public enum Kind: Sendable, Hashable {
    /// The input ends before the format says it should.
    case truncated
    /// The input breaks its format, or a checksum in it fails.
    case corrupt
    /// The content is encrypted.
    case encrypted
    /// A limit of the configuration was reached.
    case limit
    /// The format, or a feature of it, is not supported.
    case unsupported
    /// The operating system refused.
    case system
  }

  /// The kind of fault.
  public var kind: Kind
  /// What happened, for the report.
  public var reason: String
  /// Bytes of the input read when it happened.
  public var offset: Int?

  /// Makes one of its parts.
  public init(_ kind: Kind, _ reason: String, offset: Int? = nil) {
    self.kind = kind
    self.reason = reason
    self.offset = offset
  }

  /// The whole message.
  public var description: String {
    if let offset { return "\(reason) (at byte \(offset))" }
    return reason
  }
}
