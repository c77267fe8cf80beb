/// Reads the syntax that PCRE2 and RE2 share, closely enough to know an expression's literals and widths.
///
/// What is not understood becomes `unknown`, never an error: the libraries decide what is valid.
struct ExpressionParser {
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

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
    while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      let node = atom(&flags)
      nodes.append(quantified(node))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
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
      if flags.isExtended, ByteSet.space.contains(byte) { return .nothing }
      return literal(byte, flags)
    }
  }

  private func literal(_ byte: UInt8, _ flags: Flags) -> ExpressionNode {
    let set = ByteSet([byte])
    return .set(flags.ignoresCase ? set.folded : set)
  }

  private mutating func group(_ flags: inout Flags) -> ExpressionNode {
    var inner = flags
    guard next == UInt8(ascii: "?") else { return closed(choice(&inner)) }
    index += 1
    for look in ["=", "!", "<=", "<!"] where has(look) {
      index += look.utf8.count
      _ = closed(choice(&inner))
      return .nothing
    }
    if has("#") {
      while let byte = next, byte != UInt8(ascii: ")") {
        _ = byte
        index += 1
      }
      return closed(.nothing)
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
        guard let counted = braces() else { return node }
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

  private mutating func escape(_ flags: Flags) -> ExpressionNode {
    guard let byte = next else { return .unknown }
    index += 1
    if let set = ExpressionParser.classes[byte] { return .set(set) }
    switch byte {
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "Z"),
      UInt8(ascii: "G"), UInt8(ascii: "K"):
      return .nothing
    case UInt8(ascii: "x"): return number().map { literal($0, flags) } ?? .unknown
    default:
      if let control = ExpressionParser.controls[byte] { return literal(control, flags) }
      // Back references, properties, `\Q`: not analysed. Punctuation stands for itself.
      if ByteSet.word.contains(byte) { return .unknown }
      return literal(byte, flags)
    }
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
    return .set(isNegated ? set.inverted : set)
  }

  /// One member of a bracket: its byte, or nil where a class was added to the set.
  private mutating func member(_ set: inout ByteSet) -> UInt8? {
    let byte = bytes[index]
    index += 1
    guard byte == UInt8(ascii: "\\"), let escaped = next else { return byte }
    index += 1
    if let named = ExpressionParser.classes[escaped] {
      set.formUnion(named)
      return nil
    }
    if escaped == UInt8(ascii: "x") { return number() }
    if escaped == UInt8(ascii: "b") { return 8 }
    return ExpressionParser.controls[escaped] ?? escaped
  }

  private mutating func posix() -> ByteSet? {
    let names: [(String, ByteSet)] = [
      ("[:alnum:]", ByteSet(ByteSet.word.members.filter { $0 != UInt8(ascii: "_") })),
      (
        "[:alpha:]",
        ByteSet(ByteSet.word.members.filter { $0 != UInt8(ascii: "_") && !ByteSet.digits.contains($0) })
      ),
      ("[:digit:]", .digits), ("[:word:]", .word), ("[:space:]", .space),
      ("[:upper:]", ByteSet(UInt8(ascii: "A")...UInt8(ascii: "Z"))),
      ("[:lower:]", ByteSet(UInt8(ascii: "a")...UInt8(ascii: "z"))),
      ("[:xdigit:]", ByteSet("0123456789abcdefABCDEF".utf8)),
      ("[:punct:]", ByteSet((0x21...0x7e).filter { !ByteSet.word.contains($0) || $0 == 0x5f })),
      ("[:ascii:]", ByteSet(0...0x7f)), ("[:print:]", ByteSet(0x20...0x7e)),
      ("[:graph:]", ByteSet(0x21...0x7e)),
      ("[:blank:]", ByteSet([0x20, 0x09])), ("[:cntrl:]", ByteSet(0...0x1f)),
    ]
    for (name, set) in names where has(name) {
      index += name.utf8.count
      return set
    }
    return nil
  }

  private static let classes: [UInt8: ByteSet] = [
    UInt8(ascii: "d"): .digits, UInt8(ascii: "D"): ByteSet.digits.inverted,
    UInt8(ascii: "w"): .word, UInt8(ascii: "W"): ByteSet.word.inverted,
    UInt8(ascii: "s"): .space, UInt8(ascii: "S"): ByteSet.space.inverted,
    UInt8(ascii: "h"): ByteSet([0x20, 0x09]), UInt8(ascii: "N"): ByteSet.newline.inverted,
  ]
  private static let controls: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09, UInt8(ascii: "f"): 0x0c,
    UInt8(ascii: "e"): 0x1b, UInt8(ascii: "a"): 0x07, UInt8(ascii: "0"): 0x00, UInt8(ascii: "v"): 0x0b,
  ]
}
