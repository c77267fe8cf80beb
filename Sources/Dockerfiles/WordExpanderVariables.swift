/// `$name` and `${name…}` with every modifier.
extension WordExpander {
  /// From a `$` to the end of what it expands.
  mutating func dollar(depth: Int) throws(ExpansionError) -> SourceText {
    let start = index
    index += 1
    guard index < bytes.count, bytes[index] == UInt8(ascii: "{") else {
      let name = readName()
      if name.isEmpty { return text.slice(start..<start + 1) }
      let value = look(up: name, from: start)
      if value == nil, options.keepsUnset { return text.slice(start..<index) }
      return replaced(value ?? [], from: start)
    }
    index += 1
    guard index < bytes.count else { throw failure("syntax error: missing '}'", from: start) }
    if [UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ":")].contains(bytes[index]) {
      throw failure("syntax error: bad substitution", from: start)
    }
    guard depth < Self.depthLimit else { throw failure("substitutions are nested too deep", from: start) }
    let name = readName()
    guard index < bytes.count else { throw failure("unsupported modifier () in substitution", from: start) }
    let modifier = bytes[index]
    index += 1
    switch modifier {
    case UInt8(ascii: "}"):
      let value = look(up: name, from: start)
      if value == nil, options.keepsUnset { return text.slice(start..<index) }
      return replaced(value ?? [], from: start)
    case UInt8(ascii: "/"): return try replacement(of: name, from: start, depth: depth)
    case UInt8(ascii: ":"):
      guard index < bytes.count else { throw failure("syntax error: missing '}'", from: start) }
      let second = bytes[index]
      index += 1
      return try modified(name, by: second, emptyIsUnset: true, from: start, depth: depth)
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"):
      return try modified(name, by: modifier, emptyIsUnset: false, from: start, depth: depth)
    default:
      throw failure(
        "unsupported modifier (\(String(decoding: [modifier], as: UTF8.self))) in substitution", from: start)
    }
  }

  mutating func modified(
    _ name: String, by modifier: UInt8, emptyIsUnset: Bool, from start: Int, depth: Int
  ) throws(ExpansionError) -> SourceText {
    let isPattern = modifier == UInt8(ascii: "#") || modifier == UInt8(ascii: "%")
    let word = try inner(until: UInt8(ascii: "}"), keepsEscapes: isPattern, from: start, depth: depth)
    let value = look(up: name, from: start)
    if value == nil, options.keepsUnset { return text.slice(start..<index) }
    let isSet = value != nil && !(emptyIsUnset && value == [])
    switch modifier {
    case UInt8(ascii: "-"): return isSet ? replaced(value ?? [], from: start) : word
    case UInt8(ascii: "+"): return isSet ? word : SourceText(at: text.offset(at: start))
    case UInt8(ascii: "?"):
      if isSet { return replaced(value ?? [], from: start) }
      let message =
        !word.isEmpty
        ? word.string : value == nil ? "is not allowed to be unset" : "is not allowed to be empty"
      throw failure("\(name): \(message)", from: start)
    case UInt8(ascii: "#"), UInt8(ascii: "%"):
      let isGreedy = word.bytes.first == modifier
      let pattern = try pattern(word.slice((isGreedy ? 1 : 0)..<word.count), from: start)
      let trimmed =
        modifier == UInt8(ascii: "#")
        ? pattern.withoutPrefix(value ?? [], isGreedy: isGreedy, budget: &budget.steps)
        : pattern.withoutSuffix(value ?? [], isGreedy: isGreedy, budget: &budget.steps)
      guard let trimmed else { throw failure("pattern takes too long", from: start) }
      return replaced(trimmed, from: start)
    default:
      throw failure(
        "unsupported modifier (:\(String(decoding: [modifier], as: UTF8.self))) in substitution", from: start)
    }
  }

  /// `${name/pattern/replacement}`, and with two slashes at first for every match.
  mutating func replacement(
    of name: String, from start: Int, depth: Int
  ) throws(ExpansionError) -> SourceText {
    let isEvery = index < bytes.count && bytes[index] == UInt8(ascii: "/")
    if isEvery { index += 1 }
    let word = try inner(until: UInt8(ascii: "/"), keepsEscapes: true, from: start, depth: depth)
    let replacement = try inner(until: UInt8(ascii: "}"), keepsEscapes: true, from: start, depth: depth)
    let value = look(up: name, from: start)
    if value == nil, options.keepsUnset { return text.slice(start..<index) }
    let pattern = try pattern(word, from: start)
    guard
      let result = pattern.replacing(
        in: value ?? [], with: replacement.bytes, isEvery: isEvery, limit: Self.valueLimit,
        budget: &budget.steps)
    else { throw failure("pattern takes too long", from: start) }
    return replaced(result, from: start)
  }

  func pattern(_ word: SourceText, from start: Int) throws(ExpansionError) -> ShellPattern {
    do throws(ShellPattern.InvalidEscape) {
      return try ShellPattern(word.bytes)
    } catch {
      throw failure(
        "invalid pattern (\(word.string)) in substitution: invalid escape '\\\(error.character)'", from: start
      )
    }
  }

  mutating func inner(
    until stop: UInt8, keepsEscapes: Bool, from start: Int, depth: Int
  ) throws(ExpansionError) -> SourceText {
    do throws(ExpansionError) {
      return try process(until: stop, keepsEscapes: keepsEscapes, depth: depth + 1)
    } catch {
      guard index >= bytes.count else { throw error }
      let missing = stop == UInt8(ascii: "/") ? "'/' in ${}" : "'}'"
      throw failure("syntax error: missing \(missing)", from: start)
    }
  }

  mutating func look(up name: String, from start: Int) -> [UInt8]? {
    let value = lookup(name)
    uses.append(VariableUse(name: name, range: text.sourceRange(start..<index), isSet: value != nil))
    return value
  }

  func replaced(_ value: [UInt8], from start: Int) -> SourceText {
    var result = SourceText(at: text.offset(at: start))
    result.append(value, replacing: text.sourceRange(start..<index))
    return result
  }

  /// Letters, digits and `_`; or digits alone; or one special parameter.
  mutating func readName() -> String {
    let start = index
    if index < bytes.count {
      if (0x30...0x39).contains(bytes[index]) {
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
      }
      if "@*#?-$!".utf8.contains(bytes[index]) {
        index += 1
        return String(decoding: bytes[start..<index], as: UTF8.self)
      }
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        let isName =
          (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (0x30...0x39).contains(byte)
          || byte == UInt8(ascii: "_")
        guard isName else { break }
        index += 1
      } else {
        let size = characterLength(at: index)
        let character = String(decoding: bytes[index..<index + size], as: UTF8.self)
        guard size > 1, let scalar = character.unicodeScalars.first, isLetterOrDigit(scalar) else { break }
        index += size
      }
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
      true
    default: false
    }
  }
}
