/// What all package managers recorded in one image: read as the files of the layers pass, in any order, and asked
/// when all have passed.
///
/// A file is a package's if it has, byte for byte, the content that a database of *any* layer records for its
/// path. Which layer does not matter: the digest is the evidence, a later database often repeats an earlier one,
/// and an upper layer may have removed it. Byte-identical to a package's file is published whoever put it there.
///
/// The databases are the image's own, so that someone who builds an image can write records that make his file
/// a package's. What is a package's is therefore counted and shown on demand, never dropped. For dpkg the package
/// must also stand in `status` as installed, so that a stray list of checksums alone proves nothing.
public struct PackageDatabase: Sendable {
  private var index = RecordIndex()
  private var packages = PackageTable()
  /// Where a diverted file would be, by where it is.
  private var diversions: [PathKey: PathKey] = [:]
  private var layers: [String: Int] = [:]
  private var examined = 0
  /// What could not be read. None of it hides anything: a file that no record speaks of keeps its severity.
  public private(set) var faults: [Fault] = []

  /// A database that was not read, or not wholly.
  public struct Fault: Sendable, Hashable {
    /// The database's path in the layer.
    public var path: String
    /// What is wrong with it.
    public var reason: String
  }

  /// Entries of databases that are looked at, repeated ones included.
  static let entryLimit = 8_000_000
  private static let diversionLimit = 10_000
  private static let layerLimit = 10_000
  private static let faultLimit = 100

  /// A database of no packages.
  public init() {}

  /// The largest size in bytes at which the file at `path` is of use to `add`; nil where it is no package
  /// manager's database.
  ///
  /// - Parameter path: in the layer, without leading slash.
  public static func sizeLimit(of path: String) -> Int? { DatabaseKind(path: path)?.sizeLimit }

  /// Whether the bytes of the file at `path` must be kept for `add`.
  public static func isDatabase(path: String) -> Bool { DatabaseKind(path: path) != nil }

  /// Reads the database at `path` of a layer. A file that is no database is ignored.
  ///
  /// - Parameters:
  ///   - path: in the layer, without leading slash.
  ///   - layer: any name of the layer; tells which version of a package the lists of the same layer mean.
  public mutating func add(path: String, bytes: [UInt8], layer: String = "") {
    guard let kind = DatabaseKind(path: path) else { return }
    guard bytes.count <= kind.sizeLimit else {
      return note(path, "is larger than \(kind.sizeLimit >> 10) KiB")
    }
    guard let layer = number(of: layer) else { return note(path, "lies in one of too many layers") }
    if let reason = read(kind, bytes, layer) { note(path, reason) }
  }

  /// Notes a database that could not be given to `add`: it is too large, or was not read to its end.
  public mutating func miss(path: String, reason: String) { note(path, reason) }

  /// What is recorded of the file at `path`, published packages first.
  ///
  /// - Parameter path: in a layer, without leading slash, with or without `usr/` where the two are merged.
  public func records(of path: String) -> [RecordedFile] {
    let key = PathKey(path)
    var records = index.records(of: key)
    if let original = diversions[key] { records += index.records(of: original) }
    let files = records.compactMap { record in
      packages.identity(of: record.package).map {
        RecordedFile(
          digest: index.digest(of: record), size: record.size < 0 ? nil : Int(record.size), package: $0)
      }
    }
    return files.sorted { PackageIdentity.precedes($0.package, $1.package) }
  }

  /// Where the file at `path` comes from.
  ///
  /// - Parameters:
  ///   - path: see `records(of:)`.
  ///   - digests: of the file's bytes. One whose hash function no record uses says nothing.
  ///   - size: its bytes, where known: a size that differs tells a changed file without its digest.
  public func origin(of path: String, digests: [FileDigest], size: Int? = nil) -> FileOrigin {
    var changed: PackageIdentity?
    var isUndecided = false
    for record in records(of: path) {
      if let size, let recorded = record.size, size != recorded {
        changed = changed ?? record.package
      } else if let digest = digests.first(where: { $0.algorithm == record.digest.algorithm }) {
        if digest == record.digest { return .package(record.package) }
        changed = changed ?? record.package
      } else {
        isUndecided = true
      }
    }
    guard let changed, !isUndecided else { return .unknown }
    return .changed(changed)
  }

  /// Hash functions that records use, of which a scan need not compute others.
  public private(set) var algorithms: DigestAlgorithms = []

  /// Files recorded.
  public var recordCount: Int { index.count }

  private mutating func note(_ path: String, _ reason: String) {
    if faults.count < PackageDatabase.faultLimit { faults.append(Fault(path: path, reason: reason)) }
  }

  private mutating func number(of layer: String) -> Int? {
    if let number = layers[layer] { return number }
    guard layers.count < PackageDatabase.layerLimit else { return nil }
    layers[layer] = layers.count
    return layers.count - 1
  }
}

