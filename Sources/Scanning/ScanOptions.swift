public import Archives

/// What the user asked of a scan.
public struct ScanOptions: Sendable {
  /// Worker threads.
  public var jobs = 1
  /// What a walk may spend on content it does not control.
  public var limits = WalkLimits()
  /// Keep secrets in clear in the findings, for `--show-secrets`.
  public var keepsClear = false
  /// Only images of this platform (`linux/amd64`), or of any.
  public var platform: String?
  /// Only images of this name or digest, or any.
  public var image: String?
  /// Digests of the uncompressed layers of the base image, `sha256:…`.
  public var baseLayers: Set<String> = []

  /// The Dockerfile that the image was built from, whose lines its layers are given; nil where it is not known.
  public var dockerfile: DockerfileLines?

  /// The options of the command line without any given.
  public init() {}
}

/// A scan that cannot be made at all.
public struct ScanError: Error, Sendable, CustomStringConvertible {
  /// The whole message.
  public var description: String

  /// The options of the command line without any given.
  public init(_ description: String) { self.description = description }
}
