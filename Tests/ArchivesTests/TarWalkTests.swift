import Testing

@testable import Archives

@Suite struct TarWalkTests {
  private static func sample() -> TinyTar {
    var tar = TinyTar()
    tar.folder("etc")
    tar.file("etc/a.conf", "key = value\n")
    tar.link("etc/b.conf", to: "a.conf")
    tar.link("etc/c.conf", to: "etc/a.conf", isHard: true)
    tar.device("dev/null")
    tar.file("empty", "")
    tar.file("big", [UInt8](repeating: 0x41, count: 100_000))
    return tar
  }

  @Test(arguments: [1, 7, 512, 1000, 64 << 10])
  func everyEntryIsToldWhateverTheBlocks(blockSize: Int) {
    let visitor = walk(TarWalkTests.sample().finished, as: "a.tar", blockSize: blockSize)
    #expect(
      visitor.entries.map(\.entry.path) == [
        "etc", "etc/a.conf", "etc/b.conf", "etc/c.conf", "dev/null", "empty", "big",
      ])
    #expect(visitor.entries.allSatisfy { $0.chain == ["a.tar"] })
    #expect(visitor.content("a.tar", "etc/a.conf")?.text == "key = value\n")
    #expect(visitor.content("a.tar", "big")?.bytes == [UInt8](repeating: 0x41, count: 100_000))
    #expect(visitor.skips.isEmpty)
  }

  @Test func kindsOfEntriesAreTold() {
    let kinds = walk(TarWalkTests.sample().finished).entries.map(\.entry.kind)
    #expect(
      kinds == [
        .directory, .file, .symbolicLink(target: "a.conf"), .hardLink(target: "etc/a.conf"), .special, .file,
        .file,
      ])
  }

  @Test func finishingTellsBytesInnermostFirst() {
    let tar = TarWalkTests.sample().finished
    let finished = walk(tar, as: "a.tar").finished
    #expect(
      finished.map(\.chain) == [
        ["a.tar", "etc/a.conf"], ["a.tar", "empty"], ["a.tar", "big"], ["a.tar"],
      ])
    #expect(finished.map(\.bytes) == [12, 0, 100_000, tar.count])
  }

  @Test func anEmptyFileIsAContentWithoutBytes() {
    #expect(walk(TarWalkTests.sample().finished, as: "a").content("a", "empty")?.blocks.isEmpty == true)
  }

  @Test func aTruncatedArchiveGivesWhatItHasAndSaysSo() {
    let tar = TarWalkTests.sample().finished
    let visitor = walk(Array(tar.prefix(40_000)), as: "a.tar")
    #expect(visitor.content("a.tar", "etc/a.conf")?.text == "key = value\n")
    #expect((visitor.content("a.tar", "big")?.bytes.count ?? 0) > 30_000)
    #expect(visitor.skips.contains { $0.chain == ["a.tar", "big"] })
  }

  @Test func aFaultOfTheSourceIsToldAndWhatCameBeforeIsVisited() {
    let tar = TarWalkTests.sample().finished
    let fault = ArchiveError(.system, "the disk is gone")
    let visitor = walk(Array(tar.prefix(40_000)), as: "a.tar", fault: fault)
    #expect(visitor.content("a.tar", "etc/a.conf")?.text == "key = value\n")
    #expect(visitor.skips.contains { $0.reason.contains("the disk is gone") })
  }

  @Test func aDamagedHeaderIsPassedOverAndTold() {
    var tar = TinyTar()
    tar.file("a", "first")
    let broken = tar.bytes.count
    tar.file("b", "second")
    tar.file("c", "third")
    var bytes = tar.finished
    bytes[broken + 150] ^= 7
    let visitor = walk(bytes, as: "x")
    #expect(visitor.content("x", "a")?.text == "first")
    #expect(!visitor.skips.isEmpty, "the damage must be told")
  }

  @Test(arguments: ["hidden tail", String(repeating: "z", count: 200_000)])
  func bytesBehindTheEndAreVisited(tail: String) {
    for blockSize in [100, 512, 10_240, 1 << 20] {
      let bytes = TarWalkTests.sample().finished + Array(tail.utf8)
      let visitor = walk(bytes, as: "x", blockSize: blockSize)
      let content = visitor.content("x", "(after the end of the archive)")
      #expect(content?.text.hasSuffix(tail) == true, "in blocks of \(blockSize)")
    }
  }

  @Test func paddingBehindTheEndIsNoContent() {
    let bytes = TarWalkTests.sample().finished + [UInt8](repeating: 0, count: 20_000)
    let visitor = walk(bytes, as: "x")
    #expect(visitor.content("x", "(after the end of the archive)") == nil)
    #expect(visitor.skips.isEmpty)
  }

  @Test func holesOfSparseFilesKeepTheirOffsets() {
    var tar = TinyTar()
    tar.sparse(
      "disk.img", size: 1 << 30,
      parts: [(4096, Array("first".utf8)), (1 << 29, Array("second".utf8)), (1 << 30, [])])
    let content = walk(tar.finished, as: "x").content("x", "disk.img")
    #expect(content?.blocks.filter { !$0.bytes.allSatisfy { $0 == 0 } }.map(\.offset) == [4096, 1 << 29])
    #expect(content?.text.contains("second") == true)
  }
}
