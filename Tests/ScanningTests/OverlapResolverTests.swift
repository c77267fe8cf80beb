import Findings
import Testing

@testable import Scanning

/// Several rules may find one secret: the one that says most stands for it.
@Suite struct OverlapResolverTests {
  private static let rules = [
    rule("specific"), rule("generic", tags: ["generic"]), rule("reader", reader: "dotenv"),
    rule("another-specific"),
  ]

  private static func kept(_ findings: [RawFinding]) -> [Int] {
    OverlapResolver.resolve(findings, rules: rules).map(\.rule)
  }

  @Test func aSpecificRuleBeatsAGenericOne() {
    #expect(
      OverlapResolverTests.kept([rawFinding("abcdefgh", rule: 1), rawFinding("abcdefgh", rule: 0)]) == [0])
  }

  @Test func aSpecificRuleBeatsAReaderAndAReaderAGenericOne() {
    #expect(
      OverlapResolverTests.kept([rawFinding("abcdefgh", rule: 2), rawFinding("abcdefgh", rule: 0)]) == [0])
    #expect(
      OverlapResolverTests.kept([rawFinding("abcdefgh", rule: 1), rawFinding("abcdefgh", rule: 2)]) == [2])
  }

  @Test func whatIsVerifiedBeatsWhatIsNot() {
    let checked = rawFinding("abcdefgh", rule: 3, severity: .low, verification: .checksum)
    #expect(
      OverlapResolverTests.kept([rawFinding("abcdefgh", rule: 0, severity: .critical), checked]) == [3])
  }

  @Test func theLongerSecretWinsAmongEquals() {
    let long = rawFinding("abcdefghijkl", rule: 3)
    #expect(OverlapResolverTests.kept([rawFinding("abcdefgh", rule: 0), long]) == [3])
  }

  @Test func theSameFindingFromTwoChunksStaysOne() {
    let record = ContentRecord(chain: ["a"], rulePath: "a")
    let first = rawFinding("abcdefgh", at: 100, in: record, chunk: 0)
    let second = rawFinding("abcdefgh", at: 100, in: record, chunk: 1)
    #expect(OverlapResolver.resolve([first, second], rules: OverlapResolverTests.rules).count == 1)
  }

  @Test func neighboursAreBothKept() {
    let findings = [rawFinding("abcdefgh", at: 0), rawFinding("ijklmnop", rule: 1, at: 8)]
    #expect(OverlapResolverTests.kept(findings) == [0, 1])
  }

  @Test func aWinnerClearsAllThatOverlapIt() {
    let findings = [
      rawFinding("abcdefgh", rule: 1, at: 0), rawFinding("efghijklmnop", rule: 0, at: 4),
      rawFinding("mnopqrst", rule: 1, at: 12), rawFinding("uvwxyz01", rule: 1, at: 40),
    ]
    let kept = OverlapResolver.resolve(findings, rules: OverlapResolverTests.rules)
    #expect(kept.map(\.span.lowerBound) == [4, 40])
  }

  @Test func theOrderOfTheFindingsDoesNotMatter() {
    var random = SplitMix(state: 3)
    var findings: [RawFinding] = []
    for offset in stride(from: 0, to: 300, by: 5) {
      findings.append(rawFinding("abcdefgh", rule: Int.random(in: 0..<4, using: &random), at: offset))
    }
    let expected = OverlapResolver.resolve(findings, rules: OverlapResolverTests.rules).map(\.span)
    for _ in 0..<20 {
      findings.shuffle(using: &random)
      #expect(OverlapResolver.resolve(findings, rules: OverlapResolverTests.rules).map(\.span) == expected)
    }
    for (left, right) in zip(expected, expected.dropFirst()) { #expect(left.upperBound <= right.lowerBound) }
  }
}
