import Testing

@testable import Packages

@Suite struct PythonTests {
  private static let site = "usr/local/lib/python3.12/site-packages/"

  private static func record(_ files: [(String, String)]) -> String {
    files.map { "\($0.0),sha256=\(base64($0.1, .sha256, isURL: true)),\($0.1.utf8.count)\r\n" }.joined()
      + "demo-1.0.dist-info/RECORD,,\r\ndemo/__pycache__/a.cpython-312.pyc,,\r\n"
  }

  private static func database(_ others: [(String, String)]) -> PackageDatabase {
    let files = [
      ("demo/a.py", "one"), ("../../../bin/demo", "two"), ("\"demo/b,\"\"c\"\".py\"", "three"),
      ("/etc/demo.cfg", "four"),
    ]
    return PackageDatabase(
      [(site + "demo-1.0.dist-info/RECORD", record(files))]
        + others.map { (site + "demo-1.0.dist-info/" + $0.0, $0.1) })
  }

  @Test("paths are taken from the folder of the packages, up to scripts, with quotes and from the root")
  func origins() {
    let database = Self.database([
      ("INSTALLER", "pip\n"), ("METADATA", "Name: Demo.X\nVersion: 1.0\n\nName: no\n"),
    ])
    let package = PackageIdentity(manager: .python, name: "Demo.X", version: "1.0")
    #expect(database.origin(of: Self.site + "demo/a.py", holding: "one") == .package(package))
    #expect(database.origin(of: "usr/local/bin/demo", holding: "two") == .package(package))
    #expect(database.origin(of: Self.site + "demo/b,\"c\".py", holding: "three") == .package(package))
    #expect(database.origin(of: "etc/demo.cfg", holding: "four") == .package(package))
    #expect(database.origin(of: Self.site + "demo/a.py", holding: "mine") == .changed(package))
    #expect(database.records(of: Self.site + "demo/__pycache__/a.cpython-312.pyc").isEmpty)
    #expect(database.records(of: Self.site + "demo-1.0.dist-info/RECORD").isEmpty)
  }

  @Test("another size tells a changed file even without a digest")
  func size() {
    let database = Self.database([("INSTALLER", "uv")])
    let path = Self.site + "demo/a.py"
    #expect(database.origin(of: path, digests: [], size: 4).changed?.label == "demo 1.0")
    #expect(database.origin(of: path, digests: [], size: 3) == .unknown)
  }

  @Test("a package that was pointed at, or that nobody says was installed, keeps its severity")
  func privatePackages() {
    func isPublished(_ files: [(String, String)]) -> Bool? {
      Self.database(files).origin(of: Self.site + "demo/a.py", holding: "one").package?.isPublished
    }
    let pip = ("INSTALLER", "pip")
    #expect(isPublished([pip]) == true)
    #expect(isPublished([("INSTALLER", "poetry 1.8.3")]) == true)
    #expect(isPublished([]) == false)
    #expect(isPublished([("INSTALLER", "make")]) == false)
    #expect(isPublished([pip, ("direct_url.json", #"{"url": "file:///wheels/demo.whl"}"#)]) == false)
    #expect(
      isPublished([pip, ("direct_url.json", #"{"url": "https://git.corp/x", "vcs_info": {}}"#)]) == false)
    #expect(isPublished([pip, ("direct_url.json", "broken")]) == false)
    #expect(
      isPublished([pip, ("direct_url.json", #"{"url": "https://files.pythonhosted.org/packages/x"}"#)])
        == true)
    #expect(isPublished([("INSTALLER", "conda"), ("direct_url.json", #"{"url": "file:///croot"}"#)]) == true)
    #expect(isPublished([pip, ("METADATA", "Name: d\nClassifier: Private :: Do Not Upload\n")]) == false)
  }

  @Test("of two packages that record a file the published one is told")
  func published() {
    var database = Self.database([("INSTALLER", "debian")])
    let path = Self.site + "demo/a.py"
    database.add(
      path: "var/lib/dpkg/info/python3-demo.md5sums", bytes: Array("\(hex("one", .md5))  \(path)\n".utf8))
    database.add(
      path: "var/lib/dpkg/status",
      bytes: Array("Package: python3-demo\nStatus: install ok installed\nVersion: 1\n".utf8))
    #expect(database.origin(of: path, holding: "one").package?.manager == .dpkg)
    #expect(database.origin(of: path, holding: "one", .sha256).package?.manager == .python)
  }

  @Test("conda's packages are known by the digest before and after the prefix was written in")
  func conda() {
    func record(_ url: String) -> String {
      """
      {"name": "demo", "version": "2.1", "subdir": "linux-64", "url": "\(url)", "paths_data": {"paths": [
        {"_path": "bin/x", "sha256": "\(hex("/placeholder", .sha256))",
         "sha256_in_prefix": "\(hex("/opt/conda", .sha256))", "size_in_bytes": 12},
        {"_path": 7},
        {"_path": "lib/y", "sha256": "\(hex("one", .sha256))", "size_in_bytes": 3}]}}
      """
    }
    let path = "opt/conda/conda-meta/demo-2.1-0.json"
    let database = PackageDatabase([
      (path, record("https://conda.anaconda.org/conda-forge/linux-64/demo.conda"))
    ])
    let package = PackageIdentity(manager: .conda, name: "demo", version: "2.1", architecture: "linux-64")
    #expect(database.origin(of: "opt/conda/bin/x", holding: "/opt/conda") == .package(package))
    #expect(database.origin(of: "opt/conda/bin/x", holding: "/placeholder") == .package(package))
    #expect(database.origin(of: "opt/conda/lib/y", holding: "one") == .package(package))
    #expect(database.origin(of: "opt/conda/lib/y", holding: "two") == .changed(package))
    for url in ["https://conda.corp/x", "https://conda.anaconda.org/t/abc/corp/x", "file:///tmp/x", ""] {
      let own = PackageDatabase([(path, record(url))]).origin(of: "opt/conda/lib/y", holding: "one")
      #expect(own.package?.isPublished == false, "\(url)")
    }
    #expect(PackageDatabase([(path, "[]")]).faults.map(\.path) == [path])
  }
}
