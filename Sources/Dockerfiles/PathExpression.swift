/// The small part of Go's regular expressions that moby makes of ignore patterns: characters, sets, `.*` and
/// `(.*/)?`, matched against a whole path in time proportional to path times pattern.
struct PathExpression: Sendable, Hashable {
  private struct CharacterSet: Sendable, Hashable {
    var ranges: [ClosedRange<UInt32>] = []
    var isNegated = false

    func contains(_ scalar: Unicode.Scalar) -> Bool {
      ranges.contains { $0.contains(scalar.value) } != isNegated
    }
  }

  private enum Element: Sendable, Hashable {
    case one(CharacterSet)
    case many(CharacterSet)
    /// `(.*/)?`: nothing, or anything that ends with a slash.
    case folders
    /// `^`
    case start
    /// `$`
    case end
    /// `\b`, or `\B`
    case boundary(Bool)
  }

  private let elements: [Element]
  private static let anything = CharacterSet(ranges: [0x0A...0x0A], isNegated: true)

  /// Nil for what Go's `regexp` does not compile, or for the rarer escapes (`\p`, `\x`).
  init?(_ expression: [Unicode.Scalar]) {
    var elements: [Element] = []
    var index = 0
    let folders = Array("(.*/)?".unicodeScalars)
    while index < expression.count {
      let scalar = expression[index]
      if expression[index...].starts(with: folders) {
        elements.append(.folders)
        index += folders.count
        continue
      }
      index += 1
      var set: CharacterSet
      switch scalar {
      case "^", "$":
        elements.append(scalar == "^" ? .start : .end)
        continue
      case "\\" where index < expression.count && "bBAz".unicodeScalars.contains(expression[index]):
        switch expression[index] {
        case "A": elements.append(.start)
        case "z": elements.append(.end)
        default: elements.append(.boundary(expression[index] == "b"))
        }
        index += 1
        continue
      case ".": set = Self.anything
      case "[":
        guard let found = Self.set(expression, &index) else { return nil }
        set = found
      case "\\":
        guard index < expression.count, let found = Self.escaped(expression[index]) else { return nil }
        set = found
        index += 1
      default: set = Self.single(scalar)
      }
      if index < expression.count, expression[index] == "*" {
        index += 1
        elements.append(.many(set))
      } else {
        elements.append(.one(set))
      }
    }
    self.elements = elements
  }

  private static func single(_ scalar: Unicode.Scalar) -> CharacterSet {
    CharacterSet(ranges: [scalar.value...scalar.value])
  }

  /// What stands behind a backslash.
  private static func escaped(_ scalar: Unicode.Scalar) -> CharacterSet? {
    guard scalar.isASCII else { return nil }
    switch scalar {
    case "d": return CharacterSet(ranges: digits)
    case "D": return CharacterSet(ranges: digits, isNegated: true)
    case "w": return CharacterSet(ranges: word)
    case "W": return CharacterSet(ranges: word, isNegated: true)
    case "s": return CharacterSet(ranges: space)
    case "S": return CharacterSet(ranges: space, isNegated: true)
    case "a": return single("\u{07}")
    case "f": return single("\u{0C}")
    case "t": return single("\t")
    case "n": return single("\n")
    case "r": return single("\r")
    case "v": return single("\u{0B}")
    case "a"..."z", "A"..."Z", "0"..."9": return nil
    default: return single(scalar)
    }
  }

  private static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
  private static let word: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
  private static let space: [ClosedRange<UInt32>] = [0x09...0x0A, 0x0C...0x0D, 0x20...0x20]
  private static let named: [String: [ClosedRange<UInt32>]] = [
    "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A], "alpha": [0x41...0x5A, 0x61...0x7A],
    "ascii": [0...0x7F],
    "blank": [0x09...0x09, 0x20...0x20], "cntrl": [0...0x1F, 0x7F...0x7F], "digit": [0x30...0x39],
    "graph": [0x21...0x7E], "lower": [0x61...0x7A], "print": [0x20...0x7E],
    "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E], "space": [0x09...0x0D, 0x20...0x20],
    "upper": [0x41...0x5A], "word": word, "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
  ]

