import Matching
import Patterns

/// Shows texts to the whole engine, and tells what one rule makes of them.
struct RuleProbe {
  private let engine: Engine
  private let matcher: Matcher
  private let indices: [String: Int]

  init() throws {
    engine = try BuiltIn.engine()
    matcher = try engine.makeMatcher()
    indices = Dictionary(
      engine.rules.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// What `rule` matches in `bytes`, in order.
  ///
  /// - Parameter owned: the part of the bytes in which a match must begin; all of it, if nil.
  func matches(
    of rule: Rule, in bytes: [UInt8], path: String?, owned: Range<Int>? = nil, isFirst: Bool = true
  ) throws -> [Match] {
    guard let index = indices[rule.id] else { return [] }
    let found = try bytes.withUnsafeBytes { raw in
      try matcher.matches(
        in: ContentPiece(path: path ?? "", bytes: raw, owned: owned ?? 0..<raw.count, isFirst: isFirst))
    }
    return found.filter { $0.rule == index }.sorted { $0.secret.lowerBound < $1.secret.lowerBound }
  }

  func matches(of rule: Rule, in text: String, path: String?) throws -> [Match] {
    try matches(of: rule, in: Array(text.utf8), path: path)
  }

  /// Rules that were given up on for too much backtracking in the last text.
  var surrendered: [String] { matcher.surrendered.map { engine.rules[$0].id } }
}

/// A template of a rule that cannot be made.
struct TemplateFault: Error, CustomStringConvertible {
  var description: String
}

/// The text of an example, made from its template.
func makeText(_ example: Example, of rule: Rule, seed: Int) throws -> String {
  do {
    return try ExampleText.make(example.template, seed: "\(rule.id) \(example.template) \(seed)")
  } catch {
    throw TemplateFault(description: "\(rule.id): \(error) in \(example.template.debugDescription)")
  }
}
