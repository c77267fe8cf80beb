import Matching
import Patterns

/// What the workers found, by content, overlaps resolved.
struct RawFindingSet {
  let findings: [RawFinding]
  let shortfalls: [Worker.Shortfall]

  /// - Parameter groups: the values of each image's configuration, whose findings may be parts of one credential.
  init(
    _ findings: [RawFinding], shortfalls: [Worker.Shortfall], rules: [Rule], groups: [[ContentRecord]] = []
  ) {
    var contents: [ObjectIdentifier: [RawFinding]] = [:]
    for finding in findings { contents[ObjectIdentifier(finding.record), default: []].append(finding) }
    var resolved = contents.mapValues { OverlapResolver.resolve($0, rules: rules) }
    let companions = CompanionResolver(rules)
    var joined: [RawFinding] = []
    for records in groups {
      let own = records.flatMap { resolved.removeValue(forKey: ObjectIdentifier($0)) ?? [] }
      joined += companions.resolve(own)
    }
    for own in resolved.values { joined += companions.resolve(own) }
    self.findings = joined
    self.shortfalls = shortfalls
  }
}
