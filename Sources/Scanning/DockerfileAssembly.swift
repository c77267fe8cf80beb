import Dockerfiles
import Findings
import Patterns

/// Joins what the engine found with what the rules say: one finding for each secret, placed in the Dockerfile.
struct DockerfileAssembly {
  private let analysis: DockerfileAnalysis
  private let name: String
  private let rules: [Rule]
  private let mask: SecretMask
  private let keepsClear: Bool
  private let waivers: [InlineWaiver]
  private var writer: FixWriter
  /// Whether the ignore file of the context takes files in again.
  private let hasExceptions: Bool
  /// What stands in the Dockerfile itself.
  private var written: [Candidate] = []
  /// Indices into `written` by the part of the file they stand in.
  private var byPlace: [Int: [Int]] = [:]
  /// What files bring.
  private var copied: [Candidate] = []

  /// A finding on its way.
  private struct Candidate {
    var fingerprint: String
    var rule: String
    var title: String
    var severity: Severity
    var confidence: Confidence
    var verification = Verification.none
    var details: [String] = []
    var secret: Secret
    /// Offsets into the Dockerfile.
    var range: Range<Int>
    var state = FileState.present
    var fixes: [String]
    /// The way out of this very line.
    var fix: DockerfileFix?
    /// What a rule found, from which the way out is written.
    var hit: DockerfileHit?
    var clear: [UInt8] = []
    var reference: String?
    var parts: [Finding.Part] = []
    /// Where the secret stands in a file of the context.
    var file: Location?
    /// Whether a pattern or reader knows the kind of secret.
    var isSpecific = false
    /// Rules that found the same secret there.
    var aliases: [String] = []
    var isRule = false
    var waiver: Finding.Waiver?

    var rank: [Int] {
      [verification.rank, isSpecific ? 2 : isRule ? 1 : 0, confidence.rank, severity.rank, range.count]
    }
  }

  init(
    analysis: DockerfileAnalysis, name: String, rules: [Rule], mask: SecretMask, keepsClear: Bool,
    runtime: ContainerRuntime?, hasExceptions: Bool
  ) {
    writer = FixWriter(analysis, runtime: runtime)
    self.hasExceptions = hasExceptions
    self.analysis = analysis
    self.name = name
    self.rules = rules
    self.mask = mask
    self.keepsClear = keepsClear
    waivers = InlineWaiver.all(in: analysis.dockerfile)
  }

  private func candidate(_ raw: RawFinding, at range: Range<Int>) -> Candidate {
    let rule = rules[raw.rule]
    return Candidate(
      fingerprint: raw.fingerprint, rule: rule.id, title: rule.title, severity: raw.severity,
      confidence: raw.confidence, verification: raw.verification,
      details: [raw.detail].compactMap { $0 }, secret: raw.secret, range: range,
      fixes: [rule.remediation].filter { !$0.isEmpty }, clear: raw.clear, reference: rule.reference,
      isSpecific: !rule.tags.contains("generic"))
  }

  /// A finding of the engine in the file, or in a text made of parts of it.
  mutating func add(_ raw: RawFinding, in text: SourceText?) {
    var candidate = candidate(raw, at: text?.sourceRange(raw.span) ?? raw.span)
    // What a name calls public, such as the id of a PGP key, is no secret unless its checksum proves it.
    if raw.verification == .none, analysis.publicValues.contains(where: { $0.overlaps(candidate.range) }) {
      return
    }
    candidate.parts = raw.parts.map { part in
      Finding.Part(
        part, rules: rules, mask: mask, location: location(text?.sourceRange(part.span) ?? part.span))
    }
    merge(candidate)
  }

  private static let bucketBytes = 256

  private func buckets(_ range: Range<Int>) -> ClosedRange<Int> {
    let bytes = DockerfileAssembly.bucketBytes
    return range.lowerBound / bytes...max(range.lowerBound, range.upperBound - 1) / bytes
  }

  private func overlapping(_ range: Range<Int>) -> Int? {
    guard !range.isEmpty else { return nil }
    for bucket in buckets(range) {
      if let index = byPlace[bucket]?.first(where: { written[$0].range.overlaps(range) }) { return index }
    }
    return nil
  }

