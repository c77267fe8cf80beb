import Testing

@testable import Patterns

/// The lines of keys, in the forms in which pattern files are written.
@Suite struct TOMLLinesTests {
  private static let text = """
    title = "a # b" # [not] = 1

    [extend]
    useDefault = true
    disabledRules = [
      "one", # two
      'three',
    ]
    [allowlist]
    paths = ['''a''']
    [[rules]]
    id = "x"
    regex = '''a"b
    [[rules]] = '''
    Keywords = ["k"]
    [[rules]]
    id = "y"
    description = \"\"\"
    [fake]
    regex = 1 \\\"\"\"
    \"\"\"
      [[rules.allowlists]]
      regexes = [
        "p", "q",
        '''r''' ]
      [[rules.allowlists]]
      paths = []
    allowlists2 = [{ regexes = ["i"],
      paths = ["j"] }, {
      stopwords = ["w"] }]
    "quoted key" . b = 1
    """

  @Test(arguments: [
    ("title", 1), ("extend", 3), ("extend.usedefault", 4), ("extend.disabledrules[1]", 7),
    ("allowlist.paths", 10), ("rules[0]", 11), ("rules[0].id", 12), ("rules[0].regex", 13),
    ("rules[0].keywords", 15), ("rules[1]", 16), ("rules[1].description", 18),
    ("rules[1].allowlists[0]", 22), ("rules[1].allowlists[0].regexes[1]", 24),
    ("rules[1].allowlists[0].regexes[2]", 25), ("rules[1].allowlists[1].paths", 27),
    ("rules[1].allowlists[1].allowlists2[0].paths", 29),
    ("rules[1].allowlists[1].allowlists2[1].stopwords", 30),
    ("rules[1].allowlists[1].quoted key.b", 31),
  ])
  func aKeyHasItsLine(path: String, line: Int) {
    #expect(TOMLLines(TOMLLinesTests.text, foldsCase: true).lines[path] == line)
  }

  @Test func textWithinStringsIsNoKey() {
    let lines = TOMLLines(TOMLLinesTests.text, foldsCase: true)
    #expect(lines.lines["fake"] == nil)
    #expect(lines.lines.keys.filter { $0.hasPrefix("rules[") && !$0.contains(".") }.count == 2)
  }

  @Test func whatHasNoLineHasThatOfItsTable() {
    let lines = TOMLLines(TOMLLinesTests.text, foldsCase: true)
    #expect(lines.line(of: "rules[1].verify") == 16)
    #expect(lines.line(of: "rules[1].allowlists[0].regexes[9]") == 23)
    #expect(lines.line(of: "nothing") == nil)
  }

  @Test func partsOfATableAreNamedWithoutIt() {
    let parts = TOMLLines(TOMLLinesTests.text, foldsCase: true).parts(of: "rules[0]")
    #expect(parts == ["id": 12, "regex": 13, "keywords": 15, "keywords[0]": 15])
  }

  @Test func zeroCharactersAreTold() {
    #expect(TOMLLines("a = 1\nb = \"x\\u0000y\"\nc = '\\u0000'", foldsCase: false).zeros == [2])
    #expect(TOMLLines("a = \"\\\\u0000\"", foldsCase: false).zeros.isEmpty)
  }

  /// It is only used behind a real parser, but must end on anything.
  @Test(arguments: [
    "", "[", "[[", "[[a", "a", "a =", "a = [", "a = {", "a = \"", "a = '''", "\"", "=", "a = [[[[", "]", "}",
    "a.b.", "\u{0}",
    "a = \"\\", "[[a]] b = {c = [1, {d = ",
  ])
  func brokenTextEnds(text: String) {
    _ = TOMLLines(text, foldsCase: true)
    _ = TOMLLines(text + String(repeating: "[", count: 5000), foldsCase: true)
    _ = TOMLLines("a = " + String(repeating: "[", count: 5000), foldsCase: true)
  }
}
