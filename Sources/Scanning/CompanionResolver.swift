import Patterns

/// Joins what belongs together: an access key's id becomes a part of the finding of its secret.
struct CompanionResolver {
  private let rules: [Rule]
  /// For each rule that has companions, those rules.
  private let companions: [Int: Set<Int>]
  private let companionOnly: Set<Int>

  /// Bytes between the parts of a credential in one content; a certificate of several kilobytes may lie between.
  private static let reach = 8 << 10

  init(_ rules: [Rule]) {
    self.rules = rules
    var indices: [String: Int] = [:]
    var companions: [Int: Set<Int>] = [:]
    for (index, rule) in rules.enumerated() where !rule.companions.isEmpty {
      if indices.isEmpty {
        indices = Dictionary(
          rules.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
      }
      companions[index] = Set(rule.companions.compactMap { indices[$0] })
    }
    self.companions = companions
    companionOnly = Set(rules.indices.filter { rules[$0].isCompanionOnly })
  }

  /// - Parameter findings: all of one content, or of the values of one image's configuration; overlaps resolved.
  func resolve(_ findings: [RawFinding]) -> [RawFinding] {
    var findings = findings
    var taken = Set<Int>()
    for index in findings.indices {
      guard let wanted = companions[findings[index].rule] else { continue }
      // Of each kind the nearest: a file of several profiles has several pairs.
      var nearest: [Int: (index: Int, distance: Int)] = [:]
      for other in findings.indices where other != index && wanted.contains(findings[other].rule) {
        let distance = CompanionResolver.distance(findings[index], findings[other])
        guard distance <= CompanionResolver.reach else { continue }
        let rule = findings[other].rule
        if let best = nearest[rule], best.distance <= distance { continue }
        nearest[rule] = (other, distance)
      }
      let chosen = nearest.values.map(\.index).sorted()
      findings[index].parts = chosen.map { findings[$0] }
      taken.formUnion(chosen)
    }
    return findings.indices.compactMap { index in
      let finding = findings[index]
      if taken.contains(index), companions[finding.rule] == nil { return nil }
      return companionOnly.contains(finding.rule) ? nil : finding
    }
  }

  /// Bytes between two findings of one content; values of one configuration are all near.
  private static func distance(_ a: RawFinding, _ b: RawFinding) -> Int {
    if a.record !== b.record { return reach / 2 + abs((a.record.value ?? 0) - (b.record.value ?? 0)) }
    return max(0, max(a.span.lowerBound, b.span.lowerBound) - min(a.span.upperBound, b.span.upperBound))
  }
}
