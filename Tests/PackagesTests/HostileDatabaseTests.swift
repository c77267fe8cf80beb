import Testing

@testable import Packages

@Suite struct HostileDatabaseTests {
  /// Cuts and flips that depend on nothing but the seed.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  @Test("databases cut anywhere and with any bytes changed are read as far as they go, without harm")
  func damage() throws {
    let whole: [(String, [UInt8])] = [
      ("var/lib/rpm/rpmdb.sqlite", try RPMFixture.sqlite()), ("var/lib/rpm/Packages.db", RPMFixture.ndb()),
      ("var/lib/rpm/Packages", RPMFixture.berkeley()),
    ]
    var random = Generator(state: 7)
    for (path, bytes) in whole {
      for _ in 0..<60 {
        var damaged = bytes
        if Bool.random(using: &random) { damaged.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
        for _ in 0..<Int.random(in: 0..<12, using: &random) where !damaged.isEmpty {
          // Most of what matters stands early.
          let end = Bool.random(using: &random) ? damaged.count : min(damaged.count, 256)
          damaged[Int.random(in: 0..<end, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        var database = PackageDatabase()
        database.add(path: path, bytes: damaged)
        #expect(database.recordCount <= 403)
      }
    }
  }

  @Test("header counts beyond the blob make it no header")
  func counts() {
    let header = RPMFixture.headers[1]
    for place in [0, 4] {
      var bytes = header
      bytes.replaceSubrange(place..<place + 4, with: [0x7f, 0xff, 0xff, 0xff])
      #expect(RPMHeader(bytes[...]) == nil)
    }
    for length in 0..<header.count { #expect(RPMHeader(header[..<length]) == nil) }
  }

  @Test("a path that many records share keeps a bounded number of them, and says so")
  func manyRecords() {
    let lines = (0..<1000).map { "\(hex("\($0)", .md5))  usr/a\n" }.joined()
    let database = PackageDatabase([
      ("var/lib/dpkg/info/demo.md5sums", lines),
      ("var/lib/dpkg/status", "Package: demo\nStatus: install ok installed\n"),
    ])
    #expect(database.recordCount == RecordIndex.pathLimit)
    #expect(database.faults.count == 1)
    #expect(database.origin(of: "usr/a", holding: "5").package?.label == "demo")
  }

  @Test("the same record of many layers is kept once")
  func repeats() throws {
    var database = PackageDatabase()
    for layer in 0..<20 {
      database.add(path: "var/lib/rpm/rpmdb.sqlite", bytes: try RPMFixture.sqlite(), layer: "\(layer)")
    }
    #expect(database.recordCount == 403)
  }

  @Test("a database over its limit is a fault, not read")
  func size() {
    let path = "usr/lib/a-1.dist-info/INSTALLER"
    var database = PackageDatabase()
    let limit = PackageDatabase.sizeLimit(of: path) ?? 0
    database.add(path: path, bytes: [UInt8](repeating: 0x20, count: limit + 1))
    database.miss(path: "var/lib/rpm/Packages", reason: "is cut off")
    #expect(database.faults.map(\.path) == [path, "var/lib/rpm/Packages"])
  }

  @Test("tells databases by their paths, and namesakes from them")
  func paths() {
    let databases = [
      "var/lib/dpkg/status", "var/lib/dpkg/info/a.md5sums", "var/lib/dpkg/status.d/a",
      "var/lib/dpkg/status.d/a.md5sums", "var/lib/dpkg/diversions", "lib/apk/db/installed",
      "usr/lib/apk/db/installed", "etc/apk/world", "var/lib/rpm/Packages", "usr/lib/sysimage/rpm/Packages.db",
      "usr/share/rpm/rpmdb.sqlite", "x/a-1.dist-info/RECORD", "x/a-1.dist-info/METADATA",
      "x/a-1.dist-info/INSTALLER", "x/a-1.dist-info/direct_url.json", "opt/conda/conda-meta/a-1-0.json",
      "conda-meta/a.json", "home/u/rootfs/var/lib/rpm/rpmdb.sqlite",
    ]
    for path in databases { #expect(PackageDatabase.isDatabase(path: path), "\(path)") }
    let others = [
      "", "status", "RECORD", "x/RECORD", "var/lib/dpkg/status-old", "xvar/lib/dpkg/status",
      "lib/dpkg/status",
      "var/lib/dpkg/info/a.list", "usr/share/base-files/profile.md5sums", "var/lib/rpm/Name", "a/installed",
      "package-lock.json", "a.egg-info/installed-files.txt", "x/a-1.dist-info/sub/RECORD",
    ]
    for path in others { #expect(!PackageDatabase.isDatabase(path: path), "\(path)") }
    #expect(DatabaseKind(path: "a/usr/lib/apk/db/installed") == .apkInstalled(root: "a"))
    #expect(DatabaseKind(path: "conda-meta/a.json") == .condaPackage(prefix: ""))
  }
}
