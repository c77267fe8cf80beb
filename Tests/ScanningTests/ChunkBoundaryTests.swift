import Findings
import Testing

@testable import Scanning

/// Contents larger than a batch go through in chunks: a secret near any edge of one is found once, at its right
/// place.
@Suite struct ChunkBoundaryTests {
  private static let size = 3 << 20
  /// Lines of 61 bytes, so that none ends at a chunk's edge by plan.
  private static let filler: [UInt8] = {
    let line = Array(String(repeating: "- ", count: 30).utf8) + [0x0a]
    return Array(repeatElement(line, count: size / line.count + 1).joined().prefix(size))
  }()

  /// Where a chunk begins, where it begins to own matches, and where the one before it ends.
  private static let edges: [Int] = (1...2).flatMap { chunk in
    let start = chunk * (Batch.capacity - ChunkOverlap.total)
    return [start, start + ChunkOverlap.before, start + ChunkOverlap.total]
  }

  /// One secret at each edge, `shift` bytes before it: from just before the edge to just behind.
  @Test(arguments: -1...26)
  func aSecretRoundAnEdgeIsFoundAtItsPlace(shift: Int) throws {
    var bytes = ChunkBoundaryTests.filler
    var expected: [Int: (line: Int, column: Int)] = [:]
    for (number, edge) in ChunkBoundaryTests.edges.enumerated() {
      let start = edge - shift
      bytes.replaceSubrange(start..<(start + 25), with: token(number))
      bytes[start - 1] = 0x20
      bytes[start + 25] = 0x20
    }
    for edge in ChunkBoundaryTests.edges {
      expected[edge - shift] = position(of: edge - shift, in: bytes)
    }
    let found = try findings(in: [TestContent("large.log", bytes)], jobs: 1 + shift & 1)
    #expect(found.map(\.location.offset).sorted() == expected.keys.sorted())
    #expect(found.allSatisfy { $0.places.isEmpty }, "found once, not by two chunks")
    for finding in found {
      let place = finding.location
      #expect(expected[place.offset]?.line == place.line)
      #expect(expected[place.offset]?.column == place.column)
      #expect(place.endLine == place.line && place.endColumn == place.column + 25)
    }
  }
}
