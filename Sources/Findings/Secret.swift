/// A secret as reports may show it: redacted from birth, so that no later stage can leak it.
public struct Secret: Sendable, Hashable, Codable {
  /// First and last characters round an ellipsis; never more than a quarter of the secret.
  public let redacted: String
  /// Length of the whole secret in bytes.
  public let length: Int
  /// The secret in clear, kept only where the user asked for it with `--show-secrets`.
  public let clear: String?

  /// Redacts `bytes`. Characters that are not printable ASCII are shown as `?`.
  ///
  /// - Parameter keepClear: keep the whole secret as well, for `--show-secrets`.
  public init(redacting bytes: some Collection<UInt8>, keepClear: Bool = false) {
    length = bytes.count
    redacted = Secret.redact(bytes)
    clear = keepClear ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// The same without the secret in clear.
  public var withoutClear: Secret { Secret(redacted: redacted, length: length) }

  private init(redacted: String, length: Int) {
    self.redacted = redacted
    self.length = length
    clear = nil
  }

  /// How many characters may show at each end: none below 8 bytes, at most 4.
  static func shown(of length: Int) -> Int {
    length < 8 ? 0 : min(4, length / 8)
  }

  private static func redact(_ bytes: some Collection<UInt8>) -> String {
    let shown = shown(of: bytes.count)
    return printable(bytes.prefix(shown)) + "…" + printable(bytes.suffix(shown))
  }

  private static func printable(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: bytes.map { 0x20 < $0 && $0 < 0x7f ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }
}
