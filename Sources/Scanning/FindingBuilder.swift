import Findings
import Matching
import Packages
import Patterns

/// Makes findings of raw ones, each secret once with all its places.
struct FindingBuilder {
  private let rules: [Rule]
  private let mask: SecretMask
  private var groups: [String: [Candidate]] = [:]

  /// Places of one secret that are listed.
  static let placeLimit = 1000

  private struct Candidate {
    var raw: RawFinding
    var place: Finding.Place
    var parts: [Finding.Part]
    var origin: OriginResolver.Answer
  }

  init(rules: [Rule], mask: SecretMask) {
    self.rules = rules
    self.mask = mask
  }

  /// Adds a place of a raw finding.
  ///
  /// - Parameter partPath: tells the path of a part that stands in another content.
  mutating func add(
    _ raw: RawFinding, kind: Location.Kind, path: String, nested: [String], layer: LayerReference?,
    state: FileState, origin: OriginResolver.Answer = .init(), commit: CommitReference? = nil,
    partPath: (RawFinding) -> String? = { _ in nil }
  ) {
    var layer = layer
    if let instruction = layer?.instruction { layer?.instruction = mask.apply(to: instruction) }
    let location = located(raw, kind, path, nested)
    let parts = raw.parts.map { part in
      Finding.Part(
        part, rules: rules, mask: mask, location: located(part, kind, partPath(part) ?? path, nested))
    }
    let place = Finding.Place(location: location, layer: layer, state: state, commit: commit)
    groups[raw.fingerprint, default: []].append(
      Candidate(raw: raw, place: place, parts: parts, origin: origin))
  }

  private func located(
    _ raw: RawFinding, _ kind: Location.Kind, _ path: String, _ nested: [String]
  ) -> Location {
    FindingBuilder.location(of: raw, kind, mask.apply(toPath: path), nested.map(mask.apply(toPath:)))
  }

  /// Where a raw finding stands; names are taken as they are.
  static func location(
    of raw: RawFinding, _ kind: Location.Kind, _ path: String, _ nested: [String]
  ) -> Location {
    let before = raw.chunk > 0 ? raw.record.lines(before: raw.chunk) : nil
    let line = 1 + (before?.newlines ?? 0) + raw.newlinesBefore
    let lineStart = raw.lineStart ?? before?.lineStart ?? 0
    let endLineStart = raw.endLineStart ?? lineStart
    return Location(
      kind: kind, path: path, nested: nested, line: line,
      column: raw.span.lowerBound - lineStart + 1, endLine: line + raw.newlinesWithin,
      endColumn: raw.span.upperBound - endLineStart + 1, offset: raw.span.lowerBound)
  }

  /// The findings, sorted: worst first, then by rule and place.
  func findings() -> [Finding] {
    Crowd.collapsed(groups.values.compactMap(finding).sorted(by: FindingBuilder.precedes))
  }

  private func finding(_ candidates: [Candidate]) -> Finding? {
    let sorted = FindingBuilder.copiesJoined(candidates).sorted { a, b in
      // The user's own content first: it is what there is to do about.
      let (left, right) = (FindingBuilder.rank(a.origin.origin), FindingBuilder.rank(b.origin.origin))
      return left == right ? FindingBuilder.precedes(a.place, b.place) : left < right
    }
    // The same place may have been seen twice, in history and configuration or by two names of one blob.
    var places: [Finding.Place] = []
    var seen: Set<Finding.Place> = []
    var placeCount = 0
    for candidate in sorted where seen.insert(candidate.place).inserted {
      // Values of the configuration are few, and come after all files.
      if FindingBuilder.isValue(candidate.place),
        places.contains(where: { FindingBuilder.isSame($0, candidate.place) })
      {
        continue
      }
      placeCount += 1
      if places.count <= FindingBuilder.placeLimit { places.append(candidate.place) }
    }
    guard let first = places.first, let best = best(sorted) else { return nil }
    let rule = rules[best.raw.rule]
    let whole = sorted.first { !$0.parts.isEmpty }
    let origin = sorted.first?.origin ?? .init()
    let published = FindingBuilder.published(sorted)
    return Finding(
      fingerprint: best.raw.fingerprint, rule: rule.id, title: rule.title,
      // Published with the package: no leak of whoever made the image.
      severity: origin.origin == .package
        ? .info : published == nil ? best.raw.severity : min(best.raw.severity, .low),
      confidence: best.raw.confidence, verification: best.raw.verification,
      detail: best.raw.detail.map { mask.apply(to: $0) }, secret: best.raw.secret, location: first.location,
      layer: first.layer, state: first.state, origin: origin.origin, package: origin.package,
      originNote: published ?? sorted.lazy.compactMap(\.origin.note).first, remediation: rule.remediation,
      reference: rule.reference,
      parts: whole?.parts ?? [], places: Array(places.dropFirst()),
      placeCount: placeCount > places.count ? placeCount : nil, commit: first.commit)
  }

