/// A pattern of Go's `path/filepath.Match` on Unix: `*`, `?`, `[a-z]`, `[^a]`, `\x`. Of these only a set can
/// match a slash.
struct GoGlob: Sendable {
  /// A pattern that `filepath.Match` refuses.
  struct Malformed: Error {}

  private enum Element: Sendable {
    case scalar(Unicode.Scalar)
    case one
    case many
    case set([ClosedRange<UInt32>], isNegated: Bool)
  }

  private let elements: [Element]

  init(_ pattern: String) throws(Malformed) { elements = try Self.elements(Array(pattern.unicodeScalars)) }

  private static func elements(_ scalars: [Unicode.Scalar]) throws(Malformed) -> [Element] {
    var elements: [Element] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "*":
        if case .many = elements.last {} else { elements.append(.many) }
      case "?": elements.append(.one)
      case "[": elements.append(try Self.set(scalars, &index))
      case "\\":
        guard index < scalars.count else { throw Malformed() }
        elements.append(.scalar(scalars[index]))
        index += 1
      default: elements.append(.scalar(scalar))
      }
    }
    return elements
  }

  /// Whether `filepath.Match(pattern, ".")` gives an error: it looks no further than the first star behind
  /// which the name cannot match any more.
  static func isRefused(_ pattern: String) -> Bool {
    let scalars = Array(pattern.unicodeScalars)
    var index = 0
    var hasName = true
    while index < scalars.count {
      while index < scalars.count, scalars[index] == "*" { index += 1 }
      if index == scalars.count { return false }
      let chunk = Array(scalars[index..<endOfChunk(scalars, from: index)])
      index += chunk.count
      guard let elements = try? elements(chunk) else { return true }
      guard hasName, elements.count == 1, accepts(elements[0], ".") else { return false }
      hasName = false
    }
    return false
  }

  /// Where the next star outside brackets stands.
  private static func endOfChunk(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    var index = start
    var isInSet = false
    while index < scalars.count {
      switch scalars[index] {
      case "\\": index += 1
      case "[": isInSet = true
      case "]": isInSet = false
      case "*" where !isInSet: return index
      default: break
      }
      index += 1
    }
    return scalars.count
  }

  /// From behind the `[` to behind the `]`.
  private static func set(_ scalars: [Unicode.Scalar], _ index: inout Int) throws(Malformed) -> Element {
    let isNegated = index < scalars.count && scalars[index] == "^"
    if isNegated { index += 1 }
    var ranges: [ClosedRange<UInt32>] = []
    var count = 0
    while true {
      if index < scalars.count, scalars[index] == "]", count > 0 {
        index += 1
        return .set(ranges, isNegated: isNegated)
      }
      let low = try member(scalars, &index)
      var high = low
      if scalars[index] == "-" {
        index += 1
        high = try member(scalars, &index)
      }
      // A range backwards matches nothing.
      if low <= high { ranges.append(low...high) }
      count += 1
    }
  }

  /// One character of a set; something has to follow it.
  private static func member(_ scalars: [Unicode.Scalar], _ index: inout Int) throws(Malformed) -> UInt32 {
    guard index < scalars.count, scalars[index] != "-", scalars[index] != "]" else { throw Malformed() }
    if scalars[index] == "\\" {
      index += 1
      guard index < scalars.count else { throw Malformed() }
    }
    let value = scalars[index].value
    index += 1
    guard index < scalars.count else { throw Malformed() }
    return value
  }

  /// Whether the whole name matches.
  func matches(_ name: String) -> Bool { matches(Array(name.unicodeScalars)[...]) }

  private func matches(_ name: ArraySlice<Unicode.Scalar>) -> Bool {
    // The last star that was met, and how far it has eaten: one step back is enough, since only the last can
    // give way.
    var star: (element: Int, name: Int)?
    var element = 0
    var index = name.startIndex
    while true {
      if element < elements.count {
        switch elements[element] {
        case .many:
          star = (element + 1, index)
          element += 1
          continue
        case .one where index < name.endIndex && name[index] != "/",
          .set where index < name.endIndex && Self.accepts(elements[element], name[index]),
          .scalar where index < name.endIndex && Self.accepts(elements[element], name[index]):
          element += 1
          index += 1
          continue
        default: break
        }
      } else if index == name.endIndex {
        return true
      }
      guard let last = star, last.name < name.endIndex, name[last.name] != "/" else { return false }
      star = (last.element, last.name + 1)
      element = last.element
      index = last.name + 1
    }
  }

  private static func accepts(_ element: Element, _ scalar: Unicode.Scalar) -> Bool {
    switch element {
    case .scalar(let wanted): return wanted == scalar
    case .set(let ranges, let isNegated): return ranges.contains { $0.contains(scalar.value) } != isNegated
    case .one: return scalar != "/"
    case .many: return true
    }
  }
}

/// Paths as Go's `path/filepath` has them on Unix.
public enum SlashPath {
  /// The shortest path that means the same; `.` for an empty one (`filepath.Clean`).
  public static func cleaned(_ path: String) -> String {
    let isRooted = path.utf8.first == UInt8(ascii: "/")
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
      if part == ".." {
        if let last = parts.last, last != ".." {
          parts.removeLast()
        } else if !isRooted {
          parts.append(part)
        }
      } else {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    return isRooted ? "/" + joined : joined.isEmpty ? "." : joined
  }

  /// A path inside a root, without the slash at its start: `..` does not lead out. Empty for the root itself.
  public static func inRoot(_ path: String) -> String { String(cleaned("/" + path).dropFirst()) }
}