extension PackageDatabase {
  /// - Returns: what is wrong with the database.
  private mutating func read(_ kind: DatabaseKind, _ bytes: [UInt8], _ layer: Int) -> String? {
    switch kind {
    case .dpkgStatus(let root): return addStatus(bytes, root: root, stem: nil, layer)
    case .dpkgControl(let root, let stem): return addStatus(bytes, root: root, stem: stem, layer)
    case .dpkgChecksums(let root, let stem, let isSplit):
      let package = DpkgPackage(root: root, stem: stem, isSplit: isSplit, layer: layer)
      guard let number = packages.number(of: .dpkg(package)) else { return PackageTable.limitReason }
      return addEach(DpkgChecksums(bytes, root: Array(root.utf8)).lazy.map { (number, $0) })
    case .dpkgDiversions(let root):
      for diversion in DpkgDiversions.parse(bytes, root: Array(root.utf8)) {
        guard diversions.count < PackageDatabase.diversionLimit else { return "has too many diversions" }
        diversions[PathKey(diversion.to)] = PathKey(diversion.from)
      }
      return nil
    case .apkWorld(let root):
      return packages.addLocal(ApkWorld.localPackages(bytes), root: root)
    case .apkInstalled(let root):
      return addPackages(ApkInstalled(bytes, root: Array(root.utf8))) { .apk(root: root, $0) }
    case .rpmSQLite(let root):
      return addHeaders(of: bytes, root, RPMSQLite.forEachHeader)
    case .rpmNDB(let root):
      return addHeaders(of: bytes, root, RPMNDB.forEachHeader)
    case .rpmBerkeley(let root):
      return addHeaders(of: bytes, root, RPMBerkeley.forEachHeader)
    case .pythonRecord(let folder):
      guard let number = packages.number(of: .python(folder: folder)) else { return PackageTable.limitReason }
      return addEach(PythonRecord(bytes, distribution: folder).lazy.map { (number, $0) })
    case .pythonMetadata(let folder):
      return packages.update(folder) { $0.read(metadata: bytes) }
    case .pythonInstaller(let folder):
      return packages.update(folder) { $0.read(installer: bytes) }
    case .pythonDirectURL(let folder):
      return packages.update(folder) { $0.read(directURL: bytes) }
    case .condaPackage(let prefix):
      guard let package = CondaPackage(bytes, prefix: Array(prefix.utf8)) else {
        return "is not what conda writes"
      }
      guard let number = packages.number(of: .settled(package.identity)) else {
        return PackageTable.limitReason
      }
      return addEach(package.files.lazy.map { (number, $0) })
    }
  }

  private mutating func addStatus(
    _ bytes: [UInt8], root: String, stem: String?, _ layer: Int
  ) -> String? {
    for package in DpkgStatus(bytes, root: Array(root.utf8), isComplete: stem == nil) {
      let listed = DpkgPackage(
        root: root, stem: stem ?? package.name, isSplit: stem != nil, architecture: package.architecture,
        layer: layer)
      let isKept = packages.addInstalled(listed, package.identity)
      guard isKept, let number = packages.number(of: .settled(package.identity)) else {
        return PackageTable.limitReason
      }
      if let reason = addEach(package.conffiles.lazy.map({ (number, $0) })) { return reason }
    }
    return nil
  }

  private mutating func addPackages(
    _ entries: some Sequence<(PackageIdentity, FileEntry)>, _ source: (PackageIdentity) -> PackageTable.Source
  ) -> String? {
    var last: (PackageIdentity, Int32)?
    for (identity, entry) in entries {
      if last?.0 != identity {
        guard let number = packages.number(of: source(identity)) else { return PackageTable.limitReason }
        last = (identity, number)
      }
      if let number = last?.1, let reason = addEach(CollectionOfOne((number, entry))) { return reason }
    }
    return nil
  }

  private mutating func addHeaders(
    of bytes: [UInt8], _ root: String,
    _ forEach: ([UInt8], (ArraySlice<UInt8>) -> Bool) throws(RPMFault) -> Void
  ) -> String? {
    let root = Array(root.utf8)
    var reason: String?
    var damaged = 0
    do {
      try forEach(bytes) { blob in
        guard let header = RPMHeader(blob) else {
          damaged += 1
          return true
        }
        guard let identity = header.identity else { return true }
        guard let number = packages.number(of: .settled(identity)) else {
          reason = PackageTable.limitReason
          return false
        }
        header.forEachFile(root: root) { entry in
          reason = reason ?? addEach(CollectionOfOne((number, entry)))
          return reason == nil
        }
        return reason == nil
      }
    } catch {
      return error.description
    }
    return reason ?? (damaged > 0 ? "has \(damaged) headers that cannot be read" : nil)
  }

  private mutating func addEach(_ entries: some Sequence<(Int32, FileEntry)>) -> String? {
    var isFull = false
    for (package, entry) in entries {
      examined += 1
      guard examined <= PackageDatabase.entryLimit else {
        return "more files are recorded than are looked at"
      }
      let isKept = index.insert(
        PathKey(entry.path), package: package, algorithm: entry.digest.algorithm, digest: entry.digest.bytes,
        size: entry.size)
      if isKept { algorithms.insert(DigestAlgorithms(entry.digest.algorithm)) }
      isFull = isFull || !isKept
      if index.count >= RecordIndex.recordLimit { break }
    }
    return isFull ? "more is recorded of its files than is kept" : nil
  }
}

/// A file as one database records it.
struct FileEntry: Hashable {
  /// From the root of the layer.
  var path: [UInt8]
  var digest: FileDigest
  /// Bytes.
  var size: Int?
}
