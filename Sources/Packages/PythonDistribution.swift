import FoundationEssentials

/// What the `.dist-info` folder of a Python package says, beside its files.
struct PythonDistribution: Sendable {
  private var name: String?
  private var version: String?
  private var installer: String?
  private var directURL: String?
  private var isKeptOffIndexes = false

  /// Installers that take packages from an index unless told otherwise; INSTALLER begins with one.
  private static let installers = ["pip", "uv", "poetry", "conda", "pdm", "pixi"]
  /// Places that are as public as an index.
  private static let publicURLs = ["https://files.pythonhosted.org/", "https://download.pytorch.org/"]

  /// Takes name and version of `METADATA` (core metadata), and the classifier by which an index refuses a package:
  /// `Private :: …`.
  mutating func read(metadata bytes: [UInt8]) {
    for line in LineRanges(bytes) {
      guard !line.isEmpty else { break }
      if let value = bytes.value(of: "Name:", in: line) {
        name = name ?? bytes.text(value)
      } else if let value = bytes.value(of: "Version:", in: line) {
        version = version ?? bytes.text(value)
      } else if let value = bytes.value(of: "Classifier:", in: line) {
        if bytes[value].starts(with: "Private ::".utf8) { isKeptOffIndexes = true }
      }
    }
  }

  /// Takes the name of the program that installed the package.
  mutating func read(installer bytes: [UInt8]) {
    var lines = LineRanges(bytes)
    if let line = lines.next() { installer = bytes.text(line, limit: 64) }
  }

  /// Takes `direct_url.json` (PEP 610), which is there where the package was not named but pointed at: a local
  /// folder or wheel, a repository, an archive.
  mutating func read(directURL bytes: [UInt8]) {
    struct Document: Decodable { var url: String }
    // One that cannot be read is a sign of the same thing.
    directURL = (try? JSONDecoder().decode(Document.self, from: Data(bytes)))?.url ?? ""
  }

  /// - Parameter folder: the `.dist-info` folder's path: `NAME-VERSION.dist-info`.
  func identity(folder: String) -> PackageIdentity {
    let last = folder.split(separator: "/").last ?? ""
    let parts = last.dropLast(".dist-info".count).split(separator: "-", maxSplits: 1)
    return PackageIdentity(
      manager: .python, name: name ?? String(parts.first ?? ""),
      version: version ?? (parts.count > 1 ? String(parts[1]) : ""), privateReason: privateReason)
  }

  private var privateReason: String? {
    if isKeptOffIndexes { return "its classifiers keep it off public indexes" }
    guard let installer, PythonDistribution.installers.contains(where: { installer.hasPrefix($0) }) else {
      return "nothing says who installed it"
    }
    // conda's packages keep the file:// of the machine that built them.
    guard let directURL, !installer.hasPrefix("conda") else { return nil }
    if PythonDistribution.publicURLs.contains(where: { directURL.hasPrefix($0) }) { return nil }
    // The URL itself may carry a password.
    return directURL.hasPrefix("file:") ? "installed from a local file or folder" : "installed from a URL"
  }
}
