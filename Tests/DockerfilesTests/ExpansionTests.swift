import Dockerfiles
import Testing

@Suite("Expansion")
struct ExpansionTests {
  private let variables = [
    "a": "x", "empty": "", "path": "/usr/local/bin/tool.tar.gz", "word": "aXbXc", "_1": "u",
  ]

  private func expand(_ text: String, escape: UInt8 = UInt8(ascii: "\\")) throws -> String {
    let bytes = Array(text.utf8)
    let source = SourceText(bytes, bytes.indices)
    return try WordExpander.expand(source, options: .init(escape: escape)) {
      variables[$0].map { Array($0.utf8) }
    }
    .value.string
  }

  @Test(
    "Variables are replaced, with and without modifiers",
    arguments: [
      ("$a", "x"), ("${a}", "x"), ("$a$a", "xx"), ("${a}b", "xb"), ("$ab", ""), ("$a-b", "x-b"),
      ("p$a/q", "px/q"),
      ("$none", ""), ("${none}", ""), ("$_1", "u"), ("$", "$"), ("a$", "a$"), ("$ a", "$ a"), ("$.", "$."),
      ("${a:-d}", "x"), ("${none:-d}", "d"), ("${empty:-d}", "d"), ("${none:-}", ""),
      ("${a-d}", "x"), ("${none-d}", "d"), ("${empty-d}", ""),
      ("${a:+d}", "d"), ("${none:+d}", ""), ("${empty:+d}", ""),
      ("${a+d}", "d"), ("${empty+d}", "d"), ("${none+d}", ""),
      ("${a:?no}", "x"), ("${empty?no}", ""),
      ("${none:-${a}}", "x"), ("${none:-${none:-${a}y}}", "xy"), ("${none:-\"a b\"}", "a b"),
      ("${none:-$a$a}", "xx"),
      ("${path#*/}", "usr/local/bin/tool.tar.gz"), ("${path##*/}", "tool.tar.gz"),
      ("${path%.*}", "/usr/local/bin/tool.tar"), ("${path%%.*}", "/usr/local/bin/tool"),
      ("${word#?X}", "bXc"), ("${word%X?}", "aXb"), ("${word#b}", "aXbXc"), ("${word#a*X}", "bXc"),
      ("${word##a*X}", "c"), ("${path#\\/usr}", "/local/bin/tool.tar.gz"),
      ("${word/X/-}", "a-bXc"), ("${word//X/-}", "a-b-c"), ("${word//X/}", "abc"), ("${word/X*/}", "a"),
      ("${word//?X/_}", "__c"), ("${word/q/-}", "aXbXc"), ("${path//\\//_}", "_usr_local_bin_tool.tar.gz"),
      ("${word/$a/-}", "aXbXc"), ("${none/a/b}", ""),
    ])
  func modifiers(_ text: String, _ value: String) throws { #expect(try expand(text) == value) }

  @Test(
    "Quotes and escapes go as in the builder's lexer",
    arguments: [
      ("'$a'", "$a"), ("\"$a\"", "x"), ("\\$a", "$a"), ("\"\\$a\"", "$a"), ("\"\\\"\"", "\""),
      ("\"\\a\"", "\\a"),
      ("\"\\\\\"", "\\"), ("\\a", "a"), ("\\\\", "\\"), ("a\\", "a"), ("'a\\'", "a\\"), ("\"'\"", "'"),
      ("'\"'", "\""),
      ("a' b 'c", "a b c"), ("\\'", "'"), ("é\\é", "éé"), ("\"${none:-'q'}\"", "q"), ("''", ""),
    ])
  func quotes(_ text: String, _ value: String) throws { #expect(try expand(text) == value) }

  @Test("With a backtick for the escape a backslash is an ordinary character")
  func backtick() throws {
    #expect(try expand("c:\\d\\`$a", escape: UInt8(ascii: "`")) == "c:\\d\\$a")
  }

  @Test(
    "What the builder refuses is an error with its words",
    arguments: [
      ("${", "syntax error: missing '}'"), ("${}", "syntax error: bad substitution"),
      ("${:x}", "syntax error: bad substitution"), ("${a:-b", "syntax error: missing '}'"),
      ("${a*b}", "unsupported modifier (*) in substitution"),
      ("${a:=b}", "unsupported modifier (:=) in substitution"),
      ("'a", "unexpected end of statement while looking for matching single-quote"),
      ("\"a", "unexpected end of statement while looking for matching double-quote"),
      ("${none:?}", "none: is not allowed to be unset"), ("${none?gone}", "none: gone"),
      ("${empty:?}", "empty: is not allowed to be empty"), ("${a/x}", "syntax error: missing '/' in ${}"),
      ("${a#\\x}", "invalid pattern (\\x) in substitution: invalid escape '\\x'"),
    ])
  func failures(_ text: String, _ message: String) {
    #expect(throws: ExpansionError.self) { try expand(text) }
    do { _ = try expand(text) } catch { #expect("\(error)" == message) }
  }

  @Test("Substitutions nested too deep are an error, not a crash")
  func deep() {
    #expect(throws: ExpansionError.self) { try expand(String(repeating: "${b:-", count: 20_000)) }
  }

  @Test("A value that grows without end is an error")
  func growth() {
    let long = [UInt8](repeating: 0x61, count: 1 << 19)
    let bytes = Array("$a$a$a$a".utf8)
    #expect(throws: ExpansionError.self) {
      try WordExpander.expand(SourceText(bytes, bytes.indices)) { _ in long }
    }
  }

  @Test("The result tells which variables were looked up, and which have no value")
  func uses() throws {
    let bytes = Array("${a}$none${none:-$a}".utf8)
    let result = try WordExpander.expand(SourceText(bytes, bytes.indices)) {
      variables[$0].map { Array($0.utf8) }
    }
    #expect(result.uses.map(\.name) == ["a", "none", "a", "none"])
    #expect(result.unresolved.map(\.name) == ["none"])
    #expect(result.uses.first?.range == 0..<4)
  }

  @Test("Each byte of a value knows where it came from")
  func positions() throws {
    let file = parse("FROM a\nENV k=a'b c'\\\n\"$v\"z")
    guard case .pairs(let pairs) = file.instructions[1].body, let pair = pairs.first else {
      return #expect(Bool(false))
    }
    let value = try WordExpander.expand(pair.value.text) { _ in Array("VALUE".utf8) }.value
    #expect(value.string == "ab cVALUEz")
    #expect(file.span(of: value, 1..<4).short == "2:9-2:12")
    #expect(file.span(of: value, 5..<7).short == "3:2-3:4")
    #expect(file.span(of: value, 9..<10).short == "3:5-3:6")
  }

  @Test("Bytes that are no UTF-8 stay")
  func brokenBytes() throws {
    let bytes: [UInt8] = [0xFF, 0x22, 0xC3, 0x22, 0x5C, 0xE2]
    let value = try WordExpander.expand(SourceText(bytes, bytes.indices)) { _ in nil }.value
    #expect(value.bytes == [0xFF, 0xC3, 0xE2])
  }
}

@Suite("Variables of a build")
struct ScopeTests {
  /// The values of the last instruction's words, and what is wrong.
  private func lastValues(_ text: String, _ settings: BuildSettings = BuildSettings()) -> [String] {
    var values: [String] = []
    BuildWalk(parse(text), settings: settings).forEach { values = $0.words.map(\.value.string) }
    return values
  }

  @Test("ENV sets a variable for what follows")
  func env() { #expect(lastValues("FROM a\nENV v=1\nUSER $v") == ["1"]) }

  @Test("All values of one ENV see the variables from before it")
  func envAtOnce() { #expect(lastValues("FROM a\nENV v=1\nENV v=2 w=$v\nUSER $w") == ["1"]) }

  @Test("The arguments of one ARG see those before them")
  func argInOrder() { #expect(lastValues("FROM a\nARG v=1 w=$v\nUSER $w") == ["1"]) }

  @Test("An ARG before the first FROM serves FROM, and a stage that declares it again")
  func globalArg() {
    #expect(lastValues("ARG v=1\nFROM a:$v") == ["a:1"])
    #expect(lastValues("ARG v=1\nFROM a\nUSER x$v") == ["x"])
    #expect(lastValues("ARG v=1\nFROM a\nARG v\nUSER x$v") == ["x1"])
    #expect(lastValues("ARG v=1\nFROM a\nARG v=2\nUSER x$v") == ["x2"])
  }

  @Test("A build argument replaces the default of an ARG, but sets nothing that no ARG declares")
  func buildArgument() {
    let settings = BuildSettings(arguments: ["v": "9", "w": "8"])
    #expect(lastValues("FROM a\nARG v=1\nUSER $v$w", settings) == ["9"])
    #expect(lastValues("ARG v=1\nFROM a:$v", settings) == ["a:9"])
    #expect(lastValues("ARG v=1\nFROM a\nARG v\nUSER $v", settings) == ["9"])
  }

  @Test("ENV beats an ARG before it")
  func envBeatsArg() {
    let settings = BuildSettings(arguments: ["v": "9"])
    #expect(lastValues("FROM a\nARG v\nENV v=1\nUSER $v", settings) == ["1"])
  }

  @Test("An ARG without a value leaves an ENV of its name alone")
  func emptyArg() { #expect(lastValues("FROM a\nENV v=1\nARG v\nUSER $v") == ["1"]) }

  @Test("A stage starts with the variables of the stage it is built on")
  func inherited() {
    #expect(lastValues("FROM a AS one\nENV v=1\nARG w=2\nFROM one\nUSER $v$w") == ["12"])
    #expect(lastValues("FROM a AS one\nENV v=1\nFROM a\nUSER x$v") == ["x"])
    #expect(lastValues("FROM a AS one\nENV v=1\nFROM one AS two\nENV v=2\nFROM one\nUSER $v") == ["1"])
  }

  @Test("The builder's own arguments are there for FROM, and for a stage that declares them")
  func predefined() {
    let settings = BuildSettings(platform: "linux/arm/v7")
    #expect(
      lastValues("FROM --platform=$BUILDPLATFORM a:$TARGETARCH$TARGETVARIANT", settings) == [
        "a:armv7", "linux/amd64",
      ])
    #expect(lastValues("FROM a\nUSER x$TARGETARCH", settings) == ["x"])
    #expect(lastValues("FROM a\nARG TARGETARCH\nUSER x$TARGETARCH", settings) == ["xarm"])
  }

  @Test("Proxy arguments are known by name") func proxies() {
    #expect(BuildSettings.proxyArguments.contains("HTTP_PROXY"))
    #expect(BuildSettings.proxyArguments.contains("no_proxy"))
  }

  @Test(
    "RUN, CMD and ENTRYPOINT are left to the shell",
    arguments: ["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK CMD"])
  func notExpanded(_ keyword: String) { #expect(lastValues("FROM a\nENV v=1\n\(keyword) echo $v").isEmpty) }

  @Test(
    "These expand their words",
    arguments: [
      ("ADD $v /$v", ["1", "/1"]), ("COPY --chown=$v a b", ["a", "b", "1"]), ("EXPOSE $v", ["1"]),
      ("LABEL k$v=\"$v\"", ["k1", "1"]), ("STOPSIGNAL $v", ["1"]), ("USER $v", ["1"]),
      ("VOLUME /$v [x]", ["/1", "[x]"]),
      ("WORKDIR /$v", ["/1"]), ("COPY [\"$v\", \"/b\"]", ["1", "/b"]),
    ])
  func expanded(_ text: String, _ values: [String]) {
    #expect(lastValues("FROM a\nENV v=1\n\(text)") == values)
  }

  @Test("A heredoc file is expanded but for its quotes, unless its name is quoted")
  func heredoc() {
    #expect(lastValues("FROM a\nENV v=1\nCOPY <<EOF /x\n\"$v\" '$v' \\$v\nEOF") == ["\"1\" '1' $v\n", "/x"])
    #expect(lastValues("FROM a\nENV v=1\nCOPY <<'EOF' /x\n$v\nEOF") == ["/x"])
  }

  @Test("The scope tells who gave a value, and where")
  func origins() throws {
    let file = parse("ARG g=0\nFROM a\nARG d=1 b g\nENV e=2\nRUN x")
    var scope: VariableScope?
    BuildWalk(file, settings: BuildSettings(arguments: ["b": "3"])).forEach { scope = $0.scope }
    let found = try #require(scope)
    #expect(found.variable("d")?.origin == .argumentDefault)
    #expect(found.variable("b")?.origin == .buildArgument)
    #expect(found.variable("e")?.origin == .environment)
    #expect(found.variable("e")?.definition?.short == "4:7-4:8")
    #expect(found.variable("g")?.isGlobal == true)
    #expect(found.variable("g")?.definition?.short == "1:7-1:8")
    #expect(found.declaredArguments == ["d", "b", "g"])
    #expect(found.variables.map(\.name) == ["b", "d", "e", "g"])
    #expect(found.isOpen)
  }

  @Test("The variables of an image can be given")
  func imageEnvironment() {
    let settings = BuildSettings(imageEnvironments: ["a": ["PATH": "/bin"]])
    #expect(lastValues("FROM a\nENV PATH=/x:$PATH", settings) == ["PATH", "/x:/bin"])
  }

  @Test("A word that cannot be expanded is an error with its place, and stays as it is")
  func failure() {
    let file = parse("FROM a\nUSER ${x\nUSER b")
    let errors = BuildWalk(file).forEach { _ in }
    #expect(errors.map(\.description) == ["syntax error: missing '}'"])
    #expect(errors.first?.span.short == "2:6-2:9")
  }

  @Test("The ONBUILD of a stage runs first in a stage built on it, and only there")
  func triggers() {
    let file = parse("FROM a AS one\nONBUILD ENV v=1\nUSER x$v\nFROM one AS two\nUSER x$v\nFROM two\nRUN y")
    var seen: [String] = []
    BuildWalk(file).forEach { step in
      seen.append(
        "\(step.stage ?? -1)\(step.isTriggered ? "!" : " ")\(step.instruction.keyword) "
          + step.words.map(\.value.string).joined(separator: ","))
    }
    #expect(
      seen == [
        "0 from a", "0 onbuild ", "0 user x", "1 from one", "1!env v,1", "1 user x1", "2 from two", "2 run ",
      ])
  }
}

@Suite("Stages")
struct StageTests {
  private func graph(_ text: String, _ settings: BuildSettings = BuildSettings()) -> StageGraph {
    BuildWalk(parse(text), settings: settings).graph
  }

  @Test("A base is an earlier stage, an image, or nothing")
  func bases() {
    let found = graph(
      "FROM golang AS build\nFROM build AS test\nFROM scratch\nFROM later AS x\nFROM a AS later")
    #expect(
      found.stages.map(\.base) == [.image("golang"), .stage(0), .scratch, .image("later"), .image("a")])
    #expect(found.stages.map(\.name) == ["build", "test", nil, "x", "later"])
    #expect(found.bases(of: 1) == [0])
  }

  @Test("Names of stages are in lower case, and FROM must write them so")
  func nameCase() {
    #expect(
      graph("FROM a AS Build\nFROM build\nFROM Build").stages.map(\.base) == [
        .image("a"), .stage(0), .image("Build"),
      ])
  }

  @Test("COPY and mounts name stages in any case, by number, or images")
  func dependencies() {
    let found = graph(
      """
      FROM a AS one
      FROM b AS two
      FROM c
      COPY --from=ONE x y
      COPY --from=1 x y
      COPY --from=nginx:1 x y
      RUN --mount=type=bind,from=two,target=/x --mount=from=img,target=/z y
      """)
    #expect(
      found.stages[2].dependencies.map(\.source) == [
        .image("c"), .stage(0), .stage(1), .image("nginx:1"), .stage(1), .image("img"),
      ])
    #expect(found.stages[2].dependencies.map(\.use) == [.base, .copy, .copy, .copy, .mount, .mount])
    #expect(found.stages[2].dependencies.map(\.span.start.line) == [3, 4, 5, 6, 7, 7])
  }

  @Test("Only the stages that the target needs are built")
  func reached() {
    let text = "FROM a AS one\nFROM b AS two\nFROM one AS three\nFROM c\nCOPY --from=three x y"
    #expect(graph(text).reached() == [0, 2, 3])
    #expect(graph(text, BuildSettings(target: "TWO")).reached() == [1])
    #expect(graph(text).target == 3)
  }

  @Test("A target that is none is an error")
  func unknownTarget() {
    #expect(graph("FROM a", BuildSettings(target: "x")).errors.map(\.kind) == [.unknownTarget("x")])
  }

  @Test("A stage cannot copy from itself or from a later one")
  func forward() {
    let text = "FROM a AS one\nCOPY --from=two x y\nCOPY --from=one x y\nCOPY --from=7 x y\nFROM b AS two"
    #expect(
      graph(text).errors.map(\.kind) == [
        .stageNotBefore("two"), .stageNotBefore("one"), .invalidStageIndex(7),
      ])
  }

  @Test("A variable in --from is an error")
  func variableFrom() {
    #expect(graph("FROM a\nCOPY --from=$x a b").errors.map(\.kind) == [.variableInCopyFrom])
  }

  @Test("An image that expands to nothing is an error")
  func emptyBase() { #expect(graph("ARG x\nFROM $x").errors.map(\.kind) == [.emptyBase("$x")]) }

  @Test("A named context takes the place of an image or a stage")
  func contexts() {
    let settings = BuildSettings(namedContexts: ["ctx", "one"])
    let found = graph("FROM a AS one\nFROM ctx\nCOPY --from=ctx a b", settings)
    #expect(found.stages.map(\.base) == [.context("one"), .context("ctx")])
    #expect(found.stages[1].dependencies.map(\.source) == [.context("ctx"), .context("ctx")])
  }

  @Test("The ONBUILD of a base adds to what a stage needs")
  func triggered() {
    let found = graph("FROM x AS files\nFROM a AS base\nONBUILD COPY --from=files a b\nFROM base")
    #expect(found.reached() == [0, 1, 2])
  }

  @Test("An instruction belongs to the stage whose FROM stands above it")
  func stageOfInstruction() {
    let found = graph("ARG a\nFROM a\nRUN x\nFROM b\nRUN y")
    #expect((0..<5).map { found.stage(ofInstruction: $0)?.index } == [nil, 0, 0, 1, 1])
  }

  @Test("Of two stages with one name the later counts")
  func sameName() { #expect(graph("FROM a AS x\nFROM b AS x\nFROM x").stages[2].base == .stage(1)) }
}
