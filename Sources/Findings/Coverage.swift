/// What a scan read, and what it could not.
public struct Coverage: Sendable, Hashable, Codable {
  /// Layers read, each once.
  public var layers: Int
  /// Commits read; nil where no history is involved.
  public var commits: Int?
  /// Regular files read in those layers, or in the folder; files inside nested archives not counted.
  public var files: Int
  /// Bytes of those files.
  public var bytes: Int
  /// Files found inside archives among them, at any depth.
  public var nestedFiles: Int
  /// Bytes that those archives unpacked to.
  public var nestedBytes: Int
  /// What was not read, sorted; at most `skippedLimit` entries.
  public var skipped: [Skipped]
  /// How many there were in all.
  public var skippedCount: Int

  /// Entries kept of `skipped`, so that a hostile image cannot grow the report without bound.
  public static let skippedLimit = 1000

  /// Makes one of its parts.
  public init(
    layers: Int = 0, files: Int = 0, bytes: Int = 0, nestedFiles: Int = 0, nestedBytes: Int = 0,
    skipped: [Skipped] = [], skippedCount: Int? = nil, commits: Int? = nil
  ) {
    self.commits = commits
    self.layers = layers
    self.files = files
    self.bytes = bytes
    self.nestedFiles = nestedFiles
    self.nestedBytes = nestedBytes
    self.skipped = skipped
    self.skippedCount = skippedCount ?? skipped.count
  }
}

/// Something that was not read, and why.
public struct Skipped: Sendable, Hashable, Codable {
  /// Path in the layer, folder or archive; names inside nested archives follow after `!`.
  public var path: String
  /// The layer's index, from 0, where it lies in one.
  public var layer: Int?
  /// Bytes not read, where that is known.
  public var bytes: Int?
  /// What happened, and where useful what to do.
  public var reason: String

  /// Makes one of its parts.
  public init(path: String, layer: Int? = nil, bytes: Int? = nil, reason: String) {
    self.path = path
    self.layer = layer
    self.bytes = bytes
    self.reason = reason
  }

  private enum CodingKeys: String, CodingKey {
    case path, layer, bytes, reason
  }

  /// Writes absent values as `null`, so that every report has the same keys.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(path, forKey: .path)
    try container.encode(layer, forKey: .layer)
    try container.encode(bytes, forKey: .bytes)
    try container.encode(reason, forKey: .reason)
  }
}

extension Skipped: Comparable {
  /// The order of reports.
  public static func < (a: Skipped, b: Skipped) -> Bool {
    (a.layer ?? -1, a.path, a.reason, a.bytes ?? -1) < (b.layer ?? -1, b.path, b.reason, b.bytes ?? -1)
  }
}
