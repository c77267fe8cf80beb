@testable import Matching

/// What a decoder makes of `content`, in the order in which it comes.
func decode(_ content: [UInt8], budget: Int = 1 << 20) -> [DecodedText] {
  var decoder = ContentDecoder()
  var budget = budget
  var texts: [DecodedText] = []
  content.withUnsafeBytes { decoder.decode($0, budget: &budget) { texts.append($0) } }
  return texts
}

func decode(_ content: String) -> [DecodedText] { decode(Array(content.utf8)) }

extension DecodedText {
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The part of `content` that holds `word`, which is decoded; nil where it is not.
  func encoded(_ word: String, in content: [UInt8]) -> String? {
    let word = Array(word.utf8)
    guard word.count <= bytes.count else { return nil }
    for start in 0...(bytes.count - word.count) where Array(bytes[start..<start + word.count]) == word {
      let range = sourceRange(of: start..<start + word.count)
      guard range.lowerBound >= 0, range.upperBound <= content.count else { return nil }
      return String(decoding: content[range], as: UTF8.self)
    }
    return nil
  }

  func encoded(_ word: String, in content: String) -> String? { encoded(word, in: Array(content.utf8)) }
}

/// Encoders for content of tests.
enum Encoded {
  static func base64(_ bytes: some Sequence<UInt8>, urlSafe: Bool = false, padded: Bool = true) -> String {
    let marks = urlSafe ? "-_" : "+/"
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(marks)".utf8)
    var text: [UInt8] = []
    var buffer = 0
    var bits = 0
    for byte in bytes {
      buffer = buffer << 8 & 0xffff | Int(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(alphabet[buffer >> bits & 63])
      }
    }
    if bits > 0 { text.append(alphabet[buffer << (6 - bits) & 63]) }
    while padded, text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
    return String(decoding: text, as: UTF8.self)
  }

  static func base64(_ text: String, urlSafe: Bool = false, padded: Bool = true) -> String {
    base64(text.utf8, urlSafe: urlSafe, padded: padded)
  }

  /// `text` in lines of `width`, with `separator` between them.
  static func wrapped(_ text: String, at width: Int, _ separator: String) -> String {
    var lines: [Substring] = []
    var rest = text[...]
    while !rest.isEmpty {
      lines.append(rest.prefix(width))
      rest = rest.dropFirst(width)
    }
    return lines.joined(separator: separator)
  }

  static func hex(_ text: String, prefix: String = "", separator: String = "", upper: Bool = false) -> String
  {
    text.utf8.map { byte in
      let digits = String(byte, radix: 16, uppercase: upper)
      return prefix + (digits.count < 2 ? "0" : "") + digits
    }.joined(separator: separator)
  }

  static func utf16(_ text: String, bigEndian: Bool = false) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
      return bigEndian ? bytes.reversed() : bytes
    }
  }
}

extension SplitMix {
  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}
