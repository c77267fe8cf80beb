/// A block between `-----BEGIN …-----` and `-----END …-----`: PEM (RFC 7468, RFC 1421), OpenPGP's armor
/// (RFC 9580, section 6.2), SSH2 (RFC 4716).
struct ArmoredText: Sendable {
  /// What stands after `BEGIN`.
  var label: String
  /// Lines `Name: value` before the body.
  var headers: [(name: String, value: String)]
  /// The body's characters, without white space.
  var body: [UInt8]
  /// OpenPGP's checksum, the four characters after `=`.
  var checksum: [UInt8]?
  /// Whether the line `END` was met.
  var isComplete: Bool

  /// The first block of `text` whose label says that it is a private key.
  init?(privateKeyIn text: [UInt8]) {
    var start = text.startIndex
    for _ in 0..<8 {
      guard
        let begin = text.firstIndex(of: Array("-- BEGIN ".utf8), within: start..<text.count)
          ?? text.firstIndex(of: Array("--BEGIN ".utf8), within: start..<text.count)
      else { return nil }
      let afterDashes = text[begin...].drop { $0 == UInt8(ascii: "-") || $0 == 0x20 }.dropFirst(6)
      let name = afterDashes.prefix(64).prefix { $0 != UInt8(ascii: "-") }
      start = name.endIndex
      guard start < text.count, text[start] == UInt8(ascii: "-") else { continue }
      label = String(decoding: name, as: UTF8.self)
      while label.hasSuffix(" ") { label.removeLast() }
      guard label.contains("PRIVATE KEY") else { continue }
      (headers, body, checksum, isComplete) = ArmoredText.read(text[start...])
      return
    }
    return nil
  }

  private static func read(
    _ text: ArraySlice<UInt8>
  ) -> (headers: [(String, String)], body: [UInt8], checksum: [UInt8]?, isComplete: Bool) {
    let content = text.drop { $0 == UInt8(ascii: "-") }
    var headers: [(String, String)] = []
    var body: [UInt8] = []
    var checksum: [UInt8]?
    var continues = false
    for line in QuotedLines.split(content) {
      if line.starts(with: Array("----".utf8))
        || line.firstIndex(of: Array("-----END".utf8), within: line.indices) != nil
      {
        return (headers, body + tail(of: line), checksum, true)
      }
      if continues {
        continues = line.last == UInt8(ascii: "\\")
      } else if body.isEmpty, let colon = line.firstIndex(of: UInt8(ascii: ":")), headers.count < 16 {
        let value = line[(colon + 1)...].drop { $0 == 0x20 }
        headers.append(
          (String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)))
        continues = line.last == UInt8(ascii: "\\")
      } else if line.count == 5, line.first == UInt8(ascii: "=") {
        checksum = Array(line.dropFirst())
      } else {
        body += line.filter { $0 > 0x20 }
      }
    }
    return (headers, body, checksum, false)
  }

  /// What stands before `-----END` in a block written on one line.
  private static func tail(of line: [UInt8]) -> [UInt8] {
    guard let end = line.firstIndex(of: Array("-----END".utf8), within: line.indices) else { return [] }
    return line[..<end].filter { $0 > 0x20 }
  }

  /// The value of a header, by name.
  func header(_ name: String) -> String? {
    headers.first { $0.name == name }?.value
  }
}
