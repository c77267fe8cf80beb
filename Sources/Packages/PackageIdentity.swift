/// A package that a package manager says is installed.
public struct PackageIdentity: Sendable, Hashable {
  /// Who recorded it.
  public enum Manager: String, Sendable, Hashable, CaseIterable {
    case dpkg
    case apk
    case rpm
    /// pip, uv and others that write a `.dist-info` folder.
    case python
    case conda
  }

  /// Who recorded it.
  public var manager: Manager
  /// The package's name.
  public var name: String
  /// Its version as the manager writes it, an rpm's as `[epoch:]version-release`; empty where not recorded.
  public var version: String
  /// The architecture as the manager names it.
  public var architecture: String?
  /// Why the package may be known to few: what is in it then keeps its severity. nil for one that counts as
  /// published.
  ///
  /// dpkg records neither an archive nor a signature, so that a package of one's own counts as published there;
  /// the same goes for a Python package from a private index, which pip does not record.
  public var privateReason: String?

  /// Whether anyone can have the package, as far as is recorded.
  public var isPublished: Bool { privateReason == nil }

  /// Name and version, as reports show them.
  public var label: String { version.isEmpty ? name : "\(name) \(version)" }

  /// Makes one of its parts.
  public init(
    manager: Manager, name: String, version: String, architecture: String? = nil,
    privateReason: String? = nil
  ) {
    self.manager = manager
    self.name = name
    self.version = version
    self.architecture = architecture
    self.privateReason = privateReason
  }

  /// An order that depends on nothing but the packages, so that of two that match one is chosen alike each time:
  /// published ones first.
  static func precedes(_ a: PackageIdentity, _ b: PackageIdentity) -> Bool {
    if a.isPublished != b.isPublished { return a.isPublished }
    return (a.manager.rawValue, a.name, a.version, a.architecture ?? "", a.privateReason ?? "")
      < (b.manager.rawValue, b.name, b.version, b.architecture ?? "", b.privateReason ?? "")
  }
}

/// What a package manager recorded of one file.
public struct RecordedFile: Sendable, Hashable {
  /// Of the file as the package ships it.
  public var digest: FileDigest
  /// Bytes, where recorded: rpm, Python and conda do.
  public var size: Int?
  /// The package that ships it.
  public var package: PackageIdentity
}

/// Where a file comes from, as far as the package managers know.
public enum FileOrigin: Sendable, Hashable {
  /// Byte for byte what the package ships.
  case package(PackageIdentity)
  /// The package ships a file of this path, but not with these bytes.
  case changed(PackageIdentity)
  /// No package is known to ship it, or its digest is not at hand.
  case unknown
}
