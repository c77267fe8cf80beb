/// The patterns of `${name#pattern}` and its kin: `*` and `?`, nothing else, as BuildKit has them.
struct ShellPattern {
  struct InvalidEscape: Error {
    let character: String
  }

  private enum Element: Equatable {
    case scalar(Unicode.Scalar)
    case one
    case many
  }

  private let elements: [Element]

  init(_ bytes: [UInt8]) throws(InvalidEscape) {
    var elements: [Element] = []
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "*": if elements.last != .many { elements.append(.many) }
      case "?": elements.append(.one)
      case "\\":
        let next = index < scalars.count ? scalars[index] : nil
        // An escape before these two served the substitution, not the pattern.
        if next == "}" || next == "/" { continue }
        guard let next, ["*", "?", "\\"].contains(next) else {
          throw InvalidEscape(character: next.map { String(Character($0)) } ?? "")
        }
        elements.append(.scalar(next))
        index += 1
      default: elements.append(.scalar(scalar))
      }
    }
    self.elements = elements
  }

  private init(elements: [Element]) { self.elements = elements }

  /// The value without the shortest or longest start that matches; nil if that takes more steps than `budget`
  /// has.
  func withoutPrefix(_ value: [UInt8], isGreedy: Bool, budget: inout Int) -> [UInt8]? {
    let scalars = Array(String(decoding: value, as: UTF8.self).unicodeScalars)
    guard let end = match(scalars, from: 0, isGreedy: isGreedy, budget: &budget) else {
      return budget < 0 ? nil : value
    }
    return Self.bytes(scalars[end...])
  }

  /// The value without the shortest or longest end that matches; nil if that takes too long.
  func withoutSuffix(_ value: [UInt8], isGreedy: Bool, budget: inout Int) -> [UInt8]? {
    let scalars = Array(String(decoding: value, as: UTF8.self).unicodeScalars)
    let reversed = ShellPattern(elements: elements.reversed())
    guard let end = reversed.match(scalars.reversed(), from: 0, isGreedy: isGreedy, budget: &budget) else {
      return budget < 0 ? nil : value
    }
    return Self.bytes(scalars[..<(scalars.count - end)])
  }

  /// The value with its first match, or every one, replaced; the longest match counts. Nil if it takes too
  /// long.
  func replacing(
    in value: [UInt8], with replacement: [UInt8], isEvery: Bool, limit: Int, budget: inout Int
  ) -> [UInt8]? {
    let scalars = Array(String(decoding: value, as: UTF8.self).unicodeScalars)
    var result: [UInt8] = []
    var index = 0
    var lastEnd = -1
    var isDone = false
    while index <= scalars.count {
      guard result.count <= limit else { return nil }
      if !isDone, let end = match(scalars, from: index, isGreedy: true, budget: &budget) {
        // An empty match right behind another is none.
        if end > index || lastEnd != index {
          result += replacement
          lastEnd = end
          isDone = !isEvery
          if end > index {
            index = end
            continue
          }
        }
      }
      if budget < 0 { return nil }
      if index < scalars.count { result += Self.bytes(scalars[index...index]) }
      index += 1
    }
    return result
  }

  private static func bytes(_ scalars: some Sequence<Unicode.Scalar>) -> [UInt8] {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return Array(String(text).utf8)
  }

  /// Where the shortest or longest match from an index ends. Wildcards do not match line feeds.
  private func match(
    _ scalars: [Unicode.Scalar], from start: Int, isGreedy: Bool, budget: inout Int
  ) -> Int? {
    // The positions in the pattern that can be reached with the text read so far.
    var states = [Bool](repeating: false, count: elements.count + 1)
    func close(_ states: inout [Bool]) {
      for (position, element) in elements.enumerated() where states[position] && element == .many {
        states[position + 1] = true
      }
    }
    states[0] = true
    close(&states)
    var found: Int?
    var index = start
    while true {
      budget -= elements.count + 1
      if budget < 0 { return nil }
      if states[elements.count] {
        found = index
        if !isGreedy { return found }
      }
      guard index < scalars.count else { return found }
      var next = [Bool](repeating: false, count: elements.count + 1)
      var isAlive = false
      for (position, element) in elements.enumerated() where states[position] {
        switch element {
        case .scalar(let wanted):
          if wanted == scalars[index] { next[position + 1] = true } else { continue }
        case .one:
          if scalars[index] != "\n" { next[position + 1] = true } else { continue }
        case .many:
          if scalars[index] != "\n" { next[position] = true } else { continue }
        }
        isAlive = true
      }
      guard isAlive else { return found }
      close(&next)
      states = next
      index += 1
    }
  }
}
