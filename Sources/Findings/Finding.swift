/// One secret that was found, with every place it stands in.
public struct Finding: Sendable, Hashable, Codable {
  /// Identifies the secret: the same across rebuilds, machines and places.
  public var fingerprint: String
  /// Id of the rule.
  public var rule: String
  /// The rule's title.
  public var title: String
  /// How much harm it does.
  public var severity: Severity
  /// How sure the match is.
  public var confidence: Confidence
  /// What was checked offline.
  public var verification: Verification
  /// What verification or a reader learned: a hash scheme, an account, an expiry.
  public var detail: String?
  /// The secret, redacted.
  public var secret: Secret
  /// Where it stands; the first of its places.
  public var location: Location
  /// nil where no image is involved.
  public var layer: LayerReference?
  /// The commit that added it; nil where no history is involved.
  public var commit: CommitReference?
  /// What the final image still shows of it.
  public var state: FileState
  /// Who put it there.
  public var origin: Origin
  /// Name and version of the package that ships the file, where `origin` is `package`.
  public var package: String?
  /// What else is known of the origin: that a package's file was changed since, that a package is not public.
  public var originNote: String?
  /// What to do about it.
  public var remediation: String
  /// The page that documents the secret's format.
  public var reference: String?
  /// Why it does not fail; nil where nothing excuses it.
  public var waiver: Waiver?
  /// The other parts of the same credential, which are no findings of their own: the id that goes with a key, the
  /// certificate beside it.
  public var parts: [Part]
  /// Further places of the same secret, sorted, and of the other parts of the credential.
  public var places: [Place]
  /// How many places the secret stands in, all told; nil where `places` lists them all.
  public var placeCount: Int?
  /// How many secrets this finding stands for: the rest of what one rule found in one file; nil for one secret.
  public var count: Int?

  /// Another part of a finding's credential.
  public struct Part: Sendable, Hashable, Codable {
    /// Id of the rule that found it.
    public var rule: String
    /// The rule's title.
    public var title: String
    /// The part, redacted.
    public var secret: Secret
    /// What was learned of it: an account, a certificate's subject.
    public var detail: String?
    /// Where it stands.
    public var location: Location

    /// Makes one of its parts.
    public init(rule: String, title: String, secret: Secret, detail: String?, location: Location) {
      self.rule = rule
      self.title = title
      self.secret = secret
      self.detail = detail
      self.location = location
    }
  }

  /// That somebody answers for a finding.
  public struct Waiver: Sendable, Hashable, Codable {
    /// Where it is written: `Dockerfile:12`.
    public var source: String
    /// Why.
    public var reason: String

    /// Makes one of its parts.
    public init(source: String, reason: String) {
      self.source = source
      self.reason = reason
    }
  }

  /// A further place of a finding's secret.
  public struct Place: Sendable, Hashable, Codable {
    /// Where it stands; the first of its places.
    public var location: Location
    /// The layer, or nil where no image is involved.
    public var layer: LayerReference?
    /// What the final image still shows of it.
    public var state: FileState
    /// The commit that added it; nil where no history is involved.
    public var commit: CommitReference?

    /// Makes one of its parts.
    public init(
      location: Location, layer: LayerReference?, state: FileState, commit: CommitReference? = nil
    ) {
      self.commit = commit
      self.location = location
      self.layer = layer
      self.state = state
    }

    private enum CodingKeys: String, CodingKey {
      case location, layer, state, commit
    }

    /// Writes an absent layer as `null`.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(location, forKey: .location)
      try container.encode(layer, forKey: .layer)
      try container.encode(state, forKey: .state)
      try container.encodeIfPresent(commit, forKey: .commit)
    }
  }

  /// Makes one of its parts.
  public init(
    fingerprint: String, rule: String, title: String, severity: Severity, confidence: Confidence,
    verification: Verification, detail: String? = nil, secret: Secret, location: Location,
    layer: LayerReference? = nil, state: FileState = .present, origin: Origin = .own, package: String? = nil,
    originNote: String? = nil, remediation: String = "", reference: String? = nil, waiver: Waiver? = nil,
    parts: [Part] = [], places: [Place] = [], placeCount: Int? = nil, count: Int? = nil,
    commit: CommitReference? = nil
  ) {
    self.commit = commit
    self.waiver = waiver
    self.fingerprint = fingerprint
    self.rule = rule
    self.title = title
    self.severity = severity
    self.confidence = confidence
    self.verification = verification
    self.detail = detail
    self.secret = secret
    self.location = location
    self.layer = layer
    self.state = state
    self.origin = origin
    self.package = package
    self.originNote = originNote
    self.remediation = remediation
    self.reference = reference
    self.parts = parts
    self.places = places
    self.placeCount = placeCount
    self.count = count
  }

  private enum CodingKeys: String, CodingKey {
    case fingerprint, rule, title, severity, confidence, verification, detail, secret, location, layer, state
    case origin, package, originNote, remediation, reference, waiver, parts, places, placeCount, count
    case commit
  }

  /// Writes absent values as `null`, so that every report has the same keys.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(fingerprint, forKey: .fingerprint)
    try container.encode(rule, forKey: .rule)
    try container.encode(title, forKey: .title)
    try container.encode(severity, forKey: .severity)
    try container.encode(confidence, forKey: .confidence)
    try container.encode(verification, forKey: .verification)
    try container.encode(detail, forKey: .detail)
    try container.encode(secret, forKey: .secret)
    try container.encode(location, forKey: .location)
    try container.encode(layer, forKey: .layer)
    try container.encodeIfPresent(commit, forKey: .commit)
    try container.encode(state, forKey: .state)
    try container.encode(origin, forKey: .origin)
    try container.encode(package, forKey: .package)
    try container.encodeIfPresent(originNote, forKey: .originNote)
    try container.encode(remediation, forKey: .remediation)
    try container.encode(reference, forKey: .reference)
    try container.encodeIfPresent(waiver, forKey: .waiver)
    try container.encode(parts, forKey: .parts)
    try container.encode(places, forKey: .places)
    try container.encodeIfPresent(placeCount, forKey: .placeCount)
    try container.encodeIfPresent(count, forKey: .count)
  }
}
