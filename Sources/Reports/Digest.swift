/// Digests and fingerprints, as short as Docker and Git show them.
enum Digest {
  /// Digits kept.
  static let digits = 12

  /// `sha256:9f86d081884c` of a digest, the first digits of another fingerprint.
  static func short(_ digest: String) -> String {
    guard let colon = digest.lastIndex(of: ":") else { return String(digest.prefix(digits)) }
    return String(digest[...colon]) + digest[digest.index(after: colon)...].prefix(digits)
  }
}
