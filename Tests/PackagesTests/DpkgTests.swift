import Testing

@testable import Packages

@Suite struct DpkgTests {
  private static func status(_ name: String, _ version: String, _ state: String = "install ok installed")
    -> String
  {
    """
    Package: \(name)
    Status: \(state)
    Architecture: amd64
    Version: \(version)
    Description: words
     Package: not-a-field


    """
  }

  private static func sums(_ files: [(String, String)]) -> String {
    files.map { "\(hex($0.1, .md5))  \($0.0)\n" }.joined()
  }

  @Test("a file with the recorded bytes is its package's, one with others is changed, others are unknown")
  func origins() {
    let database = PackageDatabase([
      (
        "var/lib/dpkg/info/demo.md5sums",
        Self.sums([("usr/share/demo/a", "one"), ("usr/share/demo/b c", "two")])
      ),
      ("var/lib/dpkg/status", Self.status("demo", "1:2.3-4")),
    ])
    let package = database.origin(of: "usr/share/demo/a", holding: "one").package
    #expect(
      package == PackageIdentity(manager: .dpkg, name: "demo", version: "1:2.3-4", architecture: "amd64"))
    #expect(package?.label == "demo 1:2.3-4")
    #expect(package?.isPublished == true)
    #expect(database.origin(of: "usr/share/demo/b c", holding: "two").package?.name == "demo")
    #expect(database.origin(of: "usr/share/demo/a", holding: "mine").changed?.name == "demo")
    #expect(database.origin(of: "usr/share/demo/c", holding: "one") == .unknown)
    #expect(database.origin(of: "usr/share/demo/a", holding: "one", .sha256) == .unknown)
    #expect(database.algorithms == .md5)
  }

  @Test("checksums of a package that status does not list as installed prove nothing")
  func notInstalled() {
    let sums = Self.sums([("usr/share/demo/a", "one")])
    let path = "var/lib/dpkg/info/demo.md5sums"
    #expect(PackageDatabase([(path, sums)]).origin(of: "usr/share/demo/a", holding: "one") == .unknown)
    for state in [
      "deinstall ok config-files", "purge ok not-installed", "install ok half-installed", "installed",
    ] {
      let database = PackageDatabase([(path, sums), ("var/lib/dpkg/status", Self.status("demo", "1", state))])
      #expect(database.origin(of: "usr/share/demo/a", holding: "one") == .unknown, "\(state)")
    }
    let held = PackageDatabase([
      (path, sums), ("var/lib/dpkg/status", Self.status("demo", "1", "hold ok triggers-pending")),
    ])
    #expect(held.origin(of: "usr/share/demo/a", holding: "one").package?.version == "1")
  }

  @Test("lib and usr/lib are the same folder, in both directions, and usr/local is not")
  func mergedUsr() {
    let database = PackageDatabase([
      (
        "var/lib/dpkg/info/demo:amd64.md5sums",
        Self.sums([("lib/x86_64-linux-gnu/a", "one"), ("usr/sbin/b", "two"), ("usr/local/lib/c", "three")])
      ),
      ("var/lib/dpkg/status", Self.status("demo", "1")),
    ])
    #expect(database.origin(of: "usr/lib/x86_64-linux-gnu/a", holding: "one").package != nil)
    #expect(database.origin(of: "lib/x86_64-linux-gnu/a", holding: "one").package != nil)
    #expect(database.origin(of: "sbin/b", holding: "two").package != nil)
    #expect(database.origin(of: "local/lib/c", holding: "three") == .unknown)
    #expect(PathKey("usr/lib64x/a") != PathKey("lib64x/a"))
    #expect(PathKey("opt/root/usr/bin/a") == PathKey("opt/root/bin/a"))
  }

  @Test("configuration files are known by status, with blanks in names and marks behind digests")
  func conffiles() {
    let status = """
      Package: demo
      Status: install ok installed
      Architecture: all
      Conffiles:
       /etc/demo.conf \(hex("one", .md5))
       /etc/old name.conf \(hex("two", .md5)) obsolete
       /etc/new.conf newconffile
      Version: 7

      """
    let database = PackageDatabase([("var/lib/dpkg/status", status)])
    #expect(database.origin(of: "etc/demo.conf", holding: "one").package?.label == "demo 7")
    #expect(database.origin(of: "etc/demo.conf", holding: "mine").changed?.label == "demo 7")
    #expect(database.origin(of: "etc/old name.conf", holding: "two").package?.label == "demo 7")
    #expect(database.records(of: "etc/new.conf").isEmpty)
  }

  @Test("each layer's checksums go with the version in that layer's status, whatever comes first")
  func layers() {
    let path = "var/lib/dpkg/info/demo.md5sums"
    let old = Self.sums([("usr/share/demo/a", "one")])
    let new = Self.sums([("usr/share/demo/a", "two")])
    var database = PackageDatabase()
    database.add(path: path, bytes: Array(new.utf8), layer: "upper")
    database.add(path: path, bytes: Array(old.utf8), layer: "base")
    database.add(path: "var/lib/dpkg/status", bytes: Array(Self.status("demo", "1").utf8), layer: "base")
    database.add(path: "var/lib/dpkg/status", bytes: Array(Self.status("demo", "2").utf8), layer: "upper")
    #expect(database.origin(of: "usr/share/demo/a", holding: "one").package?.version == "1")
    #expect(database.origin(of: "usr/share/demo/a", holding: "two").package?.version == "2")
    #expect(database.origin(of: "usr/share/demo/a", holding: "mine").changed != nil)
  }

  @Test("two architectures of a package are told apart")
  func architectures() {
    let foreign = Self.status("demo", "9").replacing("amd64", with: "i386")
    let database = PackageDatabase([
      ("var/lib/dpkg/info/demo:i386.md5sums", Self.sums([("usr/lib/i386/a", "one")])),
      ("var/lib/dpkg/info/demo:arm64.md5sums", Self.sums([("usr/lib/arm64/a", "one")])),
      ("var/lib/dpkg/status", Self.status("demo", "1") + foreign),
    ])
    #expect(database.origin(of: "usr/lib/i386/a", holding: "one").package?.version == "9")
    #expect(database.origin(of: "usr/lib/arm64/a", holding: "one") == .unknown)
  }

  @Test("an image made without dpkg lists its packages in status.d")
  func split() {
    let database = PackageDatabase([
      ("var/lib/dpkg/status.d/tz.md5sums", "\(hex("one", .md5))  ./usr/share/zoneinfo/UTC\n"),
      ("var/lib/dpkg/status.d/tz", "Package: tzdata\nVersion: 2025a\nArchitecture: all\n"),
    ])
    #expect(database.origin(of: "usr/share/zoneinfo/UTC", holding: "one").package?.label == "tzdata 2025a")
  }

  @Test("a diverted file is known where it was moved to")
  func diversions() {
    let database = PackageDatabase([
      ("var/lib/dpkg/info/demo.md5sums", Self.sums([("usr/bin/a", "one")])),
      ("var/lib/dpkg/status", Self.status("demo", "1")),
      ("var/lib/dpkg/diversions", "/usr/bin/a\n/usr/bin/a.distrib\nother\n/usr/bin/b\n"),
    ])
    #expect(database.origin(of: "usr/bin/a.distrib", holding: "one").package?.name == "demo")
    #expect(database.origin(of: "usr/bin/a", holding: "wrapper").changed?.name == "demo")
  }

  @Test("a root file system in a folder has its paths below that folder")
  func nestedRoot() {
    let database = PackageDatabase([
      ("opt/root/var/lib/dpkg/info/demo.md5sums", Self.sums([("lib/a", "one")])),
      ("opt/root/var/lib/dpkg/status", Self.status("demo", "1")),
    ])
    #expect(database.origin(of: "opt/root/usr/lib/a", holding: "one").package?.name == "demo")
    #expect(database.origin(of: "usr/lib/a", holding: "one") == .unknown)
  }

  @Test("escaped names and lines that are none are read as md5sum writes them")
  func lines() {
    let digest = hex("one", .md5)
    let text = "\\\(digest)  a\\\\b\\nc\n\nnonsense\n\(digest) *binary\r\n\(digest)  ../../up\n\(digest)  \n"
    let entries = Array(DpkgChecksums(Array(text.utf8), root: []))
    #expect(entries.map { String(decoding: $0.path, as: UTF8.self) } == ["a\\b\nc", "binary", "up"])
  }
}
