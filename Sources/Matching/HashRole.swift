/// Tells digests that stand where a digest is expected from keys of the same shape.
package enum HashRole {
  private static let words: [[UInt8]] = [
    "sha1", "sha256", "sha-256", "sha384", "sha512", "sha-512", "md5", "checksum", "digest", "integrity",
    "commit", "revision", "etag", "\"reference\"", "shasum", "blake2", "fingerprint", "thumbprint", "git+",
    "@sha", "hash", "crc",
    "nonce", "trace_id", "trace-id", "traceid", "span_id", "span-id", "request_id", "request-id", "requestid",
    "correlation", "cache_key", "cache-key", "cachekey",
  ].map { Array($0.utf8) }

  /// Whether the text between a provider's name and a value says that the value is a digest.
  package static func isNamed(in gap: some Collection<UInt8>) -> Bool {
    let lower = gap.map { 0x41 <= $0 && $0 <= 0x5a ? $0 | 0x20 : $0 }
    return words.contains { ASCII.contains($0, in: lower) }
  }

  /// Whether a digest's role stands just before `offset`: the name of a provider then is part of the digest.
  package static func isNamed(before offset: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    let start = max(0, offset - 8)
    return ["sha1", "sha256", "sha384", "sha512"].contains { role in
      [UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: ":")].contains { mark in
        bytes[start..<offset].reversed().starts(with: [mark] + role.utf8.reversed())
      }
    }
  }

  /// Whether `value` opens a line that goes on with other text, as a checksum does in a list of checksums and an
  /// object id in a log: what it belongs to stands after it, not on the line above.
  package static func isListed(_ value: Range<Int>, of bytes: UnsafeRawBufferPointer) -> Bool {
    let isHex = bytes[value].allSatisfy { ASCII.isDigit($0) || (0x61...0x66).contains($0) }
    guard isHex, value.count >= 32, value.lowerBound > 0, bytes[value.lowerBound - 1] == 0x0a else {
      return false
    }
    let next = value.upperBound
    return next + 1 < bytes.count && bytes[next] == 0x20 && bytes[next + 1] > 0x0d
  }

  /// Whether what stands just before `offset` is encoded data, in which a short name turns up by chance.
  package static func isInsideBlob(_ offset: Int, of bytes: UnsafeRawBufferPointer) -> Bool {
    var start = offset
    var digits = 0
    var capitals = 0
    var lowers = 0
    while start > 0, offset - start < 48 {
      let byte = bytes[start - 1]
      if ASCII.isDigit(byte) {
        digits += 1
      } else if ASCII.isUpper(byte) {
        capitals += 1
      } else if ASCII.isLower(byte) {
        lowers += 1
      } else if !"+_-".utf8.contains(byte) {
        break
      }
      start -= 1
    }
    return offset - start >= 12 && digits > 1 && capitals > 2 && lowers > 2
  }
}
