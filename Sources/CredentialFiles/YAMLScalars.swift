/// Reads the scalars of block-style YAML (YAML 1.2) into a `Document`, with flow collections by `JSONScanner`.
/// Aliases, merges and multi-line plain scalars are left out; a value with a tag of its own (`!vault`, `!Ref`)
/// is not the secret itself.
struct YAMLScalars {
  private struct Level {
    var indent: Int
    var container: Int
    var isList: Bool
    var count = 0
  }
  private struct Pending {
    var key: String
    var container: Int
    var column: Int
  }

  private var document: Document
  private var lines: LineScanner
  private var levels: [Level] = []
  private var pending: Pending?

  /// Reads all of `bytes`: JSON where that is how it begins, for YAML contains JSON.
  static func document(of bytes: [UInt8]) -> Document {
    if let first = bytes[bytes.textStart...].first(where: { !$0.isBlank }), first == UInt8(ascii: "{") {
      return JSONScanner.document(of: bytes)
    }
    var scanner = YAMLScalars(bytes)
    while let line = scanner.lines.next() { scanner.read(line) }
    return scanner.document
  }

  private init(_ bytes: [UInt8]) {
    document = Document(bytes: bytes)
    lines = LineScanner(bytes)
  }

  private mutating func read(_ line: Range<Int>) {
    let bytes = document.bytes
    let content = bytes.trimmed(line)
    guard !content.isEmpty, bytes[content.lowerBound] != .hash else { return }
    if content.lowerBound == line.lowerBound, bytes.has("---", at: line.lowerBound) {
      levels = [Level(indent: 0, container: document.open("", in: -1), isList: false)]
      pending = nil
      return
    }
    var start = content.lowerBound
    while start < content.upperBound {
      let column = start - line.lowerBound
      let isItem =
        bytes[start] == UInt8(ascii: "-") && (start + 1 == content.upperBound || bytes[start + 1].isBlank)
      settle(column: column, isItem: isItem)
      guard isItem else {
        mapping(start..<content.upperBound, column: column)
        return
      }
      let rest = bytes.trimmed(start + 1..<content.upperBound)
      let key = String(levels[levels.count - 1].count)
      levels[levels.count - 1].count += 1
      let container = levels[levels.count - 1].container
      if rest.isEmpty {
        pending = Pending(key: key, container: container, column: column)
        return
      }
      let isNestedItem =
        bytes[rest.lowerBound] == UInt8(ascii: "-") && (rest.count == 1 || bytes[rest.lowerBound + 1].isBlank)
      guard isNestedItem || keyEnd(rest) != nil else {
        value(rest, key: key, container: container, column: column)
        return
      }
      pending = Pending(key: key, container: container, column: column)
      start = rest.lowerBound
    }
  }

  /// Closes the levels that `column` has left, and opens the one a key without a value announced.
  private mutating func settle(column: Int, isItem: Bool) {
    if let waiting = pending {
      pending = nil
      if column > waiting.column || column == waiting.column && isItem {
        let container = document.open(waiting.key, in: waiting.container)
        levels.append(Level(indent: column, container: container, isList: isItem))
        return
      }
    }
    while let top = levels.last, top.indent > column || top.indent == column && top.isList && !isItem {
      levels.removeLast()
    }
    if levels.isEmpty { levels.append(Level(indent: column, container: 0, isList: isItem)) }
  }

  /// Where the key that opens `range` ends: the offset of its colon.
  private func keyEnd(_ range: Range<Int>) -> Int? {
    let bytes = document.bytes
    guard let first = range.first else { return nil }
    var index = first
    if bytes[first] == .doubleQuote || bytes[first] == .quote {
      guard let close = closingQuote(range) else { return nil }
      index = close + 1
      while index < range.upperBound, bytes[index].isBlank { index += 1 }
      return index < range.upperBound && bytes[index] == .colon ? index : nil
    }
    if bytes[first] == UInt8(ascii: "{") || bytes[first] == UInt8(ascii: "[") { return nil }
    while index < range.upperBound {
      if bytes[index] == .colon, index + 1 == range.upperBound || bytes[index + 1].isBlank { return index }
      if bytes[index] == .hash, index > first, bytes[index - 1].isBlank { return nil }
      index += 1
    }
    return nil
  }

