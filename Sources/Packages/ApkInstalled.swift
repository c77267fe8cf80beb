/// The files of Alpine's `lib/apk/db/installed`, each with its package (Alpine wiki, "Apk spec", "Installed
/// Database V2"): a paragraph a package, in which `P`, `V` and `A` say name, version and architecture, `F` a folder,
/// `R` a file in it, and `Z` that file's digest.
struct ApkInstalled: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private let root: [UInt8]
  private var lines: LineRanges
  private var package = PackageIdentity(manager: .apk, name: "", version: "")
  /// nil for one that no file can lie in.
  private var folder: [UInt8]?
  private var file: Range<Int>?

  init(_ bytes: [UInt8], root: [UInt8]) {
    self.bytes = bytes
    self.root = root
    lines = LineRanges(bytes)
    folder = root
  }

  mutating func next() -> (PackageIdentity, FileEntry)? {
    while let line = lines.next() {
      guard line.count >= 2, bytes[line.lowerBound + 1] == .colon else {
        package = PackageIdentity(manager: .apk, name: "", version: "")
        folder = root
        file = nil
        continue
      }
      let value = (line.lowerBound + 2)..<line.upperBound
      switch bytes[line.lowerBound] {
      case UInt8(ascii: "P"): package.name = bytes.text(value)
      case UInt8(ascii: "V"): package.version = bytes.text(value)
      case UInt8(ascii: "A"): package.architecture = bytes.text(value)
      case UInt8(ascii: "F"):
        folder = RecordedPath.folder(bytes[value], in: root)
        file = nil
      case UInt8(ascii: "R"): file = value
      case UInt8(ascii: "Z"):
        if let entry = entry(value), !package.name.isEmpty { return (package, entry) }
      default: break
      }
    }
    return nil
  }

  private func entry(_ value: Range<Int>) -> FileEntry? {
    guard let file, let folder, let digest = ApkInstalled.digest(bytes[value]),
      let path = RecordedPath.resolve(bytes[file], in: folder)
    else { return nil }
    return FileEntry(path: path, digest: digest)
  }

  /// `Q1` and SHA-1, or `Q2` and SHA-256, in Base64. A symbolic link's is that of its target's name, and matches no
  /// file.
  private static func digest(_ text: ArraySlice<UInt8>) -> FileDigest? {
    let algorithm: DigestAlgorithm
    if text.starts(with: "Q1".utf8) {
      algorithm = .sha1
    } else if text.starts(with: "Q2".utf8) {
      algorithm = .sha256
    } else {
      return nil
    }
    guard let bytes = RecordedDigest.base64(text.dropFirst(2)), bytes.count == algorithm.byteCount else {
      return nil
    }
    return FileDigest(algorithm: algorithm, bytes: bytes)
  }
}

/// Alpine's `etc/apk/world`: what the user asked for. A package from a file stands there with the digest of that
/// file, `NAME><Q1…`, since no repository has it (apk-world(5)).
enum ApkWorld {
  private static let limit = 10_000

  static func localPackages(_ bytes: [UInt8]) -> [String] {
    var names: [String] = []
    for line in LineRanges(bytes) {
      for word in bytes.words(line, limit: 64) {
        guard let mark = bytes[word].firstIndex(of: UInt8(ascii: ">")), mark + 1 < word.upperBound,
          bytes[mark + 1] == UInt8(ascii: "<"), names.count < limit
        else { continue }
        names.append(bytes.text(word.lowerBound..<mark))
      }
    }
    return names
  }
}
