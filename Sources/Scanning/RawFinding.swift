import Findings

/// A match as a worker found it: in a content, not yet in an image.
struct RawFinding: Sendable {
  var record: ContentRecord
  var chunk: Int
  /// Index of the rule.
  var rule: Int
  /// The secret's place in the content, in bytes.
  var span: Range<Int>
  /// Newlines in the chunk before the secret, and within it.
  var newlinesBefore: Int
  var newlinesWithin: Int
  /// Offset in the content of the start of the line that the secret begins, or ends, in; nil where that line
  /// began before the chunk.
  var lineStart: Int?
  var endLineStart: Int?
  var fingerprint: String
  var secret: Secret
  /// The secret in clear, to mask it in instructions and paths; never reported. Empty where it is long.
  var clear: [UInt8]
  var severity: Severity
  var confidence: Confidence
  var verification: Verification
  var detail: String?
  /// Whether the secret stands there encoded.
  var isDecoded = false
  /// The other parts of the credential: the id that goes with a key.
  var parts: [RawFinding] = []

  /// Longer secrets are not kept in clear.
  static let clearLimit = 256
}
