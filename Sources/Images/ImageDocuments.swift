import FoundationEssentials

/// A value that is nil where the JSON has something else in its place: a hostile or odd document must not hide
/// the rest of itself.
struct Lenient<Value: Decodable>: Decodable {
  var value: Value?

  init(from decoder: any Decoder) throws {
    value = try? Value(from: decoder)
  }
}

extension KeyedDecodingContainer {
  /// The value at `key`, nil where it is absent or of another type.
  func lenient<Value: Decodable>(_ key: Key) -> Value? {
    (try? decodeIfPresent(Value.self, forKey: key)) ?? nil
  }

  /// The elements at `key` that have the type.
  func lenientArray<Value: Decodable>(_ key: Key) -> [Value] {
    let elements: [Lenient<Value>]? = lenient(key)
    return elements?.compactMap(\.value) ?? []
  }
}

/// One image of `manifest.json` as `docker save` writes it.
struct DockerManifest: Decodable {
  var config: String
  var repoTags: [String]
  var layers: [String]

  private enum CodingKeys: String, CodingKey {
    case config = "Config"
    case repoTags = "RepoTags"
    case layers = "Layers"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    config = try container.decode(String.self, forKey: .config)
    layers = container.lenient(.layers) ?? []
    repoTags = container.lenient(.repoTags) ?? []
  }
}

/// A content descriptor (OCI image specification, "Content Descriptors").
struct Descriptor: Decodable {
  var mediaType: String
  var digest: String
  var size: Int?
  var annotations: [String: String]
  var platform: Platform?

  struct Platform: Decodable {
    var os: String?
    var architecture: String?
    var variant: String?
  }

  private enum CodingKeys: String, CodingKey {
    case mediaType, digest, size, annotations, platform
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    digest = try container.decode(String.self, forKey: .digest)
    mediaType = container.lenient(.mediaType) ?? ""
    size = container.lenient(.size)
    annotations = container.lenient(.annotations) ?? [:]
    platform = container.lenient(.platform)
  }
}

/// An OCI image index, or a Docker manifest list, or a manifest of either kind: told apart by what they hold.
struct OCIDocument: Decodable {
  /// The manifests of an index.
  var manifests: [Descriptor]?
  /// The configuration of a manifest.
  var config: Descriptor?
  var layers: [Descriptor]
  var annotations: [String: String]
  var artifactType: String?

  private enum CodingKeys: String, CodingKey {
    case manifests, config, layers, annotations, artifactType
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    manifests = container.contains(.manifests) ? container.lenientArray(.manifests) : nil
    config = container.lenient(.config)
    layers = container.lenientArray(.layers)
    annotations = container.lenient(.annotations) ?? [:]
    artifactType = container.lenient(.artifactType)
  }
}

/// An image configuration (OCI image specification, "Image Configuration"; Docker's has a few keys more).
struct ImageConfiguration: Decodable {
  var os: String?
  var architecture: String?
  var variant: String?
  var author: String?
  var config: Execution?
  /// What classic builds leave of the container that made the last layer.
  var containerConfig: Execution?
  var history: [HistoryEntry]
  var diffIDs: [String]

  struct Execution: Decodable {
    var env: [String]
    var cmd: [String]
    var entrypoint: [String]
    var healthcheck: [String]
    var onBuild: [String]
    var shell: [String]
    var labels: [String: String]
    var user: String?
    var workingDir: String?

    private enum CodingKeys: String, CodingKey {
      case env = "Env"
      case cmd = "Cmd"
      case entrypoint = "Entrypoint"
      case healthcheck = "Healthcheck"
      case onBuild = "OnBuild"
      case shell = "Shell"
      case labels = "Labels"
      case user = "User"
      case workingDir = "WorkingDir"
    }

    private struct Healthcheck: Decodable {
      var Test: [String]?
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      env = container.lenientArray(.env)
      cmd = container.lenientArray(.cmd)
      entrypoint = container.lenientArray(.entrypoint)
      let check: Healthcheck? = container.lenient(.healthcheck)
      healthcheck = check?.Test ?? []
      onBuild = container.lenientArray(.onBuild)
      shell = container.lenientArray(.shell)
      labels = container.lenient(.labels) ?? [:]
      user = container.lenient(.user)
      workingDir = container.lenient(.workingDir)
    }
  }

  struct HistoryEntry: Decodable {
    var createdBy: String?
    var comment: String?
    var author: String?
    var isEmptyLayer: Bool

    private enum CodingKeys: String, CodingKey {
      case createdBy = "created_by"
      case comment, author
      case isEmptyLayer = "empty_layer"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      createdBy = container.lenient(.createdBy)
      comment = container.lenient(.comment)
      author = container.lenient(.author)
      isEmptyLayer = container.lenient(.isEmptyLayer) ?? false
    }
  }

  private struct RootFS: Decodable {
    var diff_ids: [String]?
  }

  private enum CodingKeys: String, CodingKey {
    case os, architecture, variant, author, config, history, rootfs
    case containerConfig = "container_config"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    os = container.lenient(.os)
    architecture = container.lenient(.architecture)
    variant = container.lenient(.variant)
    author = container.lenient(.author)
    config = container.lenient(.config)
    containerConfig = container.lenient(.containerConfig)
    history = container.lenientArray(.history)
    let root: RootFS? = container.lenient(.rootfs)
    diffIDs = root?.diff_ids ?? []
  }
}
