import Dockerfiles
import Testing

@Suite("Instructions")
struct InstructionTests {
  @Test("FROM has an image, a platform and a name")
  func from() throws {
    let found = try #require(instruction("FROM --platform=linux/arm64 golang:1.22 as Build"))
    #expect(found.strings == ["golang:1.22", "Build"])
    #expect(found.flag("platform")?.value?.string == "linux/arm64")
  }

  @Test("ENV takes several pairs, quotes kept")
  func env() {
    #expect(
      instruction("ENV a=1 b=\"x y\" c='z' d=e\\ f g=")?.pairs == [
        "a=1", "b=\"x y\"", "c='z'", "d=e\\ f", "g=",
      ])
  }

  @Test("ENV without an equals sign takes the rest of the line for its value")
  func legacyEnv() throws {
    let found = try #require(instruction("ENV  name \t the rest=of \"it\"  "))
    #expect(found.pairs == ["name=the rest=of \"it\""])
    guard case .pairs(let pairs) = found.body else { return #expect(Bool(false)) }
    #expect(pairs.map(\.isLegacy) == [true])
  }

  @Test("The first word alone decides whether ENV is of the old form")
  func legacyByFirstWord() { #expect(instruction("ENV a b=c")?.pairs == ["a=b=c"]) }

  @Test("Quotes may stand in a name")
  func quotedName() {
    #expect(instruction("LABEL \"com.example.a b\"=\"x\"")?.pairs == ["\"com.example.a b\"=\"x\""])
  }

  @Test("A quoted blank does not part words, an escaped one neither")
  func quotedBlanks() {
    #expect(instruction("ENV a=\"1 \\\" 2\" b='\\' c=3")?.pairs == ["a=\"1 \\\" 2\"", "b='\\'", "c=3"])
  }

  @Test("ARG takes several names, with and without defaults")
  func arg() { #expect(instruction("ARG a b=1 c= d=\"x y\"")?.pairs == ["a", "b=1", "c=", "d=\"x y\""]) }

  @Test("COPY has sources and a destination")
  func copy() throws {
    let found = try #require(instruction("COPY --from=build --chown=1:2 --chmod=644 --link a b/ /c/"))
    #expect(found.strings == ["a", "b/", "/c/"])
    #expect(found.flags.map(\.name) == ["from", "chown", "chmod", "link"])
    #expect(found.flag("link")?.isOn == true)
  }

  @Test("COPY parts words at blanks, whatever the quotes")
  func copyIgnoresQuotes() { #expect(instruction("COPY \"a b\" /c")?.strings == ["\"a", "b\"", "/c"]) }

  @Test("COPY and ADD take a JSON array")
  func copyArray() {
    #expect(instruction("COPY [\"a b\", \"/c d\"]")?.strings == ["a b", "/c d"])
    #expect(instruction("ADD [\"a\", \"/c\"]")?.isExec == true)
  }

  @Test("ADD knows its flags")
  func add() {
    let text =
      "ADD --keep-git-dir=true --checksum=sha256:00 --unpack=false --exclude=*.md --exclude=x --chmod=1 a /b"
    #expect(errors(text).isEmpty)
    #expect(instruction(text)?.flags("exclude").compactMap { $0.value?.string } == ["*.md", "x"])
  }

  @Test("The value of a flag may be quoted")
  func quotedFlag() {
    #expect(instruction("COPY --chown=\"a b\" c /d")?.flag("chown")?.value?.string == "a b")
    #expect(instruction("COPY \"--chown=a\" c /d")?.flags.isEmpty == true)
    #expect(instruction("COPY --chown=a\\ b c /d")?.flag("chown")?.value?.string == "a b")
  }

  @Test("Two dashes alone end the flags")
  func endOfFlags() throws {
    let found = try #require(instruction("RUN --network=none -- --mount=x"))
    #expect(found.flags.map(\.name) == ["network"])
    #expect(found.strings == ["--mount=x"])
  }

  @Test("A flag behind the first argument is an argument")
  func lateFlag() { #expect(instruction("COPY a --chown=b /c")?.strings == ["a", "--chown=b", "/c"]) }

  @Test("The backslash escapes in flags even where the directive names another character")
  func flagEscape() {
    let file = parse("# escape=`\nFROM a\nCOPY --chown=a\\ b c /d")
    #expect(file.instructions[1].flag("chown")?.value?.string == "a b")
  }

  @Test("HEALTHCHECK has flags and a command, or is NONE")
  func healthcheck() throws {
    let found = try #require(
      instruction("HEALTHCHECK --interval=5m --timeout=3s --retries=2 CMD curl -f x || exit 1"))
    guard case .healthCheck(let type, .shell(let text)?) = found.body else { return #expect(Bool(false)) }
    #expect(type?.string == "CMD")
    #expect(text.string == "curl -f x || exit 1")
    #expect(errors("HEALTHCHECK NONE").isEmpty)
    #expect(errors("HEALTHCHECK --interval=1m30.5s CMD x").isEmpty)
  }

  @Test("ONBUILD holds an instruction with its own flags")
  func onbuild() throws {
    let found = try #require(instruction("ONBUILD COPY --chown=a b /c"))
    guard case .trigger(let inner?) = found.body else { return #expect(Bool(false)) }
    #expect(inner.keyword == .copy)
    #expect(inner.strings == ["b", "/c"])
    #expect(inner.flag("chown")?.value?.string == "a")
    #expect(inner.span.short == "2:9-2:28")
  }

  @Test(
    "The rest of the line is one argument of USER, WORKDIR, STOPSIGNAL and MAINTAINER",
    arguments: [
      "USER a b", "WORKDIR /a b", "STOPSIGNAL SIG TERM", "MAINTAINER Me <me@example.com>",
    ])
  func restOfLine(_ text: String) {
    #expect(instruction(text)?.strings == [text.split(separator: " ").dropFirst().joined(separator: " ")])
  }

  @Test("VOLUME and EXPOSE take several words")
  func lists() {
    #expect(instruction("VOLUME /a /b")?.strings == ["/a", "/b"])
    #expect(instruction("VOLUME [\"/a\"]")?.strings == ["/a"])
    #expect(instruction("EXPOSE 80/tcp 443")?.strings == ["80/tcp", "443"])
    // No array here.
    #expect(instruction("EXPOSE [\"80\"]")?.strings == ["[\"80\"]"])
  }

  @Test("An unknown instruction is in the tree, and an error")
  func unknown() {
    let file = parse("FROM a\nRUM b\nUSER c")
    #expect(file.instructions.map(\.keyword) == [.from, .unknown, .user])
    #expect(file.errors.map(\.kind) == [.unknownInstruction("RUM")])
  }

  @Test("RUN keeps its text as it is")
  func run() { #expect(instruction("RUN  a  \"b  c\" && d ")?.strings == ["a  \"b  c\" && d"]) }
}

@Suite("Exec form")
struct ExecFormTests {
  @Test("A JSON array of strings is taken apart")
  func array() throws {
    let found = try #require(instruction("CMD [ \"a\" , \"b c\", \"\\u0041\\n\\\"\\/\" ] "))
    #expect(found.isExec)
    #expect(found.strings == ["a", "b c", "A\n\"/"])
  }

  @Test(
    "ONBUILD may not hold ONBUILD, FROM or MAINTAINER",
    arguments: ["ONBUILD RUN x", "FROM x", "MAINTAINER x"])
  func trigger(_ text: String) {
    #expect(errors("ONBUILD " + text).count == 1)
    #expect(errors("ONBUILD RUN x").isEmpty)
  }

  @Test(
    "What is no JSON is the shell's, without a word",
    arguments: [
      "['a']", "[\"a\",]", "[\"a\" \"b\"]", "[\"a\"", "[\"a\"] x", "[a]", "[\"\\x\"]", "[\"a\tb\"]", "[01]",
      "\"a\"", "[,]",
    ])
  func fallback(_ text: String) {
    let found = instruction("CMD \(text)")
    #expect(found?.isExec == false)
    #expect(found?.strings == [text])
    #expect(errors("CMD \(text)").isEmpty)
  }

  @Test(
    "An array of other things than strings is an error",
    arguments: [
      "[1]", "[\"a\", null]", "[[\"a\"]]", "[{\"a\": [1, -2.5e+3, true]}]", "[false]",
    ])
  func notStrings(_ text: String) { #expect(errors("CMD \(text)") == [.notStrings]) }

  @Test("An empty array is an array")
  func empty() { #expect(instruction("CMD []")?.isExec == true) }

  @Test("Surrogates make one character, lone ones U+FFFD")
  func surrogates() {
    #expect(instruction("CMD [\"\\ud83d\\ude00\", \"\\ud83dx\"]")?.strings == ["😀", "\u{FFFD}x"])
  }

  @Test("An element knows where it stands, and each byte of it too")
  func positions() throws {
    let file = parse("FROM a\nCMD [\"x\", \\\n  \"a\\nb\"]")
    guard case .commandLine(.exec(let words)) = file.instructions[1].body else { return #expect(Bool(false)) }
    #expect(words.map(\.span.short) == ["2:6-2:9", "3:3-3:9"])
    let last = try #require(words.last)
    #expect(file.slice(file.span(of: last.text, 1..<2)) == "\\n")
    #expect(file.slice(file.span(of: last.text, 2..<3)) == "b")
  }

  @Test("Deep nesting is no JSON, and no crash")
  func deep() {
    let text = String(repeating: "[", count: 60_000)
    #expect(instruction("CMD \(text)")?.isExec == false)
  }
}
