import Deployments
import Dockerfiles
import Findings
import Patterns

/// Joins what the engine found in deployment files with what the rules say: one finding for each secret.
struct DeployAssembly {
  private let rules: [Rule]
  private let mask: SecretMask
  private let keepsClear: Bool
  private var files: [File] = []

  /// A deployment file with what was found in it.
  private struct File {
    let analysis: DeploymentAnalysis
    let name: String
    let lines: LineTable
    let waivers: [InlineWaiver]
    var candidates: [Candidate] = []
    /// Indices of candidates by the part of the file they stand in.
    var byPlace: [Int: [Int]] = [:]
  }

  /// A finding on its way.
  private struct Candidate {
    var fingerprint: String
    var rule: String
    var title: String
    var severity: Severity
    var confidence: Confidence
    var verification = Verification.none
    var details: [String]
    var secret: Secret
    /// Offsets into the file.
    var range: Range<Int>
    var fixes: [String]
    var reference: String?
    var parts: [Finding.Part] = []
    /// Whether a pattern or reader knows the kind of secret.
    var isSpecific = false
    /// Rules that found the same secret there.
    var aliases: [String] = []
    var isRule = false

    var rank: [Int] {
      [verification.rank, isSpecific ? 2 : isRule ? 1 : 0, confidence.rank, severity.rank]
    }
  }

  private static let bucketBytes = 256
  /// Rules of the engine that know a secret by the name it is assigned to, as the rules about the place do.
  private static let assigned: Set<String> = ["credential-setting", "dotenv", "database-env-password"]

  init(rules: [Rule], mask: SecretMask, keepsClear: Bool) {
    self.rules = rules
    self.mask = mask
    self.keepsClear = keepsClear
  }

  /// Takes in a file, before what was found in it; files are numbered from 0.
  mutating func open(_ analysis: DeploymentAnalysis, name: String) {
    files.append(
      File(
        analysis: analysis, name: name, lines: LineTable(analysis.source),
        waivers: InlineWaiver.all(in: analysis.source)))
  }

  /// A finding of the engine in a file, or in a text made of parts of it.
  mutating func add(_ raw: RawFinding, in text: SourceText?, file: Int) {
    guard files.indices.contains(file) else { return }
    let range = text?.sourceRange(raw.span) ?? raw.span
    // What a name calls public is no secret unless its checksum proves it.
    if raw.verification == .none, files[file].analysis.publicValues.contains(where: { $0.overlaps(range) }) {
      return
    }
    let rule = rules[raw.rule]
    var candidate = Candidate(
      fingerprint: raw.fingerprint, rule: rule.id, title: rule.title, severity: raw.severity,
      confidence: raw.confidence, verification: raw.verification, details: [raw.detail].compactMap { $0 },
      secret: raw.secret, range: range, fixes: [rule.remediation].filter { !$0.isEmpty },
      reference: rule.reference,
      isSpecific: !rule.tags.contains("generic") && !DeployAssembly.assigned.contains(rule.id))
    candidate.parts = raw.parts.map { part in
      Finding.Part(
        rule: rules[part.rule].id, title: rules[part.rule].title, secret: part.secret,
        detail: part.detail.map { mask.apply(to: $0) },
        location: location(text?.sourceRange(part.span) ?? part.span, file))
    }
    merge(candidate, file)
  }

  /// What the rules found in a file.
  mutating func add(_ hits: [DeploymentHit], file: Int) {
    for hit in hits {
      guard files.indices.contains(file), let rule = DeploymentRules.rule(hit.rule) else { continue }
      let identity = hit.secret.isEmpty ? Array("\(hit.rule)\0\(hit.subject)".utf8) : hit.secret
      let candidate = Candidate(
        fingerprint: Fingerprint.of(identity), rule: rule.id, title: rule.title, severity: hit.severity,
        confidence: hit.confidence, details: [hit.detail].compactMap { $0 },
        secret: Secret(redacting: hit.secret, keepClear: keepsClear), range: hit.range, fixes: [rule.fix],
        reference: rule.reference, isRule: true)
      if hit.secret.isEmpty { files[file].candidates.append(candidate) } else { merge(candidate, file) }
    }
  }

