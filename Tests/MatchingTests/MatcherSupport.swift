import Findings
import Matching
import Patterns

/// An engine of a few rules, and a matcher of it.
struct SmallMatcher {
  let engine: Engine
  let matcher: Matcher

  init(_ rules: [Rule], readers: [any CredentialReader] = []) throws {
    engine = try Engine(rules: RuleSet(rules), readers: readers, cache: nil)
    matcher = try engine.makeMatcher()
  }

  init(_ rule: Rule, readers: [any CredentialReader] = []) throws { try self.init([rule], readers: readers) }

  /// Matches in `bytes`, by place.
  func matches(
    in bytes: [UInt8], path: String = "", owned: Range<Int>? = nil, isFirst: Bool = true,
    overflow: (Int) -> Void = { _ in }
  ) throws -> [Match] {
    try bytes.withUnsafeBytes { raw in
      try matcher.matches(
        in: ContentPiece(path: path, bytes: raw, owned: owned ?? 0..<raw.count, isFirst: isFirst),
        overflow: overflow)
    }.sorted { $0.secret.lowerBound < $1.secret.lowerBound }
  }

  /// The secrets found in `text`.
  func secrets(in text: String, path: String = "") throws -> [String] {
    let bytes = Array(text.utf8)
    return try matches(in: bytes, path: path).map { String(decoding: bytes[$0.secret], as: UTF8.self) }
  }
}

/// A rule of an expression, changed as a test needs it.
func makeRule(_ regex: String?, id: String = "rule", _ change: (inout Rule) -> Void = { _ in }) -> Rule {
  var rule = Rule(id: id, title: id)
  rule.regex = regex
  change(&rule)
  return rule
}
