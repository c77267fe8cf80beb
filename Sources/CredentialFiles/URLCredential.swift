/// The userinfo of a URL (RFC 3986, section 3.2.1): `scheme://user:password@host`.
struct URLCredential {
  /// The user as written, percent-encoded; may be empty.
  var user: Range<Int>
  /// The password as written; nil where only a user stands before the `@`.
  var password: Range<Int>?
  /// Host and port.
  var host: Range<Int>
  /// Where the URL ends or, at the latest, its authority.
  var end: Int

  /// The first URL with userinfo in `range` of `bytes`.
  static func first(in bytes: [UInt8], _ range: Range<Int>) -> URLCredential? {
    var start = range.lowerBound
    while let separator = bytes.indexOf("://", in: start..<range.upperBound) {
      let authority = separator + 3
      var end = authority
      var at: Int?
      while end < range.upperBound, bytes[end].isGraphic || bytes[end] >= 0x80, !stops.contains(bytes[end]) {
        if bytes[end] == .at { at = end }
        end += 1
      }
      start = end
      guard let at, separator > range.lowerBound, bytes[separator - 1].isWordByte, at > authority else {
        continue
      }
      let host = at + 1..<end
      guard !host.isEmpty else { continue }
      if let colon = bytes.index(of: .colon, in: authority..<at) {
        return URLCredential(user: authority..<colon, password: colon + 1..<at, host: host, end: end)
      }
      return URLCredential(user: authority..<at, password: nil, host: host, end: end)
    }
    return nil
  }

  private static let stops: Set<UInt8> = [
    .slash, UInt8(ascii: "?"), .hash, .doubleQuote, .quote, UInt8(ascii: "<"), UInt8(ascii: ">"),
    UInt8(ascii: "`"), .backslash,
  ]

  /// `text` with its percent escapes undone; nil where there are none.
  static func percentDecoded(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.contains(UInt8(ascii: "%")) else { return nil }
    let bytes = Array(text)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = bytes[index + 1].hexValue,
        let low = bytes[index + 2].hexValue
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return decoded
  }
}
