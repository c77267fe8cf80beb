import FoundationEssentials
import Testing

@testable import Patterns

/// Files of a team's own, put together with one another and with the built-in rules.
@Suite struct TeamPatternsTests {
  /// Reads files of these texts, the first of which is named.
  private static func read(
    _ files: [(name: String, text: String)], naming named: [String]? = nil, replacesBuiltIn: Bool = true
  ) throws -> (patterns: TeamPatterns?, faults: [PatternError]) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "contraband-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let url = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let names = named ?? [files[0].name]
    let paths = names.map { $0.isEmpty ? folder.path : folder.appending(path: $0).path }
    let (patterns, faults) = TeamPatterns.read(paths, replacesBuiltIn: replacesBuiltIn)
    return (patterns, faults)
  }

  private static func rules(_ text: String, replacesBuiltIn: Bool = true) throws -> [Rule] {
    let (patterns, faults) = try read([("a.toml", text)], replacesBuiltIn: replacesBuiltIn)
    #expect(faults.map(\.message) == [])
    return try #require(patterns).rules.rules
  }

  private static func rule(_ text: String, _ id: String, replacesBuiltIn: Bool = true) throws -> Rule {
    try #require(try rules(text, replacesBuiltIn: replacesBuiltIn).first { $0.id == id })
  }

  private static func faults(_ text: String, replacesBuiltIn: Bool = true) throws -> [String] {
    try read([("a.toml", text)], replacesBuiltIn: replacesBuiltIn).faults.map { fault in
      "\(fault.file.split(separator: "/").last ?? ""):\(fault.line ?? 0): \(fault.message)"
    }
  }

  /// A built-in rule of a plain expression, whatever the set holds.
  private static func builtIn() throws -> Rule {
    try #require(
      try RuleSet.builtIn().rules.first { $0.reader == nil && $0.verify != nil && $0.context.isEmpty })
  }

  // MARK: Keys

  @Test func keysOfGitleaksAreRead() throws {
    let rule = try TeamPatternsTests.rule(
      """
      title = "t"
      description = "d"
      minVersion = "v8.25.0"
      [[rules]]
      id = "a"
      description = "A"
      regex = '''a_(b)\\s'''
      path = '''(?i)\\.env$'''
      secretGroup = 1
      entropy = 3.5
      keywords = ["K"]
      tags = ["t"]
      [[rules.allowlists]]
      description = "why"
      condition = "AND"
      regexTarget = "line"
      regexes = ['''x$''']
      paths = ['''p$''']
      stopwords = ["w"]
      """, "a")
    #expect(rule.title == "A" && rule.secretGroup == 1 && rule.entropy == 3.5 && rule.keywords == ["K"])
    #expect(rule.regex == #"a_(b)[\t\n\f\r ]"# && rule.path == #"(?i)\.env\z"# && rule.tags == ["t"])
    #expect(rule.keepsPlaceholders, "as Gitleaks, which has no such filter")
    let list = try #require(rule.allowlists.first)
    #expect(list.requiresAll && list.target == .line && list.regexes == [#"x\z"#] && list.paths == [#"p\z"#])
    #expect(list.description == "why" && list.stopwords == ["w"])
    #expect(rule.origin?.line == 4 && rule.origin?.line(of: "entropy") == 10)
  }

  @Test func keysMayBeWrittenInAnyCase() throws {
    let rule = try TeamPatternsTests.rule(
      "[[Rules]]\nID = \"a\"\nRegex = \"x(y)\"\nsecretgroup = 1\nKeyWords = [\"x\"]", "a")
    #expect(rule.secretGroup == 1 && rule.keywords == ["x"])
    #expect(
      try TeamPatternsTests.faults("[[rules]]\nid = \"a\"\nID = \"b\"\nregex = \"x\"").first?.contains(
        "twice") == true)
  }

  @Test func whatIsZeroOrEmptySaysNothing() throws {
    let rule = try TeamPatternsTests.rule(
      "[[rules]]\nid = \"a\"\nregex = \"x(y)\"\npath = \"\"\nsecretGroup = 0\nentropy = 0.0", "a")
    #expect(rule.secretGroup == nil && rule.entropy == nil && rule.path == nil)
  }

  @Test func theOldAllowlistTableIsReadToo() throws {
    let rules = try TeamPatternsTests.rules(
      """
      [allowlist]
      paths = ["p"]
      [[rules]]
      id = "a"
      regex = "x"
      [rules.allowlist]
      stopwords = ["w"]
      regexTarget = ""
      [[rules]]
      id = "b"
      path = "y"
      """)
    #expect(rules[0].allowlists.map(\.stopwords) == [["w"], []])
    #expect(rules.allSatisfy { $0.allowlists.last?.paths == ["p"] }, "a list outside of rules holds for all")
  }

  @Test func targetRulesNarrowAGlobalAllowlist() throws {
    let text = """
      [[rules]]
      id = "a"
      regex = "x"
      [[rules]]
      id = "b"
      regex = "y"
      [[allowlists]]
      targetRules = ["b"]
      stopwords = ["w"]
      """
    #expect(try TeamPatternsTests.rules(text).map(\.allowlists.count) == [0, 1])
  }

  @Test func commitsAreToldAndExcuseNothing() throws {
    let text = """
      [[rules]]
      id = "a"
      regex = "x"
      [[rules.allowlists]]
      commits = ["abc"]
      [[rules.allowlists]]
      condition = "AND"
      commits = ["abc"]
      paths = ["p"]
      """
    let (patterns, faults) = try TeamPatternsTests.read([("a.toml", text)])
    #expect(faults.isEmpty)
    #expect(patterns?.warnings.map(\.line) == [5, 8])
    #expect(
      patterns?.rules.rules.first?.allowlists.map(\.paths) == [[]], "a list that can never hold is left out")
  }

  @Test func requiredRulesComeWithTheRule() throws {
    let text = """
      [[rules]]
      id = "a"
      regex = "x"
      [[rules.required]]
      id = "b"
      withinLines = 3
      withinColumns = 10
      [[rules]]
      id = "b"
      regex = "y"
      skipReport = true
      """
    let (patterns, faults) = try TeamPatternsTests.read([("a.toml", text)])
    #expect(faults.isEmpty)
    let rules = try #require(patterns).rules
    #expect(rules.rules.map(\.id) == ["a"] && rules.auxiliary.map(\.id) == ["b"])
    let requirement = try #require(rules.rules.first?.required.first)
    #expect(
      requirement.withinLines == 3 && requirement.withinColumns == 10 && requirement.rules.first?.regex == "y"
    )
    #expect(try rules.rule("b").skipsReport)
  }

  // MARK: Faults

  @Test(arguments: [
    (
      "[[rules]]\nid = \"a\"\nregex = \"b\"\n\nregexp = \"c\"",
      "a.toml:5: rule a: key regexp: is unknown; did you mean"
    ),
    ("[extend]\nurl = \"https://x.test\"", "a.toml:2: key extend.url: is not fetched"),
    (
      "[extend]\nuseDefaults = true", "a.toml:2: key extend.useDefaults: is unknown; did you mean useDefault?"
    ),
    ("[extend]\npath = \"none.toml\"", "a.toml:2: key extend.path: names none.toml, which cannot be read"),
    ("[extend]\npath = \"a.toml\"", "a.toml:2: key extend.path: extends a.toml, which extends this file"),
    ("[[rules]]\nregex = \"b\"", "a.toml:1: rule number 1: key id: is missing"),
    (
      "[[rules]]\nid = \"\"\nregex = \"b\"",
      "a.toml:2: rule number 1: key id: must be a string that is not empty"
    ),
    ("x = 1", "a.toml:1: key x: is unknown"),
    (
      "[[rules]]\nid = \"a\"", "a.toml:1: rule a: has neither regex nor path, and there is no rule of this id"
    ),
    (
      "[[rules]]\nid = \"a\"\nregex = \"[z-a]\"",
      "a.toml:3: rule a: key regex: is no expression that can be read"
    ),
    (
      "[[rules]]\nid = \"a\"\nregex = \"x\"\nentropy = \"3\"",
      "a.toml:4: rule a: key entropy: must be a number"
    ),
    (
      "[[rules]]\nid = \"a\"\nregex = \"x\"\nentropy = nan", "a.toml:4: rule a: key entropy: must be a number"
    ),
    (
      "[[rules]]\nid = \"a\"\nregex = \"x\"\nsecretGroup = -1",
      "a.toml:4: rule a: key secretGroup: must be a whole"
    ),
    (
      "[[rules]]\nid = \"a\"\nregex = \"x\"\nsecretGroup = 1e300",
      "a.toml:4: rule a: key secretGroup: must be a whole"
    ),
    (
      "[[rules]]\nid = \"a\"\nregex = \"x\"\n[[rules.allowlists]]\nregexes = [\n'ok',\n'(?P<x']",
      "a.toml:7: rule a: key allowlists[0].regexes[1]: is no expression"
    ),
    (
      "[[rules]]\nid = \"a\"\nregex = \"x\"\n[[rules.allowlists]]\nregexTarget = \"file\"",
      "a.toml:5: rule a: key allowlists[0].regexTarget: is \"file\"; it may be one of: secret, match, line"
    ),
    (
      "[[rules]]\nid = \"a\"\nregex = \"x\"\n[rules.allowlist]\ncondition = \"XOR\"",
      "a.toml:5: rule a: key allowlist.condition: is \"XOR\""
    ),
    (
      "[[rules]]\nid = \"a\"\nregex = \"x\"\n[[rules.required]]\nid = \"b\"",
      "a.toml:5: rule a: key required[0].id: there is no rule b"
    ),
    (
      "[[rules]]\nid = \"a\"\nregex = \"x\"\n[[rules.required]]\nwithinlines = 1",
      "a.toml:4: rule a: key required[0].id: is missing"
    ),
    (
      "[[rules]]\nid = \"a\"\nregex = \"x\"\n[[allowlists]]\nstopwords = [\"w\"]\ntargetRules = [\"b\"]",
      "a.toml:6: key allowlists[0].targetRules[0]: there is no rule b"
    ),
    (
      "[[rules]]\nid = \"a\"\nregex = \"x\"\nfilter = \"x\"",
      "a.toml:4: rule a: key filter: is unknown; write the exception"
    ),
    (
      "[[rules]]\nid = \"a\"\nregex = \"x\"\n[[rules]]\nid = \"a\"\nregex = \"y\"",
      "a.toml:5: rule a: key id: is that of another"
    ),
    ("[[rules]]\nid = \"a\"\nregex = \"x\\u0000y\"", "a.toml:3: holds a zero character"),
    ("[[rules]]\nid = \"a\"\nregex = \"unclosed", "a.toml:3: "),
    ("minVersion = \"new\"", "a.toml:1: key minVersion: is \"new\""),
  ])
  func aFaultNamesFileLineRuleAndKey(text: String, start: String) throws {
    let faults = try TeamPatternsTests.faults(text)
    #expect(faults.contains { $0.hasPrefix(start) }, "\(faults)")
  }

  @Test func allFaultsAreToldAtOnceInOrder() throws {
    let faults = try TeamPatternsTests.faults(
      "[[rules]]\nid = \"a\"\nregex = 1\nentropy = \"x\"\ntags = [1, \"b\", 2]\n[[rules]]\nid = 2\n[other]\n")
    #expect(
      faults.map { $0.prefix(9) } == [
        "a.toml:3:", "a.toml:4:", "a.toml:5:", "a.toml:5:", "a.toml:7:", "a.toml:8:",
      ])
  }

  @Test func whatIsNoFileIsAFault() throws {
    #expect(throws: PatternFaults.self) { try TeamPatterns(["/no/such/file.toml"]) }
    let (_, faults) = try TeamPatternsTests.read([("b/x.txt", "")], naming: ["b"])
    #expect(faults.first?.reason == "holds no .toml file")
  }

  // MARK: Extension

  @Test func aFileExtendsAnotherRelativeToItself() throws {
    let (patterns, faults) = try TeamPatternsTests.read([
      ("x/team.toml", "[extend]\npath = \"../base/b.toml\"\n[[rules]]\nid = \"own\"\nregex = \"o\""),
      ("base/b.toml", "[[rules]]\nid = \"based\"\nregex = \"b\"\n[allowlist]\nstopwords = [\"w\"]"),
    ])
    #expect(faults.isEmpty)
    #expect(patterns?.rules.rules.map(\.id) == ["based", "own"])
    #expect(patterns?.rules.rules.allSatisfy { $0.allowlists.count == 1 } == true)
  }

  @Test func onlyGivenKeysReplaceAndListsAreAdded() throws {
    let (patterns, faults) = try TeamPatternsTests.read([
      (
        "a.toml",
        """
        [extend]
        path = "b.toml"
        disabledRules = ["gone"]
        [[rules]]
        id = "x"
        entropy = 4.0
        keywords = ["two"]
        tags = ["two"]
        [[rules.allowlists]]
        stopwords = ["two"]
        """
      ),
      (
        "b.toml",
        """
        [[rules]]
        id = "x"
        description = "X"
        regex = "x(y)"
        secretGroup = 1
        entropy = 3.0
        keywords = ["one"]
        tags = ["one"]
        [[rules.allowlists]]
        stopwords = ["one"]
        [[rules]]
        id = "gone"
        regex = "z"
        """
      ),
    ])
    #expect(faults.isEmpty)
    let rules = try #require(patterns).rules.rules
    #expect(rules.map(\.id) == ["x"])
    let rule = try #require(rules.first)
    #expect(rule.title == "X" && rule.regex == "x(y)" && rule.secretGroup == 1 && rule.entropy == 4)
    #expect(rule.keywords == ["one", "two"] && rule.tags == ["one", "two"])
    #expect(rule.allowlists.map(\.stopwords) == [["one"], ["two"]])
  }

  @Test func cyclesAndDeepChainsAreFaults() throws {
    let cycle = try TeamPatternsTests.read([
      ("a.toml", "[extend]\npath = \"b.toml\""), ("b.toml", "[extend]\npath = \"./a.toml\""),
    ])
    #expect(cycle.faults.count == 1 && cycle.faults.first?.file.hasSuffix("b.toml") == true)
    let links = (0..<4).map { ("\($0).toml", $0 < 3 ? "[extend]\npath = \"\($0 + 1).toml\"" : "") }
    let chain = try TeamPatternsTests.read(links)
    #expect(chain.faults.map(\.reason).first?.contains("2 files deep") == true)
    let allowed = try TeamPatternsTests.read(Array(links.dropFirst()))
    #expect(allowed.faults.isEmpty)
  }

  @Test func aFolderIsAllItsFilesEachOnce() throws {
    let files = [
      (".hidden.toml", "[extend]\npath = \"b.toml\"\n[[rules]]\nid = \"h\"\nregex = \"h\""),
      ("b.toml", "[[rules]]\nid = \"b\"\nregex = \"b\""), ("c.txt", "no"),
    ]
    let (patterns, faults) = try TeamPatternsTests.read(files, naming: ["", "b.toml"])
    #expect(faults.isEmpty)
    #expect(patterns?.rules.rules.map(\.id) == ["b", "h"])
  }

  @Test func twoFilesMayNotHaveOneId() throws {
    let files = [
      ("a.toml", "[[rules]]\nid = \"x\"\nregex = \"a\""),
      ("b.toml", "\n[[rules]]\nid = \"x\"\nregex = \"b\""),
    ]
    let faults = try TeamPatternsTests.read(files, naming: ["a.toml", "b.toml"]).faults
    #expect(faults.count == 1 && faults.first?.line == 3 && faults.first?.file.hasSuffix("b.toml") == true)
  }

  // MARK: Built-in rules

  @Test func builtInRulesStayUnlessTheyAreReplaced() throws {
    let text = "[[rules]]\nid = \"own\"\nregex = \"o\""
    let count = try RuleSet.builtIn().rules.count
    #expect(try TeamPatternsTests.rules(text, replacesBuiltIn: false).count == count + 1)
    #expect(try TeamPatternsTests.rules(text, replacesBuiltIn: true).count == 1)
    #expect(
      try TeamPatternsTests.rules("[extend]\nuseDefault = true\n" + text, replacesBuiltIn: true).count
        == count + 1)
  }

  @Test func disabledRulesAreSwitchedOffAndUnknownOnesTold() throws {
    let id = try TeamPatternsTests.builtIn().id
    let text = "[extend]\ndisabledRules = [\"\(id)\",\n\"\(id)x\"]"
    let (patterns, faults) = try TeamPatternsTests.read([("a.toml", text)], replacesBuiltIn: false)
    #expect(faults.isEmpty)
    #expect(patterns?.rules.rules.contains { $0.id == id } == false)
    let warning = try #require(patterns?.warnings.first)
    #expect(
      warning.line == 3 && warning.key == "extend.disabledRules[1]" && warning.advice?.contains(id) == true)
  }

  @Test func aBuiltInRuleIsExtendedByItsId() throws {
    let base = try TeamPatternsTests.builtIn()
    let sparse = "[[rules]]\nid = \"\(base.id)\"\n[[rules.allowlists]]\nstopwords = [\"w\"]"
    let rule = try TeamPatternsTests.rule(sparse, base.id, replacesBuiltIn: false)
    #expect(rule.regex == base.regex && rule.verify == base.verify && rule.title == base.title)
    #expect(
      rule.allowlists.count == base.allowlists.count + 1 && rule.keepsPlaceholders == base.keepsPlaceholders)
    let replaced = "[[rules]]\nid = \"\(base.id)\"\nregex = \"own_[0-9]{9}\""
    let other = try TeamPatternsTests.rule(replaced, base.id, replacesBuiltIn: false)
    #expect(
      other.regex == "own_[0-9]{9}" && other.verify == nil && other.secretGroup == nil
        && other.examples.isEmpty)
    #expect(other.remediation == base.remediation)
  }

  @Test func oneFileAsksForTheBuiltInRulesForAll() throws {
    let base = try TeamPatternsTests.builtIn()
    let files = [
      ("a.toml", "[[rules]]\nid = \"\(base.id)\"\ntags = [\"mine\"]\nkeywords = [\"k\"]"),
      ("b.toml", "[extend]\nuseDefault = true"),
    ]
    let (patterns, faults) = try TeamPatternsTests.read(files, naming: ["a.toml", "b.toml"])
    #expect(faults.isEmpty)
    let rule = try #require(patterns?.rules.rules.first { $0.id == base.id })
    #expect(rule.tags == base.tags + ["mine"])
    #expect(rule.keywords == (base.keywords.isEmpty ? [] : base.keywords + ["k"]), "which must not narrow it")
  }

  @Test func aDisabledRuleIsNotABase() throws {
    let base = try TeamPatternsTests.builtIn()
    let text =
      "[extend]\ndisabledRules = [\"\(base.id)\"]\n[[rules]]\nid = \"\(base.id)\"\nregex = \"own_[0-9]{9}\""
    let rule = try TeamPatternsTests.rule(text, base.id, replacesBuiltIn: false)
    #expect(rule.remediation.isEmpty && rule.regex == "own_[0-9]{9}")
  }

  @Test func rulesAreChosenById() throws {
    let rules = ["alpha-key", "beta-key", "gamma"].map { Rule(id: $0, title: "") }
    let set = try RuleSet(rules)
    #expect(try set.selecting(enabled: [], disabled: ["gamma"]).rules.map(\.id) == ["alpha-key", "beta-key"])
    #expect(
      try set.selecting(enabled: ["gamma", "beta-key"], disabled: []).rules.map(\.id) == [
        "beta-key", "gamma",
      ])
    let error = #expect(throws: RuleSet.UnknownRule.self) {
      try set.selecting(enabled: [], disabled: ["alpa-key"])
    }
    #expect(error?.near.first == "alpha-key" && error?.description.contains("did you mean alpha-key") == true)
  }
}
