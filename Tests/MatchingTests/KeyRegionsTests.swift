import Patterns

@testable import Matching
import Testing

/// Where a key may stand is told from the bytes alone.
@Suite struct KeyRegionsTests {
  private func regions(_ text: String) -> [Range<Int>] {
    var found: [Range<Int>] = []
    Array(text.utf8).withUnsafeBytes { KeyRegions().find(in: $0, &found) }
    return found
  }

  private static let prose = String(repeating: "so it goes, and then: ", count: 100)

  @Test(arguments: [
    "0a1b2c3d4e5f6071", "k7w2z9qqqqqqqqqq", "AbCdEfGhIjKlMnOp", "a/b+c=d.e~f-g_h1",
    "00000000-0000-4000-8000-000000000000",
  ]) func aRunOfTokenBytesIsFoundAtAnyOffset(_ run: String) throws {
    for shift in 0..<17 {
      let front = KeyRegionsTests.prose + String(repeating: " ", count: shift)
      let found = regions(front + run + " " + KeyRegionsTests.prose)
      let start = front.utf8.count
      let region = try #require(found.first)
      #expect(found.count == 1)
      #expect(region == start - KeyRegions.before..<start + run.utf8.count + KeyRegions.after)
    }
  }

  @Test(arguments: [
    "0a1b2c3d4e5f607", "thisisonelongword", "THIS_IS_A_CONSTANT", "listTagsForResource", "0a1b2c3d:e4f50617",
    "größe0a1b2c3d4e", "",
  ]) func noOtherRunIs(_ run: String) {
    #expect(regions(KeyRegionsTests.prose + run + " " + KeyRegionsTests.prose).isEmpty)
  }

  @Test func regionsEndWhereTheContentDoes() {
    #expect(regions("0a1b2c3d4e5f6071") == [0..<16])
    #expect(regions("x 0a1b2c3d4e5f6071") == [0..<18])
  }

  @Test func regionsThatMeetAreOne() {
    let run = "0a1b2c3d4e5f6071"
    #expect(regions(run + String(repeating: " ", count: 300) + run).count == 1)
    #expect(regions(run + String(repeating: " ", count: 3000) + run).count == 2)
  }
}

/// Looking for names near keys only is faster, and finds the same.
@Suite struct NarrowingTests {
  private struct Random {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  private static let rules: [Rule] = [
    makeRule("[0-9a-f]{32}", id: "hex") { $0.context = ["acme"] },
    makeRule("[0-9A-Za-z]{24}", id: "mixed") { $0.context = ["globex", "initech"] },
    makeRule(#"\bst\.[0-9a-z]{20}\b"#, id: "prefix"),
    makeRule(#"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"#, id: "uuid") { $0.near = ["hooli"] },
    makeRule(#"(?i)umbrella[ :=]{1,3}(\w{4,40})"#, id: "short") { $0.secretGroup = 1 },
  ]

  /// Names, values of every shape, and what stands between them.
  private static func text(_ random: inout Random) -> [UInt8] {
    let words = [
      "acme", "Globex_key", "INITECH", "hooli", "umbrella", "st.", "key", "=", ": ", "\"", " ", "\n", "-",
    ]
    let alphabets = ["0123456789abcdef", "0123456789abcdefghijklmnopqrstuvwxyz"]
    let mixed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    var text: [UInt8] = []
    for _ in 0..<60 {
      switch random.next(4) {
      case 0:
        let alphabet = Array((alphabets + [mixed])[random.next(3)].utf8)
        let lengths = [32, 24, 20, 36, 12, 8, 4, 64]
        for _ in 0..<lengths[random.next(lengths.count)] {
          text.append(alphabet[random.next(alphabet.count)])
        }
      case 1: text += Array(repeating: 0x20, count: random.next(200))
      default: text += Array(words[random.next(words.count)].utf8)
      }
    }
    return text
  }

  @Test func theSameMatchesAreFoundWithAndWithoutIt() throws {
    let set = try RuleSet(NarrowingTests.rules)
    let fast = try Engine(rules: set, readers: [], cache: nil, narrows: true)
    let slow = try Engine(rules: set, readers: [], cache: nil, narrows: false)
    #expect(fast.plans.filter(\.isNearKey).count >= 3)
    #expect(slow.plans.allSatisfy { !$0.isNearKey })
    let (first, second) = (try fast.makeMatcher(), try slow.makeMatcher())
    var random = Random(state: 7)
    var count = 0
    for _ in 0..<300 {
      let bytes = NarrowingTests.text(&random)
      let found = try [first, second].map { matcher in
        try bytes.withUnsafeBytes { raw in
          try matcher.matches(in: ContentPiece(path: "", bytes: raw, owned: 0..<raw.count, isFirst: true))
            .map { [$0.rule, $0.secret.lowerBound, $0.secret.upperBound] }.sorted {
              $0.lexicographicallyPrecedes($1)
            }
        }
      }
      count += found[1].count
      #expect(found[0] == found[1])
    }
    #expect(count > 50)
  }

  @Test func aRuleOfATeamIsNotNarrowed() throws {
    let own = makeRule("[0-9a-f]{32}") {
      $0.context = ["acme"]
      $0.origin = PatternOrigin(file: "team.toml", line: 1)
    }
    #expect(!FirstStage([own]).plans[0].isNearKey)
    #expect(FirstStage([makeRule("[0-9a-f]{32}") { $0.context = ["acme"] }]).plans[0].isNearKey)
  }
}
