import Findings
import Testing

@testable import Matching
@testable import Patterns

/// What the dialect of Gitleaks means for matches.
@Suite struct TeamRuleTests {
  private static func required(
    lines: Int? = nil, columns: Int? = nil, _ change: (inout Rule) -> Void = { _ in }
  ) -> Rule {
    let other = makeRule("tenant=([a-z]{4})", id: "other", change)
    return makeRule("key=([0-9a-z]{8})") { rule in
      var requirement = Requirement(id: "other", withinLines: lines, withinColumns: columns)
      requirement.rules = [other]
      rule.required = [requirement]
    }
  }

  @Test func theFirstGroupThatIsNotEmptyHoldsTheSecret() throws {
    let matcher = try SmallMatcher(makeRule("key=(?:()'([a-z]{6})'|([a-z]{6}))"))
    #expect(try matcher.secrets(in: "key=uvwxyz") == ["uvwxyz"])
    #expect(try matcher.secrets(in: "key='uvwxyz'") == ["uvwxyz"])
    let without = try SmallMatcher(makeRule("key=(a)?[u-z]{6}"))
    #expect(
      try without.secrets(in: "key=uvwxyz") == ["key=uvwxyz"],
      "without any group that took part it is the match")
  }

  @Test func entropyMustBeMoreThanWhatIsGiven() throws {
    // Eight different letters have three bits each.
    let text = "key=qwrtzupk"
    #expect(try SmallMatcher(makeRule("key=([a-z]{8})") { $0.entropy = 3 }).secrets(in: text).isEmpty)
    #expect(try SmallMatcher(makeRule("key=([a-z]{8})") { $0.entropy = 2.99 }).secrets(in: text).count == 1)
  }

  @Test func aRequiredRuleMustMatchInTheContent() throws {
    let matcher = try SmallMatcher(TeamRuleTests.required())
    #expect(try matcher.secrets(in: "key=a8k2d9q1").isEmpty)
    #expect(try matcher.secrets(in: "key=a8k2d9q1\n\n\n\n\n\ntenant=qrst") == ["a8k2d9q1"])
    #expect(try matcher.secrets(in: "tenant=q").isEmpty)
  }

  @Test func aRequiredRuleMustMatchWithinItsLines() throws {
    let matcher = try SmallMatcher(TeamRuleTests.required(lines: 2))
    for (gap, found) in [(0, true), (1, true), (2, true), (3, false)] {
      let newlines = gap == 0 ? " " : String(repeating: "\n", count: gap)
      #expect(
        try matcher.secrets(in: "x\nkey=a8k2d9q1\(newlines)tenant=qrst\n").isEmpty == !found, "\(gap) below")
      #expect(
        try matcher.secrets(in: "x\ntenant=qrst\(newlines)key=a8k2d9q1\n").isEmpty == !found, "\(gap) above")
    }
  }

  @Test func aRequiredRuleMustMatchWithinItsColumns() throws {
    let matcher = try SmallMatcher(TeamRuleTests.required(lines: 1, columns: 3))
    #expect(try matcher.secrets(in: "    key=a8k2d9q1\n tenant=qrst").count == 1)
    #expect(try matcher.secrets(in: "     key=a8k2d9q1\n tenant=qrst").isEmpty)
    let anyLine = try SmallMatcher(TeamRuleTests.required(columns: 0))
    #expect(try anyLine.secrets(in: "key=a8k2d9q1\n\n\n\ntenant=qrst").count == 1)
    #expect(try anyLine.secrets(in: "key=a8k2d9q1\n\n\n\n tenant=qrst").isEmpty)
  }

  @Test func aRequiredRuleHasItsOwnConditions() throws {
    let matcher = try SmallMatcher(TeamRuleTests.required { $0.entropy = 1.5 })
    #expect(try matcher.secrets(in: "key=a8k2d9q1 tenant=qrst").count == 1)
    #expect(try matcher.secrets(in: "key=a8k2d9q1 tenant=qqrr").isEmpty)
    let elsewhere = try SmallMatcher(TeamRuleTests.required { $0.path = "yml$" })
    #expect(try elsewhere.secrets(in: "key=a8k2d9q1 tenant=qrst", path: "a.yml").count == 1)
    #expect(try elsewhere.secrets(in: "key=a8k2d9q1 tenant=qrst", path: "a.txt").isEmpty)
  }

  @Test func whatAPieceHoldsIsLookedForOnce() throws {
    // Many matches, no keyword and a rule required that is far away: still linear.
    let text = String(repeating: "key=a8k2d9q1\n", count: 20_000)
    let rule = makeRule("key=([0-9a-z]{8})") { $0.keywords = ["nowhere"] }
    #expect(try SmallMatcher(rule).secrets(in: text).isEmpty)
    #expect(
      try SmallMatcher(TeamRuleTests.required(lines: 1)).secrets(in: text + "\n\n\ntenant=qrst").isEmpty)
  }

  @Test func allowlistsExcuseWhatReadersAndPathsFind() throws {
    var list = Allowlist()
    list.paths = ["^vendor/"]
    let rule = makeRule(nil) { rule in
      rule.path = "kdbx$"
      rule.allowlists = [list]
    }
    let small = try SmallMatcher(rule)
    let bytes = Array("anything".utf8)
    for (path, excused) in [("vendor/a.kdbx", true), ("a.kdbx", false)] {
      let match = try #require(try small.matches(in: bytes, path: path).first)
      let isExcused = bytes.withUnsafeBytes { raw in
        Excuses(small.engine).excuse(
          match, in: ContentPiece(path: path, bytes: raw, owned: 0..<raw.count, isFirst: true))
      }
      #expect(isExcused == excused)
    }
  }

  // MARK: Checks before a scan

  private static func faults(_ change: (inout Rule) -> Void) -> [PatternError] {
    let rule = makeRule("ab(c)") { rule in
      rule.origin = PatternOrigin(
        file: "t.toml", line: 3, lines: ["regex": 5, "secretgroup": 6, "near[1]": 8])
      change(&rule)
    }
    return PatternCheck.faults(of: [rule], readers: [])
  }

  @Test func whatTheLibrariesRefuseIsToldWithItsPlace() {
    #expect(TeamRuleTests.faults { _ in }.isEmpty)
    let regex = TeamRuleTests.faults { $0.regex = "a(b" }
    #expect(regex.map(\.line) == [5] && regex.map(\.key) == ["regex"] && regex.map(\.rule) == ["rule"])
    let group = TeamRuleTests.faults { $0.secretGroup = 2 }
    #expect(group.map(\.line) == [6] && group.first?.reason.contains("regex has 1") == true)
    #expect(TeamRuleTests.faults { $0.near = ["a", "("] }.map(\.line) == [8])
    #expect(TeamRuleTests.faults { $0.verify = "luhm" }.first?.advice?.contains("luhn") == true)
    #expect(TeamRuleTests.faults { $0.reader = "nothing" }.map(\.key) == ["reader"])
    #expect(TeamRuleTests.faults { $0.path = "(" }.map(\.key) == ["path"])
    var list = Allowlist()
    list.regexes = ["ok", "("]
    list.origin = PatternOrigin(
      file: "t.toml", line: 9, lines: ["regexes[1]": 11], rule: "rule", prefix: "allowlists[0].")
    let made = list
    let allowed = TeamRuleTests.faults { $0.allowlists = [made, made] }
    #expect(allowed.map(\.line) == [11] && allowed.map(\.key) == ["allowlists[0].regexes[1]"])
  }

  @Test func examplesAreProvedThroughTheEngine() {
    let rule = makeRule("acme_([0-9]{9})", id: "good") { rule in
      rule.origin = PatternOrigin(
        file: "t.toml", line: 1, lines: ["examples[1]": 4, "counterexamples[0]": 6])
      rule.examples = [Example(template: "acme_%{digits 9}"), Example(template: "acme_%{digits 8}")]
      rule.counterexamples = [Example(template: "acme_%{digits 9}"), Example(template: "acme_")]
      rule.keepsPlaceholders = true
    }
    let faults = ExampleProof.faults(of: [rule], readers: [])
    #expect(faults.map(\.line) == [4, 6])
    #expect(faults.map(\.key) == ["examples[1]", "counterexamples[0]"])
  }

  // MARK: Explanation

  private static func steps(_ rule: Rule, _ text: String, path: String = "") throws -> [String: Explanation
    .Outcome]
  {
    let explanation = try Explanation(of: rule, in: Array(text.utf8), path: path, readers: [])
    return Dictionary(explanation.steps.map { ($0.name, $0.outcome) }, uniquingKeysWith: { $1 })
  }

  @Test func anExplanationSaysWhatHolds() throws {
    let rule = makeRule("key=([0-9a-z]{8})") { rule in
      rule.entropy = 2
      rule.keywords = ["key"]
      rule.path = "env$"
    }
    let steps = try TeamRuleTests.steps(rule, "x\nkey=a8k2d9q1", path: "a/.env")
    for name in ["path", "keywords", "anchor", "regex", "secret", "entropy", "example", "reported"] {
      #expect(steps[name] == .holds, "\(name)")
    }
  }

  @Test func anExplanationSaysWhatFails() throws {
    var list = Allowlist()
    list.stopwords = ["a8k2"]
    let made = list
    let cases: [(String, String, (inout Rule) -> Void)] = [
      ("path", "key=a8k2d9q1", { $0.path = "env$" }), ("anchor", "nothing", { _ in }),
      ("regex", "key=A", { _ in }),
      ("entropy", "key=a8k2d9q1", { $0.entropy = 7 }), ("example", "key=xxxxxxxx", { _ in }),
      ("near", "key=a8k2d9q1", { $0.near = ["acme"] }),
      ("keywords", "key=a8k2d9q1", { $0.keywords = ["acme"] }),
      ("allowlist", "key=a8k2d9q1", { $0.allowlists = [made] }),
      ("check", "key=a8k2d9q1", { $0.verify = "luhn" }),
      (
        "secret", "key=",
        {
          $0.regex = "key=([a-z]?)"; $0.secretGroup = 1
        }
      ),
      ("binary", "key=a8k2d9q1\0", { $0.runsOnBinary = false }),
    ]
    for (name, text, change) in cases {
      let steps = try TeamRuleTests.steps(makeRule("key=([0-9a-z]{8})", change), text)
      #expect(steps[name] == .fails, "\(name)")
      #expect(steps["reported"] == .fails, "\(name)")
    }
    #expect(try TeamRuleTests.steps(TeamRuleTests.required(), "key=a8k2d9q1")["required"] == .fails)
  }

  @Test func anExplanationShowsNoSecret() throws {
    let secret = "a8k2d9q1z7w3"
    let rule = makeRule("key=([0-9a-z]{12})")
    let explanation = try Explanation(of: rule, in: Array("key=\(secret)".utf8), path: "", readers: [])
    #expect(explanation.reported == 1)
    #expect(!explanation.steps.contains { $0.text.contains(secret) })
  }
}
