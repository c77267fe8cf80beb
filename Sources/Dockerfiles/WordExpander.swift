/// A word with its variables replaced.
public struct Expansion: Sendable, Hashable {
  /// The value. Its bytes know where they came from: those of a variable stand for the whole `$name`.
  public let value: SourceText
  /// The variables that were looked up, in their order; `${a:-$b}` looks up both.
  public let uses: [VariableUse]

  /// The variables that have no value here, each once, in their order.
  public var unresolved: [VariableUse] {
    var seen: Set<String> = []
    return uses.filter { !$0.isSet && seen.insert($0.name).inserted }
  }
}

/// `$name` in a word.
public struct VariableUse: Sendable, Hashable {
  /// Without `$` and braces.
  public let name: String
  /// From the `$` to the end, braces and modifiers with it; offsets into the file.
  public let range: Range<Int>
  /// Whether it has a value; an empty one counts.
  public let isSet: Bool
}

/// Why BuildKit would not expand a word.
public struct ExpansionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// In BuildKit's words where it has some.
  public let description: String
  /// Where in the file; offsets.
  public let range: Range<Int>
}

/// What expansions may cost together: each ENV can use the values of those before it more than once.
struct ExpansionBudget {
  /// Bytes that are put in place of variables, at every level of nesting.
  var bytes = 64 << 20
  /// Steps of matching patterns.
  var steps = 1 << 25
}

/// Replaces variables and takes quotes away, as BuildKit's shell lexer does
/// (frontend/dockerfile/shell/lex.go).
public struct WordExpander {
  /// How words are treated.
  public struct Options: Sendable, Hashable {
    /// What escapes a character: the file's escape character.
    public var escape = UInt8(ascii: "\\")
    /// Leaves quotes in the value.
    public var keepsQuotes = false
    /// Leaves escapes in the value.
    public var keepsEscapes = false
    /// Takes quotes for ordinary characters: the contents of heredocs.
    public var ignoresQuotes = false
    /// Leaves `$name` in the value where it has none.
    public var keepsUnset = false

    /// BuildKit's way with the words of instructions.
    public init(escape: UInt8 = UInt8(ascii: "\\")) { self.escape = escape }
  }

  /// Bytes of a value; longer ones are an error, since `ENV a=$a$a` doubles.
  public static let valueLimit = 1 << 20
  /// `${a:-${b:-…}}` within each other.
  public static let depthLimit = 64

  let text: SourceText
  let bytes: [UInt8]
  let options: Options
  let lookup: (String) -> [UInt8]?
  var index = 0
  var uses: [VariableUse] = []
  var keepsEscapes: Bool
  var isSplitting = false
  var words: [SourceText] = []
  var word: SourceText
  var isInWord = false
  var budget = ExpansionBudget()

  private init(_ text: SourceText, options: Options, lookup: @escaping (String) -> [UInt8]?) {
    self.text = text
    bytes = text.bytes
    self.options = options
    self.lookup = lookup
    keepsEscapes = options.keepsEscapes
    word = SourceText(at: text.offset(at: 0))
  }

  /// The value of a word. Throws `ExpansionError` where BuildKit refuses the word.
  public static func expand(
    _ text: SourceText, options: Options = Options(), lookup: (String) -> [UInt8]?
  ) throws(ExpansionError) -> Expansion {
    var budget = ExpansionBudget()
    return try expand(text, options: options, budget: &budget, lookup: lookup)
  }

  /// The value of a word, out of what is left for many.
  static func expand(
    _ text: SourceText, options: Options, budget: inout ExpansionBudget, lookup: (String) -> [UInt8]?
  ) throws(ExpansionError) -> Expansion {
    let left = budget
    let (result, rest): (Result<Expansion, ExpansionError>, ExpansionBudget) =
      withoutActuallyEscaping(lookup) { lookup in
        var expander = WordExpander(text, options: options, lookup: lookup)
        expander.budget = left
        do throws(ExpansionError) {
          let value = try expander.process(until: nil, keepsEscapes: options.keepsEscapes, depth: 0)
          return (.success(Expansion(value: value, uses: expander.uses)), expander.budget)
        } catch {
          return (.failure(error), expander.budget)
        }
      }
    budget = rest
    return try result.get()
  }

