import FoundationEssentials

/// A package of a conda environment: `conda-meta/NAME-VERSION-BUILD.json`, with SHA-256 of each file as shipped, and
/// as it became when the environment's path was written into it (conda, `PrefixRecord`).
struct CondaPackage {
  var identity: PackageIdentity
  var files: [FileEntry]

  /// Channels that anyone can read.
  private static let channels = [
    "https://conda.anaconda.org/", "https://repo.anaconda.com/", "https://repo.continuum.io/",
    "https://repo.prefix.dev/",
  ]
  private static let fileLimit = 200_000

  private struct Document: Decodable {
    var name: String
    var version: String?
    var subdir: String?
    var url: String?
    var paths_data: Paths?

    struct Paths: Decodable { var paths: [Lenient] }
  }

  private struct File: Decodable {
    var _path: String
    var sha256: String?
    var sha256_in_prefix: String?
    var size_in_bytes: Int?
  }

  /// One odd entry must not hide the others.
  private struct Lenient: Decodable {
    var file: File?
    init(from decoder: any Decoder) { file = try? File(from: decoder) }
  }

  /// - Parameter prefix: the environment's folder.
  /// - Returns: nil where the bytes are not what conda writes.
  init?(_ bytes: [UInt8], prefix: [UInt8]) {
    guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)) else { return nil }
    identity = PackageIdentity(
      manager: .conda, name: String(document.name.prefix(256)),
      version: String(document.version?.prefix(256) ?? ""),
      architecture: document.subdir.map { String($0.prefix(64)) },
      privateReason: CondaPackage.privateReason(document.url ?? ""))
    files = []
    for file in document.paths_data?.paths.prefix(CondaPackage.fileLimit).lazy.compactMap(\.file) ?? [] {
      guard let path = RecordedPath.resolve(Array(file._path.utf8)[...], in: prefix) else { continue }
      // The size is that of the file as shipped: not of one that the prefix was written into.
      for (text, size) in [(file.sha256_in_prefix, nil), (file.sha256, file.size_in_bytes)] {
        guard let text, let digest = RecordedDigest.hexadecimal(text.utf8),
          digest.count == DigestAlgorithm.sha256.byteCount
        else { continue }
        files.append(FileEntry(path: path, digest: FileDigest(algorithm: .sha256, bytes: digest), size: size))
      }
    }
  }

  /// A channel behind a token has `/t/TOKEN/` in its URL.
  private static func privateReason(_ url: String) -> String? {
    guard let channel = channels.first(where: { url.hasPrefix($0) }) else {
      return "not from a channel known to be public"
    }
    return url.dropFirst(channel.count).hasPrefix("t/") ? "from a channel behind a token" : nil
  }
}
