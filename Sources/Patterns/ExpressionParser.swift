/// Reads the syntax that PCRE2 and RE2 share, closely enough to know an expression's literals and widths.
///
/// What is not understood becomes `unknown`, never an error: the libraries decide what is valid.
struct ExpressionParser {
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0
  /// Whether the bracket at hand holds something that is not analysed.
  private var isVague = false

  private struct Flags {
    var ignoresCase = false
    var dotMatchesNewline = false
    var isExtended = false
  }

  private static let depthLimit = 100

  static func parse(_ expression: String) -> ExpressionNode {
    var parser = ExpressionParser(bytes: Array(expression.utf8))
    var flags = Flags()
    let node = parser.choice(&flags)
    return parser.index == parser.bytes.count ? node : .unknown
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func has(_ text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

  private mutating func choice(_ flags: inout Flags) -> ExpressionNode {
    depth += 1
    defer { depth -= 1 }
    guard depth < ExpressionParser.depthLimit else {
      index = bytes.count
      return .unknown
    }
    var branches = [sequence(&flags)]
    while next == UInt8(ascii: "|") {
      index += 1
      branches.append(sequence(&flags))
    }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence(_ flags: inout Flags) -> ExpressionNode {
    var nodes: [ExpressionNode] = []
    skipBlanks(flags)
    while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      let node = atom(&flags)
      skipBlanks(flags)
      nodes.append(quantified(node))
      skipBlanks(flags)
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  /// Blanks and comments, which count for nothing under the flag `x`.
  private mutating func skipBlanks(_ flags: Flags) {
    guard flags.isExtended else { return }
    while let byte = next, ByteSet.space.contains(byte) || byte == UInt8(ascii: "#") {
      index += 1
      if byte == UInt8(ascii: "#") { skip(through: 0x0a) }
    }
  }

  private mutating func skip(through end: UInt8) {
    while let byte = next {
      index += 1
      if byte == end { break }
    }
  }

  private mutating func atom(_ flags: inout Flags) -> ExpressionNode {
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "("): return group(&flags)
    case UInt8(ascii: "["): return bracket(flags)
    case UInt8(ascii: "\\"): return escape(flags)
    case UInt8(ascii: "."): return .set(flags.dotMatchesNewline ? .all : ByteSet.newline.inverted)
    case UInt8(ascii: "^"), UInt8(ascii: "$"): return .nothing
    default:
      return literal(byte, flags)
    }
  }

  private func literal(_ byte: UInt8, _ flags: Flags) -> ExpressionNode {
    let set = ByteSet([byte])
    return .set(flags.ignoresCase ? set.folded : set)
  }

  private mutating func group(_ flags: inout Flags) -> ExpressionNode {
    var inner = flags
    if next == UInt8(ascii: "*") {
      // A verb, `(*UTF)`.
      skip(through: UInt8(ascii: ")"))
      return .nothing
    }
    guard next == UInt8(ascii: "?") else { return closed(choice(&inner)) }
    index += 1
    for look in ["=", "!", "<=", "<!"] where has(look) {
      index += look.utf8.count
      _ = closed(choice(&inner))
      return .nothing
    }
    if has("#") {
      skip(through: UInt8(ascii: ")"))
      return bytes[index - 1] == UInt8(ascii: ")") ? .nothing : .unknown
    }
    if has(":") || has(">") || has("|") {
      index += 1
      return closed(choice(&inner))
    }
    if has("P<") || has("<") || has("'") {
      while let byte = next, byte != UInt8(ascii: ">"),
        byte != UInt8(ascii: "'") || has("'") && bytes[index - 1] == UInt8(ascii: "?")
      {
        _ = byte
        index += 1
      }
      index = min(index + 1, bytes.count)
      return closed(choice(&inner))
    }
    return flagGroup(&flags)
  }

  /// `(?i)`, for the rest of the group, or `(?i:…)`.
  private mutating func flagGroup(_ flags: inout Flags) -> ExpressionNode {
    var inner = flags
    var isOn = true
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "-"): isOn = false
      case UInt8(ascii: "i"): inner.ignoresCase = isOn
      case UInt8(ascii: "s"): inner.dotMatchesNewline = isOn
      case UInt8(ascii: "x"): inner.isExtended = isOn
      case UInt8(ascii: "m"), UInt8(ascii: "U"), UInt8(ascii: "J"), UInt8(ascii: "n"), UInt8(ascii: "^"):
        break
      case UInt8(ascii: ")"):
        flags = inner
        return .nothing
      case UInt8(ascii: ":"): return closed(choice(&inner))
      default:
        // A recursion, a condition: read past it as well as can be.
        _ = choice(&inner)
        return closed(.unknown)
      }
    }
    return .unknown
  }

  private mutating func closed(_ node: ExpressionNode) -> ExpressionNode {
    guard next == UInt8(ascii: ")") else { return .unknown }
    index += 1
    return node
  }

  private mutating func quantified(_ node: ExpressionNode) -> ExpressionNode {
    var node = node
    while let byte = next {
      let bounds: (min: Int, max: Int?)
      switch byte {
      case UInt8(ascii: "*"): bounds = (0, nil)
      case UInt8(ascii: "+"): bounds = (1, nil)
      case UInt8(ascii: "?"): bounds = (0, 1)
      case UInt8(ascii: "{"):
        guard let counted = braces() else {
          guard skipOddBraces() else { return node }
          node = .unknown
          continue
        }
        bounds = counted
      default: return node
      }
      index += 1
      if let mark = next, mark == UInt8(ascii: "?") || mark == UInt8(ascii: "+") { index += 1 }
      node = .repetition(node, min: bounds.min, max: bounds.max)
    }
    return node
  }

  /// `{n}`, `{n,}`, `{n,m}`; leaves `index` at the closing brace. nil where the brace is a literal.
  private mutating func braces() -> (min: Int, max: Int?)? {
    guard let close = bytes[index...].firstIndex(of: UInt8(ascii: "}")), close - index < 16 else {
      return nil
    }
    let text = String(decoding: bytes[(index + 1)..<close], as: UTF8.self)
    let parts = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    guard let min = Int(parts[0]), min >= 0, min <= 65_535 else { return nil }
    var max: Int? = min
    if parts.count == 2 {
      if parts[1].isEmpty {
        max = nil
      } else {
        guard let number = Int(parts[1]), number >= min, number <= 65_535 else { return nil }
        max = number
      }
    }
    index = close
    return (min, max)
  }

  /// Reads past `{,3}` and `{ 2, 3 }`, which are quantifiers or literals as the version of PCRE2 has it.
  private mutating func skipOddBraces() -> Bool {
    guard let close = bytes[index...].firstIndex(of: UInt8(ascii: "}")), close - index < 16,
      bytes[(index + 1)..<close].contains(where: ByteSet.digits.contains),
      bytes[(index + 1)..<close].allSatisfy(ByteSet("0123456789, \t".utf8).contains)
    else { return false }
    index = close + 1
    return true
  }

  private mutating func escape(_ flags: Flags) -> ExpressionNode {
    guard let byte = next else { return .unknown }
    index += 1
    if let set = ExpressionClasses.named[byte] { return .set(set) }
    switch byte {
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "Z"),
      UInt8(ascii: "G"), UInt8(ascii: "K"), UInt8(ascii: "E"):
      return .nothing
    case UInt8(ascii: "x"): return number().map { literal($0, flags) } ?? .unknown
    case UInt8(ascii: "Q"): return quoted(flags)
    default:
      if byte == UInt8(ascii: "0"), next.map(ByteSet.digits.contains) != true { return literal(0, flags) }
      if let control = ExpressionClasses.controls[byte] { return literal(control, flags) }
      guard ByteSet.word.contains(byte) else { return literal(byte, flags) }
      skipArgument(of: byte)
      return .unknown
    }
  }

  /// Reads past what belongs to an escape that is not analysed: a back reference, a property, an octal number.
  private mutating func skipArgument(of escape: UInt8) {
    switch escape {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      while let byte = next, ByteSet.digits.contains(byte) { index += 1 }
    case UInt8(ascii: "c"): index = min(index + 1, bytes.count)
    case UInt8(ascii: "g") where next.map(ByteSet("+-0123456789".utf8).contains) == true:
      index += 1
      while let byte = next, ByteSet.digits.contains(byte) { index += 1 }
    case UInt8(ascii: "p"), UInt8(ascii: "P"), UInt8(ascii: "k"), UInt8(ascii: "g"), UInt8(ascii: "o"),
      UInt8(ascii: "N"), UInt8(ascii: "u"):
      switch next {
      case UInt8(ascii: "{"): skip(through: UInt8(ascii: "}"))
      case UInt8(ascii: "<"): skip(through: UInt8(ascii: ">"))
      case UInt8(ascii: "'"):
        index += 1
        skip(through: UInt8(ascii: "'"))
      default: if escape | 0x20 == UInt8(ascii: "p") { index = min(index + 1, bytes.count) }
      }
    default: break
    }
  }

  /// Literal text from `\Q` to `\E`, or to the end.
  private mutating func quoted(_ flags: Flags) -> ExpressionNode {
    var nodes: [ExpressionNode] = []
    while let byte = next, !has("\\E") {
      nodes.append(literal(byte, flags))
      index += 1
    }
    index = min(index + 2, bytes.count)
    // A quantifier behind it holds for the last byte alone, which is not worth telling apart.
    if let mark = next, "*+?{".utf8.contains(mark) { return .unknown }
    return .sequence(nodes)
  }

  /// Two digits after `\x`, or any in braces.
  private mutating func number() -> UInt8? {
    var digits = ""
    if next == UInt8(ascii: "{") {
      index += 1
      while let byte = next, byte != UInt8(ascii: "}") {
        digits.unicodeScalars.append(Unicode.Scalar(byte))
        index += 1
      }
      index = min(index + 1, bytes.count)
    } else {
      while digits.utf8.count < 2, let byte = next, Unicode.Scalar(byte).properties.isASCIIHexDigit {
        digits.unicodeScalars.append(Unicode.Scalar(byte))
        index += 1
      }
    }
    return UInt8(digits, radix: 16)
  }

  private mutating func bracket(_ flags: Flags) -> ExpressionNode {
    var set = ByteSet()
    isVague = false
    let isNegated = next == UInt8(ascii: "^")
    if isNegated { index += 1 }
    var isFirst = true
    while let byte = next, isFirst || byte != UInt8(ascii: "]") {
      isFirst = false
      if has("[:"), let end = posix() {
        set.formUnion(end)
        continue
      }
      guard let low = member(&set) else { continue }
      if next == UInt8(ascii: "-"), index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: "]") {
        index += 1
        if let high = member(&set), low <= high { set.formUnion(ByteSet(low...high)) }
      } else {
        set.insert(low)
      }
    }
    guard next != nil else { return .unknown }
    index += 1
    if flags.ignoresCase { set = set.folded }
    if isVague { set = .all }
    return .set(isNegated && !isVague ? set.inverted : set)
  }

  /// One member of a bracket: its byte, or nil where a class was added to the set.
  private mutating func member(_ set: inout ByteSet) -> UInt8? {
    let byte = bytes[index]
    index += 1
    guard byte == UInt8(ascii: "\\"), let escaped = next else { return byte }
    index += 1
    if let named = ExpressionClasses.named[escaped] {
      set.formUnion(named)
      return nil
    }
    if escaped == UInt8(ascii: "x") {
      if let byte = number() { return byte }
      isVague = true
      return nil
    }
    if escaped == UInt8(ascii: "b") { return 8 }
    if let control = ExpressionClasses.controls[escaped] { return control }
    guard ByteSet.word.contains(escaped) else { return escaped }
    if escaped == UInt8(ascii: "0"), next.map(ByteSet.digits.contains) != true { return 0 }
    // A property, an octal number, quoting: any byte, for all that is known here.
    skipArgument(of: escaped)
    isVague = true
    return nil
  }

  /// `[:alpha:]` and its kin; one that is not known, or negated, may be any byte.
  private mutating func posix() -> ByteSet? {
    guard let end = (index..<bytes.count).first(where: { bytes[$0...].starts(with: ":]".utf8) }) else {
      return nil
    }
    let name = bytes[(index + 2)..<end]
    guard name.allSatisfy({ $0 == UInt8(ascii: "^") || ByteSet.word.contains($0) }) else { return nil }
    index = end + 2
    return ExpressionClasses.posix[String(decoding: name, as: UTF8.self)] ?? .all
  }
}
