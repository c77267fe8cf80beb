/// How much of a Dockerfile is read. What is over ends the reading with an error.
public enum ParserLimits {
  /// Bytes of a file.
  public static let fileBytes = 16 << 20
  /// Bytes of a line without its line feed, as in BuildKit.
  public static let lineBytes = 65_535
  /// Instructions, flags, words and comments together.
  public static let tokens = 1 << 18
  /// Heredocs of one instruction; those over it are not read, with the error of too many tokens.
  public static let heredocs = 1_024
  /// Stages; those over it are read as part of the last.
  public static let stages = 1_024
}

/// Reads Dockerfiles as BuildKit's parser does (moby/buildkit, frontend/dockerfile/parser and instructions),
/// but goes on after an error.
public struct DockerfileParser {
  private let source: [UInt8]
  private let lines: LineTable
  private var escape = UInt8(ascii: "\\")
  private var directives = DirectiveReader()
  private var line = 0
  private var comments: [Comment] = []
  private var instructions: [Instruction] = []
  private var errors: [DockerfileError] = []
  private var emptyContinuations: [SourceSpan] = []
  private var tokens = 0
  /// The comment lines directly above the current line.
  private var above: [Comment] = []
  private var heredocSearch = HeredocSearch()

  /// Reads a file. Any bytes give a tree; what is wrong with them stands in its `errors`.
  /// What is over `limit` bytes is not read.
  public static func parse(_ bytes: [UInt8], limit: Int = ParserLimits.fileBytes) -> Dockerfile {
    let source = bytes.count > limit ? Array(bytes.prefix(max(0, limit))) : bytes
    var parser = DockerfileParser(source: source)
    parser.readAll()
    if bytes.count > source.count {
      parser.report(.fileTooLarge(limit: limit), source.count..<source.count)
    }
    return parser.finished()
  }

  private init(source: [UInt8]) {
    self.source = source
    lines = LineTable(source)
  }

  private mutating func finished() -> Dockerfile {
    let end = source.count..<source.count
    if instructions.isEmpty {
      report(.noInstructions, end)
    } else if !instructions.contains(where: { $0.keyword == .from }) {
      report(.noStages, end)
    }
    // A stable order: errors of one place stay in the order they were found in.
    let sorted = errors.enumerated().sorted {
      ($0.element.span.start.offset, $0.offset) < ($1.element.span.start.offset, $1.offset)
    }
    return Dockerfile(
      source: source, directives: directives.found, escape: escape, instructions: instructions,
      comments: comments, errors: sorted.map(\.element), emptyContinuations: emptyContinuations, lines: lines)
  }

  private mutating func report(_ kind: DockerfileError.Kind, _ range: Range<Int>) {
    errors.append(DockerfileError(kind: kind, span: lines.span(range)))
  }

  private mutating func readAll() {
    var hasStage = false
    while line < lines.lineCount {
      guard tokens <= ParserLimits.tokens else {
        return report(.tooManyTokens(limit: ParserLimits.tokens), lines.range(ofLine: line))
      }
      let content = nextLine()
      let trimmed = Blanks.trimmedStart(source, content)
      readDirective(trimmed, line: line - 1)
      if isComment(trimmed) {
        addComment(trimmed)
        continue
      }
      let (body, isContinued) = withoutContinuation(trimmed)
      if body.isEmpty, !isContinued {
        above = []
        continue
      }
      var text = SourceText(at: body.lowerBound)
      text.append(source, body)
      if isContinued { readContinuations(into: &text) }
      let instruction = readInstruction(text, hasStage: hasStage)
      hasStage = hasStage || instruction.keyword == .from
      instructions.append(instruction)
      above = []
    }
  }

  /// The next line without its line break and the carriage returns before it.
  private mutating func nextLine() -> Range<Int> {
    var range = lines.range(ofLine: line)
    if range.count > ParserLimits.lineBytes + 1
      || (range.count > ParserLimits.lineBytes && source[range.upperBound - 1] != UInt8(ascii: "\n"))
    {
      report(.lineTooLong, range)
    }
    while let last = range.last, source[last] == UInt8(ascii: "\n") || source[last] == UInt8(ascii: "\r") {
      range = range.lowerBound..<last
    }
    if line == 0, range.count >= 3, source[0] == 0xEF, source[1] == 0xBB, source[2] == 0xBF {
      range = 3..<range.upperBound
    }
    line += 1
    return range
  }

  private mutating func readDirective(_ content: Range<Int>, line: Int) {
    guard !directives.isDone else { return }
    guard let directive = directives.read(source, content, span: lines.span(content), lines: lines) else {
      return
    }
    switch directive {
    case .duplicate(let name): report(.duplicateDirective(name), content)
    case .new(let directive):
      guard directive.name == "escape" else { return }
      switch directive.value.bytes {
      case [UInt8(ascii: "\\")]: escape = UInt8(ascii: "\\")
      case [UInt8(ascii: "`")]: escape = UInt8(ascii: "`")
      default: report(.invalidEscape(directive.value.string), directive.value.text.sourceRange)
      }
    }
  }

