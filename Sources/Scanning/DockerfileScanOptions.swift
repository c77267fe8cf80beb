public import Dockerfiles

/// What a scan of a Dockerfile is told besides the file.
public struct DockerfileScanOptions: Sendable {
  /// The build context; nil for the folder of the Dockerfile.
  public var context: String?
  /// `--build-context`: folders by name.
  public var namedContexts: [String: String] = [:]
  /// `--build-arg`.
  public var arguments: [String: String] = [:]
  /// `--target`.
  public var target: String?
  /// `--platform`, or the builder's own.
  public var platform: String?

  /// What the container runs on, for fixes; nil where that is not known.
  public var runtime: ContainerRuntime?

  /// The options of a build without any.
  public init() {}
}
