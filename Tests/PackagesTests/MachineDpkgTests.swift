import FoundationEssentials
import Testing

@testable import Packages

/// The databases of the machine that runs the tests, where it has dpkg: what Debian's own tools wrote.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: "/var/lib/dpkg/info/coreutils.md5sums")))
struct MachineDpkgTests {
  private static func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: "/" + path).map { Array($0) }
  }

  @Test("every file of coreutils that has its recorded MD5 is coreutils', and none with another byte is")
  func coreutils() throws {
    let list = "var/lib/dpkg/info/coreutils.md5sums"
    var database = PackageDatabase()
    for path in [list, "var/lib/dpkg/status", "var/lib/dpkg/diversions"] {
      if let bytes = Self.bytes(path) { database.add(path: path, bytes: bytes) }
    }
    #expect(database.faults == [])
    let entries = Array(DpkgChecksums(try #require(Self.bytes(list)), root: []))
    var checked = 0
    for entry in entries {
      let path = String(decoding: entry.path, as: UTF8.self)
      guard var bytes = Self.bytes(path) else { continue }
      let digests = bytes.withUnsafeBytes { FileDigests.of($0, .usual) }
      guard digests.contains(entry.digest) else { continue }
      checked += 1
      let package = database.origin(of: path, digests: digests, size: bytes.count).package
      #expect(package?.name == "coreutils")
      #expect(package?.version.isEmpty == false)
      bytes.append(0)
      let others = bytes.withUnsafeBytes { FileDigests.of($0, .usual) }
      #expect(database.origin(of: path, digests: others, size: bytes.count).changed?.name == "coreutils")
    }
    #expect(checked > 100)
  }
}
