import Testing

@testable import Patterns

/// The tree of an expression, construct by construct.
@Suite struct ExpressionParserTests {
  private static func set(_ bytes: String) -> ExpressionNode { .set(ByteSet(bytes.utf8)) }

  private static func sequence(_ bytes: String) -> ExpressionNode {
    .sequence(bytes.map { set(String($0)) })
  }

  @Test func literalsAreSetsOfOne() {
    #expect(ExpressionParser.parse("a") == ExpressionParserTests.set("a"))
    #expect(ExpressionParser.parse("ab-") == ExpressionParserTests.sequence("ab-"))
    #expect(ExpressionParser.parse("") == .sequence([]))
  }

  @Test(arguments: [
    (#"\."#, "."), (#"\$"#, "$"), (#"\x41"#, "A"), (#"\x{41}"#, "A"), (#"\n"#, "\n"), (#"\t"#, "\t"),
    ("[abc]", "abc"), ("[a-e]", "abcde"), ("[]a]", "]a"), ("[a-]", "a-"), (#"[\]a]"#, "]a"),
    (#"[a\-c]"#, "a-c"), ("[[:digit:]]", "0123456789"), (#"[\da]"#, "0123456789a"), (#"\d"#, "0123456789"),
    ("[+-.]", "+,-."), (#"[\x41-\x43]"#, "ABC"),
  ])
  func setsHoldTheirBytes(expression: String, members: String) {
    #expect(ExpressionParser.parse(expression) == ExpressionParserTests.set(members))
  }

  @Test func negatedSetsHoldTheOthers() {
    #expect(ExpressionParser.parse("[^a]") == .set(ByteSet([0x61]).inverted))
    #expect(ExpressionParser.parse("[^]]") == .set(ByteSet([0x5d]).inverted))
    #expect(ExpressionParser.parse(#"\S"#) == .set(ByteSet.space.inverted))
    #expect(ExpressionParser.parse(".") == .set(ByteSet.newline.inverted))
    #expect(ExpressionParser.parse("(?s).") == .sequence([.nothing, .set(.all)]))
  }

  @Test func alternativesAreAChoice() {
    #expect(
      ExpressionParser.parse("a|b|")
        == .choice([
          ExpressionParserTests.set("a"), ExpressionParserTests.set("b"), .sequence([]),
        ]))
  }

  @Test(
    arguments: [
      ("a*", 0, nil), ("a+", 1, nil), ("a?", 0, 1), ("a{3}", 3, 3), ("a{2,5}", 2, 5), ("a{2,}", 2, nil),
      ("a*?", 0, nil),
      ("a++", 1, nil), ("a{2,5}?", 2, 5), ("a{2}+", 2, 2),
    ] as [(String, Int, Int?)])
  func quantifiersHaveTheirBounds(expression: String, min: Int, max: Int?) {
    #expect(
      ExpressionParser.parse(expression) == .repetition(ExpressionParserTests.set("a"), min: min, max: max))
  }

  @Test func aBraceThatIsNoQuantifierIsALiteral() {
    #expect(ExpressionParser.parse("a{b}") == ExpressionParserTests.sequence("a{b}"))
    #expect(ExpressionParser.parse("{2") == ExpressionParserTests.sequence("{2"))
    #expect(
      ExpressionParser.parse("${A}")
        == .sequence([.nothing] + "{A}".map { ExpressionParserTests.set(String($0)) }))
  }

  @Test(arguments: ["(a)", "(?:a)", "(?>a)", "(?|a)", "(?P<name>a)", "(?<name>a)", "(?'name'a)"])
  func groupsAreWhatTheyHold(expression: String) {
    #expect(ExpressionParser.parse(expression) == ExpressionParserTests.set("a"))
  }

  @Test(arguments: [
    "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?#note)", "^", "$", #"\b"#, #"\B"#, #"\A"#, #"\z"#,
  ])
  func conditionsMatchNoByte(expression: String) {
    #expect(ExpressionParser.parse(expression) == .nothing)
  }

  @Test func caseIsFoldedWhereTheFlagHolds() {
    let either = ExpressionParserTests.set("aA")
    let lower = ExpressionParserTests.set("b")
    #expect(ExpressionParser.parse("(?i:a)b") == .sequence([either, lower]))
    #expect(ExpressionParser.parse("(?:(?i)a)b") == .sequence([.sequence([.nothing, either]), lower]))
    #expect(ExpressionParser.parse("(?i)a(?-i)b") == .sequence([.nothing, either, .nothing, lower]))
    #expect(ExpressionParser.parse("(?i)a(?-i:b)") == .sequence([.nothing, either, lower]))
    #expect(ExpressionParser.parse("(?i)[a-b]") == .sequence([.nothing, ExpressionParserTests.set("abAB")]))
  }

  @Test func blanksAreLeftOutWhereTheFlagSaysSo() {
    #expect(ExpressionParser.parse("(?x: a )") == ExpressionParserTests.set("a"))
  }

  @Test(arguments: [
    #"\1"#, #"\10"#, #"\012"#, #"\p{Lu}"#, #"\pL"#, #"\P{^L}"#, #"\k<abc>"#, #"\k'abc'"#, #"\g{12}"#,
    #"\g-1"#, #"\o{101}"#,
    #"\cA"#, #"\N{U+41}"#, #"\R"#, #"\X"#, "(?1)", "(?R)", "(?&abc)", "(?P=abc)", "a{,3}", "a{ 2, 3 }",
  ])
  func whatIsNotAnalysedIsUnknownAsAWhole(expression: String) {
    #expect(ExpressionShape(expression).maximumWidth == nil)
    #expect(ExpressionShape(expression).tokenRun == 0)
    #expect(Anchor.best(of: expression) == nil)
  }

  @Test(arguments: [
    #"[\p{L}]"#, #"[^\pL]"#, #"[\012]"#, "[[:^alpha:]]", "[[:odd:]]", #"[\cA-z]"#, #"[\x{100}]"#,
  ])
  func aSetThatIsNotAnalysedMayBeAnyByte(expression: String) {
    #expect(ExpressionShape(expression).tokenRun == 0)
    #expect(Anchor.best(of: expression) == nil)
  }

  @Test func quotedTextIsLiteral() {
    #expect(ExpressionParser.parse(#"\Qa.+\E"#) == ExpressionParserTests.sequence("a.+"))
    #expect(ExpressionShape(#"\Qa.b\E[0-9]"#).maximumWidth == 4)
  }

  @Test func verbsAndCommentsMatchNothing() {
    #expect(Anchor.best(of: "(*UTF)acme_")?.literals.map(\.bytes) == [Array("acme_".utf8)])
    #expect(
      Anchor.best(of: "(?x) acme_ # not this: zzzzz_qqq\n [0-9]")?.literals.map(\.bytes) == [
        Array("acme_".utf8)
      ])
    #expect(Anchor.best(of: "(?x) a_b_c * d")?.literals.map(\.bytes) == [Array("a_b_".utf8)])
  }

  @Test(arguments: [
    "(", ")", "(a", "a)", "[", "[a", "[^", "(?", "(?<", "(?i", "(?P<n", "\\", #"\x"#, #"\x{"#, "a{", "*",
    "+a", "(?#",
    "(((((", "[[:", "[a-", #"[\"#, "|", "()", "a{99999999999999999999}", "(?'n",
  ])
  func oddExpressionsAreHarmless(expression: String) {
    _ = ExpressionShape(expression)
    _ = Anchor.best(of: expression)
  }

  @Test func deepNestingEnds() {
    let deep = String(repeating: "(", count: 100_000) + "a" + String(repeating: ")", count: 100_000)
    #expect(ExpressionShape(deep).maximumWidth == nil)
  }
}
