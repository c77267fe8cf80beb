internal import Patterns

/// Tells whether another rule matches near a match (composite rules).
final class RequirementMatcher {
  let requirement: Requirement
  private let rule: Rule?
  private lazy var matcher: RuleMatcher? = rule.flatMap { try? RuleMatcher($0) }
  private lazy var path: PCRE2Expression? = rule?.path.flatMap { try? PCRE2Expression($0, ownsStack: false) }

  /// Matches of the other rule that are compared with one match: beyond them it counts as near.
  private static let comparisons = 10_000

  init(_ requirement: Requirement) {
    self.requirement = requirement
    rule = requirement.rules.first
  }

  /// Whether the other rule matches within the lines and columns that are asked for, in the same piece. Where its
  /// search is given up, it counts as matching: a secret too many is better than one too few.
  func holds(near span: Range<Int>, in piece: ContentPiece) -> Bool {
    guard let rule else { return false }
    if let path, !path.matches(piece.path.utf8) { return false }
    let known: [Int]?
    if let remembered = piece.memory.matches[rule.id] {
      known = remembered
    } else {
      known = starts(in: piece)
      piece.memory.matches[rule.id] = .some(known)
    }
    guard let starts = known else { return true }
    guard requirement.withinLines != nil || requirement.withinColumns != nil else { return !starts.isEmpty }
    let newlines = piece.memory.newlines(of: piece.bytes)
    let line = newlines.firstIndex(from: span.lowerBound)
    var range = 0..<piece.bytes.count
    if let lines = requirement.withinLines {
      let first = max(0, line - lines)
      let last = min(newlines.count, line + lines)
      let start = first == 0 ? 0 : newlines[first - 1] + 1
      range = start..<max(start, last < newlines.count ? newlines[last] : piece.bytes.count)
    }
    let low = starts.firstIndex(from: range.lowerBound)
    guard let columns = requirement.withinColumns else {
      return low < starts.count && starts[low] < range.upperBound
    }
    func column(_ offset: Int) -> Int {
      let line = newlines.firstIndex(from: offset)
      return offset - (line == 0 ? 0 : newlines[line - 1] + 1)
    }
    let own = column(span.lowerBound)
    for (count, start) in starts[low...].enumerated() {
      if start >= range.upperBound { return false }
      if count == RequirementMatcher.comparisons || abs(column(start) - own) <= columns { return true }
    }
    return false
  }

  /// Where the other rule's matches begin; nil where the search was given up.
  private func starts(in piece: ContentPiece) -> [Int]? {
    guard let matcher, let expression = matcher.expression else { return nil }
    var starts: [Int] = []
    var offset = 0
    while offset < piece.bytes.count {
      let found: PCRE2Match?
      do {
        found = try expression.firstMatch(in: piece.bytes, from: offset)
      } catch {
        return nil
      }
      guard let result = found else { break }
      offset = max(result.whole.upperBound, result.whole.lowerBound + 1)
      if matcher.judge(result, in: piece, index: 0) != nil { starts.append(result.whole.lowerBound) }
    }
    return starts
  }
}