  /// Copies of a package's files are the package's as well: what Python compiled from them, the package itself
  /// before it was installed, and what its installation copied from a template. They are told by the same secret at
  /// the same inner path, or in a file of the same bytes.
  private static func copiesJoined(_ candidates: [Candidate]) -> [Candidate] {
    var packages: [[PathKey]: OriginResolver.Answer] = [:]
    var contents: [FileDigest: OriginResolver.Answer] = [:]
    for candidate in candidates where candidate.origin.origin == .package {
      packages[keys(candidate.place.location.chain[...])] = candidate.origin
      if let digest = digest(of: candidate) { contents[digest] = candidate.origin }
    }
    guard !packages.isEmpty else { return candidates }
    return candidates.map { candidate in
      guard candidate.origin == .init() else { return candidate }
      var candidate = candidate
      let chain = candidate.place.location.chain
      if let source = CompiledPython.source(of: chain[chain.count - 1]) {
        candidate.origin = packages[keys((chain.dropLast() + [source])[...])] ?? candidate.origin
      }
      for start in chain.indices.dropFirst() {
        candidate.origin = packages[keys(chain[start...])] ?? candidate.origin
      }
      if candidate.origin == .init(), let digest = digest(of: candidate) {
        candidate.origin = contents[digest] ?? candidate.origin
      }
      return candidate
    }
  }

  /// What to say of the user's own copy of a secret that a published package holds too: it is no secret any more. A
  /// weak one may be the same by chance.
  private static func published(_ candidates: [Candidate]) -> String? {
    guard let first = candidates.first, first.origin.origin != .package,
      let package = candidates.lazy.filter({ $0.origin.origin == .package }).compactMap(\.origin.package)
        .first,
      first.raw.secret.length >= leastUnlikely, first.raw.clear.isEmpty || isUnlikely(first.raw.clear)
    else { return nil }
    return "published: package \(package) holds the same secret"
  }

  /// Bytes from which no two people choose the same secret, if it looks random as well.
  private static let leastUnlikely = 20

  private static func isUnlikely(_ secret: [UInt8]) -> Bool { Entropy.shannon(secret) >= 3.2 }

  /// What tells a copy of a file: weaker digests could be met on purpose.
  private static func digest(of candidate: Candidate) -> FileDigest? {
    candidate.raw.record.own.value.digests.first { $0.algorithm == .sha256 }
  }

  /// Names as a package's record compares them: `lib/x` and `usr/lib/x` are one file.
  private static func keys(_ chain: ArraySlice<String>) -> [PathKey] { chain.map(PathKey.init(_:)) }

  private static func rank(_ origin: Origin) -> Int {
    switch origin {
    case .own: 0
    case .base: 1
    case .package: 2
    }
  }

  /// The rule that says most of the secret, of all that found it.
  private func best(_ candidates: [Candidate]) -> Candidate? {
    candidates.max { a, b in
      let left = OverlapResolver.rank(a.raw, rules)
      let right = OverlapResolver.rank(b.raw, rules)
      if left != right { return left.lexicographicallyPrecedes(right) }
      return (rules[a.raw.rule].id, a.raw.detail ?? "") > (rules[b.raw.rule].id, b.raw.detail ?? "")
    }
  }

  /// An `ENV` stands in the history and in the configuration: one place.
  private static func isSame(_ a: Finding.Place, _ b: Finding.Place) -> Bool {
    isValue(a) && isValue(b) && a.layer?.instruction != nil && a.layer?.instruction == b.layer?.instruction
  }

  private static func isValue(_ place: Finding.Place) -> Bool {
    place.location.kind == .imageConfig || place.location.kind == .imageHistory
  }

  /// Visible places first, then in the order of the layers.
  private static func precedes(_ a: Finding.Place, _ b: Finding.Place) -> Bool {
    let left = [rank(a.state), rank(a.location.kind), a.layer?.index ?? Int.max]
    let right = [rank(b.state), rank(b.location.kind), b.layer?.index ?? Int.max]
    if left != right { return left.lexicographicallyPrecedes(right) }
    // The commit that a secret came in with, before those that spread it.
    if let older = a.commit, let newer = b.commit, older != newer { return older < newer }
    return a.location < b.location
  }

  private static func rank(_ state: FileState) -> Int {
    switch state {
    case .present: 0
    case .overwritten: 1
    case .deleted: 2
    }
  }

  private static func rank(_ kind: Location.Kind) -> Int {
    switch kind {
    case .layerFile, .file, .dockerfile, .git: 0
    case .imageConfig: 1
    case .imageHistory: 2
    case .attestation: 3
    }
  }

  private static func precedes(_ a: Finding, _ b: Finding) -> Bool {
    if a.severity != b.severity { return a.severity > b.severity }
    if a.rule != b.rule { return a.rule < b.rule }
    let left = Finding.Place(location: a.location, layer: a.layer, state: a.state, commit: a.commit)
    let right = Finding.Place(location: b.location, layer: b.layer, state: b.state, commit: b.commit)
    if precedes(left, right) { return true }
    if precedes(right, left) { return false }
    return a.fingerprint < b.fingerprint
  }
}

extension Finding.Part {
  /// A part of a credential as it was found, at a place.
  init(_ raw: RawFinding, rules: [Rule], mask: SecretMask, location: Location) {
    self.init(
      rule: rules[raw.rule].id, title: rules[raw.rule].title, secret: raw.secret,
      detail: raw.detail.map { mask.apply(to: $0) }, location: location)
  }
}

extension Location {
  /// The path, and the names in it.
  fileprivate var chain: [String] { [path] + nested }
}