  private func closingQuote(_ range: Range<Int>) -> Int? {
    let bytes = document.bytes
    let quote = bytes[range.lowerBound]
    var index = range.lowerBound + 1
    while index < range.upperBound {
      if quote == .doubleQuote, bytes[index] == .backslash {
        index += 2
        continue
      }
      if bytes[index] == quote {
        if quote == .quote, index + 1 < range.upperBound, bytes[index + 1] == quote {
          index += 2
          continue
        }
        return index
      }
      index += 1
    }
    return nil
  }

  private mutating func mapping(_ range: Range<Int>, column: Int) {
    guard let colon = keyEnd(range), let level = levels.last else { return }
    let bytes = document.bytes
    var name = bytes.trimmed(range.lowerBound..<colon)
    if let first = name.first, name.count >= 2, bytes[first] == .doubleQuote || bytes[first] == .quote {
      name = name.dropFirst().dropLast()
    }
    let key = String(decoding: bytes[name], as: UTF8.self)
    value(bytes.trimmed(colon + 1..<range.upperBound), key: key, container: level.container, column: column)
  }

  private mutating func value(_ range: Range<Int>, key: String, container: Int, column: Int) {
    let bytes = document.bytes
    var range = range
    // Anchors and standard tags stand before the value and do not change it.
    while let first = range.first, bytes[first] == UInt8(ascii: "&") || bytes.has("!!", at: first) {
      let end = bytes[range].firstIndex(where: \.isBlank) ?? range.upperBound
      range = bytes.trimmed(end..<range.upperBound)
    }
    guard let first = range.first, bytes[first] != .hash else {
      pending = Pending(key: key, container: container, column: column)
      return
    }
    switch bytes[first] {
    case UInt8(ascii: "!"):
      if let mark = bytes[range].last, mark == UInt8(ascii: "|") || mark == UInt8(ascii: ">") {
        _ = block(column: column)
      }
    case UInt8(ascii: "*"): return
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      let (span, text) = block(column: column)
      if !span.isEmpty {
        document.add(.init(key: key, container: container, value: span, unescaped: text, isQuoted: true))
      }
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let end = JSONScanner.collection(in: &document, at: first, key: key, container: container)
      let line = bytes.index(of: .newline, in: min(end, bytes.count)..<bytes.count) ?? bytes.count
      lines.position = max(lines.position, line + 1)
    case .doubleQuote, .quote:
      let end = closingQuote(range) ?? range.upperBound
      let inner = first + 1..<max(first + 1, end)
      document.add(
        .init(
          key: key, container: container, value: inner, unescaped: unquoted(inner, bytes[first]),
          isQuoted: true))
    default:
      var end = first
      while end < range.upperBound, !(bytes[end] == .hash && end > first && bytes[end - 1].isBlank) {
        end += 1
      }
      document.add(.init(key: key, container: container, value: bytes.trimmed(first..<end)))
    }
  }

  /// The text of a quoted scalar where it differs from its bytes.
  private func unquoted(_ range: Range<Int>, _ quote: UInt8) -> [UInt8]? {
    let slice = document.bytes[range]
    if quote == .doubleQuote { return slice.contains(.backslash) ? JSONScanner.unescape(slice) : nil }
    guard slice.contains(.quote) else { return nil }
    var text: [UInt8] = []
    var afterQuote = false
    for byte in slice {
      if byte == .quote, afterQuote {
        afterQuote = false
        continue
      }
      afterQuote = byte == .quote
      text.append(byte)
    }
    return text
  }

  /// The lines of a block scalar (`|`, `>`): those indented deeper than its key.
  private mutating func block(column: Int) -> (Range<Int>, [UInt8]) {
    let bytes = document.bytes
    var text: [UInt8] = []
    var span: Range<Int>?
    while true {
      let back = lines.position
      guard let line = lines.next() else { break }
      let content = bytes.trimmed(line)
      if content.isEmpty {
        text.append(.newline)
        continue
      }
      guard content.lowerBound - line.lowerBound > column else {
        lines.position = back
        break
      }
      text += bytes[content]
      text.append(.newline)
      span = (span?.lowerBound ?? content.lowerBound)..<content.upperBound
    }
    return (span ?? 0..<0, text)
  }
}
