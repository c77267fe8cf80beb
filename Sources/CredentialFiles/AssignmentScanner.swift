import Matching

/// Finds what is assigned to a name in text of any language: `name = value`, `name: value`, `'name' => 'value'`,
/// `("name", "value")`, `<name>value</name>`, `<x name="name" value="value"/>`, `- name: NAME` with its `value:`.
///
/// One pass over the bytes; looking back and ahead is bounded.
struct AssignmentScanner {
  /// A name and what it is given.
  struct Pair {
    /// Where the name stands: before the value, or as another setting's value.
    var name: Range<Int>
    /// Without quotes.
    var value: Range<Int>
    var unescaped: [UInt8]?
    var isQuoted: Bool
    /// What the name says of the value; nil for the names of users and places.
    var kind: SecretName.Kind?
    /// Whether the pair has its line for itself.
    var isWholeLine = false
  }

  private static let nameLimit = 64
  private static let valueLimit = 1024
  /// How far from a name that is told apart (`name: X`) its value may stand.
  private static let reach = 160

  private static let closers = ByteSet("\t :?\"'`\\])")
  private static let ends = ByteSet("\"'<>,;)}]&|`")
  private static let comparisons = ByteSet("!<>=+*/^%")

  private let bytes: [UInt8]
  private let takesBare: Bool
  private(set) var pairs: [Pair] = []
  private var kinds: [UInt64: SecretName.Kind?] = [:]
  private var lineStart: Int
  /// A name told apart from its value, and where that ended.
  private var pending: Range<Int>?

  /// - Parameter takesBare: whether a value without quotes is a literal, as in settings, or a name, as in code.
  static func pairs(in bytes: [UInt8], takesBare: Bool) -> [Pair] {
    var scanner = AssignmentScanner(bytes: bytes, takesBare: takesBare)
    scanner.run()
    return scanner.pairs
  }

  private init(bytes: [UInt8], takesBare: Bool) {
    self.bytes = bytes
    self.takesBare = takesBare
    lineStart = bytes.textStart
  }

  private mutating func run() {
    // Only what stands near a word that may name a secret is looked at: a small part of most files.
    for range in Stems.secrets.surroundings(in: bytes, from: lineStart) {
      lineStart = range.lowerBound
      for index in range {
        switch bytes[index] {
        case .newline: lineStart = index + 1
        case .equals, .colon: assignment(at: index)
        case .comma: listed(at: index)
        case UInt8(ascii: ">"): element(at: index)
        case UInt8(ascii: "{"): block(at: index)
        default: break
        }
      }
    }
  }

  // MARK: Name and operator

  private mutating func assignment(at index: Int) {
    let operation = bytes[index]
    let next = index + 1 < bytes.count ? bytes[index + 1] : .newline
    let previous = index > 0 ? bytes[index - 1] : .newline
    if next == operation || next == UInt8(ascii: "~") || AssignmentScanner.comparisons.contains(previous) {
      return
    }
    if operation == .colon, next == .slash || next == .equals || previous == .colon { return }
    guard let name = name(before: index), !isPart(name, before: next) else { return }
    guard let start = valueStart(after: index) else {
      announce(name, value: nil)
      return
    }
    take(name: name, valueAt: start)
  }

  /// The word before an operator, quotes and brackets round it left out; before a type, where one is written.
  private mutating func name(before index: Int) -> Range<Int>? {
    guard let word = word(before: index) else { return nil }
    guard bytes[index] == .equals, kind(word) == nil else { return word }
    // `name: Type = value`
    var end = word.lowerBound
    while end > 0, index - end < 128, bytes[end - 1] == .space { end -= 1 }
    guard end > 0, bytes[end - 1] == .colon, let typed = self.word(before: end - 1),
      kind(typed) != nil
    else { return word }
    return typed
  }

  /// What a name says; names come again and again, so answers are kept.
  private mutating func kind(_ name: Range<Int>) -> SecretName.Kind? {
    guard (2...AssignmentScanner.nameLimit).contains(name.count),
      Stems.secrets.mayStand(in: bytes[name])
    else { return nil }
    // FNV-1a
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes[name] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    if let known = kinds[hash] { return known }
    let kind = SettingName.kind(of: bytes[name])
    if kinds.count < 4096 { kinds[hash] = .some(kind) }
    return kind
  }

  /// Whether a name is a part of something else: of an ARN (`:secret:x`), a path, an address, a list of ciphers.
  private func isPart(_ name: Range<Int>, before next: UInt8) -> Bool {
    guard name.lowerBound > 1 else { return false }
    let before = bytes[name.lowerBound - 1]
    if before == .colon {
      // A symbol of Ruby.
      if "[( ,".utf8.contains(bytes[name.lowerBound - 2]) || next == .space { return false }
      return bytes[name.lowerBound - 2] != .colon || bytes[name.lowerBound].isUpper
    }
    // The name of a variable: `${NAME:?text}`.
    if before == UInt8(ascii: "{") { return bytes[name.lowerBound - 2] == .dollar }
    return before == UInt8(ascii: "!") || before == .slash && bytes[name.lowerBound - 2] != .slash
  }

