/// The layer a finding comes from and the instruction that made it.
public struct LayerReference: Sendable, Hashable, Codable {
  /// Position among the image's layers, from 0; nil for an instruction that made no layer (`ENV`, `CMD`).
  public var index: Int?
  /// Digest of the uncompressed layer, as the image's configuration records it.
  public var diffID: String?
  /// Digest of the layer as stored, where the image's manifest names it.
  public var digest: String?
  /// The instruction as the image's history has it, secrets redacted.
  public var instruction: String?
  /// The instruction's line in the Dockerfile, from 1, where the Dockerfile is known.
  public var dockerfileLine: Int?

  /// Makes one of its parts.
  public init(
    index: Int?, diffID: String? = nil, digest: String? = nil, instruction: String? = nil,
    dockerfileLine: Int? = nil
  ) {
    self.index = index
    self.diffID = diffID
    self.digest = digest
    self.instruction = instruction
    self.dockerfileLine = dockerfileLine
  }

  private enum CodingKeys: String, CodingKey {
    case index, diffID, digest, instruction, dockerfileLine
  }

  /// Writes absent values as `null`, so that every report has the same keys.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(index, forKey: .index)
    try container.encode(diffID, forKey: .diffID)
    try container.encode(digest, forKey: .digest)
    try container.encode(instruction, forKey: .instruction)
    try container.encode(dockerfileLine, forKey: .dockerfileLine)
  }
}

/// What the final image still shows of the place a secret was found in.
public enum FileState: String, Sendable, Codable {
  /// The final image holds it.
  case present
  /// A later layer removed it: gone from the file system, still in the image.
  case deleted
  /// A later layer put something else in its place: the old content is still in the image.
  case overwritten
}

/// Who put the content there.
public enum Origin: String, Sendable, Codable {
  /// The image's author.
  case own
  /// The base image.
  case base
  /// A file verbatim from a distribution or language package.
  case package
}
