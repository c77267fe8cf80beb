/// Untrusted text in Markdown as GitHub and GitLab have it.
enum MarkdownText {
  /// `text`, escaped for a terminal, with every character that means something to Markdown or HTML as a character
  /// reference: no markup, no link, no table cell can be made of it, and no name is mentioned.
  static func escaped(_ text: String) -> String {
    var output: [UInt8] = []
    let bytes = Array(StyledText(text).plain.utf8)
    output.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "@"):
        // References are resolved before mentions are looked for: a blank of no width keeps the name apart.
        output += "&#64;&#8203;".utf8
      case 0x20..<0x7f where index == 0 && !isLetter(byte):
        // At the start of a line, digits and hyphens begin lists, blanks a block of code.
        output += "&#\(byte);".utf8
      case UInt8(ascii: "."):
        // `www.` begins a link by itself.
        let before = bytes[max(0, index - 3)..<index]
        let isWeb = before.count == 3 && before.allSatisfy { $0 | 0x20 == UInt8(ascii: "w") }
        output += isWeb ? "&#46;".utf8 : ".".utf8
      case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: ";"), UInt8(ascii: "%"), UInt8(ascii: "?"):
        output.append(byte)
      case 0x21..<0x30, 0x3a..<0x41, 0x5b..<0x61, 0x7b..<0x7f:
        output += "&#\(byte);".utf8
      default:
        output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }

  /// The same as code, in which hosts look for no mentions and references. Spans of backticks would need a fence
  /// longer than any in the text, and would break table cells.
  static func code(_ text: String) -> String {
    text.isEmpty ? "" : "<code>" + escaped(text) + "</code>"
  }
}
