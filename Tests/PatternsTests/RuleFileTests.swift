import Findings
import Testing

@testable import Patterns

@Suite struct RuleFileTests {
  private static func rule(_ text: String) throws -> Rule {
    try #require(try RuleFile(name: "own.toml", text: text).rules.first)
  }

  private static let whole = """
    [defaults]
    provider = "Acme"
    severity = "low"
    [[rules]]
    id = "acme-key"
    description = "Acme key"
    regex = '''\\b(acme_[0-9]{9})\\b'''
    secretGroup = 1
    entropy = 3
    keywords = ["acme"]
    path = "x$"
    near = ["a"]
    verify = "luhn"
    confidence = "high"
    binary = false
    placeholders = true
    tags = ["t"]
    remediation = "Revoke it."
    reference = "https://acme.test"
    examples = ["one", { text = "two", path = "p" }]
    counterexamples = ["three"]
    allowlists = [{ condition = "and", regexes = ["r"], regexTarget = "line", paths = ["p"], stopwords = ["w"] }]
    """

  @Test func everyKeyIsRead() throws {
    let rule = try RuleFileTests.rule(RuleFileTests.whole)
    #expect(rule.id == "acme-key" && rule.title == "Acme key" && rule.provider == "Acme")
    #expect(rule.regex == #"\b(acme_[0-9]{9})\b"# && rule.secretGroup == 1 && rule.entropy == 3)
    #expect(rule.keywords == ["acme"] && rule.path == "x$" && rule.near == ["a"] && rule.verify == "luhn")
    #expect(rule.severity == .low && rule.confidence == .high && rule.tags == ["t"])
    #expect(!rule.runsOnBinary && rule.keepsPlaceholders)
    #expect(rule.remediation == "Revoke it." && rule.reference == "https://acme.test")
    #expect(rule.examples == [Example(template: "one"), Example(template: "two", path: "p")])
    #expect(rule.counterexamples == [Example(template: "three")])
    let list = try #require(rule.allowlists.first)
    #expect(list.requiresAll && list.target == .line && list.regexes == ["r"] && list.paths == ["p"])
    #expect(list.stopwords == ["w"])
  }

  @Test func whatIsNotSaidHasItsDefault() throws {
    let rule = try RuleFileTests.rule("[[rules]]\nid = \"a\"\nregex = \"b\"")
    #expect(rule.title == "a" && rule.severity == .high && rule.confidence == .medium)
    #expect(rule.runsOnBinary && !rule.keepsPlaceholders && rule.allowlists.isEmpty)
  }

  @Test func aRuleBeatsTheDefaultsOfItsFile() throws {
    let text = "[defaults]\nseverity = \"low\"\n[[rules]]\nid = \"a\"\nregex = \"b\"\nseverity = \"critical\""
    #expect(try RuleFileTests.rule(text).severity == .critical)
  }

  @Test func aRuleWithContextKeepsAwayFromBinariesUnlessItSaysSo() throws {
    let text = "[[rules]]\nid = \"a\"\nregex = \"b\"\ncontext = [\"acme\"]\n"
    #expect(try RuleFileTests.rule(text).runsOnBinary == false)
    #expect(try RuleFileTests.rule(text + "binary = true").runsOnBinary)
  }

  @Test func theExpressionOfAContextRuleHasItsValueInGroup2() throws {
    let rule = try RuleFileTests.rule("[[rules]]\nid = \"a\"\nregex = \"[0-9]{9}\"\ncontext = [\"x\", \"y\"]")
    #expect(rule.expression?.hasPrefix("(?i:x|y)") == true && rule.expressionSecretGroup == 2)
  }

  @Test(arguments: [
    ("[[rules]]\nid = \"a\"\nregex = \"b\"\nregexp = \"c\"", ["own.toml", "rule a", "regexp", "unknown"]),
    ("[other]\nx = 1", ["own.toml", "other", "unknown"]),
    ("[[rules]]\nregex = \"b\"", ["own.toml", "number 1", "id", "missing"]),
    ("[[rules]]\nid = \"a\"", ["own.toml", "rule a", "regex", "missing"]),
    ("[[rules]]\nid = \"a\"\npath = \"p\"\ncontext = [\"c\"]", ["rule a", "context", "regex"]),
    ("[[rules]]\nid = 7", ["own.toml", "id", "string"]),
    ("[[rules]]\nid = \"a\"\nregex = 1", ["rule a", "regex", "string"]),
    ("[[rules]]\nid = \"a\"\nregex = \"b\"\nkeywords = \"k\"", ["keywords", "array of strings"]),
    ("[[rules]]\nid = \"a\"\nregex = \"b\"\nkeywords = [1]", ["keywords", "array of strings"]),
    ("[[rules]]\nid = \"a\"\nregex = \"b\"\nbinary = \"no\"", ["binary", "true or false"]),
    ("[[rules]]\nid = \"a\"\nregex = \"b\"\nentropy = \"high\"", ["entropy", "number"]),
    ("[[rules]]\nid = \"a\"\nregex = \"b\"\nseverity = \"urgent\"", ["severity", "urgent", "critical"]),
    ("[[rules]]\nid = \"a\"\nregex = \"b\"\nexamples = [1]", ["examples"]),
    ("[[rules]]\nid = \"a\"\nregex = \"b\"\nallowlists = [{ words = [] }]", ["rule a", "words", "unknown"]),
    ("[[rules]]\nid = \"a\"\nregex = \"b\"\nallowlists = [{ condition = \"xor\" }]", ["condition", "xor"]),
    ("rules = 3", ["rules", "array of tables"]),
  ])
  func aFaultNamesFileRuleKeyAndCause(text: String, words: [String]) {
    #expect {
      try RuleFile(name: "own.toml", text: text)
    } throws: { error in
      words.allSatisfy { "\(error)".contains($0) } && "\(error)".hasPrefix("own.toml")
    }
  }

  @Test func brokenTOMLNamesItsLine() throws {
    let text = "[[rules]]\nid = \"a\"\nregex = \"unclosed\nseverity = \"low\""
    let error = #expect(throws: PatternError.self) { try RuleFile(name: "own.toml", text: text) }
    #expect(error?.file == "own.toml" && error?.line == 3)
    #expect("\(try #require(error))".hasPrefix("own.toml:3"))
  }

  @Test func idsAreUniqueOverAllFiles() throws {
    let rules = [Rule(id: "a", title: ""), Rule(id: "b", title: ""), Rule(id: "a", title: "")]
    let error = #expect(throws: PatternError.self) { try RuleSet(rules) }
    #expect(error?.rule == "a")
  }

  /// Keys that Gitleaks has and a team's own file may use.
  @Test func aFileOfGitleaksLoads() throws {
    let text = """
      title = "team rules"
      [[rules]]
      id = "team-token"
      description = "Team token"
      regex = '''team_[a-z0-9]{16}'''
      secretGroup = 0
      entropy = 3.5
      keywords = ["team_"]
      tags = ["team"]
      [[rules.allowlists]]
      description = "tests"
      condition = "OR"
      regexTarget = "match"
      regexes = ['''team_0+''']
      stopwords = ["example"]
      """
    #expect(try RuleFileTests.rule(text).allowlists.count == 1)
  }
}