  /// Of two that overlap the one that says more, with what the other adds.
  private mutating func merge(_ candidate: Candidate) {
    guard let index = overlapping(candidate.range) else {
      for bucket in buckets(candidate.range) { byPlace[bucket, default: []].append(written.count) }
      written.append(candidate)
      return
    }
    let old = written[index]
    let isNewBetter = old.rank.lexicographicallyPrecedes(candidate.rank)
    var best = isNewBetter ? candidate : old
    let other = isNewBetter ? old : candidate
    best.aliases += other.aliases + [other.rule]
    // A rule knows what the place means and how to do it right; a pattern knows the secret.
    if other.isRule, !best.isRule {
      best.details += other.details
      best.fixes += other.fixes
      best.hit = other.hit
      best.severity = max(best.severity, other.severity)
    } else if best.isRule, !other.isRule {
      best.fingerprint = other.fingerprint
      best.secret = other.secret
      best.severity = max(best.severity, other.severity)
      best.range = other.range.count > 0 ? best.range : other.range
    }
    written[index] = best
  }

  /// A finding of the engine in a file of the context.
  mutating func add(_ raw: RawFinding, uses: [DockerfileScan.Use], file path: String) {
    let nested = Array(raw.record.chain.dropFirst())
    let file = FindingBuilder.location(
      of: raw, .file, mask.apply(toPath: path), nested.map(mask.apply(toPath:)))
    let shown = ([file.path] + file.nested).joined(separator: "!")
    for use in uses {
      let copy = analysis.copies[use.copy]
      guard copy.sources.indices.contains(use.file.source) else { continue }
      var candidate = candidate(raw, at: copy.sources[use.file.source].range)
      let target = copy.target(of: use.file)
      let reach = analysis.reach(of: target, from: copy)
      if reach != .final { candidate.severity = candidate.severity.lowered }
      let removal = analysis.removal(of: target, after: copy)
      if removal != nil { candidate.state = .deleted }
      candidate.details =
        ["\(shown) line \(file.line) is copied to \(mask.apply(toPath: target))"]
        + [removal.map(analysis.removalNote), analysis.note(of: target, from: copy)].compactMap { $0 }
        + candidate.details
      candidate.file = file
      candidate.fix = writer.fix(
        forFile: use.file.path, at: target, copy: use.copy, source: use.file.source,
        isNamed: copy.isNamed(use.file), hasExceptions: hasExceptions)
      candidate.fixes = fixes(for: use.file, of: copy, hasOwn: candidate.fix != nil)
      candidate.parts = raw.parts.map { part in
        Finding.Part(
          part, rules: rules, mask: mask,
          location: FindingBuilder.location(of: part, .file, file.path, file.nested))
      }
      copied.append(candidate)
    }
  }

  /// How to do without a file in the image.
  private func fixes(for file: CopySelection.File, of copy: ContextCopy, hasOwn: Bool) -> [String] {
    var fixes: [String] = []
    if copy.origin == .context, !copy.isNamed(file) {
      fixes.append("Add `\(file.path)` to .dockerignore.")
    }
    if !hasOwn, let rule = CredentialFileKind.rule(for: file.path), let fix = DockerfileRules.rule(rule)?.fix
    {
      fixes.append(fix)
    }
    return fixes
  }

  /// What the rules found.
  mutating func add(_ hits: [DockerfileHit]) {
    for hit in hits {
      guard let rule = DockerfileRules.rule(hit.rule) else { continue }
      let identity = hit.secret.isEmpty ? Array("\(hit.rule)\0\(hit.subject)".utf8) : hit.secret
      let candidate = Candidate(
        fingerprint: Fingerprint.of(identity), rule: rule.id, title: rule.title, severity: hit.severity,
        confidence: hit.confidence, details: [hit.detail].compactMap { $0 },
        secret: Secret(redacting: hit.secret, keepClear: keepsClear), range: hit.range,
        fixes: [rule.fix], hit: hit, clear: hit.secret, reference: rule.reference, isRule: true)
      if hit.secret.isEmpty { copied.append(candidate) } else { merge(candidate) }
    }
  }

  /// Git's folder, copied with all else.
  mutating func add(git folders: [(copy: Int, source: Int, path: String, files: Int)]) {
    for folder in folders {
      guard let rule = DockerfileRules.rule("dockerfile-copy-git") else { continue }
      let copy = analysis.copies[folder.copy]
      guard copy.sources.indices.contains(folder.source) else { continue }
      let source = copy.sources[folder.source]
      let target = copy.destination == "/" ? "/.git" : copy.destination + "/.git"
      let reach = analysis.reach(of: target, from: copy)
      let path = mask.apply(toPath: folder.path)
      copied.append(
        Candidate(
          fingerprint: Fingerprint.of(Array("\(rule.id)\0\(folder.path)".utf8)), rule: rule.id,
          title: rule.title,
          severity: reach == .final ? rule.severity : rule.severity.lowered, confidence: .high,
          details: ["\(path) with \(folder.files) files"] + [reach.note].compactMap { $0 },
          secret: Secret(redacting: []), range: source.range,
          fixes: path == ".git" ? [rule.fix] : ["Add `\(path)` to .dockerignore.", rule.fix],
          fix: DockerfileFix(words: "", lines: ["# .dockerignore", path]), reference: rule.reference,
          isRule: true))
    }
  }

