/// An instruction while it is read.
struct InstructionDraft {
  var keyword: Keyword
  var name: Word
  var flags: [Flag] = []
  var arguments: SourceText
  var body: Body = .unknown
  var heredocs: [Heredoc] = []
  /// Whether the arguments are a JSON array, which can hold no heredoc.
  var isExec = false

  /// Joins documents with the words that open them.
  mutating func attach(_ documents: [Heredoc]) {
    heredocs = documents
    guard case .copy(let sources, let destination, let isExec) = body else {
      if case .trigger(let inner?) = body {
        body = .trigger(inner.with(heredocs: documents))
      }
      return
    }
    body = .copy(
      sources: CopySource.joined(sources, with: documents), destination: destination, isExec: isExec)
  }

  func instruction(span: SourceSpan, text: SourceText, comments: [Comment]) -> Instruction {
    Instruction(
      keyword: keyword, name: name, flags: flags, body: body, heredocs: heredocs, text: text,
      arguments: arguments, span: span, comments: comments)
  }
}

extension Instruction {
  /// The instruction of an ONBUILD, with the documents that follow the line.
  fileprivate func with(heredocs documents: [Heredoc]) -> Instruction {
    var body = body
    if case .copy(let sources, let destination, let isExec) = body {
      body = .copy(
        sources: CopySource.joined(sources, with: documents), destination: destination, isExec: isExec)
    }
    return Instruction(
      keyword: keyword, name: name, flags: flags, body: body, heredocs: documents, text: text,
      arguments: arguments, span: span, comments: comments)
  }
}

extension CopySource {
  /// Sources whose words open documents become those documents.
  fileprivate static func joined(_ sources: [CopySource], with documents: [Heredoc]) -> [CopySource] {
    sources.map { source in
      guard let index = documents.firstIndex(where: { $0.word.span == source.word.span }) else {
        return source
      }
      return .heredoc(source.word, index: index)
    }
  }
}

/// Splits one logical line into keyword, flags and arguments, each by the rules of its instruction.
struct InstructionReader {
  let escape: UInt8
  let lines: LineTable
  let tokensLeft: Int
  private(set) var tokensUsed = 0
  /// Whether words were left unread because there are too many.
  private(set) var isExhausted = false
  /// What BuildKit would stop at.
  var error: (DockerfileError.Kind, Range<Int>)?

  init(escape: UInt8, lines: LineTable, tokensLeft: Int) {
    self.escape = escape
    self.lines = lines
    self.tokensLeft = tokensLeft
  }

  /// Notes what is wrong; BuildKit tells only the first.
  mutating func fail(_ kind: DockerfileError.Kind, _ range: Range<Int>) {
    if error == nil { error = (kind, range) }
  }

  /// Notes that something was left unread because there is too much.
  mutating func exhaust() { isExhausted = true }

  func word(_ text: SourceText) -> Word { Word(text: text, span: lines.span(text.sourceRange)) }

  /// Reads a logical line. `isTrigger` within ONBUILD, which is not nested further.
  mutating func read(_ text: SourceText, isTrigger: Bool = false) -> InstructionDraft {
    let bytes = text.bytes
    let line = Blanks.trimmed(bytes, 0..<bytes.count)
    var end = line.lowerBound
    while end < line.upperBound, !Blanks.isBlank(bytes[end]) { end += 1 }
    let name = text.slice(line.lowerBound..<end)
    var start = end
    while start < line.upperBound, Blanks.isBlank(bytes[start]) { start += 1 }
    // Letters outside ASCII never make a keyword, though Go folds some of them.
    let keyword = name.count <= 16 ? Keyword(rawValue: name.string.uppercased()) ?? .unknown : .unknown
    var scanner = FlagScanner(text: text, range: start..<line.upperBound, lines: lines)
    let (flags, rest) = scanner.scan(limit: tokensLeft)
    tokensUsed += flags.count
    let arguments = text.slice(Blanks.trimmed(bytes, rest))
    var draft = InstructionDraft(keyword: keyword, name: word(name), flags: flags, arguments: arguments)
    readBody(of: &draft, isTrigger: isTrigger)
    return draft
  }

  private mutating func readBody(of draft: inout InstructionDraft, isTrigger: Bool) {
    let rest = draft.arguments
    switch draft.keyword {
    case .unknown: draft.body = .unknown
    case .maintainer, .stopsignal, .user, .workdir: draft.body = .text(rest.isEmpty ? nil : word(rest))
    case .run, .cmd, .entrypoint, .shell:
      let line = commandLine(rest)
      if case .exec = line { draft.isExec = true }
      draft.body = .commandLine(line)
    case .healthcheck: draft.body = healthCheck(rest, isExec: &draft.isExec)
    case .env, .label: draft.body = .pairs(pairs(rest, of: draft.keyword))
    case .arg: draft.body = .declarations(declarations(rest))
    case .from:
      let words = blankSeparated(rest)
      let hasName = words.count == 3 && words[1].string.lowercased() == "as"
      draft.body = .from(image: words.first, stage: hasName ? words[2] : nil)
    case .expose: draft.body = .words(blankSeparated(rest), isExec: false)
    case .volume:
      let (words, isExec) = wordsOrArray(rest)
      draft.isExec = isExec
      draft.body = .words(words, isExec: isExec)
    case .add, .copy:
      let (words, isExec) = wordsOrArray(rest)
      draft.isExec = isExec
      draft.body = .copy(
        sources: words.dropLast().map { .path($0) }, destination: words.last, isExec: isExec)
    case .onbuild: readTrigger(of: &draft, isTrigger: isTrigger)
    }
  }

