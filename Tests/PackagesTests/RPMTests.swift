import Testing

@testable import Packages

@Suite struct RPMTests {
  private static func check(_ database: PackageDatabase, sourceLocation: SourceLocation = #_sourceLocation) {
    let large = PackageIdentity(manager: .rpm, name: "large", version: "4:1.2-3.el9", architecture: "x86_64")
    #expect(database.faults == [], sourceLocation: sourceLocation)
    #expect(database.recordCount == 403, sourceLocation: sourceLocation)
    for index in [0, 123, 399] {
      #expect(
        database.origin(of: "usr/share/large/file-\(index)", holding: "content \(index)") == .package(large),
        sourceLocation: sourceLocation)
    }
    #expect(database.origin(of: "etc/large.conf", holding: "key=2") == .changed(large))
    #expect(database.records(of: "usr/lib/folder").isEmpty, sourceLocation: sourceLocation)
    let small = database.origin(of: "usr/lib64/a.so", holding: "two").package
    #expect(small?.name == "small", sourceLocation: sourceLocation)
    #expect(small?.privateReason == "not signed", sourceLocation: sourceLocation)
    #expect(database.origin(of: "top", holding: "one").package == small, sourceLocation: sourceLocation)
  }

  private static func database(_ path: String, _ bytes: [UInt8]) -> PackageDatabase {
    var database = PackageDatabase()
    database.add(path: path, bytes: bytes)
    return database
  }

  @Test("reads SQLite's database, which says that it has a write-ahead log")
  func sqlite() throws {
    Self.check(Self.database("var/lib/rpm/rpmdb.sqlite", try RPMFixture.sqlite()))
    Self.check(Self.database("usr/lib/sysimage/rpm/rpmdb.sqlite", try RPMFixture.sqlite()))
  }

  @Test("reads the ndb database")
  func ndb() {
    Self.check(Self.database("usr/lib/sysimage/rpm/Packages.db", RPMFixture.ndb()))
  }

  @Test("reads Berkeley DB's hash of either byte order, with values on chains of pages and on the page")
  func berkeley() {
    Self.check(Self.database("var/lib/rpm/Packages", RPMFixture.berkeley()))
    Self.check(Self.database("var/lib/rpm/Packages", RPMFixture.berkeley(isBigEndian: true)))
  }

  @Test("a header without the name of a hash function has MD5, one with an unknown function nothing")
  func algorithms() throws {
    let files = [(folder: "/", name: "a", text: "one")]
    func entries(_ algorithm: Int?) throws -> [FileEntry] {
      let bytes = RPMFixture.header(name: "x", isSigned: false, algorithm: algorithm, files: files)
      var entries: [FileEntry] = []
      try #require(RPMHeader(bytes[...])).forEachFile(root: []) {
        entries.append($0)
        return true
      }
      return entries
    }
    #expect(try entries(nil).map(\.digest) == digests("one", .md5))
    #expect(try entries(8).map(\.digest) == digests("one", .sha256))
    #expect(try entries(10).isEmpty)
    #expect(try entries(99).isEmpty)
  }

  @Test("a view, another schema or no database at all is a fault, and nothing else")
  func hostileSchemas() throws {
    let schemas = [
      "CREATE VIEW Packages AS WITH RECURSIVE n(blob) AS (SELECT 1 UNION ALL SELECT blob + 1 FROM n) "
        + "SELECT blob FROM n",
      "CREATE TABLE Packages (hnum INTEGER)", "CREATE TABLE Other (blob BLOB)",
      "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob AS (length(hex(zeroblob(1000000)))));"
        + "INSERT INTO Packages DEFAULT VALUES",
      "CREATE TABLE t (x); CREATE INDEX Packages ON t (x)",
    ]
    for schema in schemas {
      let database = Self.database("var/lib/rpm/rpmdb.sqlite", try RPMFixture.sqlite(schema: schema))
      #expect(database.faults.count == 1, "\(schema)")
      #expect(database.recordCount == 0)
    }
    for path in ["var/lib/rpm/rpmdb.sqlite", "var/lib/rpm/Packages.db", "var/lib/rpm/Packages"] {
      for bytes in [[], Array("SQLite format 3\0".utf8), [UInt8](repeating: 0x52, count: 9000)] {
        #expect(Self.database(path, bytes).faults.count == 1)
      }
    }
  }

  @Test("rows that are one row over and over are given up when they cost more than the file has bytes")
  func sharedRows() throws {
    var bytes = try RPMFixture.sqlite()
    // The table's leaf: type 13 and two cells (SQLite, "Database File Format", section 1.6).
    let leaf = try #require(
      stride(from: 4096, to: bytes.count, by: 4096).first {
        bytes[$0..<$0 + 5].elementsEqual([13, 0, 0, 0, 2])
      })
    let first = Array(bytes[leaf + 8..<leaf + 10])
    bytes.replaceSubrange(leaf + 3..<leaf + 5, with: integer(20, 2, isBigEndian: true))
    bytes.replaceSubrange(leaf + 8..<leaf + 8 + 40, with: (0..<20).flatMap { _ in first })
    let database = Self.database("var/lib/rpm/rpmdb.sqlite", bytes)
    #expect(database.faults.map(\.reason) == ["has more packages than are read"])
    #expect(database.origin(of: "etc/large.conf", holding: "key=1").package?.name == "large")
  }

  @Test("a chain of pages that runs in a circle ends")
  func circle() {
    var bytes = RPMFixture.berkeley()
    // The first overflow page is its own successor.
    bytes.replaceSubrange((2 * 4096 + 16)..<(2 * 4096 + 20), with: integer(2, 4, isBigEndian: false))
    let database = Self.database("var/lib/rpm/Packages", bytes)
    #expect(database.faults.count == 1)
    #expect(database.recordCount == 2)
  }
}