  private func word(before index: Int) -> Range<Int>? {
    var end = index
    var steps = 0
    while end > 0, steps < 48, AssignmentScanner.closers.contains(bytes[end - 1]) {
      end -= 1
      steps += 1
    }
    var start = end
    while start > 0, end - start < AssignmentScanner.nameLimit,
      bytes[start - 1].isWordByte || bytes[start - 1] == 0x2d || bytes[start - 1] == UInt8(ascii: ".")
    {
      start -= 1
    }
    while start < end, bytes[start] == 0x2d || bytes[start] == UInt8(ascii: ".") { start += 1 }
    guard end - start > 1, start == 0 || end - start < AssignmentScanner.nameLimit else { return nil }
    return start..<end
  }

  /// Where the value after an operator begins; nil where the line ends first.
  private func valueStart(after index: Int) -> Int? {
    var start = index + 1
    while start < bytes.count, start - index < 64 {
      let byte = bytes[start]
      if byte == .newline || byte == 0x0d { return nil }
      guard
        byte == .space || byte == 0x09 || start == index + 1 && (byte == UInt8(ascii: ">") || byte == .equals)
      else { return start }
      start += 1
    }
    return nil
  }

  // MARK: Lists and elements

  /// `define('NAME', 'value')`, `set :name, "value"`, `{name, <<"value">>}`.
  private mutating func listed(at index: Int) {
    guard let name = word(before: index), name.lowerBound > 0 else { return }
    let before = bytes[name.lowerBound - 1]
    let isQuoted = before == .quote || before == .doubleQuote
    let opener = isQuoted && name.lowerBound > 1 ? bytes[name.lowerBound - 2] : before
    guard "({:".utf8.contains(opener), kind(name) != nil,
      var start = valueStart(after: index)
    else { return }
    if bytes.has("<<\"", at: start) { start += 2 }
    guard bytes[start] == .quote || bytes[start] == .doubleQuote else { return }
    take(name: name, valueAt: start)
  }

  /// `<name>value<`, `<x name="name">value<`, `<key>name</key><string>value<`.
  private mutating func element(at index: Int) {
    guard index + 1 < bytes.count, index > 0, bytes[index - 1] != .slash else { return }
    let limit = min(bytes.count, index + 1 + AssignmentScanner.valueLimit)
    var start = index + 1
    if bytes.has("<![CDATA[", at: start) { start += 9 }
    guard start < limit, !bytes[start].isBlank,
      let end = bytes[start..<limit].firstIndex(where: { $0 == UInt8(ascii: "<") || $0 == .newline })
    else {
      if let tag = tagName(before: index) { announce(tag, value: nil) }
      return
    }
    guard let tag = tagName(before: index), bytes[end] == UInt8(ascii: "<") || start > index + 1 else {
      return
    }
    var value = start..<end
    if start > index + 1, let close = bytes.indexOf("]]>", in: value) { value = start..<close }
    if start == end {
      announce(tag, value: nil)
      return
    }
    if kind(tag) != nil {
      add(Pair(name: tag, value: value, isQuoted: true))
    } else if let name = pending, value.lowerBound - name.upperBound < AssignmentScanner.reach {
      add(Pair(name: name, value: value, isQuoted: true))
      pending = nil
    } else if bytes.isWord("key", tag) || bytes.isWord("name", tag) || bytes.isWord("param-name", tag) {
      announce(tag, value: value)
    }
  }

  /// `variable "name" {`, `resource "x" "name" {`.
  private mutating func block(at index: Int) {
    guard index > 1, bytes[index - 1] == .space, bytes[index - 2] == .doubleQuote,
      let name = word(before: index - 1), kind(name) != nil,
      bytes[lineStart..<name.lowerBound].starts(with: Array("variable ".utf8))
    else { return }
    pending = name
  }

  /// The name of the element whose opening tag ends at `index`.
  private func tagName(before index: Int) -> Range<Int>? {
    var start = index
    while start > 0, index - start < 512, bytes[start - 1] != UInt8(ascii: "<") {
      if bytes[start - 1] == UInt8(ascii: ">") { return nil }
      start -= 1
    }
    guard start > 0, start < index, bytes[start - 1] == UInt8(ascii: "<"), bytes[start].isLetter else {
      return nil
    }
    var end = start
    while end < index,
      bytes[end].isWordByte || bytes[end] == 0x2d || bytes[end] == .colon
        || bytes[end] == UInt8(ascii: ".")
    { end += 1 }
    return start..<end
  }

  // MARK: Values

