import Testing

@testable import Archives

/// What input controls is bounded, and a limit that was reached is told.
@Suite struct LimitTests {
  private static func nested(_ depth: Int) -> [UInt8] {
    var bytes = Array("innermost".utf8)
    for level in 0..<depth {
      var tar = TinyTar()
      tar.file(level == 0 ? "secret" : "level\(level).tar", bytes)
      bytes = tar.finished
    }
    return bytes
  }

  @Test func archivesAreOpenedAsDeepAsTheLimitSays() {
    var limits = WalkLimits()
    limits.nesting = 3
    let visitor = walk(LimitTests.nested(3), as: "a.tar", limits: limits)
    #expect(visitor.contents.map(\.chain) == [["a.tar", "level2.tar", "level1.tar", "secret"]])
    #expect(visitor.skips.isEmpty)
  }

  @Test func deeperOnesAreSearchedRawAndTold() {
    var limits = WalkLimits()
    limits.nesting = 3
    let visitor = walk(LimitTests.nested(5), as: "a.tar", limits: limits)
    #expect(visitor.contents.map(\.chain.count) == [4])
    #expect(visitor.contents.first?.text.contains("innermost") == true)
    #expect(
      visitor.skips.contains { $0.reason.contains("more than 3 deep") && $0.reason.contains("--max-depth") })
  }

  @Test func containersRoundAFileDoNotCountForAnImage() {
    var limits = WalkLimits()
    limits.nesting = 1
    let visitor = RecordingVisitor()
    ContentWalker(visitor: visitor, limits: limits, baseline: 2)
      .walk(MemoryStream(LimitTests.nested(3)), at: [])
    #expect(visitor.contents.map(\.chain) == [["level2.tar", "level1.tar", "secret"]])
  }

  @Test func aBombIsCutOffAndTold() {
    var limits = WalkLimits()
    limits.unpackedFloor = 1 << 20
    limits.ratio = 50
    let bomb = Gzip.compress([UInt8](repeating: 0, count: 20 << 20))
    let visitor = walk(bomb, as: "bomb.gz", limits: limits)
    #expect(
      visitor.skips.contains { $0.reason.contains("decompression bomb") && $0.reason.contains("--max-ratio") }
    )
    #expect((visitor.contents.first?.bytes.count ?? 0) < 3 << 20)
  }

  @Test func ordinaryContentBelowTheFloorIsNoBomb() {
    var limits = WalkLimits()
    limits.unpackedFloor = 1 << 20
    limits.ratio = 50
    let visitor = walk(Gzip.compress([UInt8](repeating: 0, count: 1 << 20)), as: "zeros.gz", limits: limits)
    #expect(visitor.skips.isEmpty)
    #expect(visitor.contents.first?.bytes.count == 1 << 20)
  }

  @Test func theSizeLimitCountsAllThatIsNested() {
    var limits = WalkLimits()
    limits.unpackedBytes = 150_000
    limits.unpackedFloor = 0
    limits.ratio = .max
    var tar = TinyTar()
    for number in 0..<4 { tar.file("file\(number)", Gzip.sampleText(50_000)) }
    let visitor = walk(tar.finished, as: "a.tar", limits: limits)
    #expect(visitor.contents.prefix(3).allSatisfy { $0.bytes.count == 50_000 })
    #expect(visitor.skips.contains { $0.reason.contains("--max-unpacked-size") })
  }

  @Test func oneFileAtItsLimitDoesNotStopTheNext() {
    var limits = WalkLimits()
    limits.unpackedFloor = 1 << 20
    limits.ratio = 50
    var outer = TinyTar()
    outer.file("bomb.gz", Gzip.compress([UInt8](repeating: 0, count: 20 << 20)))
    outer.file("after", "still read")
    let visitor = RecordingVisitor()
    // The outer archive stands for a layer here.
    ContentWalker(visitor: visitor, limits: limits, baseline: 1)
      .walk(MemoryStream(outer.finished), at: ["layer"])
    #expect(visitor.content("layer", "after")?.text == "still read")
    #expect(visitor.skips.count == 1)
  }

  @Test func compressionsWithinEachOtherAreBounded() {
    var bytes = Array("innermost".utf8)
    for _ in 0..<10 { bytes = Gzip.compress(bytes) }
    let visitor = walk(bytes, as: "a.gz")
    #expect(!visitor.skips.isEmpty)
    #expect(visitor.contents.count == 1)
  }
}
