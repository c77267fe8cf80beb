public import Findings

/// An image as its manifest describes it, joined with what the walk saw of its layers.
public struct Image {
  /// Its name, or the digest where it has none.
  public var reference: String
  /// All names, for choosing among several.
  public var names: [String]
  /// Digest of the manifest, or of the configuration where the archive has no manifest.
  public var digest: String?
  /// `os/architecture[/variant]`.
  public var platform: String?
  /// The image it says it is built on, in its annotations or labels.
  public var base: NamedBase?
  /// Its layers, lowest first.
  public var layers: [Layer]
  /// Texts of its configuration and history.
  public var values: [ConfigValue]
  /// Its history, the oldest entry first.
  public var history: [HistoryStep] = []
  /// Blobs of its attestations.
  public var attestations: [String]
  /// What its documents name that could not be read.
  public var problems: [Skipped]

  /// What an image says of the one it is built on (OCI image specification, "Annotations":
  /// `org.opencontainers.image.base.name` and `.base.digest`).
  public struct NamedBase: Sendable, Hashable {
    /// Its reference.
    public var name: String?
    /// Digest of its manifest, or of the index that lists it.
    public var digest: String?

    /// nil where neither is there.
    init?(_ annotations: [String: String]) {
      name = annotations["org.opencontainers.image.base.name"].flatMap { $0.isEmpty ? nil : $0 }
      digest = annotations["org.opencontainers.image.base.digest"].flatMap { $0.isEmpty ? nil : $0 }
      if name == nil && digest == nil { return nil }
    }
  }

  /// One layer of an image.
  public struct Layer {
    /// The entry of the archive that holds it; nil where the archive itself is the only layer.
    public var blob: String?
    /// Digest of the uncompressed layer.
    public var diffID: String?
    /// Digest of the layer as stored.
    public var digest: String?
    /// What made it, from the history.
    public var instruction: String?
    /// nil where the archive lacks the blob.
    public var record: LayerRecord?
  }

  /// What the final image shows of `path` of the layer at `index`.
  public func state(of path: String, inLayer index: Int) -> FileState {
    var state = FileState.present
    for layer in layers[(index + 1)...] {
      switch layer.record?.effect(on: path) {
      case .deletes: state = .deleted
      case .replaces: state = .overwritten
      case nil, .some(.none): continue
      }
    }
    return state
  }
}

extension ImageInventory {
  /// The diff IDs of the image that `image` says it is built on, where that is held too; none where it is not, or
  /// where its layers are not the lowest of `image`.
  ///
  /// - Parameter others: the images that may be meant: all that are held, chosen for a report or not.
  public static func baseLayers(of image: Image, among others: [Image]) -> Set<String> {
    guard let named = image.base else { return [] }
    let own = image.layers.map(\.diffID)
    for other in others where other.layers.count < own.count {
      let layers = other.layers.compactMap(\.diffID)
      guard !layers.isEmpty, layers.count == other.layers.count, own.starts(with: layers) else { continue }
      let isMeant =
        named.digest.map { $0 == other.digest } ?? false
        || named.name.map { $0 == other.reference || other.names.contains($0) } ?? false
      if isMeant { return Set(layers) }
    }
    return []
  }
}

/// All that one archive or folder holds.
public struct ImageInventory {
  /// The transport name the content turned out to have.
  public var source: String
  /// The images, in the order of the manifests.
  public var images: [Image]
  /// Entries at the top of the archive that are JSON documents of the image format.
  public var documents: Set<String>
  /// Entries that belong to some image, chosen or not, or are documents.
  public var claimed: Set<String>
  /// The archive's own entries, as a layer: what a bare root file system has.
  public var root: LayerRecord
  /// Records of the entries that may be layers.
  public var records: [String: LayerRecord]
  /// Faults of the archive as a whole.
  public var skipped: [SkippedContent]
}
