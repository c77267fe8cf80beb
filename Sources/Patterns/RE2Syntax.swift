/// Writes an expression of Go's RE2 syntax (re2/wiki/Syntax, Go's regexp/syntax) as one of PCRE2 on bytes that
/// means the same.
///
/// Where both mean the same, the text stays as it is. What RE2 lacks (look-around, back references, possessive
/// quantifiers, comments) stays too, and works. Beyond ASCII: a literal character is its UTF-8 bytes; a class
/// with such members, or with `\p{…}`, becomes alternatives of their UTF-8 bytes; every other class, and `.`,
/// matches one byte. Case is folded in ASCII, and for literal characters and small classes beyond it.
public struct RE2Syntax {
  /// Why an expression cannot be written for PCRE2.
  public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public var reason: String
    /// In bytes of the expression.
    public var offset: Int

    /// The whole message.
    public var description: String { "\(reason) at offset \(offset)" }
  }

  var scalars: [Unicode.Scalar]
  var index = 0
  private var output = ""
  /// Flags of the group at hand, and of those round it.
  private var flags = Flags()
  private var outer: [Flags] = []

  private struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var isExtended = false
  }

  /// Groups within groups; PCRE2's own limit is 250.
  private static let depthLimit = 250

  /// - Throws: `Fault` where the expression has no equivalent; what is no expression at all PCRE2 refuses.
  public static func translate(_ expression: String) throws(Fault) -> String {
    var syntax = RE2Syntax(scalars: Array(expression.unicodeScalars))
    while syntax.index < syntax.scalars.count { try syntax.atom() }
    return syntax.output
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  func has(_ text: String) -> Bool { scalars[index...].starts(with: text.unicodeScalars) }

  /// - Parameter start: index of the scalar at fault; the one at hand where none is given.
  func fault(_ reason: String, at start: Int? = nil) -> Fault {
    let before = scalars.prefix(start ?? index)
    return Fault(reason: reason, offset: before.reduce(0) { $0 + UTF8.width($1) })
  }

  private mutating func atom() throws(Fault) {
    let scalar = scalars[index]
    switch scalar {
    case "(": try group()
    case ")":
      flags = outer.popLast() ?? flags
      copy(1)
    case "[": try put(bracket(ignoresCase: flags.ignoresCase))
    case "\\": try escape()
    case "^":
      index += 1
      assertion("^")
    case "$":
      index += 1
      // Without (?m) PCRE2's `$` also matches before a newline that ends the text.
      assertion(flags.isMultiline ? "$" : #"\z"#)
    case "{": brace()
    case "#" where flags.isExtended:
      while let byte = next, byte != "\n" {
        output.unicodeScalars.append(byte)
        index += 1
      }
    default:
      index += 1
      put(literal(scalar))
    }
  }

  private mutating func copy(_ count: Int) {
    output.unicodeScalars += scalars[index..<min(index + count, scalars.count)]
    index = min(index + count, scalars.count)
  }

  private mutating func put(_ text: String) { output += text }

  /// PCRE2 refuses a quantifier behind an assertion, Go does not.
  private mutating func assertion(_ text: String) {
    output += isQuantified ? "(?:\(text))" : text
  }

  private var isQuantified: Bool {
    guard let next else { return false }
    return next == "*" || next == "+" || next == "?" || next == "{" && braces() != nil
  }

  private func literal(_ scalar: Unicode.Scalar) -> String {
    guard scalar.value >= 0x80 else { return String(scalar) }
    let one = ScalarRanges([scalar.value...scalar.value])
    return alternatives(flags.ignoresCase ? one.folded : one)
  }

  /// An ASCII character as PCRE2 takes it for itself. A digit would make a back reference before it another one.
  static func escaped(_ value: UInt32) -> String {
    let byte = UInt8(truncatingIfNeeded: value & 0x7f)
    let isLetter = ByteSet.word.contains(byte) && !ByteSet.digits.contains(byte)
    return isLetter ? String(Unicode.Scalar(byte)) : ScalarRanges.hex(value)
  }

  /// What matches one of the scalars, in bytes; ASCII members as a class.
  func alternatives(_ members: ScalarRanges) -> String {
    if members.ranges == [0...ScalarRanges.last] { return #"[\x00-\xff]"# }
    var parts: [String] = []
    let ascii = members.ranges.filter { $0.lowerBound < 0x80 }
    if !ascii.isEmpty {
      parts.append(
        ScalarRanges.byteClass(
          ascii.map {
            UInt8(truncatingIfNeeded: $0.lowerBound)...UInt8(truncatingIfNeeded: min($0.upperBound, 0x7f))
          }))
    }
    parts += members.encodedAlternatives
    // A class without members matches nothing.
    return parts.isEmpty ? "(?!)" : "(?:" + parts.joined(separator: "|") + ")"
  }

  // MARK: Groups

  private mutating func group() throws(Fault) {
    guard outer.count < RE2Syntax.depthLimit else { throw fault("groups are nested too deeply") }
    if has("(?#") {
      while let scalar = next, scalar != ")" {
        output.unicodeScalars.append(scalar)
        index += 1
      }
      copy(1)
      return
    }
    // A verb, `(*ACCEPT)`: PCRE2 knows which there are.
    if has("(*") {
      while let scalar = next, scalar != ")" {
        output.unicodeScalars.append(scalar)
        index += 1
      }
      copy(1)
      return
    }
    let inner = flags
    guard has("(?") else {
      outer.append(inner)
      copy(1)
      return
    }
    for opening in ["(?P<", "(?<", "(?'"] where has(opening) && !has("(?<=") && !has("(?<!") {
      try name(opening)
      outer.append(inner)
      return
    }
    if flagGroup() { return }
    // (?:, look-around, atomic groups, recursion, conditions.
    outer.append(inner)
    copy(2)
    if next == "P" { copy(1) }
    if has("<=") || has("<!") {
      copy(2)
    } else if let scalar = next, scalar != ")", scalar != "(" {
      copy(1)
    }
  }

  /// A named group. PCRE2 takes 32 characters; nothing refers to a longer name.
  private mutating func name(_ opening: String) throws(Fault) {
    let start = index
    let end: Unicode.Scalar = opening.hasSuffix("'") ? "'" : ">"
    var close = index + opening.unicodeScalars.count
    while close < scalars.count, scalars[close] != end { close += 1 }
    guard close < scalars.count else { throw fault("a group's name is not closed", at: start) }
    if close - start - opening.unicodeScalars.count > 32 {
      output += "("
      index = close + 1
    } else {
      copy(close + 1 - index)
    }
  }

  /// `(?i)` and `(?i:`; false where it is something else.
  private mutating func flagGroup() -> Bool {
    var changed = flags
    var isOn = true
    var position = index + 2
    while position < scalars.count {
      switch scalars[position] {
      case "i": changed.ignoresCase = isOn
      case "m": changed.isMultiline = isOn
      case "x": changed.isExtended = isOn
      case "s", "U", "J", "n": break
      case "-": isOn = false
      case "^": changed = Flags()
      case ")":
        copy(position + 1 - index)
        flags = changed
        return true
      case ":":
        copy(position + 1 - index)
        outer.append(flags)
        flags = changed
        return true
      default: return false
      }
      position += 1
    }
    return false
  }

  // MARK: Repetitions

  /// How many scalars `{n}`, `{n,}` or `{n,m}` takes; nil where the brace at hand is a literal.
  private func braces() -> Int? {
    var position = index + 1
    func digits() -> Int {
      var count = 0
      while position + count < scalars.count, ("0"..."9").contains(scalars[position + count]) { count += 1 }
      return count
    }
    let least = digits()
    guard least > 0 else { return nil }
    position += least
    if position < scalars.count, scalars[position] == "," {
      position += 1
      position += digits()
    }
    guard position < scalars.count, scalars[position] == "}" else { return nil }
    return position + 1 - index
  }

  /// A brace that is no quantifier is a literal; later versions of PCRE2 read `{,3}` and `{ 2 }` otherwise.
  private mutating func brace() {
    if let count = braces() {
      copy(count)
    } else {
      output += #"\{"#
      index += 1
    }
  }

  // MARK: Escapes

  private mutating func escape() throws(Fault) {
    let start = index
    guard index + 1 < scalars.count else { throw fault("a backslash ends the expression") }
    let scalar = scalars[index + 1]
    switch scalar {
    case "s":
      index += 2
      put(#"[\t\n\f\r ]"#)
    case "S":
      index += 2
      put(#"[^\t\n\f\r ]"#)
    case "v":
      index += 2
      put(#"\x0b"#)
    case "C":
      index += 2
      put(#"[\x00-\xff]"#)
    case "b", "B", "A", "z", "Z", "G":
      index += 2
      assertion("\\" + String(scalar))
    case "Q": quoted()
    case "p", "P": put(alternatives(try property()))
    case "x", "0"..."7":
      if let value = try number() { put(character(value)) } else { copy(2) }
    case "k", "g": reference()
    case "c": copy(3)
    default:
      // Letters that only PCRE2 knows stay; anything else stands for itself.
      if scalar.value >= 0x80 { throw fault("a backslash stands before a character beyond ASCII", at: start) }
      copy(2)
    }
  }

  private func character(_ value: UInt32) -> String {
    guard let scalar = Unicode.Scalar(value), value >= 0x80 else { return RE2Syntax.escaped(value) }
    return literal(scalar)
  }

  /// `\Q…\E`, or to the end of the expression.
  private mutating func quoted() {
    index += 2
    while let scalar = next, !has(#"\E"#) {
      put(scalar.value < 0x80 ? RE2Syntax.escaped(scalar.value) : literal(scalar))
      index += 1
    }
    index = min(index + 2, scalars.count)
  }

  /// `\g{1}`, `\k<name>` and their kin, which RE2 lacks.
  private mutating func reference() {
    copy(2)
    guard let open = next, let close = ["{": "}", "<": ">", "'": "'"][open] as Unicode.Scalar? else { return }
    copy(1)
    while let scalar = next, scalar != close {
      output.unicodeScalars.append(scalar)
      index += 1
    }
    copy(1)
  }

  /// The value of `\x41`, `\x{41}` or an octal number, behind which `index` is then; nil for a back reference.
  mutating func number() throws(Fault) -> UInt32? {
    let start = index
    let first = scalars[index + 1]
    if first != "x" {
      // As Go reads it: one digit that no other octal digit follows refers to a group, but for \0.
      let isOctal = index + 2 < scalars.count && ("0"..."7").contains(scalars[index + 2])
      guard first == "0" || isOctal else { return nil }
      index += 1
      var value: UInt32 = 0
      var count = 0
      while count < 3, let digit = next, ("0"..."7").contains(digit) {
        value = value * 8 + digit.value - 0x30
        index += 1
        count += 1
      }
      return value
    }
    index += 2
    var digits = ""
    let isBraced = next == "{"
    if isBraced { index += 1 }
    while let digit = next, digit.properties.isASCIIHexDigit, digits.utf8.count < (isBraced ? 8 : 2) {
      digits.unicodeScalars.append(digit)
      index += 1
    }
    let isClosed = isBraced ? next == "}" : digits.utf8.count == 2
    guard isClosed, let value = UInt32(digits, radix: 16), value <= ScalarRanges.last else {
      throw fault(#"\x needs two hexadecimal digits, or some in braces up to 10FFFF,"#, at: start)
    }
    if isBraced { index += 1 }
    return value
  }

  /// The members of `\pN`, `\p{Greek}`, `\P{L}` or `\p{^L}`, behind which `index` is then.
  mutating func property() throws(Fault) -> ScalarRanges {
    let start = index
    var isNegated = scalars[index + 1] == "P"
    index += 2
    var name = ""
    if next == "{" {
      index += 1
      while let scalar = next, scalar != "}" {
        name.unicodeScalars.append(scalar)
        index += 1
      }
      guard next == "}" else { throw fault(#"\p{ is not closed"#, at: start) }
      index += 1
    } else if let scalar = next {
      name = String(scalar)
      index += 1
    }
    if name.hasPrefix("^") {
      isNegated.toggle()
      name.removeFirst()
    }
    guard let members = UnicodeClasses.members(name) else {
      throw fault(
        #"\p{\#(name)} is not known; known are the general categories (L, Lu, Nd, …), Any, and the scripts "#
          + UnicodeClasses.scriptNames + ",", at: start)
    }
    return isNegated ? members.inverted : members
  }
}
