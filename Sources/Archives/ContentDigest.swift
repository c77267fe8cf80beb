/// Digests as images write them.
public enum ContentDigest {
  /// `sha256:` and the digits of a computed SHA-256 (OCI image specification, "Digests").
  public static func text(ofSHA256 bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let hex = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return "sha256:" + String(decoding: hex, as: UTF8.self)
  }
}
