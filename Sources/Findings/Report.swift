/// What one scan of one target says.
public struct Report: Sendable, Hashable, Codable {
  /// Name and version of this format.
  public static let schema = "contraband/report/1"

  /// Always `Report.schema`.
  public var schema: String
  /// What wrote the report.
  public var tool: Tool
  /// What was scanned.
  public var target: Target
  /// Whether everything was read.
  public var status: Status
  /// What a gate makes of it.
  public var verdict: Verdict
  /// Least severity that fails, where a gate has judged the report.
  public var threshold: Severity?
  /// How many findings fail: those at or above the threshold that nothing excuses.
  public var failing: Int?
  /// What was read, and what was not.
  public var coverage: Coverage
  /// What a reader has to know of how the report was made; nil where there is nothing to say.
  public var notes: [String]?
  /// The secrets found, worst first.
  public var findings: [Finding]

  /// Makes one of its parts.
  public init(
    tool: Tool, target: Target, status: Status, verdict: Verdict, threshold: Severity? = nil,
    coverage: Coverage, notes: [String]? = nil, findings: [Finding]
  ) {
    self.notes = notes
    self.schema = Report.schema
    self.tool = tool
    self.target = target
    self.status = status
    self.verdict = verdict
    self.threshold = threshold
    self.coverage = coverage
    self.findings = findings
  }

  /// The scanner that wrote the report.
  public struct Tool: Sendable, Hashable, Codable {
    /// Always `contraband`.
    public var name: String
    /// The release, as semantic versioning has it.
    public var version: String
    /// Digest of the rules in force, `sha256:…`.
    public var patterns: String

    /// Makes one of its parts.
    public init(name: String = "contraband", version: String, patterns: String) {
      self.name = name
      self.version = version
      self.patterns = patterns
    }
  }

  /// What was scanned.
  public struct Target: Sendable, Hashable, Codable {
    /// `image`, `fs`, …
    public var kind: String
    /// The transport: `docker-archive`, `oci-archive`, `oci`, `dir`, `rootfs`, `folder`, `file`.
    public var source: String
    /// The image's name, or the path as given.
    public var reference: String
    /// Digest of the image's manifest, or of its configuration where there is no manifest.
    public var digest: String?
    /// `os/architecture[/variant]`, where the image says so.
    public var platform: String?
    /// Name, or digest, of the image it says it is built on; nil where it does not say.
    public var base: String?
    /// Whether the layers of `base` are known, so that findings in them have origin `base`.
    public var baseIsKnown: Bool?

    /// Makes one of its parts.
    public init(
      kind: String, source: String, reference: String, digest: String? = nil, platform: String? = nil,
      base: String? = nil, baseIsKnown: Bool? = nil
    ) {
      self.kind = kind
      self.source = source
      self.reference = reference
      self.digest = digest
      self.platform = platform
      self.base = base
      self.baseIsKnown = baseIsKnown
    }

    private enum CodingKeys: String, CodingKey {
      case kind, source, reference, digest, platform, base, baseIsKnown
    }

    /// Writes absent values as `null`, so that every report has the same keys.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(kind, forKey: .kind)
      try container.encode(source, forKey: .source)
      try container.encode(reference, forKey: .reference)
      try container.encode(digest, forKey: .digest)
      try container.encode(platform, forKey: .platform)
      try container.encodeIfPresent(base, forKey: .base)
      try container.encodeIfPresent(baseIsKnown, forKey: .baseIsKnown)
    }
  }

  /// Whether everything was read.
  public enum Status: String, Sendable, Codable {
    case complete, incomplete
  }

  /// `pass` only where everything was read and nothing stands at or above the threshold.
  public enum Verdict: String, Sendable, Codable {
    case pass, fail
  }
}
