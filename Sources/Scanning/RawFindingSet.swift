import Matching
import Patterns

/// What the workers found, by content, overlaps resolved.
struct RawFindingSet {
  let findings: [RawFinding]
  let shortfalls: [Worker.Shortfall]

  init(_ findings: [RawFinding], shortfalls: [Worker.Shortfall], rules: [Rule]) {
    var contents: [ObjectIdentifier: [RawFinding]] = [:]
    for finding in findings { contents[ObjectIdentifier(finding.record), default: []].append(finding) }
    self.findings = contents.values.flatMap { OverlapResolver.resolve($0, rules: rules) }
    self.shortfalls = shortfalls
  }
}
