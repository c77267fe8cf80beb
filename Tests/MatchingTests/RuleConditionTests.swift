import Findings
import Matching
import Patterns
import Testing

/// What keeps a match of a rule's expression from being reported.
@Suite struct RuleConditionTests {
  private static let regex = #"key=([0-9A-Za-z${}_-]{8,40})"#

  private static func secrets(
    in text: String, path: String = "", _ change: (inout Rule) -> Void
  ) throws -> [String] {
    try SmallMatcher(makeRule(regex, change)).secrets(in: text, path: path)
  }

  private static func allowing(_ change: (inout Allowlist) -> Void) -> (inout Rule) -> Void {
    var list = Allowlist()
    change(&list)
    let made = list
    return { $0.allowlists = [made] }
  }

  @Test func tooLittleEntropyIsDropped() throws {
    #expect(try RuleConditionTests.secrets(in: "key=abababcdcd") { $0.entropy = 3 }.isEmpty)
    #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1") { $0.entropy = 3 } == ["a8Kd93mZq1"])
  }

  @Test(arguments: ["key=your_secret_key", "key=xxxxxxxxxxxx", "key=${SECRET_KEY}", "key=aaaaaaaaaa"])
  func placeholdersAreDroppedUnlessTheRuleKeepsThem(text: String) throws {
    #expect(try RuleConditionTests.secrets(in: text) { _ in }.isEmpty)
    #expect(try RuleConditionTests.secrets(in: text) { $0.keepsPlaceholders = true }.count == 1)
  }

  @Test func aKeywordMustStandSomewhereInTheContent() throws {
    let change: (inout Rule) -> Void = { $0.keywords = ["Acme", "other"] }
    #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1", change).isEmpty)
    #expect(try RuleConditionTests.secrets(in: "# ACME\n\nkey=a8Kd93mZq1", change).count == 1)
  }

  @Test func aRuleWithAPathRunsThereAlone() throws {
    let change: (inout Rule) -> Void = { $0.path = #"(?:^|/)\.acme$"# }
    #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1", path: "root/.acme", change).count == 1)
    #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1", path: "root/.acme2", change).isEmpty)
    #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1", path: "", change).isEmpty)
  }

  @Test func aRuleOfAPathAloneReportsTheFile() throws {
    let matcher = try SmallMatcher(makeRule(nil) { $0.path = #"\.kdbx$"# })
    let bytes = Array("anything".utf8)
    #expect(try matcher.matches(in: bytes, path: "a/b.kdbx").map(\.secret) == [0..<8])
    #expect(try matcher.matches(in: bytes, path: "a/b.txt").isEmpty)
    #expect(try matcher.matches(in: [], path: "a/b.kdbx").isEmpty, "an empty file holds nothing")
    #expect(try matcher.matches(in: bytes, path: "a/b.kdbx", isFirst: false).isEmpty, "once a file")
  }

  @Test func anAllowlistLooksAtTheSecretUnlessItSaysOtherwise() throws {
    let allow = RuleConditionTests.allowing { $0.regexes = ["^a8"] }
    #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1", allow).isEmpty)
    #expect(try RuleConditionTests.secrets(in: "key=b8Kd93mZq1", allow).count == 1)
  }

  @Test func anAllowlistMayLookAtTheMatchOrTheLine() throws {
    let match = RuleConditionTests.allowing {
      $0.regexes = ["^key="]
      $0.target = .match
    }
    #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1", match).isEmpty)
    let line = RuleConditionTests.allowing {
      $0.regexes = ["# test only$"]
      $0.target = .line
    }
    #expect(try RuleConditionTests.secrets(in: "x\nkey=a8Kd93mZq1 # test only\ny", line).isEmpty)
    #expect(try RuleConditionTests.secrets(in: "# test only\nkey=a8Kd93mZq1\ny", line).count == 1)
  }

  @Test func stopwordsExcuseCaseAside() throws {
    let allow = RuleConditionTests.allowing { $0.stopwords = ["KD93"] }
    #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1", allow).isEmpty)
    #expect(try RuleConditionTests.secrets(in: "key=a8Kd94mZq1", allow).count == 1)
  }

  @Test func pathsExcuse() throws {
    let allow = RuleConditionTests.allowing { $0.paths = ["(?:^|/)fixtures/"] }
    #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1", path: "a/fixtures/x", allow).isEmpty)
    #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1", path: "a/x", allow).count == 1)
  }

  @Test func conditionsAreAlternativesUnlessAllAreAskedFor() throws {
    for requiresAll in [false, true] {
      let allow = RuleConditionTests.allowing {
        $0.paths = ["fixtures/"]
        $0.stopwords = ["kd93"]
        $0.requiresAll = requiresAll
      }
      #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1", path: "fixtures/x", allow).isEmpty)
      let onlyOne = try RuleConditionTests.secrets(in: "key=a8Kd93mZq1", path: "src/x", allow)
      #expect(onlyOne.isEmpty == !requiresAll)
    }
  }

  @Test func anEmptyAllowlistExcusesNothing() throws {
    for requiresAll in [false, true] {
      let allow = RuleConditionTests.allowing { $0.requiresAll = requiresAll }
      #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1", allow).count == 1)
    }
  }

  @Test func anyOfSeveralAllowlistsExcuses() throws {
    var first = Allowlist()
    first.stopwords = ["nothing"]
    var second = Allowlist()
    second.stopwords = ["kd93"]
    let lists = [first, second]
    #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1") { $0.allowlists = lists }.isEmpty)
  }

  @Test func aRuleMayKeepAwayFromBinaries() throws {
    let text = "\u{7f}ELF\0\0 key=a8Kd93mZq1 \0"
    #expect(try RuleConditionTests.secrets(in: text) { _ in }.count == 1)
    #expect(try RuleConditionTests.secrets(in: text) { $0.runsOnBinary = false }.isEmpty)
    #expect(try RuleConditionTests.secrets(in: "key=a8Kd93mZq1") { $0.runsOnBinary = false }.count == 1)
  }

  @Test(arguments: ["sha256", "checksum", "integrity", "commit", "md5"])
  func aValueThatIsCalledADigestIsNone(role: String) throws {
    let rule = makeRule("[0-9a-f]{32}") { $0.context = ["acme"] }
    let value = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
    #expect(try SmallMatcher(rule).secrets(in: "acme_\(role)=\(value)").isEmpty)
    #expect(try SmallMatcher(rule).secrets(in: "acme_token=\(value)").count == 1)
  }

  @Test func aFailedCheckDropsTheMatchAndAGoodOneSaysSo() throws {
    // Luhn: the published test number of Visa, and the same with another last digit.
    let rule = makeRule(#"\b(\d{16})\b"#) {
      $0.verify = "luhn"
      $0.keepsPlaceholders = true
    }
    let matcher = try SmallMatcher(rule)
    #expect(try matcher.secrets(in: "n=4539578763621487").isEmpty)
    let match = try #require(try matcher.matches(in: Array("n=4539578763621486".utf8)).first)
    #expect(match.verification == .checksum && match.confidence == .high)
  }

  @Test func aRuleThatCannotWorkIsNamed() {
    let unknown: [(inout Rule) -> Void] = [{ $0.verify = "nothing" }, { $0.reader = "nothing" }]
    for change in unknown {
      #expect { try SmallMatcher(makeRule("abcdef", id: "odd", change)) } throws: {
        "\($0)".contains("rule odd")
      }
    }
  }
}
