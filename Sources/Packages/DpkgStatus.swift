/// A package as its list of checksums names it: `NAME[:ARCHITECTURE].md5sums`.
struct DpkgPackage: Hashable, Sendable {
  /// What a list of checksums and a list of packages have in common.
  struct Name: Hashable {
    var root: String
    var stem: String
    var isSplit: Bool
  }

  var name: Name
  var architecture: String?
  var layer: Int

  /// - Parameter isSplit: whether it is listed in `status.d`, which knows packages by the names of their files.
  init(root: String, stem: String, isSplit: Bool, architecture: String? = nil, layer: Int) {
    self.layer = layer
    self.architecture = architecture
    var stem = stem
    if !isSplit, let colon = stem.utf8.lastIndex(of: .colon) {
      self.architecture = String(stem[stem.index(after: colon)...])
      stem = String(stem[..<colon])
    }
    name = Name(root: root, stem: stem, isSplit: isSplit)
  }
}

/// A package that dpkg says is installed.
struct DpkgInstalled: Sendable {
  var name = ""
  var version = ""
  var architecture: String?
  /// Configuration files as the package shipped them.
  var conffiles: [FileEntry] = []

  var identity: PackageIdentity {
    PackageIdentity(manager: .dpkg, name: name, version: version, architecture: architecture)
  }
}

/// The installed packages of `/var/lib/dpkg/status` (deb-control(5), dpkg(1)), or of a control file as images made
/// without dpkg have them.
struct DpkgStatus: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private let root: [UInt8]
  private let isComplete: Bool
  private var lines: LineRanges

  /// Conffiles of one package that are read.
  private static let conffileLimit = 100_000

  /// - Parameter isComplete: whether each package has a `Status`: a control file of `status.d` has none.
  init(_ bytes: [UInt8], root: [UInt8], isComplete: Bool) {
    self.bytes = bytes
    self.root = root
    self.isComplete = isComplete
    lines = LineRanges(bytes)
  }

  mutating func next() -> DpkgInstalled? {
    var package = DpkgInstalled()
    var isInstalled = !isComplete
    var isInConffiles = false
    while let line = lines.next() {
      guard !line.isEmpty else {
        if isInstalled, !package.name.isEmpty { return package }
        package = DpkgInstalled()
        isInstalled = !isComplete
        isInConffiles = false
        continue
      }
      if bytes[line.lowerBound] == .space {
        if isInConffiles { addConffile(line, to: &package) }
        continue
      }
      isInConffiles = false
      if let value = bytes.value(of: "Package:", in: line) {
        package.name = bytes.text(value)
      } else if let value = bytes.value(of: "Version:", in: line) {
        package.version = bytes.text(value)
      } else if let value = bytes.value(of: "Architecture:", in: line) {
        package.architecture = bytes.text(value)
      } else if let value = bytes.value(of: "Status:", in: line) {
        isInstalled = self.isInstalled(value)
      } else if bytes.value(of: "Conffiles:", in: line) != nil {
        isInConffiles = true
      }
    }
    return isInstalled && !package.name.isEmpty ? package : nil
  }

  /// Whether the files of a package of this status are there: `want flag status`.
  private func isInstalled(_ value: Range<Int>) -> Bool {
    let words = bytes.words(value, limit: 4)
    guard words.count == 3 else { return false }
    return [
      "installed", "unpacked", "half-configured", "triggers-awaited", "triggers-pending",
    ].contains(bytes.text(words[2]))
  }

  /// ` /etc/name MD5 [obsolete | remove-on-upgrade]`; the digest is a word where there is none yet.
  private func addConffile(_ line: Range<Int>, to package: inout DpkgInstalled) {
    guard package.conffiles.count < DpkgStatus.conffileLimit else { return }
    // A name may have blanks; the digest is the last word that is one.
    var end = line.upperBound
    for _ in 0..<3 {
      guard let space = bytes[line.lowerBound..<end].lastIndex(of: .space), space > line.lowerBound else {
        return
      }
      if let digest = RecordedDigest.hexadecimal(bytes[(space + 1)..<end]),
        digest.count == DigestAlgorithm.md5.byteCount,
        let path = RecordedPath.resolve(bytes[(line.lowerBound + 1)..<space], in: root)
      {
        package.conffiles.append(FileEntry(path: path, digest: FileDigest(algorithm: .md5, bytes: digest)))
        return
      }
      end = space
    }
  }
}
