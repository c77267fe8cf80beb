import Dockerfiles
import Testing

@Suite("Parser directives")
struct DirectiveTests {
  @Test("Directives at the top are read, whatever their case and blanks")
  func atTop() {
    let file = parse("# syntax=docker/dockerfile:1\n#  CHECK = skip=all;error=true \n#escape=`\nFROM a")
    #expect(file.directives.map(\.name) == ["syntax", "check", "escape"])
    #expect(file.directives.map(\.value.string) == ["docker/dockerfile:1", "skip=all;error=true", "`"])
    #expect(file.directive("check")?.value.span.short == "2:12-2:31")
  }

  @Test("A directive says which character escapes")
  func backtick() {
    let file = parse("# escape=`\nFROM a\nRUN one `\n two \\\nUSER b")
    #expect(file.escape == UInt8(ascii: "`"))
    #expect(file.instructions.map(\.keyword) == [.from, .run, .user])
    #expect(file.instructions[1].strings == ["one  two \\"])
  }

  @Test("An empty line ends the directives")
  func afterEmptyLine() { #expect(parse("\n# escape=`\nFROM a").escape == UInt8(ascii: "\\")) }

  @Test("A comment ends the directives")
  func afterComment() { #expect(parse("# hello\n# escape=`\nFROM a").escape == UInt8(ascii: "\\")) }

  @Test("An unknown directive ends the directives")
  func afterUnknown() { #expect(parse("# other=1\n# escape=`\nFROM a").directives.isEmpty) }

  @Test("An instruction ends the directives")
  func afterInstruction() { #expect(parse("FROM a\n# escape=`").directives.isEmpty) }

  @Test("A directive given twice is an error")
  func twice() {
    let file = parse("# escape=`\n# escape=\\\nFROM a")
    #expect(file.errors.map(\.kind) == [.duplicateDirective("escape")])
    #expect(file.errors.first?.description == "only one escape parser directive can be used")
    #expect(file.escape == UInt8(ascii: "`"))
  }

  @Test("Only a backslash or a backtick can escape")
  func invalidEscape() { #expect(parse("# escape=x\nFROM a").errors.map(\.kind) == [.invalidEscape("x")]) }

  @Test("A byte-order mark is no part of the first line")
  func byteOrderMark() {
    let file = parse("\u{FEFF}# escape=`\nFROM a")
    #expect(file.escape == UInt8(ascii: "`"))
    #expect(parse("\u{FEFF}FROM a").instructions.first?.keyword == .from)
    #expect(parse("\u{FEFF}FROM a").instructions.first?.span.short == "1:4-1:10")
  }

  @Test("A byte-order mark elsewhere stays")
  func laterByteOrderMark() { #expect(parse("FROM a\n\u{FEFF}RUN b").instructions[1].keyword == .unknown) }

  @Test("A directive is a comment as well")
  func isComment() { #expect(parse("# syntax=x\nFROM a").comments.map(\.text.string) == ["syntax=x"]) }

  @Test("A directive without a value is a comment")
  func withoutValue() { #expect(parse("# escape=\n# syntax=x\nFROM a").directives.isEmpty) }
}