  /// From behind a `[` to behind its `]`.
  private static func set(_ expression: [Unicode.Scalar], _ index: inout Int) -> CharacterSet? {
    var set = CharacterSet()
    if index < expression.count, expression[index] == "^" {
      set.isNegated = true
      index += 1
    }
    var isFirst = true
    while index < expression.count {
      if expression[index] == "]", !isFirst {
        index += 1
        return set
      }
      isFirst = false
      if expression[index] == "[", index + 1 < expression.count, expression[index + 1] == ":",
        let end = closing(expression, from: index + 2)
      {
        var name = String(String.UnicodeScalarView(expression[index + 2..<end]))
        let isNegated = name.first == "^"
        if isNegated { name.removeFirst() }
        guard let ranges = named[name] else { return nil }
        set.ranges += isNegated ? complement(ranges) : ranges
        index = end + 2
        continue
      }
      if expression[index] == "\\", index + 1 < expression.count,
        "dDwWsS".unicodeScalars.contains(expression[index + 1])
      {
        guard let found = escaped(expression[index + 1]) else { return nil }
        set.ranges += found.isNegated ? complement(found.ranges) : found.ranges
        index += 2
        continue
      }
      guard let low = member(expression, &index) else { return nil }
      var high = low
      if index + 1 < expression.count, expression[index] == "-", expression[index + 1] != "]" {
        index += 1
        guard let end = member(expression, &index), end >= low else { return nil }
        high = end
      }
      set.ranges.append(low...high)
    }
    return nil
  }

  private static func closing(_ expression: [Unicode.Scalar], from start: Int) -> Int? {
    var index = start
    while index + 1 < expression.count, index - start <= 8 {
      if expression[index] == ":", expression[index + 1] == "]" { return index }
      index += 1
    }
    return nil
  }

  private static func member(_ expression: [Unicode.Scalar], _ index: inout Int) -> UInt32? {
    guard index < expression.count else { return nil }
    let scalar = expression[index]
    index += 1
    guard scalar == "\\" else { return scalar.value }
    guard index < expression.count, let found = escaped(expression[index]), !found.isNegated,
      let range = found.ranges.first, found.ranges.count == 1, range.lowerBound == range.upperBound
    else { return nil }
    index += 1
    return range.lowerBound
  }

  private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    result.append(next...0x10FFFF)
    return result
  }

  /// Whether the whole path matches.
  func matches(_ path: String) -> Bool {
    let final = elements.count
    // The places in the expression that can be reached; folders under way are places of their own.
    var states = [Bool](repeating: false, count: final + 1)
    var inFolders = [Bool](repeating: false, count: final + 1)
    let scalars = Array(path.unicodeScalars)
    func isWord(_ position: Int) -> Bool {
      scalars.indices.contains(position) && Self.word.contains { $0.contains(scalars[position].value) }
    }
    func close(at position: Int) {
      for (index, element) in elements.enumerated() where states[index] {
        switch element {
        case .many: states[index + 1] = true
        case .start: if position == 0 { states[index + 1] = true }
        case .end: if position == scalars.count { states[index + 1] = true }
        case .boundary(let isBoundary):
          if (isWord(position - 1) != isWord(position)) == isBoundary { states[index + 1] = true }
        case .folders:
          states[index + 1] = true
          inFolders[index] = true
        case .one: break
        }
      }
    }
    states[0] = true
    close(at: 0)
    for (position, scalar) in scalars.enumerated() {
      var next = [Bool](repeating: false, count: final + 1)
      var nextFolders = [Bool](repeating: false, count: final + 1)
      var isAlive = false
      for (index, element) in elements.enumerated() {
        switch element {
        case .one(let set) where states[index] && set.contains(scalar): next[index + 1] = true
        case .many(let set) where states[index] && set.contains(scalar): next[index] = true
        case .folders where inFolders[index] && scalar != "\n":
          nextFolders[index] = true
          if scalar == "/" { next[index + 1] = true }
        default: continue
        }
        isAlive = true
      }
      guard isAlive else { return false }
      states = next
      inFolders = nextFolders
      close(at: position + 1)
    }
    return states[final]
  }
}
