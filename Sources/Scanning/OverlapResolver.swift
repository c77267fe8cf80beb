import Findings
import Patterns

/// Of findings of several rules at one place the one that says most; the same finding seen from two chunks once.
enum OverlapResolver {
  /// - Parameter findings: all of one content.
  static func resolve(_ findings: [RawFinding], rules: [Rule]) -> [RawFinding] {
    guard findings.count > 1 else { return findings }
    let ranked = findings.sorted { a, b in
      let left = rank(a, rules)
      let right = rank(b, rules)
      if left != right { return left.lexicographicallyPrecedes(right) == false }
      if a.span.lowerBound != b.span.lowerBound { return a.span.lowerBound < b.span.lowerBound }
      return rules[a.rule].id < rules[b.rule].id
    }
    // Kept findings do not overlap, so that one binary search tells whether a new one would.
    var kept: [RawFinding] = []
    for finding in ranked {
      var low = 0
      var high = kept.count
      while low < high {
        let middle = (low + high) / 2
        if kept[middle].span.lowerBound < finding.span.lowerBound { low = middle + 1 } else { high = middle }
      }
      let clear =
        (low == kept.count || kept[low].span.lowerBound >= finding.span.upperBound)
        && (low == 0 || kept[low - 1].span.upperBound <= finding.span.lowerBound)
      if clear { kept.insert(finding, at: low) }
    }
    return kept
  }

  /// What decides, first to last: what was verified, how specific the rule is, confidence, severity, whether it
  /// was decoded, length.
  static func rank(_ finding: RawFinding, _ rules: [Rule]) -> [Int] {
    let rule = rules[finding.rule]
    let specific = rule.tags.contains("generic") ? 0 : rule.reader != nil ? 1 : 2
    return [
      finding.verification.rank, specific, finding.confidence.rank, finding.severity.rank,
      // Of one value the decoded form is what an attacker would use.
      finding.isDecoded ? 1 : 0, finding.span.count,
    ]
  }
}
