import Crypto

/// SHA-256 (FIPS 180-4) as plain bytes.
enum SHA256Bytes {
  /// The digest of `bytes`.
  static func digest(_ bytes: some Collection<UInt8>) -> [UInt8] {
    Array(SHA256.hash(data: Array(bytes)))
  }
}
