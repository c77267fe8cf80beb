internal import Findings
import Patterns

/// One rule's expressions, compiled for one thread when the rule is first hit.
final class RuleMatcher {
  let rule: Rule
  let expression: PCRE2Expression?
  private let secretGroup: Int
  private let near: [PCRE2Expression]
  private let allowlists: [CompiledAllowlist]
  private let keywords: [[UInt8]]
  let verifier: VerifierFunction?

  /// No match is longer: chunks overlap by more than this.
  static let longestMatch = 12 << 10

  private struct CompiledAllowlist {
    var source: Allowlist
    var regexes: [PCRE2Expression]
    var paths: [PCRE2Expression]
  }

  init(_ rule: Rule) throws(PCRE2Expression.CompileError) {
    self.rule = rule
    let text = rule.expression
    expression = if let text { try PCRE2Expression(text) } else { nil }
    let groups = expression?.groupCount ?? 0
    secretGroup = min(rule.expressionSecretGroup ?? (groups > 0 ? 1 : 0), groups)
    var near: [PCRE2Expression] = []
    for fragment in rule.near { near.append(try PCRE2Expression("(?i:\(fragment))")) }
    self.near = near
    var lists: [CompiledAllowlist] = []
    for source in rule.allowlists {
      var list = CompiledAllowlist(source: source, regexes: [], paths: [])
      for regex in source.regexes { list.regexes.append(try PCRE2Expression(regex)) }
      for path in source.paths { list.paths.append(try PCRE2Expression(path)) }
      lists.append(list)
    }
    allowlists = lists
    keywords = rule.keywords.map { ASCII.lowercased($0.utf8) }
    verifier = rule.verify.flatMap { Verifiers.all[$0] }
  }

  /// What the rule makes of one match of its expression; nil where a condition or a check rejects it.
  func judge(_ found: PCRE2Match, in piece: ContentPiece, index: Int) -> Match? {
    let bytes = piece.bytes
    guard secretGroup < found.groups.count, let secretSpan = found.groups[secretGroup] else { return nil }
    let secret = Array(bytes[secretSpan])
    guard !secret.isEmpty else { return nil }
    if let least = rule.entropy, Entropy.shannon(secret) < least { return nil }
    if !rule.context.isEmpty {
      if let gap = found.groups[1], HashRole.isNamed(in: bytes[gap]) { return nil }
      if HashRole.isListed(secretSpan, of: bytes) { return nil }
      if HashRole.isInsideBlob(found.whole.lowerBound, of: bytes) { return nil }
    }
    if !rule.keepsPlaceholders, Placeholder.isLikely(secret) { return nil }
    guard isNear(found.whole, in: bytes), hasKeyword(bytes) else { return nil }
    let whole = Array(bytes[found.whole])
    if isAllowed(secret: secret, match: found.whole, piece: piece) { return nil }
    var match = Match(
      rule: index, span: found.whole, secret: secretSpan, severity: rule.severity,
      confidence: rule.confidence, verification: .none)
    guard let verifier else { return match }
    let verdict = verifier(secret, whole)
    switch verdict.outcome {
    case .refuted: return nil
    case .doubtful: match.confidence = .low
    case .unknown: break
    case .confirmed(let verification):
      match.verification = verification
      match.confidence = .high
    }
    match.detail = verdict.detail
    match.severity = verdict.severity ?? match.severity
    return match
  }

  /// Whether one of the words that must stand near stands within reach of `span`.
  func isNear(_ span: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Bool {
    guard !near.isEmpty else { return true }
    let start = max(0, span.lowerBound - Rule.nearReach)
    let end = min(bytes.count, span.upperBound + Rule.nearReach)
    let reach = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    return near.contains { $0.matches(reach) }
  }

  private func hasKeyword(_ bytes: UnsafeRawBufferPointer) -> Bool {
    keywords.isEmpty || keywords.contains { ASCII.contains($0, in: bytes) }
  }

  private func isAllowed(secret: [UInt8], match: Range<Int>, piece: ContentPiece) -> Bool {
    allowlists.contains { list in
      var conditions: [Bool] = []
      if !list.regexes.isEmpty {
        let target: [UInt8]
        switch list.source.target {
        case .secret: target = secret
        case .match: target = Array(piece.bytes[match])
        case .line: target = ASCII.line(around: match, in: piece.bytes)
        }
        conditions.append(list.regexes.contains { $0.matches(target) })
      }
      if !list.paths.isEmpty { conditions.append(list.paths.contains { $0.matches(piece.path.utf8) }) }
      if !list.source.stopwords.isEmpty {
        let lower = ASCII.lowercased(secret)
        conditions.append(
          list.source.stopwords.contains { ASCII.contains(ASCII.lowercased($0.utf8), in: lower) })
      }
      guard !conditions.isEmpty else { return false }
      return list.source.requiresAll ? conditions.allSatisfy(\.self) : conditions.contains(true)
    }
  }
}
