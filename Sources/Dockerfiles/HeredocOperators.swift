extension InstructionReader {
  /// The heredocs that a line opens, in their order; nil if it can open none.
  mutating func heredocOperators(in text: SourceText, of draft: InstructionDraft) -> [HeredocOperator]? {
    var keyword = draft.keyword
    if case .trigger(let inner?) = draft.body { keyword = inner.keyword }
    guard [.add, .copy, .run].contains(keyword), !draft.isExec, Self.hasOperator(text.bytes) else {
      return nil
    }
    var options = WordExpander.Options()
    options.keepsQuotes = true
    options.keepsEscapes = true
    options.keepsUnset = true
    // A line with an open quote has no heredocs: BuildKit drops the error here.
    guard let words = try? WordExpander.words(text, options: options, lookup: { _ in nil }) else {
      return nil
    }
    var found: [HeredocOperator] = []
    for word in words where Self.hasOperator(word.bytes) {
      guard found.count < ParserLimits.heredocs else {
        exhaust()
        break
      }
      do throws(ExpansionError) {
        if let heredoc = try Self.heredoc(word, self.word(word)) { found.append(heredoc) }
      } catch {
        fail(.invalidHeredoc(error.description), word.sourceRange)
        return nil
      }
    }
    return found.isEmpty ? nil : found
  }

  private static func hasOperator(_ bytes: [UInt8]) -> Bool {
    var last: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: "<"), last == byte { return true }
      last = byte
    }
    return false
  }

  /// `^(\d*)<<(-?)([^<]*)$`, the last part one word; nil if the text is no operator.
  static func heredoc(_ text: SourceText, _ word: Word) throws(ExpansionError) -> HeredocOperator? {
    let bytes = text.bytes
    var index = 0
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
    let digits = String(decoding: bytes[..<index], as: UTF8.self)
    guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == UInt8(ascii: "<")
    else {
      return nil
    }
    index += 2
    let stripsTabs = index < bytes.count && bytes[index] == UInt8(ascii: "-")
    if stripsTabs { index += 1 }
    let rest = text.slice(index..<bytes.count)
    guard !rest.isEmpty, !rest.bytes.contains(UInt8(ascii: "<")), !rest.bytes.contains(UInt8(ascii: "\n"))
    else {
      return nil
    }
    var options = WordExpander.Options()
    options.keepsUnset = true
    let names = try WordExpander.words(rest, options: options, lookup: { _ in nil })
    guard names.count == 1, let name = names.first else { return nil }
    options.keepsQuotes = true
    let quoted = try WordExpander.words(rest, options: options, lookup: { _ in nil })
    guard quoted.count == 1, let raw = quoted.first else { return nil }
    return HeredocOperator(
      word: word, name: name.bytes, fileDescriptor: Int(digits), isExpanded: quotes(name) == quotes(raw),
      stripsTabs: stripsTabs)
  }

  private static func quotes(_ text: SourceText) -> Int {
    text.bytes.count { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") }
  }
}
