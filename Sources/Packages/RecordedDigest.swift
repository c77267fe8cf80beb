/// Digests as databases write them.
enum RecordedDigest {
  /// The bytes of hexadecimal digits, nil where they are none.
  static func hexadecimal(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count.isMultiple(of: 2), text.count <= 2 * DigestAlgorithm.sha512.byteCount else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2)
    var high: UInt8?
    for byte in text {
      guard let digit = digit(byte) else { return nil }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return bytes
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// The bytes of Base64 in either alphabet, padded or not (RFC 4648, sections 4 and 5); nil where it is none.
  static func base64(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count <= 2 * DigestAlgorithm.sha512.byteCount else { return nil }
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    var padding = 0
    for byte in text {
      let value: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      case UInt8(ascii: "="):
        padding += 1
        continue
      default: return nil
      }
      guard padding == 0 else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return padding <= 2 && count < 6 ? bytes : nil
  }

  /// A digest with its hash function's name before it: `sha256=…` in Base64 of the URL alphabet
  /// (Python packaging, "Recording installed projects", The RECORD file).
  static func named(_ text: ArraySlice<UInt8>) -> FileDigest? {
    guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let algorithm: DigestAlgorithm
    switch String(decoding: text[..<equals].prefix(8), as: UTF8.self) {
    case "sha256": algorithm = .sha256
    case "sha384": algorithm = .sha384
    case "sha512": algorithm = .sha512
    default: return nil
    }
    guard let bytes = base64(text[(equals + 1)...]), bytes.count == algorithm.byteCount else { return nil }
    return FileDigest(algorithm: algorithm, bytes: bytes)
  }
}
