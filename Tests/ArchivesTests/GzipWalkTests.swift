import Testing

@testable import Archives

@Suite struct GzipWalkTests {
  private static let text = Gzip.sampleText(20_000)
  private static let packed = Gzip.compress(text)

  @Test func aLoneFileGetsTheNameThatGunzipGives() {
    for (name, inner) in [
      ("a.log.gz", "a.log"), ("A.GZ", "A"), ("dir/b.gz", "b"), ("backup", "(uncompressed)"),
    ] {
      let visitor = walk(GzipWalkTests.packed, as: name)
      #expect(visitor.contents.map(\.chain) == [[name, inner]])
      #expect(visitor.contents.first?.bytes == GzipWalkTests.text)
      #expect(visitor.finished.map(\.bytes) == [GzipWalkTests.text.count, GzipWalkTests.packed.count])
    }
  }

  @Test func anArchiveTakesThePlaceOfItsCompressedFile() {
    var tar = TinyTar()
    tar.file("a", "content")
    let visitor = walk(Gzip.compress(tar.finished), as: "a.tar.gz")
    #expect(visitor.contents.map(\.chain) == [["a.tar.gz", "a"]])
  }

  @Test(arguments: Array(stride(from: 97, to: packed.count, by: 97)))
  func whatCanBeDecodedOfATruncatedStreamIsVisited(length: Int) {
    let cut = Array(GzipWalkTests.packed.prefix(length))
    let expected = Gzip.decodablePrefix(cut, limit: GzipWalkTests.text.count)
    let visitor = walk(cut, as: "a.gz")
    #expect(visitor.content("a.gz", "a")?.bytes ?? [] == expected)
    #expect(visitor.skips.contains { $0.reason.contains("truncated") })
  }

  @Test(arguments: [1, 700, 64 << 10])
  func thePackedBytesOfAnArchiveInAnArchiveAreSeenWhole(blockSize: Int) {
    var inner = TinyTar()
    inner.file("b", "content")
    var tar = TinyTar()
    tar.file("a.txt", "no archive")
    // What follows the end of an archive belongs to the file.
    let files = ["x.gz": GzipWalkTests.packed, "y.tar": inner.finished + [UInt8](repeating: 0, count: 2000)]
    for (name, bytes) in files { tar.file(name, bytes) }
    let visitor = walk(tar.finished, as: "outer.tar", blockSize: blockSize)
    for (name, bytes) in files {
      #expect(visitor.watched[["outer.tar", name]]?.bytes == bytes)
      #expect(visitor.watched[["outer.tar", name]]?.isWhole == true)
    }
    #expect(visitor.watched[["outer.tar", "a.txt"]] == nil)
  }

  @Test(arguments: [1, 3, 18, 19, 4096])
  func theSizeOfTheBlocksDoesNotShow(blockSize: Int) {
    #expect(
      walk(GzipWalkTests.packed, as: "a.gz", blockSize: blockSize).contents.first?.bytes == GzipWalkTests.text
    )
  }

  @Test func allMembersAreOneContent() {
    let members = ["one ", "two ", "three"].flatMap { Gzip.compress(Array($0.utf8)) }
    #expect(walk(members, as: "a.gz").contents.first?.text == "one two three")
  }

  @Test func zerosBehindTheLastMemberArePadding() {
    let visitor = walk(GzipWalkTests.packed + [UInt8](repeating: 0, count: 700), as: "a.gz")
    #expect(visitor.contents.first?.bytes == GzipWalkTests.text)
    #expect(visitor.skips.isEmpty)
  }

  @Test(arguments: [1, 500, 64 << 10])
  func otherBytesBehindTheLastMemberAreVisited(blockSize: Int) {
    let padding = [UInt8](repeating: 0, count: 300)
    let tail = padding + Array("password = hidden-behind-the-end".utf8)
    var tar = TinyTar()
    tar.file("a", "content")
    for packed in [GzipWalkTests.packed, Gzip.compress(tar.finished)] {
      let visitor = walk(packed + tail, as: "a.gz", blockSize: blockSize)
      let content = visitor.content("a.gz", "(after the end of the archive)")
      #expect(content?.text.hasSuffix("hidden-behind-the-end") == true)
      #expect(visitor.contents.count == 2 && visitor.skips.isEmpty)
    }
  }

  @Test func aCorruptStreamGivesWhatCameBeforeAndSaysSo() {
    // Eight bytes at the end are the checksum and the length.
    var bytes = GzipWalkTests.packed
    bytes[bytes.count - 6] ^= 1
    let visitor = walk(bytes, as: "a.gz")
    #expect(visitor.content("a.gz", "a")?.bytes == GzipWalkTests.text)
    #expect(visitor.skips.contains { $0.reason.contains("corrupt") })
  }

  @Test func whatOnlyBeginsLikeGzipIsSearchedRaw() {
    let bytes: [UInt8] = [0x1f, 0x8b, 8, 0] + Array("not compressed at all, password=x".utf8)
    let visitor = walk(bytes, as: "a")
    #expect(visitor.contents.contains { $0.text.contains("password=x") })
  }
}
