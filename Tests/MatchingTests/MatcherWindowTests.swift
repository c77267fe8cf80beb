import Matching
import Testing

/// Stage one says where to look, stage two what is there: nothing may fall between them.
@Suite struct MatcherWindowTests {
  private static let token = #"\b(acme_[0-9a-z]{20})\b"#
  private static let sample = "acme_k7w2z9qqqqqqqqqq0a1b"

  @Test func everyHitOfAPieceIsFound() throws {
    let matcher = try SmallMatcher(makeRule(MatcherWindowTests.token))
    for gap in [1, 30, 63, 64, 65, 200, 5000] {
      let text = Array(repeating: MatcherWindowTests.sample, count: 9).joined(
        separator: String(repeating: " ", count: gap))
      #expect(try matcher.secrets(in: text).count == 9, "\(gap) bytes between them")
    }
  }

  @Test func aHitMayBeAllThereIs() throws {
    let matcher = try SmallMatcher(makeRule(MatcherWindowTests.token))
    #expect(try matcher.secrets(in: MatcherWindowTests.sample) == [MatcherWindowTests.sample])
    #expect(try matcher.secrets(in: MatcherWindowTests.sample + "\n").count == 1)
    #expect(try matcher.secrets(in: "\n" + MatcherWindowTests.sample).count == 1)
    #expect(try matcher.secrets(in: "").isEmpty)
  }

  @Test func theSecretIsItsGroup() throws {
    let rule = makeRule(#"key=(\w{3})-(\w{9,12})"#) { $0.secretGroup = 2 }
    let match = try #require(try SmallMatcher(rule).matches(in: Array("x key=abc-defghijkl x".utf8)).first)
    #expect(match.span == 2..<19 && match.secret == 10..<19)
  }

  @Test func withoutAGroupTheSecretIsTheWholeMatch() throws {
    #expect(
      try SmallMatcher(makeRule(#"zz-[0-9a-f]{12}"#)).secrets(in: "a zz-0a1b2c3d4e5f b") == [
        "zz-0a1b2c3d4e5f"
      ])
  }

  @Test func matchesBelongToThePieceThatOwnsTheirStart() throws {
    let matcher = try SmallMatcher(makeRule(MatcherWindowTests.token))
    let bytes = Array((" " + MatcherWindowTests.sample + " " + MatcherWindowTests.sample + " ").utf8)
    #expect(try matcher.matches(in: bytes, owned: 0..<1).isEmpty)
    #expect(try matcher.matches(in: bytes, owned: 0..<2).map(\.span.lowerBound) == [1])
    #expect(try matcher.matches(in: bytes, owned: 2..<bytes.count).map(\.span.lowerBound) == [27])
    #expect(try matcher.matches(in: bytes).count == 2)
  }

  @Test func matchesBeyondTheLimitAreToldNotListed() throws {
    let matcher = try SmallMatcher(makeRule(#"\bt[0-9]{6}q\b"#))
    let text = (0..<(Matcher.matchesPerRule + 5)).map { "t\(100_000 + $0)q" }.joined(separator: " ")
    var overflown: [Int] = []
    let found = try matcher.matches(in: Array(text.utf8)) { overflown.append($0) }
    #expect(found.count == Matcher.matchesPerRule)
    #expect(overflown == [0])
  }

  @Test func lookBehindSeesWhatStandsBeforeTheWindow() throws {
    let matcher = try SmallMatcher(makeRule(#"(?<![0-9a-z])(acme_[0-9a-z]{20})"#))
    #expect(try matcher.secrets(in: "z" + MatcherWindowTests.sample).isEmpty)
    #expect(
      try matcher.secrets(in: String(repeating: " ", count: 10_000) + MatcherWindowTests.sample).count == 1)
  }

  @Test func anExpressionWithoutALiteralIsFoundToo() throws {
    let matcher = try SmallMatcher(makeRule(#"\b[0-9a-f]{8}:[0-9]{16}\b"#))
    #expect(try matcher.secrets(in: "id 0a1b2c3d:1029384756102938 end").count == 1)
  }

  @Test func theNameOfAContextMayComeInAnyCase() throws {
    let rule = makeRule("[0-9a-f]{32}") { $0.context = ["acme"] }
    let value = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
    let matcher = try SmallMatcher(rule)
    for name in ["ACME_KEY=", "acme.key: ", "\"Acme\" => \""] {
      #expect(try matcher.secrets(in: name + value + "\"") == [value])
    }
    #expect(try matcher.secrets(in: "other=" + value).isEmpty)
    #expect(try matcher.secrets(in: "acme" + String(repeating: " ", count: 61) + value).isEmpty)
    #expect(try matcher.secrets(in: "acme" + String(repeating: " ", count: 60) + value).count == 1)
    #expect(try matcher.secrets(in: "acme=" + value + "0").isEmpty, "a longer value is another")
  }

  @Test func nearMayStandOnEitherSide() throws {
    let rule = makeRule(#"\b([0-9a-f]{24}:[0-9a-f]{16})\b"#) { $0.near = ["acme"] }
    let value = "0a1b2c3d4e5f60718293a4b5:c6d7e8f90a1b2c3d"
    let matcher = try SmallMatcher(rule)
    let blanks = String(repeating: " ", count: 190)
    #expect(try matcher.secrets(in: "ACME" + blanks + value) == [value])
    #expect(try matcher.secrets(in: value + blanks + "acme") == [value])
    #expect(try matcher.secrets(in: value).isEmpty)
    #expect(try matcher.secrets(in: "acme" + blanks + blanks + value).isEmpty)
  }

  @Test func severalRulesShareALiteral() throws {
    let rules = [
      makeRule(#"\b(acme_[0-9a-z]{20})\b"#, id: "a"), makeRule(#"\b(acme_[0-9a-z]{30})\b"#, id: "b"),
      makeRule(#"(?i)\b(ACME_[0-9A-Z]{20})\b"#, id: "c"),
    ]
    let matcher = try SmallMatcher(rules)
    let found = try matcher.matches(in: Array(MatcherWindowTests.sample.utf8))
    #expect(Set(found.map(\.rule)) == [0, 2])
  }

  @Test func tooMuchBacktrackingIsToldNotSilent() throws {
    let matcher = try SmallMatcher(makeRule(#"acme(?:a|aa)+(?:a|aa)+x"#))
    _ = try matcher.matches(in: Array(("acme" + String(repeating: "a", count: 3000) + "y x").utf8))
    #expect(matcher.matcher.surrendered == [0])
    _ = try matcher.matches(in: Array("nothing".utf8))
    #expect(matcher.matcher.surrendered.isEmpty)
  }
}
