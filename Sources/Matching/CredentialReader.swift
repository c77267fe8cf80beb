public import Findings

/// A file as a credential reader is shown it.
public struct FileView: Sendable {
  /// The path in its layer, folder or archive, without a leading slash.
  public let path: String
  /// The last component of `path`.
  public let name: String
  /// The content, or one piece of it where the file is larger than a chunk; pieces begin at a line's start.
  public let bytes: [UInt8]
  /// Whether the path is one that the reader's rule names. False where only the content spoke for it:
  /// then the reader should ask more of the content.
  public let isNamed: Bool

  /// Makes one of its parts.
  public init(path: String, bytes: [UInt8], isNamed: Bool) {
    self.path = path
    self.name = path.split(separator: "/").last.map(String.init) ?? path
    self.bytes = bytes
    self.isNamed = isNamed
  }
}

/// One secret that a reader found.
public struct Credential: Sendable, Equatable {
  /// Byte offsets of the secret in the file's `bytes`, exact, without quotes.
  public var secret: Range<Int>
  /// The secret itself, where it stands encoded in the file (base64 `auth` of a docker configuration).
  public var decoded: [UInt8]?
  /// Replaces the rule's severity: a weak hash is worse than a strong one, an encrypted key less than a plain one.
  public var severity: Severity?
  /// Replaces the rule's confidence.
  public var confidence: Confidence?
  /// What the reader checked.
  public var verification: Verification
  /// What the reader learned, for the reader of the report: user, host, hash scheme and cost. Never the secret.
  public var detail: String?

  /// Makes one of its parts.
  public init(
    secret: Range<Int>, decoded: [UInt8]? = nil, severity: Severity? = nil, confidence: Confidence? = nil,
    verification: Verification = .none, detail: String? = nil
  ) {
    self.secret = secret
    self.decoded = decoded
    self.severity = severity
    self.confidence = confidence
    self.verification = verification
    self.detail = detail
  }
}

/// Reads one kind of credential file, whose secrets no regular expression can tell.
///
/// The rule that names the reader says which files it is shown: by `path`, and by `regex`, a marker in the
/// content, so that a renamed file is found. The reader decides on the content alone whether it really is one.
public protocol CredentialReader: Sendable {
  /// The name by which rules refer to it (`reader = "htpasswd"`).
  var name: String { get }
  /// The secrets in `file`, in order; none where the file is something else.
  func credentials(in file: FileView) -> [Credential]
}