  private func isComment(_ trimmed: Range<Int>) -> Bool {
    trimmed.first.map { source[$0] == UInt8(ascii: "#") } ?? false
  }

  private mutating func addComment(_ trimmed: Range<Int>) {
    let text = Blanks.trimmed(source, trimmed.lowerBound + 1..<trimmed.upperBound)
    let comment = Comment(text: SourceText(source, text), span: lines.span(trimmed))
    comments.append(comment)
    above.append(comment)
    tokens += 1
  }

  /// A line without its escape at the end, and whether there was one. Two escapes at the end are none.
  private func withoutContinuation(_ content: Range<Int>) -> (Range<Int>, Bool) {
    var end = content.upperBound
    while end > content.lowerBound, source[end - 1] == 0x20 || source[end - 1] == 0x09 { end -= 1 }
    guard end > content.lowerBound, source[end - 1] == escape else { return (content, false) }
    if end - 1 > content.lowerBound, source[end - 2] == escape { return (content, false) }
    return (content.lowerBound..<end - 1, true)
  }

  private mutating func readContinuations(into text: inout SourceText) {
    let saved = above
    defer { above = saved }
    while line < lines.lineCount {
      let content = nextLine()
      let trimmed = Blanks.trimmedStart(source, content)
      if isComment(trimmed) {
        addComment(trimmed)
        if tokens > ParserLimits.tokens { return }
        continue
      }
      if trimmed.isEmpty {
        if emptyContinuations.count < ParserLimits.tokens { emptyContinuations.append(lines.span(content)) }
        continue
      }
      let (body, isContinued) = withoutContinuation(content)
      text.append(source, body)
      if !isContinued { return }
    }
  }

  private mutating func readInstruction(_ text: SourceText, hasStage: Bool) -> Instruction {
    var reader = InstructionReader(
      escape: escape, lines: lines, tokensLeft: max(0, ParserLimits.tokens - tokens))
    var draft = reader.read(text)
    let isFirst = reader.error == nil
    if isFirst, let operators = reader.heredocOperators(in: text, of: draft) {
      let documents = readHeredocs(operators, of: draft, error: &reader.error)
      draft.attach(documents)
      if reader.error == nil { reader.check(draft) }
    } else if isFirst {
      reader.check(draft)
    }
    tokens += reader.tokensUsed + 1
    if !hasStage, draft.keyword != .from, draft.keyword != .arg, reader.error == nil {
      reader.error = (.noCurrentStage(draft.keyword.rawValue), draft.name.text.sourceRange)
    }
    if let (kind, range) = reader.error { report(kind, range) }
    if reader.isExhausted { report(.tooManyTokens(limit: ParserLimits.tokens), text.sourceRange) }
    let end = draft.heredocs.last.map { $0.terminator?.end.offset ?? $0.content.sourceRange.upperBound }
    let range = draft.name.text.sourceRange.lowerBound..<max(text.sourceRange.upperBound, end ?? 0)
    return draft.instruction(span: lines.span(range), text: text, comments: above)
  }

  /// Takes the lines up to each terminator. Where one is missing, BuildKit gives up; here the document ends
  /// before the next line that looks like an instruction.
  private mutating func readHeredocs(
    _ operators: [HeredocOperator], of draft: InstructionDraft,
    error: inout (DockerfileError.Kind, Range<Int>)?
  ) -> [Heredoc] {
    var found: [Heredoc] = []
    for heredoc in operators {
      let first = line
      let end = heredocSearch.terminator(of: heredoc, from: first, source: source, lines: lines)
      let start = lines.range(ofLine: first).lowerBound
      let stop: Int
      var terminator: SourceSpan?
      switch end {
      case .found(let last):
        stop = lines.range(ofLine: last).lowerBound
        let content = lines.range(ofLine: last)
        terminator = lines.span(HeredocSearch.trimmed(source, content, stripsTabs: heredoc.stripsTabs))
        line = last + 1
      case .missing(let recovery):
        stop = lines.range(ofLine: recovery).lowerBound
        line = recovery
        if error == nil {
          error = (
            .unterminatedHeredoc(String(decoding: heredoc.name, as: UTF8.self)), heredoc.word.text.sourceRange
          )
        }
      }
      found.append(
        Heredoc(
          word: heredoc.word, name: heredoc.name, fileDescriptor: heredoc.fileDescriptor,
          isExpanded: heredoc.isExpanded, stripsTabs: heredoc.stripsTabs,
          content: SourceText(source, start..<max(start, stop)), terminator: terminator))
    }
    return found
  }
}
