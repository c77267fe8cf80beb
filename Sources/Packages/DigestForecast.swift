/// Which digests of a file may be needed, by its path alone: for those too large to be held until it is known
/// whether anything is found in them.
///
/// It errs on the side of work: a layer's databases often pass last. Where it errs on the other side, a package's
/// file is not known as such, and its findings keep their severity.
public struct DigestForecast: Sendable {
  /// What the managers of the system use, of which traces have passed.
  private var system: DigestAlgorithms = []

  /// A forecast that knows nothing yet.
  public init() {}

  /// Notes the path of any file or folder of any layer: a distribution tells its package manager by files in `/etc`,
  /// which most layers have before `/usr`.
  public mutating func see(_ path: String) {
    guard system != .usual, let algorithms = DigestForecast.trace(in: path) else { return }
    system.formUnion(algorithms)
  }

  /// The digests worth computing of the file at `path` of a layer, while it passes.
  public func algorithms(for path: String) -> DigestAlgorithms {
    let components = path.split(separator: "/", maxSplits: 8)
    guard let first = components.first else { return [] }
    var algorithms: DigestAlgorithms = []
    if path.contains("site-packages/") || path.contains("dist-packages/") || path.contains("conda") {
      algorithms.insert(.sha256)
    }
    // Debian policy leaves these to whoever runs the machine, and the other distributions do the same.
    let isLocal = first == "usr" && components.count > 1 && components[1] == "local"
    if !isLocal, DigestForecast.systemFolders.contains(String(first)) {
      algorithms.formUnion(system.isEmpty ? .usual : system)
    }
    return algorithms
  }

  private static let systemFolders: Set<String> = [
    "bin", "boot", "etc", "lib", "lib32", "lib64", "libx32", "opt", "sbin", "usr", "var",
  ]

  private static func trace(in path: String) -> DigestAlgorithms? {
    if path == "etc/debian_version" || path.hasPrefix("etc/dpkg/") || path.hasPrefix("var/lib/dpkg/") {
      return .md5
    }
    if path == "etc/alpine-release" || path.hasPrefix("etc/apk/") || path.hasPrefix("lib/apk/") {
      return [.sha1, .sha256]
    }
    if path == "etc/redhat-release" || path.hasPrefix("etc/rpm/") || path.hasPrefix("usr/lib/rpm/")
      || path.hasPrefix("var/lib/rpm/") || path.hasPrefix("usr/lib/sysimage/rpm/")
    {
      return .sha256
    }
    return nil
  }
}