  /// The values that a text gives when it is split at white space outside quotes, after the expansion.
  public static func words(
    _ text: SourceText, options: Options = Options(), lookup: (String) -> [UInt8]?
  ) throws(ExpansionError) -> [SourceText] {
    let result: Result<[SourceText], ExpansionError> = withoutActuallyEscaping(lookup) { lookup in
      var expander = WordExpander(text, options: options, lookup: lookup)
      expander.isSplitting = true
      do throws(ExpansionError) {
        _ = try expander.process(until: nil, keepsEscapes: options.keepsEscapes, depth: 0)
        expander.endWord()
        return .success(expander.words)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  func failure(_ message: String, from start: Int) -> ExpansionError {
    ExpansionError(description: message, range: text.sourceRange(min(start, bytes.count)..<bytes.count))
  }

  mutating func charge(_ part: SourceText, from start: Int) throws(ExpansionError) {
    budget.bytes -= part.count
    guard budget.bytes >= 0 else { throw failure("values are too long", from: start) }
  }

  // MARK: - Words

  mutating func endWord() {
    if !word.isEmpty { words.append(word) }
    word = SourceText(at: text.offset(at: index))
    isInWord = false
  }

  /// Adds what stands unquoted: white space ends the word.
  mutating func addSplit(_ part: SourceText) {
    var start = 0
    var at = 0
    while at < part.count {
      let blank = Blanks.length(part.bytes, at)
      guard blank > 0 else {
        at += 1
        continue
      }
      word.append(part, start..<at)
      isInWord = isInWord || at > start
      if isInWord, !word.isEmpty { endWord() }
      at += blank
      start = at
    }
    word.append(part, start..<part.count)
    isInWord = isInWord || part.count > start
  }

  mutating func addWhole(_ part: SourceText) {
    word.append(part)
    isInWord = true
  }

  // MARK: - Lexer

  /// Reads up to a character, or to the end.
  mutating func process(
    until stop: UInt8?, keepsEscapes: Bool, depth: Int
  ) throws(ExpansionError) -> SourceText {
    let saved = self.keepsEscapes
    self.keepsEscapes = keepsEscapes
    defer { self.keepsEscapes = saved }
    // Only the outermost level makes words.
    let splits = isSplitting && depth == 0
    let opening = index
    var result = SourceText(at: text.offset(at: index))
    while index < bytes.count {
      guard result.count <= Self.valueLimit else { throw failure("value is too long", from: opening) }
      let byte = bytes[index]
      if byte == stop {
        index += 1
        return result
      }
      switch byte {
      case UInt8(ascii: "$"):
        let part = try dollar(depth: depth)
        try charge(part, from: opening)
        result.append(part)
        if splits { addSplit(part) }
      case UInt8(ascii: "'") where !options.ignoresQuotes:
        let part = try singleQuoted()
        result.append(part)
        if splits { addWhole(part) }
      case UInt8(ascii: "\"") where !options.ignoresQuotes:
        let part = try doubleQuoted(depth: depth)
        try charge(part, from: opening)
        result.append(part)
        if splits { addWhole(part) }
      default:
        let start = index
        if byte == options.escape {
          index += 1
          guard index < bytes.count else {
            if self.keepsEscapes {
              result.append(text, start..<index)
              if splits { addWhole(text.slice(start..<index)) }
            }
            break
          }
          let first = self.keepsEscapes ? start : index
          index += max(1, characterLength(at: index))
          result.append(text, first..<index)
          if splits { addWhole(text.slice(first..<index)) }
        } else {
          index += 1
          while index < bytes.count, isPlain(bytes[index], stop) { index += 1 }
          result.append(text, start..<index)
          if splits { addSplit(text.slice(start..<index)) }
        }
      }
    }
    if let stop {
      throw failure(
        "unexpected end of statement while looking for matching \(Character(Unicode.Scalar(stop)))",
        from: opening)
    }
    return result
  }

  func isPlain(_ byte: UInt8, _ stop: UInt8?) -> Bool {
    byte != stop && byte != UInt8(ascii: "$") && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\"")
      && byte != options.escape
  }

  /// Bytes of the character at an index, by its first byte.
  func characterLength(at index: Int) -> Int {
    let size =
      switch bytes[index] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    var end = index + 1
    while end < bytes.count, end < index + size, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end == index + size ? size : 1
  }

  /// From a single quote to the next: nothing in it is special.
  mutating func singleQuoted() throws(ExpansionError) -> SourceText {
    let start = index
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "'") { index += 1 }
    guard index < bytes.count else {
      throw failure("unexpected end of statement while looking for matching single-quote", from: start)
    }
    index += 1
    return text.slice(options.keepsQuotes ? start..<index : start + 1..<index - 1)
  }

  /// From a double quote to the next: `$` is special, and the escape before `"`, `$` and itself.
  mutating func doubleQuoted(depth: Int) throws(ExpansionError) -> SourceText {
    let opening = index
    var result = SourceText(at: text.offset(at: index + 1))
    if options.keepsQuotes { result.append(text, index..<index + 1) }
    index += 1
    while index < bytes.count {
      guard result.count <= Self.valueLimit else { throw failure("value is too long", from: opening) }
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        if options.keepsQuotes { result.append(text, index - 1..<index) }
        return result
      }
      if byte == UInt8(ascii: "$") {
        let part = try dollar(depth: depth)
        try charge(part, from: opening)
        result.append(part)
        continue
      }
      index += 1
      guard byte == options.escape else {
        let start = index - 1
        while index < bytes.count, isPlain(bytes[index], nil) { index += 1 }
        result.append(text, start..<index)
        continue
      }
      if keepsEscapes { result.append(text, index - 1..<index) }
      guard index < bytes.count else { break }
      let next = bytes[index]
      if next == UInt8(ascii: "\"") || next == UInt8(ascii: "$") || next == options.escape {
        result.append(text, index..<index + 1)
        index += 1
      } else {
        result.append(text, index - 1..<index)
      }
    }
    throw failure("unexpected end of statement while looking for matching double-quote", from: opening)
  }
}
