/// The packages that databases speak of. What a package is called often stands in another file than the digests of
/// its files, and comes before or after: so it is put together when it is asked for.
struct PackageTable: Sendable {
  /// What is known of a package from the database that lists its files.
  enum Source: Hashable, Sendable {
    case settled(PackageIdentity)
    case dpkg(DpkgPackage)
    case apk(root: String, PackageIdentity)
    /// By its `.dist-info` folder.
    case python(folder: String)
  }

  private struct LocalPackage: Hashable {
    var root: String
    var name: String
  }

  private struct Installed {
    var package: DpkgPackage
    var identity: PackageIdentity
  }

  private var sources: [Source] = []
  private var numbers: [Source: Int32] = [:]
  private var installed: [DpkgPackage.Name: [Installed]] = [:]
  private var installedCount = 0
  private var distributions: [String: PythonDistribution] = [:]
  /// apk's packages that came from a file.
  private var local: Set<LocalPackage> = []

  /// Packages, in all their versions, that are kept.
  static let limit = 100_000
  static let limitReason = "more packages are recorded than are kept"

  /// The number under which a package's files are kept; nil where there are too many.
  mutating func number(of source: Source) -> Int32? {
    if let number = numbers[source] { return number }
    guard sources.count < PackageTable.limit else { return nil }
    let number = Int32(sources.count)
    sources.append(source)
    numbers[source] = number
    return number
  }

  /// Notes that dpkg's `status`, or a control file of `status.d`, lists a package as installed.
  ///
  /// - Returns: false where there are too many.
  mutating func addInstalled(_ package: DpkgPackage, _ identity: PackageIdentity) -> Bool {
    guard installedCount < PackageTable.limit else { return false }
    installedCount += 1
    installed[package.name, default: []].append(Installed(package: package, identity: identity))
    return true
  }

  mutating func addLocal(_ names: [String], root: String) -> String? {
    for name in names where local.count < PackageTable.limit {
      local.insert(LocalPackage(root: root, name: name))
    }
    return local.count < PackageTable.limit ? nil : PackageTable.limitReason
  }

  /// - Returns: what is wrong.
  mutating func update(_ folder: String, _ change: (inout PythonDistribution) -> Void) -> String? {
    guard distributions[folder] != nil || distributions.count < PackageTable.limit else {
      return PackageTable.limitReason
    }
    change(&distributions[folder, default: PythonDistribution()])
    return nil
  }

  /// The package of a number; nil where nothing says that it is installed.
  func identity(of number: Int32) -> PackageIdentity? {
    guard number >= 0, Int(number) < sources.count else { return nil }
    switch sources[Int(number)] {
    case .settled(let identity): return identity
    case .dpkg(let package): return identity(of: package)
    case .apk(let root, var identity):
      if local.contains(LocalPackage(root: root, name: identity.name)) {
        identity.privateReason = "apk installed it from a file"
      }
      return identity
    case .python(let folder):
      return (distributions[folder] ?? PythonDistribution()).identity(folder: folder)
    }
  }

  /// The list of checksums tells no version. dpkg writes `status` whenever it writes one, so the version is that of
  /// the same layer's `status`; in an image whose layers were merged there is only one anyway.
  private func identity(of package: DpkgPackage) -> PackageIdentity? {
    let candidates = (installed[package.name] ?? []).filter {
      package.architecture == nil || $0.package.architecture == package.architecture
    }
    return (candidates.last { $0.package.layer == package.layer } ?? candidates.last)?.identity
  }
}
