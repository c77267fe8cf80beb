import Archives
public import Images

/// The image that others are built on: what lies in its layers is not theirs to mend.
public enum BaseImage {
  /// Digests of the uncompressed layers of all images in `source`, `sha256:…`.
  ///
  /// - Throws: `ScanError` where the source cannot be read, or holds no image with layers that say their digests.
  public static func layers(of source: ImageSource) throws(ScanError) -> Set<String> {
    let walk = ImageWalk(downstream: Nothing())
    var limits = WalkLimits()
    limits.nesting = 0
    let isFolder = try SourceWalk(limits: limits, progress: { _ in }).walk(
      source, walk, nil, standardInput: 0)
    let layers = walk.inventory(isFolder: isFolder).images.flatMap(\.layers).compactMap(\.diffID)
    guard !layers.isEmpty else {
      throw ScanError("\(source.path ?? "-") does not say which layers it has; --base wants an image")
    }
    return Set(layers)
  }

  /// Of a base image only the manifests count.
  private final class Nothing: ContentVisitor {
    func visit(_ entry: ArchiveEntry, in chain: [String]) {}
    func open(_ chain: [String]) {}
    func append(_ block: ByteBlock) {}
    func close() {}
    func finish(_ chain: [String], bytes: Int, digest: String?) {}
    func skip(_ chain: [String], bytes: Int?, reason: String) {}
  }
}
