internal import Patterns

/// Applies allowlists to what no expression has found: secrets that credential readers read, and files that are
/// told by their path alone. Matches of expressions were judged already. For one thread.
public final class Excuses {
  private let engine: Engine
  private var matchers: [Int: ExceptionMatcher] = [:]

  /// Exceptions of the engine's rules.
  public init(_ engine: Engine) { self.engine = engine }

  /// Whether an allowlist of its rule excuses `match`, found in `piece`.
  public func excuse(_ match: Match, in piece: ContentPiece) -> Bool {
    guard engine.rules.indices.contains(match.rule) else { return false }
    let rule = engine.rules[match.rule]
    guard !rule.allowlists.isEmpty, rule.reader != nil || rule.regex == nil else { return false }
    let matcher: ExceptionMatcher
    if let known = matchers[match.rule] {
      matcher = known
    } else {
      matcher = ExceptionMatcher(rule.allowlists)
      matchers[match.rule] = matcher
    }
    let secret = match.decoded ?? Array(piece.bytes[match.secret])
    return matcher.excuse(secret: secret, match: match.span, piece: piece) != nil
  }
}
