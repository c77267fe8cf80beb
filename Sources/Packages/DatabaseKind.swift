/// The files in which package managers record what they installed, told by their paths.
///
/// A root file system may lie in a folder (`opt/rootfs/var/lib/dpkg/status`): `root` is that folder, or empty.
///
/// Not here, because they hold no digests of files: npm's `package-lock.json` and `node_modules/.package-lock.json`
/// (the tarball's only), gems' specifications, composer's `installed.json`, Go's build information and `go.sum`
/// (of modules), Python's `*.egg-info`.
enum DatabaseKind: Hashable {
  /// dpkg's list of packages.
  case dpkgStatus(root: String)
  /// One package's checksums: in `info` for dpkg, in `status.d` for images made without it ("distroless").
  case dpkgChecksums(root: String, stem: String, isSplit: Bool)
  /// One package's control data, of an image made without dpkg.
  case dpkgControl(root: String, stem: String)
  /// Files that dpkg moved out of the way of another package's.
  case dpkgDiversions(root: String)
  case apkInstalled(root: String)
  /// What the user asked apk for; tells packages that were installed from a file.
  case apkWorld(root: String)
  case rpmSQLite(root: String)
  case rpmNDB(root: String)
  case rpmBerkeley(root: String)
  /// Files of a Python package's `.dist-info` folder.
  case pythonRecord(folder: String)
  case pythonMetadata(folder: String)
  case pythonInstaller(folder: String)
  case pythonDirectURL(folder: String)
  /// One package of the conda environment `prefix`.
  case condaPackage(prefix: String)

  init?(path: String) {
    var path = path
    let kind = path.withUTF8 { DatabaseKind.kind(of: $0) }
    guard let kind else { return nil }
    self = kind
  }

  /// The largest file of the kind that is read, in bytes.
  var sizeLimit: Int {
    switch self {
    // Each package's changelog is in its header: an image with compilers has 100 MB.
    case .rpmSQLite, .rpmNDB, .rpmBerkeley: 128 << 20
    case .dpkgStatus, .apkInstalled: 64 << 20
    case .dpkgChecksums: 32 << 20
    case .condaPackage: 16 << 20
    case .pythonRecord: 8 << 20
    case .dpkgControl, .dpkgDiversions, .apkWorld, .pythonMetadata: 1 << 20
    case .pythonInstaller, .pythonDirectURL: 64 << 10
    }
  }

  /// Called for every file of an image: most are told by their names' last letters.
  private static func kind(of path: UnsafeBufferPointer<UInt8>) -> DatabaseKind? {
    guard let slash = path.lastIndex(of: .slash), path.count <= pathLimit else { return nil }
    let folder = path[..<slash]
    let name = path[(slash + 1)...]
    switch name.first {
    case UInt8(ascii: "s") where name.elementsEqual("status".utf8):
      if let root = root(of: folder, "var/lib/dpkg") { return .dpkgStatus(root: root) }
    case UInt8(ascii: "d") where name.elementsEqual("diversions".utf8):
      if let root = root(of: folder, "var/lib/dpkg") { return .dpkgDiversions(root: root) }
    case UInt8(ascii: "i") where name.elementsEqual("installed".utf8):
      let root = root(of: folder, "usr/lib/apk/db") ?? root(of: folder, "lib/apk/db")
      if let root { return .apkInstalled(root: root) }
    case UInt8(ascii: "w") where name.elementsEqual("world".utf8):
      if let root = root(of: folder, "etc/apk") { return .apkWorld(root: root) }
    case UInt8(ascii: "r") where name.elementsEqual("rpmdb.sqlite".utf8):
      if let root = rpmRoot(of: folder) { return .rpmSQLite(root: root) }
    case UInt8(ascii: "P") where name.elementsEqual("Packages.db".utf8):
      if let root = rpmRoot(of: folder) { return .rpmNDB(root: root) }
    case UInt8(ascii: "P") where name.elementsEqual("Packages".utf8):
      if let root = rpmRoot(of: folder) { return .rpmBerkeley(root: root) }
    default: break
    }
    if folder.hasSuffix(".dist-info") { return python(folder, name) }
    if let stem = name.stem(before: ".md5sums") {
      if let root = root(of: folder, "var/lib/dpkg/info") {
        return .dpkgChecksums(root: root, stem: text(stem), isSplit: false)
      }
      if let root = root(of: folder, "var/lib/dpkg/status.d") {
        return .dpkgChecksums(root: root, stem: text(stem), isSplit: true)
      }
    } else if folder.hasSuffix("status.d"), let root = root(of: folder, "var/lib/dpkg/status.d") {
      return .dpkgControl(root: root, stem: text(name))
    } else if name.hasSuffix(".json"), let prefix = root(of: folder, "conda-meta") {
      return .condaPackage(prefix: prefix)
    }
    return nil
  }

  private static func python(_ folder: Bytes, _ name: Bytes) -> DatabaseKind? {
    switch text(name) {
    case "RECORD": .pythonRecord(folder: text(folder))
    case "METADATA": .pythonMetadata(folder: text(folder))
    case "INSTALLER": .pythonInstaller(folder: text(folder))
    case "direct_url.json": .pythonDirectURL(folder: text(folder))
    default: nil
    }
  }

  /// Where the distributions keep it: nearly all, Fedora and SUSE since 2021, rpm-ostree.
  private static func rpmRoot(of folder: Bytes) -> String? {
    root(of: folder, "var/lib/rpm") ?? root(of: folder, "usr/lib/sysimage/rpm")
      ?? root(of: folder, "usr/share/rpm")
  }

  /// Bytes of the longest path: folders are kept as names of packages.
  private static let pathLimit = 512

  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  private static func text(_ bytes: Bytes) -> String { String(decoding: bytes, as: UTF8.self) }

  /// What stands before `known` at the end of `folder`, without the slash between them.
  private static func root(of folder: Bytes, _ known: StaticString) -> String? {
    guard let before = folder.stem(before: known) else { return nil }
    guard before.isEmpty || before.last == .slash else { return nil }
    return text(before.dropLast())
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  fileprivate func hasSuffix(_ suffix: StaticString) -> Bool { stem(before: suffix) != nil }

  /// What stands before `suffix`; nil where the bytes end otherwise.
  fileprivate func stem(before suffix: StaticString) -> Self? {
    let length = suffix.utf8CodeUnitCount
    guard count >= length else { return nil }
    return suffix.withUTF8Buffer { self.suffix(length).elementsEqual($0) } ? dropLast(length) : nil
  }
}
