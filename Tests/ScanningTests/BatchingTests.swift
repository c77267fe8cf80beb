import Findings
import Testing

@testable import Scanning

/// Contents share batches, move on to fresh ones, or have holes: none of it shows in what is found.
@Suite struct BatchingTests {
  /// Contents of many sizes, each with one secret.
  private static func contents(_ count: Int, upTo limit: Int) -> (contents: [TestContent], offsets: [Int]) {
    var random = SplitMix(state: 7)
    var contents: [TestContent] = []
    var offsets: [Int] = []
    for number in 0..<count {
      var bytes = [UInt8](repeating: 0x2e, count: Int.random(in: 100...limit, using: &random))
      let offset = Int.random(in: 0...(bytes.count - 30), using: &random)
      if offset > 0 { bytes[offset - 1] = 0x0a }
      bytes.replaceSubrange(offset..<(offset + 25), with: token(number))
      bytes[offset + 25] = 0x0a
      let blockSize = Int.random(in: 50...70_000, using: &random)
      contents.append(TestContent("file\(number)", bytes, blockSize: blockSize))
      offsets.append(offset)
    }
    return (contents, offsets)
  }

  @Test(arguments: [1, 2, 5])
  func everySecretOfManyContentsIsFoundInItsOwn(jobs: Int) throws {
    let (contents, offsets) = BatchingTests.contents(150, upTo: 60_000)
    let found = try findings(in: contents, jobs: jobs)
    let places = Dictionary(
      found.map { ($0.location.path, $0.location.offset) }, uniquingKeysWith: { first, _ in first })
    #expect(found.count == contents.count)
    for (number, offset) in offsets.enumerated() { #expect(places["file\(number)"] == offset) }
  }

  @Test func theNumberOfWorkersDoesNotShow() throws {
    let (contents, _) = BatchingTests.contents(40, upTo: 200_000)
    let one = try findings(in: contents, jobs: 1)
    #expect(try findings(in: contents, jobs: 4) == one)
  }

  @Test func aContentThatFillsABatchExactlyIsWhole() throws {
    for size in [Batch.capacity - 1, Batch.capacity, Batch.capacity + 1] {
      var bytes = [UInt8](repeating: 0x20, count: size)
      bytes.replaceSubrange((size - 25)..<size, with: token(1))
      let next = TestContent("next", token(2))
      let found = try findings(in: [TestContent("full", bytes), next])
      #expect(Set(found.map(\.location.path)) == ["full", "next"])
      #expect(found.map(\.location.offset).sorted() == [0, size - 25])
    }
  }

  @Test func anEmptyContentIsHarmless() throws {
    let found = try findings(in: [
      TestContent("empty", []), TestContent("a", token(1)), TestContent("empty2", []),
    ])
    #expect(found.map(\.location.path) == ["a"])
  }

  @Test func aSecretAcrossTwoContentsIsNone() throws {
    let bytes = token(1)
    let found = try findings(in: [
      TestContent("a", Array(bytes.prefix(12))), TestContent("b", Array(bytes.dropFirst(12))),
    ])
    #expect(found.isEmpty)
  }

  @Test func aLongMatchAcrossAnEdgeEndsOnItsLine() throws {
    let body = Array(repeatElement(Array("0123456789abcdefghijklmnopqrstuvwxyz\n".utf8), count: 200).joined())
    let block = Array("-----BEGIN ACME-----".utf8) + body + Array("-----END ACME-----".utf8)
    for edge in [Batch.capacity - ChunkOverlap.longest, Batch.capacity] {
      for shift in [1, 100, block.count / 2, block.count - 1] {
        var bytes = [UInt8](repeating: 0x20, count: edge - shift - 1) + [0x0a] + block
        bytes += [UInt8](repeating: 0x20, count: 100_000)
        let found = try findings(in: [TestContent("a", bytes)])
        let place = try #require(found.first).location
        #expect(found.count == 1)
        #expect(place.line == 2 && place.endLine == 202 && place.column == 21 && place.endColumn == 1)
        #expect(place.offset == edge - shift + 20)
      }
    }
  }

  @Test func aLongLineHasItsColumnAcrossChunks() throws {
    var bytes = [UInt8](repeating: 0x20, count: 2_500_000)
    bytes[9] = 0x0a
    bytes.replaceSubrange(2_400_000..<2_400_025, with: token(1))
    let place = try #require(try findings(in: [TestContent("a", bytes)]).first).location
    #expect(place.line == 2 && place.column == 2_400_000 - 10 + 1)
  }
}

/// Sparse files come with holes between their blocks.
@Suite struct SparseContentTests {
  @Test func aSecretRightBehindAHoleIsFound() throws {
    let content = TestContent(
      "sparse", blocks: [(0, Array("first line\nsecond\n".utf8)), (1 << 30, token(1) + [0x0a])])
    let found = try findings(in: [content])
    #expect(found.map(\.location.offset) == [1 << 30])
  }

  @Test func linesBeforeAHoleCount() throws {
    let content = TestContent(
      "sparse",
      blocks: [
        (0, Array("first line\nsecond\n".utf8)),
        (1 << 20, [UInt8](repeating: 0x20, count: 5000) + [0x0a] + token(1)),
      ])
    let place = try #require(try findings(in: [content]).first).location
    #expect(place.offset == 1 << 20 + 5001)
    #expect(place.line == 4 && place.column == 1)
  }

  @Test func aLeadingHoleOnlyMovesOffsets() throws {
    let content = TestContent("sparse", blocks: [(4096, token(1))])
    #expect(try findings(in: [content]).map(\.location.offset) == [4096])
  }

  @Test func aSecretIsNotPiecedTogetherOverAHole() throws {
    let bytes = token(1)
    let content = TestContent(
      "sparse", blocks: [(0, Array(bytes.prefix(12))), (8192, Array(bytes.dropFirst(12)))])
    #expect(try findings(in: [content]).isEmpty)
  }
}

/// A small generator of pseudo-random numbers, the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
