import Crypto
import Foundation
import Testing

/// Whose a file is that holds a secret, where the file is an archive or a copy.
@Suite("The origin of a secret")
struct OriginTests {
  /// A root with what dpkg installed, and files that only look so.
  private static func root() throws -> TarWriter {
    var jar = ZipWriter()
    jar.stored("pad", Array(repeating: UInt8(ascii: "-"), count: 5 << 20))
    jar.stored("a/b.txt", Array(Tokens.gitHub("jar").utf8))
    let packed = try Compressor.gzip(Array((Tokens.gitHub("gzip") + "\n").utf8))
    let changed = try Compressor.gzip(Array((Tokens.gitHub("changed") + "\n").utf8))
    let template = Array((Tokens.gitHub("template") + "\n").utf8)
    let files: [(path: String, bytes: [UInt8], recorded: [UInt8]?)] = [
      ("usr/share/java/big.jar", jar.finished, jar.finished), ("usr/share/doc/a/x.gz", packed, packed),
      ("usr/share/doc/a/y.gz", changed, packed), ("usr/share/a/a.conf", template, template),
      // Installation copied it; nothing records the copy.
      ("etc/a/a.conf", template, nil),
    ]
    var tar = TarWriter()
    tar.file("etc/debian_version", "12.0\n")
    tar.file(
      "var/lib/dpkg/status", "Package: a\nStatus: install ok installed\nArchitecture: all\nVersion: 1.0\n\n")
    tar.file("var/lib/dpkg/info/a.list", "/.\n")
    let sums = files.compactMap { file in
      file.recorded.map { bytes in
        Insecure.MD5.hash(data: bytes).map { String(format: "%02x", $0) }.joined() + "  " + file.path + "\n"
      }
    }
    tar.file("var/lib/dpkg/info/a.md5sums", sums.joined())
    for file in files { tar.file(file.path, file.bytes) }
    return tar
  }

  private static func expect(_ result: ScanResult) {
    func origins(_ name: String) -> [String] { result.findings(of: Tokens.gitHub(name)).map(\.origin) }
    // Too large to be held in memory until it is unpacked.
    #expect(origins("jar") == ["package"])
    #expect(origins("gzip") == ["package"])
    #expect(origins("template") == ["package"])
    #expect(result.findings(of: Tokens.gitHub("template")).first?.allPlaces.count == 2)
    #expect(origins("changed") == ["own"])
    let note = result.findings(of: Tokens.gitHub("changed")).first?.originNote
    #expect(note?.contains("changed since package a 1.0") == true)
  }

  @Test("is the package of a file in a layer, an archive of any size among them, and of a copy of it")
  func layer() throws {
    let image = FixtureImage(layers: [.init("ADD root /", tar: try Self.root().finished)])
    Self.expect(try Contraband.scan(image: DockerArchiveWriter.classic([image]).tar))
  }

  @Test("is the same where the source is a bare root file system")
  func bareRoot() throws {
    Self.expect(try Contraband.scan(image: try Self.root().finished))
  }
}
