/// A Dockerfile read as BuildKit reads it: the instructions that could be read, and what is wrong with the
/// rest.
public struct Dockerfile: Sendable {
  /// The bytes that were read.
  public let source: [UInt8]
  /// The parser directives at the top, in their order.
  public let directives: [ParserDirective]
  /// The escape character: a backslash, or a backtick if a directive says so.
  public let escape: UInt8
  /// In their order; one that is wrong is here too, as far as it could be read.
  public let instructions: [Instruction]
  /// Every comment line outside heredocs, those inside continued instructions with them.
  public let comments: [Comment]
  /// What BuildKit would refuse, in the order of the file. BuildKit stops at the first.
  public let errors: [DockerfileError]
  /// Empty lines inside a continued instruction (BuildKit's NoEmptyContinuation).
  public let emptyContinuations: [SourceSpan]
  let lines: LineTable

  /// Where a stretch of the file stands.
  public func span(_ offsets: Range<Int>) -> SourceSpan { lines.span(offsets) }

  /// Where a part of a text stands; the whole text without a part.
  public func span(of text: SourceText, _ part: Range<Int>? = nil) -> SourceSpan {
    lines.span(part.map { text.sourceRange($0) } ?? text.sourceRange)
  }

  /// The line and column of an offset into the file.
  public func position(at offset: Int) -> SourcePosition { lines.position(at: offset) }

  /// The value of a directive (`syntax`, `escape`, `check`), or nil.
  public func directive(_ name: String) -> ParserDirective? { directives.first { $0.name == name } }
}

/// `# syntax=…`, `# escape=…` or `# check=…` at the top of the file.
public struct ParserDirective: Sendable, Hashable {
  /// In lower case.
  public let name: String
  /// Without the blanks round it.
  public let value: Word
  /// The line.
  public let span: SourceSpan
}

/// A line whose first character is `#`.
public struct Comment: Sendable, Hashable {
  /// What follows the `#`, without the blanks round it.
  public let text: SourceText
  /// From the `#` to the end of the line.
  public let span: SourceSpan
}

/// A word, as BuildKit hands it to its shell lexer: quotes, escapes and `$variables` still stand in it.
/// `WordExpander` turns it into a value.
public struct Word: Sendable, Hashable {
  /// The bytes, with the place of each.
  public let text: SourceText
  /// Where the word stands, its quotes with it; for an element of a JSON array the whole string.
  public let span: SourceSpan

  /// The word as UTF-8, quotes and all.
  public var string: String { text.string }
  /// The bytes, quotes and all.
  public var bytes: [UInt8] { text.bytes }
}
