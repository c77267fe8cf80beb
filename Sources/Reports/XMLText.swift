/// Untrusted text in XML 1.0 (https://www.w3.org/TR/xml/#charsets).
enum XMLText {
  /// `text` for content and attribute values: control characters, line breaks with them, and whatever else a terminal
  /// would not show are written as `\u{1b}`, markup as references. What XML does not allow is among these.
  static func escaped(_ text: String, columns: Int) -> String {
    markup(StyledText(text, shortenedTo: columns).plain)
  }

  /// `text`, which was escaped for a terminal before, with markup as references.
  static func markup(_ text: String) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): output += "&amp;".utf8
      case UInt8(ascii: "<"): output += "&lt;".utf8
      case UInt8(ascii: ">"): output += "&gt;".utf8
      case UInt8(ascii: "\""): output += "&quot;".utf8
      case UInt8(ascii: "'"): output += "&apos;".utf8
      default: output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
