import Foundation
import Testing

/// Decompression bombs and archives of a million entries.
@Suite("Bombs")
struct BombTests {
  private static let planted = Tokens.gitHub("before the bomb")
  private static let gigabyte = 1 << 30

  /// 64 MB of zeros as one member of a gzip stream; members may follow each other.
  private static let zeroMember = Result {
    try CommandRunner.tool(["sh", "-c", "head -c 67108864 /dev/zero | gzip -9 -n -c"])
  }

  private func scan(
    blob: [UInt8], diffID: String? = nil, options: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> ScanResult {
    var image = FixtureImage(layers: [
      .init("COPY first /") { $0.file("first/token", Self.planted) }, .init("COPY bomb /", tar: blob),
    ])
    image.layers[1].knownDiffID = diffID
    return try Contraband.scan(
      image: DockerArchiveWriter.classic([image]).tar, options, sourceLocation: sourceLocation)
  }

  /// A layer with one file.
  private func scan(file content: [UInt8], options: [String] = []) throws -> ScanResult {
    var tar = TarWriter()
    tar.file("opt/bomb", content)
    tar.file("opt/last", "token: \(Tokens.gitHub("after the bomb"))\n")
    return try scan(blob: tar.finished, options: options)
  }

  /// Ten gigabytes of zeros in ten megabytes of gzip.
  private static func gzipBomb() throws -> [UInt8] {
    let member = try zeroMember.get()
    return (0..<160).flatMap { _ in member }
  }

  @Test("of ten gigabytes of zeros in a layer are stopped")
  func layerBomb() throws {
    var tar = TarWriter()
    tar.file("second/token", "token: \(Tokens.gitHub("in the bomb"))\n")
    tar.headerOnly("zeros", size: 160 * (64 << 20))
    let result = try scan(blob: try Compressor.gzip(tar.bytes) + Self.gzipBomb())
    result.expectIncomplete("bomb")
    result.expectFound(Self.planted, Tokens.gitHub("in the bomb"))
  }

  @Test("of ten gigabytes of zeros in a file are stopped, and the next file is read")
  func fileBomb() throws {
    let result = try scan(file: try Self.gzipBomb())
    result.expectIncomplete("bomb")
    result.expectFound(Self.planted, Tokens.gitHub("after the bomb"))
  }

  @Test("of zstd and xz are stopped", arguments: [["zstd", "-q", "-19", "-c"], ["xz", "-c"]])
  func otherBombs(_ command: [String]) throws {
    let place = try Workspace()
    try CommandRunner.tool(["truncate", "-s", "512M", place.path("zeros")])
    let member = try CommandRunner.tool(command, package: "xz-utils", input: .file(place.path("zeros")))
    let result = try scan(file: (0..<20).flatMap { _ in member })
    result.expectIncomplete("bomb")
    result.expectFound(Self.planted, Tokens.gitHub("after the bomb"))
  }

  @Test("of many zip entries are stopped")
  func zipBomb() throws {
    // A gzip member is a header of 10 bytes, deflated data, its CRC-32, its size.
    let member = try Self.zeroMember.get()
    let deflated = Array(member[10..<(member.count - 8)])
    let crc = member.suffix(8).prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    var zip = ZipWriter()
    zip.stored("token", Array("token: \(Tokens.gitHub("in the zip"))\n".utf8))
    for index in 0..<160 { zip.deflated("zeros-\(index)", deflated, size: 64 << 20, crc: crc) }
    let result = try scan(file: zip.finished)
    result.expectIncomplete("bomb")
    result.expectFound(Self.planted, Tokens.gitHub("in the zip"), Tokens.gitHub("after the bomb"))
  }

  @Test("within bombs are stopped by the limit of the outermost file")
  func nestedBomb() throws {
    var zip = ZipWriter()
    let bomb = try Self.gzipBomb().prefix(2 << 20)
    for index in 0..<4 { zip.stored("\(index).gz", Array(bomb)) }
    let result = try scan(file: try Compressor.gzip(zip.finished))
    #expect(result.status == 2)
    result.expectFound(Self.planted, Tokens.gitHub("after the bomb"))
  }

  @Test("of a whole archive are stopped")
  func archiveBomb() throws {
    var tar = TarWriter()
    tar.file("app/token", "token: \(Self.planted)\n")
    tar.headerOnly("zeros", size: 160 * (64 << 20))
    let bytes = try Compressor.gzip(tar.bytes) + Self.gzipBomb()
    let result = try Contraband.scan(image: bytes)
    result.expectIncomplete("bomb")
    result.expectFound(Self.planted)
  }

  @Test("are read to the end where the limits are raised")
  func raisedLimits() throws {
    let member = try Self.zeroMember.get()
    let tail = try Compressor.gzip(Array("token: \(Tokens.gitHub("behind zeros"))\n".utf8))
    let content = member + member + tail
    try scan(file: content).expectIncomplete("--max-ratio")
    let result = try scan(file: content, options: ["--max-ratio", "5000"])
    result.expectComplete()
    result.expectFound(Tokens.gitHub("behind zeros"))
  }

  @Test("that are no bombs, a million entries in one layer, are read to the end")
  func millionEntries() throws {
    let place = try Workspace()
    let script = """
      import sys, tarfile
      out = sys.stdout.buffer
      block = bytearray(tarfile.TarInfo('d/0000000').tobuf(tarfile.USTAR_FORMAT))
      block[148:156] = b' ' * 8
      total = sum(block) - 7 * 48
      for start in range(0, 1000000, 1000):
          part = bytearray()
          for number in range(start, start + 1000):
              name = b'%07d' % number
              block[2:9] = name
              block[148:156] = b'%06o\\0 ' % (total + sum(name))
              part += block
          out.write(part)
      """
    let path = try place.write("entries.py", script)
    let compressed = try CommandRunner.tool(
      ["sh", "-c", "python3 \"$1\" | gzip -1 -c", "sh", path], in: place.folder)
    var tail = TarWriter()
    tail.file("last/token", "token: \(Tokens.gitHub("after a million"))\n")
    let blob = try compressed + Compressor.gzip(tail.finished)
    let blobPath = try place.write("layer.tar.gz", blob)
    let sum = try CommandRunner.tool(["sh", "-c", "gzip -dc | sha256sum"], input: .file(blobPath))
    let diffID = "sha256:" + String(decoding: sum.prefix(64), as: UTF8.self)
    let result = try scan(blob: blob, diffID: diffID, options: ["--max-ratio", "100000"])
    result.expectComplete()
    result.expectFound(Self.planted, Tokens.gitHub("after a million"))
    #expect(try result.report().coverage.files == 1_000_002)
  }
}
