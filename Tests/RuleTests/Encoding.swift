import FoundationEssentials

/// A way in which files hold text encoded, and a place in which it stands so.
struct Encoding: Sendable {
  var name: String
  /// The file that holds a text so.
  var file: @Sendable (_ text: String) -> [UInt8]

  static let all: [Encoding] = [
    Encoding(name: "base64") { line("data: ", Array(base64($0).utf8)) },
    Encoding(name: "URL-safe base64") { text in
      line(
        "state=",
        base64(text).utf8.compactMap { byte in
          switch byte {
          case UInt8(ascii: "+"): UInt8(ascii: "-")
          case UInt8(ascii: "/"): UInt8(ascii: "_")
          case UInt8(ascii: "="): nil
          default: byte
          }
        })
    },
    Encoding(name: "wrapped base64") { text in
      let encoded = Array(base64("# settings of the service\n\(text)\n# and no more below this line\n").utf8)
      let lines = stride(from: 0, to: encoded.count, by: 64).map {
        Array(encoded[$0..<min($0 + 64, encoded.count)])
      }
      return Array("-----BEGIN DATA-----\n".utf8) + lines.joined(separator: [0x0a])
        + Array("\n-----END DATA-----\n".utf8)
    },
    Encoding(name: "base64 twice") { line("x: ", Array(base64("data: " + base64($0)).utf8)) },
    Encoding(name: "hexadecimal") { text in line("payload=", text.utf8.flatMap { hexadecimal($0) }) },
    Encoding(name: "percent signs") { text in
      line("https://app.internal/cb?state=", text.utf8.flatMap { Array("%".utf8) + hexadecimal($0) })
    },
    Encoding(name: "UTF-16LE") { text in
      [0xff, 0xfe] + "LOG=1\r\n\(text)\r\nPORT=1\r\n".utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    },
    Encoding(name: "UTF-16BE") { text in
      [0xfe, 0xff] + "LOG=1\r\n\(text)\r\nPORT=1\r\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    },
    Encoding(name: "escapes of C") { text in
      line(#"char s[] = ""#, text.utf8.flatMap { Array(#"\x"#.utf8) + hexadecimal($0) }, #"";"#)
    },
    Encoding(name: "escapes of JSON") { text in
      line(#"{"v": ""#, text.utf8.flatMap { Array(#"\u00"#.utf8) + hexadecimal($0) }, #""}"#)
    },
    Encoding(name: "references of XML") { text in
      line("<v>", text.utf8.flatMap { Array("&#x".utf8) + hexadecimal($0) + [UInt8(ascii: ";")] }, "</v>")
    },
    Encoding(name: "bytes in an array") { text in
      let bytes = text.utf8.map { Array("0x".utf8) + hexadecimal($0) }
      return line("var k = []byte{", Array(bytes.joined(separator: ", ".utf8)), "}")
    },
    Encoding(name: "strings joined by +") { parts($0, joinedBy: #"" + ""#) },
    Encoding(name: "strings on several lines") { parts($0, joinedBy: "\"\n    \"") },
  ]

  private static func line(_ before: String, _ bytes: [UInt8], _ after: String = "") -> [UInt8] {
    Array(before.utf8) + bytes + Array((after + "\n").utf8)
  }

  private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  /// A string literal in two parts, cut after three fifths of the text.
  private static func parts(_ text: String, joinedBy seam: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    let cut = bytes.count * 3 / 5
    return line(#"var s = ""#, literal(bytes[..<cut]) + Array(seam.utf8) + literal(bytes[cut...]), #"";"#)
  }

  private static func literal(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "\""): [UInt8(ascii: "\\"), byte]
      case 0x0a: Array(#"\n"#.utf8)
      case 0x0d: Array(#"\r"#.utf8)
      case 0x09: Array(#"\t"#.utf8)
      default: [byte]
      }
    }
  }
}
