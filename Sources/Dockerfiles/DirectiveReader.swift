/// Reads parser directives: `# name=value` lines at the top, until the first line that is none.
struct DirectiveReader {
  enum Outcome {
    case new(ParserDirective)
    case duplicate(String)
  }

  private(set) var found: [ParserDirective] = []
  /// Whether a line has ended the directives.
  private(set) var isDone = false

  /// Looks at a line that has no white space before it.
  mutating func read(
    _ source: [UInt8], _ content: Range<Int>, span: SourceSpan, lines: LineTable
  ) -> Outcome? {
    guard let (name, value) = Self.match(source, content), ["syntax", "escape", "check"].contains(name) else {
      isDone = true
      return nil
    }
    if found.contains(where: { $0.name == name }) { return .duplicate(name) }
    let word = Word(text: SourceText(source, value), span: lines.span(value))
    let directive = ParserDirective(name: name, value: word, span: span)
    found.append(directive)
    return .new(directive)
  }

  /// `#`, white space, `([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$`; the name comes in lower case.
  private static func match(_ source: [UInt8], _ content: Range<Int>) -> (String, Range<Int>)? {
    guard let first = content.first, source[first] == UInt8(ascii: "#") else { return nil }
    let rest = Blanks.trimmedStart(source, first + 1..<content.upperBound)
    var index = rest.lowerBound
    while index < rest.upperBound, isNameByte(source[index], isFirst: index == rest.lowerBound) { index += 1 }
    guard index > rest.lowerBound, index - rest.lowerBound <= 32 else { return nil }
    let name = String(decoding: source[rest.lowerBound..<index], as: UTF8.self).lowercased()
    while index < rest.upperBound, isSpace(source[index]) { index += 1 }
    guard index < rest.upperBound, source[index] == UInt8(ascii: "=") else { return nil }
    let behind = index + 1
    index = behind
    while index < rest.upperBound, isSpace(source[index]) { index += 1 }
    var end = rest.upperBound
    while end > index, isSpace(source[end - 1]) { end -= 1 }
    // Nothing but white space: the expression takes its last character for the value.
    if index == end {
      guard rest.upperBound > behind else { return nil }
      return (name, rest.upperBound - 1..<rest.upperBound)
    }
    return (name, index..<end)
  }

  private static func isNameByte(_ byte: UInt8, isFirst: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): !isFirst
    default: false
    }
  }

  /// `\s` of Go's regular expressions.
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }
}