  /// The way out of a secret that only the engine knows.
  private mutating func writtenFix(_ candidate: Candidate) -> DockerfileFix? {
    guard candidate.file == nil, !candidate.clear.isEmpty else { return nil }
    return writer.fix(forSecretAt: candidate.range, candidate.clear)
  }

  private func location(_ range: Range<Int>) -> Location {
    let span = analysis.dockerfile.span(range)
    return Location(
      kind: .dockerfile, path: name, line: span.start.line, column: span.start.column, endLine: span.end.line,
      endColumn: span.end.column, offset: span.start.offset)
  }

  /// The findings, worst first; those that the file itself waives with a reason carry it.
  mutating func findings() -> [Finding] {
    // What no rule speaks of is mounted along with the rest of its RUN.
    for candidate in written where candidate.hit == nil { writer.note(candidate.range, candidate.clear) }
    var groups: [String: [Candidate]] = [:]
    for var candidate in written + copied {
      candidate.waiver = waiver(of: candidate)
      groups[candidate.fingerprint, default: []].append(candidate)
    }
    var found: [Finding] = []
    for key in groups.keys.sorted() {
      if let group = groups[key], let finding = finding(group) { found.append(finding) }
    }
    return found.sorted { a, b in
      if a.severity != b.severity { return a.severity > b.severity }
      if a.location != b.location { return a.location < b.location }
      return (a.rule, a.fingerprint) < (b.rule, b.fingerprint)
    }
  }

  private func waiver(of candidate: Candidate) -> Finding.Waiver? {
    let line = analysis.dockerfile.position(at: candidate.range.lowerBound).line
    let names = [candidate.rule] + candidate.aliases
    let found = waivers.first { waiver in names.contains { waiver.covers(rule: $0, line: line) } }
    return found.map { waiver in
      Finding.Waiver(source: "\(name):\(waiver.lines.lowerBound)", reason: mask.apply(to: waiver.reason))
    }
  }

  private mutating func finding(_ candidates: [Candidate]) -> Finding? {
    // One place that nobody answers for is enough.
    let open = candidates.filter { $0.waiver == nil }
    let sorted = (open.isEmpty ? candidates : open).sorted { a, b in
      if a.severity != b.severity { return a.severity > b.severity }
      // Not by length: the same secret is the same however it is broken over lines.
      let (left, right) = (a.rank.dropLast(), b.rank.dropLast())
      if left != right { return right.lexicographicallyPrecedes(left) }
      return (a.range.lowerBound, a.file?.path ?? "") < (b.range.lowerBound, b.file?.path ?? "")
    }
    guard let best = sorted.first else { return nil }
    var places: [Finding.Place] = []
    var seen: Set<Location> = [location(best.range)]
    for candidate in sorted where places.count < FindingBuilder.placeLimit {
      let own = location(candidate.range)
      if seen.insert(own).inserted { places.append(.init(location: own, layer: nil, state: candidate.state)) }
      if let file = candidate.file, seen.insert(file).inserted {
        places.append(.init(location: file, layer: nil, state: .present))
      }
    }
    let details = best.details.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let fix = best.fix ?? best.hit.flatMap { writer.fix(for: $0) } ?? writtenFix(best)
    // A rule's own words are for where nothing can be said of the line itself.
    let general = fix == nil ? nil : best.hit.flatMap { DockerfileRules.rule($0.rule)?.fix }
    let prose = best.fixes.reduce(into: [String]()) { if $1 != general, !$0.contains($1) { $0.append($1) } }
    let words = prose + [fix?.words].compactMap { $0 }.filter { !$0.isEmpty }
    let block = (fix?.lines ?? []).map { "\n    " + mask.apply(to: $0) }.joined()
    return Finding(
      fingerprint: best.fingerprint, rule: best.rule, title: best.title, severity: best.severity,
      confidence: best.confidence, verification: best.verification,
      detail: details.isEmpty ? nil : mask.apply(to: details.joined(separator: "; ")), secret: best.secret,
      location: location(best.range), layer: nil, state: best.state,
      remediation: mask.apply(to: words.joined(separator: " ")) + (block.isEmpty ? "" : "\n" + block),
      reference: best.reference, waiver: best.waiver, parts: best.parts,
      places: places.sorted { $0.location < $1.location })
  }
}
