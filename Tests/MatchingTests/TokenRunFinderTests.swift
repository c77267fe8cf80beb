import Testing

@testable import Matching
@testable import Patterns

/// The fast test for a run of token bytes agrees with the plain one, everywhere.
@Suite struct TokenRunFinderTests {
  private static func plain(_ length: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var run = 0
    for index in range.clamped(to: 0..<bytes.count) {
      run = ByteSet.token.contains(bytes[index]) ? run + 1 : 0
      if run >= length { return true }
    }
    return false
  }

  @Test func theAnswerIsThatOfThePlainWay() {
    var random = SplitMix(state: 11)
    let finder = TokenRunFinder()
    for _ in 0..<3000 {
      let count = Int.random(in: 0...80, using: &random)
      let bytes: [UInt8] = (0..<count).map { _ in
        Int.random(in: 0..<9, using: &random) == 0 ? 0x20 : 0x61
      }
      let length = Int.random(in: 5...20, using: &random)
      let start = Int.random(in: -5...count, using: &random)
      let range = start..<Int.random(in: start...(count + 5), using: &random)
      let found = bytes.withUnsafeBytes { finder.contains(length, in: $0, within: range) }
      // Without any bytes there is nothing to dismiss.
      if count > 0 { #expect(found == TokenRunFinderTests.plain(length, bytes, range)) }
    }
  }
}
