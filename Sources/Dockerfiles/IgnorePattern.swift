/// One pattern of a `.dockerignore`, `COPY --exclude` or `COPY --parents` (moby/patternmatcher): like
/// `GoGlob`, with `**` for any number of folders, anchored at the root.
public struct IgnorePattern: Sendable, Hashable {
  /// Why a pattern is none.
  public enum Malformed: Error, Sendable, Hashable, CustomStringConvertible {
    /// `!` alone.
    case exclamationMark
    /// An open bracket, a backslash at the end, an empty set.
    case syntax

    /// In moby's words.
    public var description: String {
      switch self {
      case .exclamationMark: "illegal exclusion pattern: \"!\""
      case .syntax: "syntax error in pattern"
      }
    }
  }

  private enum Matcher: Sendable, Hashable {
    /// The path itself.
    case exact
    /// What stands before a `**` at the end.
    case prefix(String)
    /// What stands behind a `**` at the start.
    case suffix(String)
    case expression(PathExpression)
  }

  /// The pattern as it is matched: cleaned, without `!`.
  public let text: String
  /// Whether it takes files in again: `!`.
  public let isException: Bool
  private let matcher: Matcher

  /// Cleans a pattern and reads it; nil for a blank one. Throws if moby refuses it.
  public static func parse(_ pattern: String) throws(Malformed) -> IgnorePattern? {
    let bytes = Array(pattern.utf8)
    let trimmed = Blanks.trimmed(bytes, 0..<bytes.count)
    guard !trimmed.isEmpty else { return nil }
    return try IgnorePattern(trimmed: String(decoding: bytes[trimmed], as: UTF8.self))
  }

  private init(trimmed: String) throws(Malformed) {
    var cleaned = SlashPath.cleaned(trimmed)
    isException = cleaned.utf8.first == UInt8(ascii: "!")
    if isException {
      cleaned.removeFirst()
      guard !cleaned.isEmpty else { throw .exclamationMark }
    }
    text = cleaned
    if GoGlob.isRefused(cleaned) { throw .syntax }
    guard let matcher = Self.matcher(for: cleaned) else { throw .syntax }
    self.matcher = matcher
  }

  /// Whether the pattern matches this very path (no slash at its start or end), its parents aside.
  public func matches(_ path: String) -> Bool {
    switch matcher {
    case .exact: return path.utf8.elementsEqual(text.utf8)
    case .prefix(let prefix): return path.utf8.starts(with: prefix.utf8)
    case .suffix(let suffix):
      if path.utf8.reversed().starts(with: suffix.utf8.reversed()) { return true }
      // `**/name` matches `name` as well.
      return suffix.utf8.first == UInt8(ascii: "/") && path.utf8.elementsEqual(suffix.utf8.dropFirst())
    case .expression(let expression): return expression.matches(path)
    }
  }

  /// Turns a pattern into the regular expression that moby makes of it, and keeps its short cuts.
  private static func matcher(for pattern: String) -> Matcher? {
    enum Shape { case exact, prefix, suffix, expression }
    var shape = Shape.exact
    var expression: [Unicode.Scalar] = []
    func add(_ text: String) { expression.append(contentsOf: text.unicodeScalars) }
    let scalars = Array(pattern.unicodeScalars)
    var index = 0
    var isFirst = true
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "*" where index < scalars.count && scalars[index] == "*":
        index += 1
        if index < scalars.count, scalars[index] == "/" { index += 1 }
        if index == scalars.count {
          if shape == .exact {
            shape = .prefix
          } else {
            add(".*")
            shape = .expression
          }
        } else {
          add("(.*/)?")
          shape = .expression
        }
        if isFirst { shape = .suffix }
      case "*":
        add("[^/]*")
        shape = .expression
      case "?":
        add("[^/]")
        shape = .expression
      case ".", "+", "(", ")", "|", "{", "}", "$": add("\\\(Character(scalar))")
      case "\\":
        add("\\")
        if index < scalars.count {
          expression.append(scalars[index])
          index += 1
          shape = .expression
        }
      case "[", "]":
        expression.append(scalar)
        shape = .expression
      default: expression.append(scalar)
      }
      isFirst = false
    }
    switch shape {
    case .exact: return .exact
    case .prefix: return .prefix(String(decoding: pattern.utf8.dropLast(2), as: UTF8.self))
    case .suffix: return .suffix(String(decoding: pattern.utf8.dropFirst(2), as: UTF8.self))
    case .expression:
      // A backslash at the end of the pattern escapes this one, as it does in moby.
      add("$")
      return PathExpression(expression).map { .expression($0) }
    }
  }
}
