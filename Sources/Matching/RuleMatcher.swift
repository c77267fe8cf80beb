internal import Findings
internal import Patterns

/// One rule's expressions, compiled for one thread when the rule is first hit.
final class RuleMatcher {
  let rule: Rule
  let expression: PCRE2Expression?
  /// The group that holds the secret; nil: the first that is not empty.
  private let secretGroup: Int?
  private let near: [PCRE2Expression]
  private let keywords: [[UInt8]]
  private lazy var allowlists = ExceptionMatcher(rule.allowlists)
  private lazy var requirements = rule.required.map { RequirementMatcher($0) }
  let verifier: VerifierFunction?

  /// No match is longer: chunks overlap by more than this.
  static let longestMatch = 12 << 10

  init(_ rule: Rule) throws(PCRE2Expression.CompileError) {
    self.rule = rule
    let text = rule.expression
    expression = if let text { try PCRE2Expression(text) } else { nil }
    let groups = expression?.groupCount ?? 0
    secretGroup = rule.expressionSecretGroup.map { min($0, groups) }
    var near: [PCRE2Expression] = []
    for fragment in rule.near { near.append(try PCRE2Expression("(?i:\(fragment))")) }
    self.near = near
    keywords = rule.keywords.map { ASCII.lowercased($0.utf8) }
    if rule.verify == AssignedValue.name, let limits = rule.entropyLimits {
      verifier = AssignedValue.verifier(limits)
    } else {
      verifier = rule.verify.flatMap { Verifiers.all[$0] }
    }
  }

  /// A match of the expression while it is judged.
  struct Candidate {
    let groups: [Range<Int>?]
    let span: Range<Int>
    let secretSpan: Range<Int>
    let secret: [UInt8]
    let piece: ContentPiece
    /// What the check of the rule says, once it was asked.
    var verdict: Verdict?
    /// Index of the allowlist that excuses it.
    var excuse: Int?
    /// Index of the required rule that does not match near by.
    var missing: Int?
  }

  /// What is asked of each match, in this order; the first that fails dismisses it.
  enum Check {
    case entropy, digest, placeholder, near, keyword, allowlist, required, verifier

    /// The cheapest first.
    static let order: [Check] = [
      .entropy, .digest, .placeholder, .near, .keyword, .allowlist, .required, .verifier,
    ]
  }

  /// What the rule makes of one match of its expression; nil where a condition or a check rejects it.
  func judge(_ found: PCRE2Match, in piece: ContentPiece, index: Int) -> Match? {
    guard var candidate = candidate(found, in: piece) else { return nil }
    for check in Check.order where !passes(check, &candidate) { return nil }
    return match(candidate, index: index)
  }

  /// A match with its secret; nil where the secret's group took no part, or is empty.
  func candidate(_ found: PCRE2Match, in piece: ContentPiece) -> Candidate? {
    let span: Range<Int>
    if let secretGroup {
      guard secretGroup < found.groups.count, let group = found.groups[secretGroup] else { return nil }
      span = group
    } else {
      span = found.groups.dropFirst().lazy.compactMap { $0 }.first { !$0.isEmpty } ?? found.whole
    }
    guard !span.isEmpty else { return nil }
    return Candidate(
      groups: found.groups, span: found.whole, secretSpan: span, secret: Array(piece.bytes[span]),
      piece: piece)
  }

  /// Whether a match stands one of the checks; those that the rule does not ask for it stands.
  func passes(_ check: Check, _ candidate: inout Candidate) -> Bool {
    let bytes = candidate.piece.bytes
    switch check {
    case .entropy:
      if let limit = rule.entropyLimits?.least(of: candidate.secret) {
        return Entropy.shannon(candidate.secret) >= limit
      }
      guard let least = rule.entropy else { return true }
      return Entropy.shannon(candidate.secret) > least
    case .digest:
      guard !rule.context.isEmpty else { return true }
      if candidate.groups.count > 1, let gap = candidate.groups[1], HashRole.isNamed(in: bytes[gap]) {
        return false
      }
      if HashRole.isNamed(before: candidate.span.lowerBound, in: bytes) { return false }
      if HashRole.isListed(candidate.secretSpan, of: bytes) { return false }
      return !HashRole.isInsideBlob(candidate.span.lowerBound, of: bytes)
    case .placeholder: return rule.keepsPlaceholders || !Placeholder.isLikely(candidate.secret)
    case .near: return isNear(candidate.span, in: bytes)
    case .keyword: return hasKeyword(candidate)
    case .allowlist:
      guard !rule.allowlists.isEmpty else { return true }
      candidate.excuse = allowlists.excuse(
        secret: candidate.secret, match: candidate.span, piece: candidate.piece)
      return candidate.excuse == nil
    case .required:
      guard !rule.required.isEmpty else { return true }
      candidate.missing = requirements.firstIndex { !$0.holds(near: candidate.span, in: candidate.piece) }
      return candidate.missing == nil
    case .verifier:
      guard let verifier else { return true }
      let verdict = verifier(candidate.secret, Array(bytes[candidate.span]))
      candidate.verdict = verdict
      return verdict.outcome != .refuted
    }
  }

  private func match(_ candidate: Candidate, index: Int) -> Match {
    var match = Match(
      rule: index, span: candidate.span, secret: candidate.secretSpan, severity: rule.severity,
      confidence: rule.confidence, verification: .none)
    if PublishedSample.contains(candidate.secret) {
      match.severity = .info
      match.detail = PublishedSample.detail
    }
    guard let verdict = candidate.verdict else { return match }
    switch verdict.outcome {
    case .refuted, .unknown: break
    case .doubtful: match.confidence = .low
    case .confirmed(let verification):
      match.verification = verification
      match.confidence = .high
    }
    match.detail = verdict.detail ?? match.detail
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

  private func hasKeyword(_ candidate: Candidate) -> Bool {
    guard !keywords.isEmpty else { return true }
    let memory = candidate.piece.memory
    if let known = memory.hasKeyword[rule.id] { return known }
    let bytes = candidate.piece.bytes
    // Most keywords are part of the match.
    let match = UnsafeRawBufferPointer(rebasing: bytes[candidate.span])
    let holds =
      keywords.contains { ASCII.contains($0, in: match) }
      || keywords.contains { ASCII.contains($0, in: bytes) }
    memory.hasKeyword[rule.id] = holds
    return holds
  }
}