  private mutating func readTrigger(of draft: inout InstructionDraft, isTrigger: Bool) {
    guard !isTrigger else {
      draft.body = .trigger(nil)
      return
    }
    guard !draft.arguments.isEmpty else {
      draft.body = .trigger(nil)
      return
    }
    let inner = read(draft.arguments, isTrigger: true)
    draft.isExec = inner.isExec
    let span = lines.span(draft.arguments.sourceRange)
    draft.body = .trigger(inner.instruction(span: span, text: draft.arguments, comments: []))
  }

  private mutating func commandLine(_ rest: SourceText) -> CommandLine {
    guard let words = array(rest) else { return .shell(rest) }
    return .exec(words)
  }

  /// The strings of a JSON array; nil if the text is none. An array of other things is an error.
  private mutating func array(_ rest: SourceText) -> [Word]? {
    var reader = ExecFormReader(text: rest)
    switch reader.read() {
    case .none: return nil
    case .notStrings:
      fail(.notStrings, rest.sourceRange)
      return nil
    case .strings(let strings):
      return count(strings).map { Word(text: $0.value, span: lines.span($0.range)) }
    }
  }

  private mutating func wordsOrArray(_ rest: SourceText) -> ([Word], Bool) {
    if let words = array(rest) { return (words, true) }
    return (blankSeparated(rest), false)
  }

  private mutating func blankSeparated(_ rest: SourceText) -> [Word] {
    count(WordSplitter.blankSeparated(rest.bytes)).map { word(rest.slice($0)) }
  }

  private mutating func quotedWords(_ rest: SourceText) -> [Word] {
    count(WordSplitter.quoted(rest.bytes, escape: escape)).map { word(rest.slice($0)) }
  }

  /// Takes no more elements than may still be read.
  private mutating func count<Element>(_ elements: [Element]) -> [Element] {
    let left = max(0, tokensLeft - tokensUsed)
    tokensUsed += min(elements.count, left)
    guard elements.count > left else { return elements }
    isExhausted = true
    return Array(elements.prefix(left))
  }

  private mutating func pairs(_ rest: SourceText, of keyword: Keyword) -> [KeyValue] {
    let words = quotedWords(rest)
    guard let first = words.first else { return [] }
    guard first.bytes.contains(UInt8(ascii: "=")) else { return legacyPair(rest, of: keyword) }
    return words.compactMap { word in
      guard let equals = word.bytes.firstIndex(of: UInt8(ascii: "=")) else {
        fail(.missingEquals(word.string), word.text.sourceRange)
        return nil
      }
      return KeyValue(
        key: self.word(word.text.slice(0..<equals)),
        value: self.word(word.text.slice(equals + 1..<word.text.count)), isLegacy: false)
    }
  }

  /// `ENV name the rest`.
  private mutating func legacyPair(_ rest: SourceText, of keyword: Keyword) -> [KeyValue] {
    let bytes = rest.bytes
    guard let end = bytes.firstIndex(where: Blanks.isBlank),
      let start = bytes[end...].firstIndex(where: { !Blanks.isBlank($0) })
    else {
      fail(.missingValue(keyword.rawValue), rest.sourceRange)
      return []
    }
    return [
      KeyValue(key: word(rest.slice(0..<end)), value: word(rest.slice(start..<bytes.count)), isLegacy: true)
    ]
  }

  private mutating func declarations(_ rest: SourceText) -> [Declaration] {
    quotedWords(rest).map { word in
      guard let equals = word.bytes.firstIndex(of: UInt8(ascii: "=")) else {
        return Declaration(name: word, value: nil)
      }
      return Declaration(
        name: self.word(word.text.slice(0..<equals)),
        value: self.word(word.text.slice(equals + 1..<word.text.count)))
    }
  }

  private mutating func healthCheck(_ rest: SourceText, isExec: inout Bool) -> Body {
    let bytes = rest.bytes
    let end = bytes.firstIndex(where: Blanks.isASCIISpace) ?? bytes.count
    guard end > 0 else { return .healthCheck(type: nil, command: nil) }
    let start = bytes[end...].firstIndex { !Blanks.isASCIISpace($0) } ?? bytes.count
    let type = word(rest.slice(0..<end))
    guard start < bytes.count else { return .healthCheck(type: type, command: nil) }
    let command = commandLine(rest.slice(start..<bytes.count))
    if case .exec = command { isExec = true }
    return .healthCheck(type: type, command: command)
  }
}