  private func buckets(_ range: Range<Int>) -> ClosedRange<Int> {
    let bytes = DeployAssembly.bucketBytes
    return range.lowerBound / bytes...max(range.lowerBound, range.upperBound - 1) / bytes
  }

  /// Of two that overlap the one that says more, with what the other adds.
  private mutating func merge(_ candidate: Candidate, _ file: Int) {
    var overlapping: Int?
    for bucket in buckets(candidate.range) where overlapping == nil {
      overlapping = files[file].byPlace[bucket]?.first {
        files[file].candidates[$0].range.overlaps(candidate.range)
      }
    }
    guard let index = overlapping else {
      for bucket in buckets(candidate.range) {
        files[file].byPlace[bucket, default: []].append(files[file].candidates.count)
      }
      files[file].candidates.append(candidate)
      return
    }
    let old = files[file].candidates[index]
    let isNewBetter = old.rank.lexicographicallyPrecedes(candidate.rank)
    var best = isNewBetter ? candidate : old
    let other = isNewBetter ? old : candidate
    best.aliases += other.aliases + [other.rule]
    // A rule knows what the place means and how to do it right; a pattern knows the secret.
    if other.isRule, !best.isRule {
      best.details += other.details
      best.fixes = other.fixes + best.fixes
      best.severity = max(best.severity, other.severity)
    } else if best.isRule, !other.isRule, other.isSpecific {
      best.fingerprint = other.fingerprint
      best.secret = other.secret
    }
    files[file].candidates[index] = best
  }

  private func location(_ range: Range<Int>, _ file: Int) -> Location {
    let span = files[file].lines.span(range)
    return Location(
      kind: .file, path: files[file].name, line: span.start.line, column: span.start.column,
      endLine: span.end.line, endColumn: span.end.column, offset: span.start.offset)
  }

  /// The findings, worst first; those that a file itself waives with a reason are left out.
  func findings() -> [Finding] {
    var groups: [String: [(candidate: Candidate, location: Location)]] = [:]
    for (index, file) in files.enumerated() {
      for candidate in file.candidates {
        let location = location(candidate.range, index)
        let names = [candidate.rule] + candidate.aliases
        let isWaived = file.waivers.contains { waiver in
          names.contains { waiver.covers(rule: $0, line: location.line) }
        }
        if isWaived { continue }
        groups[candidate.fingerprint, default: []].append((candidate, location))
      }
    }
    return groups.values.compactMap(finding).sorted { a, b in
      if a.severity != b.severity { return a.severity > b.severity }
      if a.location != b.location { return a.location < b.location }
      return (a.rule, a.fingerprint) < (b.rule, b.fingerprint)
    }
  }

  private func finding(_ group: [(candidate: Candidate, location: Location)]) -> Finding? {
    let sorted = group.sorted { a, b in
      if a.candidate.severity != b.candidate.severity { return a.candidate.severity > b.candidate.severity }
      let (left, right) = (a.candidate.rank, b.candidate.rank)
      if left != right { return right.lexicographicallyPrecedes(left) }
      return a.location < b.location
    }
    guard let (best, location) = sorted.first else { return nil }
    var places: [Finding.Place] = []
    var seen: Set<Location> = [location]
    for (_, place) in sorted where places.count < FindingBuilder.placeLimit {
      if seen.insert(place).inserted { places.append(.init(location: place, layer: nil, state: .present)) }
    }
    let details = best.details.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let fixes = best.fixes.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return Finding(
      fingerprint: best.fingerprint, rule: best.rule, title: best.title, severity: best.severity,
      confidence: best.confidence, verification: best.verification,
      detail: details.isEmpty ? nil : mask.apply(to: details.joined(separator: "; ")), secret: best.secret,
      location: location, layer: nil, state: .present,
      remediation: mask.apply(to: fixes.joined(separator: " ")), reference: best.reference, parts: best.parts,
      places: places.sorted { $0.location < $1.location })
  }
}
