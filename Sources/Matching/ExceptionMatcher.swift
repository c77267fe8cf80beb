internal import Findings
internal import Patterns

/// The exceptions of one rule, compiled for one thread when they are first asked for.
final class ExceptionMatcher {
  private struct Compiled {
    var source: Allowlist
    var regexes: [PCRE2Expression] = []
    var paths: [PCRE2Expression] = []
    var stopwords: [[UInt8]] = []
    var kinds: Int
  }

  private let lists: [Compiled]

  /// An expression that the library refuses excuses nothing; files are checked when they are loaded.
  init(_ lists: [Allowlist]) {
    self.lists = lists.map { source in
      var list = Compiled(
        source: source,
        kinds: [source.regexes, source.paths, source.stopwords].count { !$0.isEmpty })
      list.regexes = source.regexes.compactMap { try? PCRE2Expression($0, ownsStack: false) }
      list.paths = source.paths.compactMap { try? PCRE2Expression($0, ownsStack: false) }
      list.stopwords = source.stopwords.map { ASCII.lowercased($0.utf8) }.filter { !$0.isEmpty }
      return list
    }
  }

  /// The index of the first list that excuses a match; nil where none does.
  func excuse(secret: [UInt8], match: Range<Int>, piece: ContentPiece) -> Int? {
    lists.firstIndex { list in
      guard list.kinds > 0 else { return false }
      var holding = 0
      if !list.regexes.isEmpty {
        let target: [UInt8]
        switch list.source.target {
        case .secret: target = secret
        case .match: target = Array(piece.bytes[match])
        case .line: target = ASCII.line(around: match, in: piece.bytes)
        }
        if list.regexes.contains(where: { $0.matches(target) }) { holding += 1 }
      }
      if !list.paths.isEmpty, list.paths.contains(where: { $0.matches(piece.path.utf8) }) { holding += 1 }
      if !list.stopwords.isEmpty {
        let lower = ASCII.lowercased(secret)
        if list.stopwords.contains(where: { ASCII.contains($0, in: lower) }) { holding += 1 }
      }
      return list.source.requiresAll ? holding == list.kinds : holding > 0
    }
  }
}
