import Testing

@testable import Patterns

/// What makes an expression slow is told from its form.
@Suite struct ExpressionCostTests {
  private static func warnings(_ regex: String, _ change: (inout Rule) -> Void = { _ in }) -> [String] {
    var rule = Rule(id: "a", title: "a")
    rule.regex = regex
    change(&rule)
    return ExpressionCost.warnings(of: rule, longestMatch: 12 << 10)
  }

  @Test(arguments: [
    "[0-9a-f]{32}", "ab", "[a-z]+acme_[0-9]{9}", "acme_.*x", "acme_(?:a+)+", "acme_(?:a*)*",
    "acme_(?:[a-z]+ ?)+", "acme_[0-9]{20000}", "acme_[^\"]+",
  ])
  func aCostlyExpressionIsTold(regex: String) {
    #expect(!ExpressionCostTests.warnings(regex).isEmpty)
  }

  @Test(arguments: [
    "acme_[0-9a-f]{32}", "[a-z]{1,9}acme_[0-9]{9}", "acme_(?:[a-z]+-)+x", "acme_[a-z]+",
    "(?:ab|cd)_key_[0-9]{3}",
    "acme_.{0,100}x", "acme_(?:[0-9a-f]{2}:){15}[0-9a-f]{2}",
  ])
  func aCheapOneIsNot(regex: String) {
    #expect(ExpressionCostTests.warnings(regex) == [])
  }

  @Test func aPathOrARareWordNearMakesUpForALiteral() {
    #expect(ExpressionCostTests.warnings("[0-9a-f]{32}") { $0.path = "x$" } == [])
    #expect(ExpressionCostTests.warnings("[0-9a-f]{32}") { $0.near = ["acme_api"] } == [])
    #expect(ExpressionCostTests.warnings("[0-9a-f]{32}") { $0.context = ["acme"] } == [])
  }

  @Test func namesThatMayHaveBeenMeantAreNear() {
    let names = ["github-pat", "gitlab-pat", "aws-access-key", "regex", "regexTarget"]
    #expect(NearNames.of("githb-pat", in: names).first == "github-pat")
    #expect(NearNames.of("regexx", in: names).first == "regex")
    #expect(NearNames.of("access", in: names) == ["aws-access-key"])
    #expect(NearNames.of("nothing-like-it", in: names).isEmpty)
    #expect(NearNames.of("", in: names).isEmpty)
  }
}