  private mutating func take(name: Range<Int>, valueAt start: Int) {
    guard let (value, isQuoted, unescaped) = literal(at: start) else {
      if !value(at: start, isOpening: "{[(") { return }
      announce(name, value: nil)
      return
    }
    if kind(name) != nil {
      let head = bytes[lineStart..<max(lineStart, name.lowerBound)]
      let isWholeLine =
        head.allSatisfy { $0.isBlank || $0 == 0x2d || $0 == .doubleQuote || $0 == .quote }
        || head.count < 12
          && ["export ", "set ", "ENV ", "ARG ", "- export "].contains {
            bytes.has($0, at: lineStart)
          }
      if !isQuoted, !takesBare { return }
      pending = nil
      add(Pair(name: name, value: value, unescaped: unescaped, isQuoted: isQuoted, isWholeLine: isWholeLine))
      return
    }
    if let waiting = pending, isValueName(name) {
      if start - waiting.upperBound < AssignmentScanner.reach, isQuoted || takesBare {
        add(Pair(name: waiting, value: value, unescaped: unescaped, isQuoted: isQuoted))
      }
      pending = nil
      return
    }
    announce(name, value: value)
    if SettingName.isUser(bytes[name]) || SettingName.isPlace(bytes[name]) || SettingName.isLogin(bytes[name])
    {
      add(Pair(name: name, value: value, isQuoted: isQuoted))
    }
  }

  private func value(at start: Int, isOpening set: String) -> Bool {
    start < bytes.count && set.utf8.contains(bytes[start])
  }

  private mutating func add(_ pair: Pair) {
    if let last = pairs.last, last.value.lowerBound == pair.value.lowerBound { return }
    var pair = pair
    pair.kind = kind(pair.name)
    pairs.append(pair)
  }

  /// Remembers a name that is itself a value (`key: password`), or that a block of its own follows.
  private mutating func announce(_ name: Range<Int>, value: Range<Int>?) {
    if let value {
      let isLabel = ["name", "key", "property", "id", "field", "variable", "type", "param-name"].contains {
        bytes.isWord($0, name)
      }
      guard isLabel else { return }
      let isSecret = value.count <= 64 && kind(value) != nil
      if bytes.isWord("type", name), !isSecret { return }
      pending = isSecret ? value : nil
    } else if kind(name) != nil {
      pending = name
    }
  }

  private func isValueName(_ name: Range<Int>) -> Bool {
    ["value", "default", "plaintext", "data", "content", "string"].contains { bytes.isWord($0, name) }
  }

  /// The literal at `start`: its text, whether it is quoted, and its meaning where that differs.
  private func literal(at start: Int) -> (Range<Int>, Bool, [UInt8]?)? {
    var start = start
    // Prefixes of string literals, and the escaped quotes of a text within a text.
    if start + 1 < bytes.count, "ubrfNL@".utf8.contains(bytes[start]),
      bytes[start + 1] == .quote || bytes[start + 1] == .doubleQuote
    {
      start += 1
    }
    var isEscaped = false
    if start + 1 < bytes.count, bytes[start] == .backslash, bytes[start + 1] == .doubleQuote {
      start += 1
      isEscaped = true
    }
    guard start < bytes.count else { return nil }
    let quote = bytes[start]
    guard quote == .quote || quote == .doubleQuote || quote == UInt8(ascii: "`") else {
      return bare(at: start)
    }
    while start + 2 < bytes.count, bytes[start + 1] == quote, bytes[start + 2] == quote { start += 2 }
    let inner = start + 1
    var end = inner
    let limit = min(bytes.count, inner + AssignmentScanner.valueLimit)
    while end < limit, bytes[end] != quote, bytes[end] != .newline {
      if bytes[end] == .backslash {
        if isEscaped { break }
        end += 1
      }
      end += 1
    }
    guard end < limit, bytes[end] == quote || isEscaped && bytes[end] == .backslash, !isJoined(after: end + 1)
    else { return nil }
    let slice = bytes[inner..<end]
    return (inner..<end, true, slice.contains(.backslash) ? JSONScanner.unescape(slice) : nil)
  }

  /// Whether a string goes on in an expression: `"a" + b`, `'a' . $b`, `"a" % b`, `"a".format(b)`.
  private func isJoined(after end: Int) -> Bool {
    var index = end
    while index < bytes.count, index - end < 4, bytes[index] == .space { index += 1 }
    guard index < bytes.count else { return false }
    return "+%.".utf8.contains(bytes[index])
  }

  private func bare(at start: Int) -> (Range<Int>, Bool, [UInt8]?)? {
    guard takesBare else {
      // A name in code; remembered only for what labels and users say.
      return nil
    }
    var end = start
    let limit = min(bytes.count, start + AssignmentScanner.valueLimit)
    while end < limit, !bytes[end].isBlank, !AssignmentScanner.ends.contains(bytes[end]) { end += 1 }
    guard end > start, end < limit || end == bytes.count else { return nil }
    // A call, or a comparison: not a value.
    return (start..<end, false, nil)
  }
}
