/// The lines of a text that stands inside other text: a string of JSON, YAML, XML or source code.
enum QuotedLines {
  /// Nothing longer is looked at; a key of 16,384 bits has 13,000 characters.
  static let limit = 1 << 16

  /// Splits `text` at real and escaped line breaks, without what its surroundings add to each line.
  static func split(_ text: some Collection<UInt8>) -> [[UInt8]] {
    unescape(Array(text.prefix(limit))).split { $0 == 0x0a || $0 == 0x0d }.map(trim)
  }

  /// Turns `\n`, `\\r`, `\u000a`, `&#10;` into line breaks, `\/` into `/`, and joins concatenated strings.
  private static func unescape(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\\"):
        while index < text.count, text[index] == byte { index += 1 }
        index += escape(text[index...], into: &result)
      case UInt8(ascii: "&"):
        let entity = lineBreakEntities.first { text[index...].starts(with: $0) }
        result.append(entity == nil ? byte : 0x0a)
        index += entity?.count ?? 1
      case _ where isQuote(byte):
        index = endOfSeam(text, from: index + 1)
        result.append(0x0a)
      default:
        result.append(byte)
        index += 1
      }
    }
    return result
  }

  private static let lineBreakEntities = ["&#10;", "&#13;", "&#xA;", "&#xD;", "&#xa;", "&#xd;"].map {
    Array($0.utf8)
  }
  private static let controlEscapes = ["u000a", "u000d", "u000A", "u000D", "x0a", "x0d", "x0A", "x0D"]
    .map { Array($0.utf8) }

  /// What follows backslashes; returns how many bytes of it were taken.
  private static func escape(_ text: ArraySlice<UInt8>, into result: inout [UInt8]) -> Int {
    guard let byte = text.first else { return 0 }
    switch byte {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      result.append(0x0a)
      return 1
    case UInt8(ascii: "/"):
      result.append(byte)
      return 1
    case UInt8(ascii: "\""), UInt8(ascii: "'"), 0x0a, 0x0d:
      return 0
    default:
      if let control = controlEscapes.first(where: { text.starts(with: $0) }) {
        result.append(0x0a)
        return control.count
      }
      result.append(UInt8(ascii: "\\"))
      return 0
    }
  }

  /// Where text goes on after a quote: behind the next one, if only what joins strings stands between.
  private static func endOfSeam(_ text: [UInt8], from start: Int) -> Int {
    let joints = Set("+.,&()\\ \t\r\n".utf8)
    var index = start
    while index < min(text.count, start + 64) {
      if isQuote(text[index]) { return index + 1 }
      guard joints.contains(text[index]) else { break }
      index += 1
    }
    return start
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }

  /// Takes off indentation, comment and quotation marks, and commas at the end.
  private static func trim(_ line: ArraySlice<UInt8>) -> [UInt8] {
    let leading = Set(" \t#>|*;".utf8)
    let trailing = Set(" \t,;".utf8)
    var trimmed = line.drop { leading.contains($0) }
    while let last = trimmed.last, trailing.contains(last) { trimmed.removeLast() }
    return Array(trimmed)
  }
}
