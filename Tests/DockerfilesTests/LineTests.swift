import Dockerfiles
import Testing

@Suite("Lines and continuations")
struct LineTests {
  @Test("A continued instruction is one instruction")
  func continuation() {
    let file = parse("FROM a\nRUN one \\\n  two\nUSER b\n")
    #expect(file.instructions.map(\.keyword) == [.from, .run, .user])
    #expect(file.instructions[1].strings == ["one   two"])
  }

  @Test("Blanks may stand behind the escape at the end of a line")
  func blanksBehindEscape() { #expect(instruction("RUN a \\ \t \n b")?.strings == ["a  b"]) }

  @Test("Two backslashes at the end do not continue a line")
  func doubledEscape() {
    let file = parse("FROM a\nRUN echo \\\\\nUSER b")
    #expect(file.instructions.map(\.keyword) == [.from, .run, .user])
    #expect(file.instructions[1].strings == ["echo \\\\"])
  }

  @Test("Three backslashes at the end do not continue a line either")
  func tripledEscape() { #expect(parse("FROM a\nRUN echo \\\\\\\nUSER b").instructions.count == 3) }

  @Test("A line of nothing but an escape joins the next one")
  func loneEscape() { #expect(parse("\\\nFROM a").instructions.map(\.keyword) == [.from]) }

  @Test("Comment lines inside a continued instruction drop out")
  func commentInside() {
    let file = parse("FROM a\nRUN one \\\n  # a comment\n# another\n  two")
    #expect(file.instructions[1].strings == ["one   two"])
    #expect(file.comments.map(\.text.string) == ["a comment", "another"])
    #expect(file.comments.map(\.span.short) == ["3:3-3:14", "4:1-4:10"])
  }

  @Test("A comment line that ends with an escape does not continue")
  func commentWithEscape() { #expect(instruction("RUN a \\\n# c \\\nb")?.strings == ["a b"]) }

  @Test("Empty lines inside a continued instruction drop out, with a warning")
  func emptyInside() {
    let file = parse("FROM a\nRUN one \\\n\n \t\n two")
    #expect(file.instructions[1].strings == ["one  two"])
    #expect(file.emptyContinuations.map(\.start.line) == [3, 4])
    #expect(file.errors.isEmpty)
  }

  @Test("A hash sign inside a line is no comment")
  func hashInLine() { #expect(instruction("RUN echo # not a comment")?.strings == ["echo # not a comment"]) }

  @Test("An instruction may be continued to the end of the file")
  func continuedToEnd() { #expect(instruction("RUN a \\")?.strings == ["a"]) }

  @Test("Carriage returns at the end of lines go")
  func carriageReturns() {
    let file = parse("FROM a\r\nRUN one \\\r\n two\r\n")
    #expect(file.instructions[0].strings == ["a"])
    #expect(file.instructions[1].strings == ["one  two"])
  }

  @Test("White space before an instruction goes")
  func indented() { #expect(parse("  \t FROM a").instructions.first?.span.short == "1:5-1:11") }

  @Test("Keywords are recognised in any case, and kept as written")
  func keywordCase() {
    let file = parse("from a\nrUn b")
    #expect(file.instructions.map(\.keyword) == [.from, .run])
    #expect(file.instructions.map(\.name.string) == ["from", "rUn"])
  }

  @Test("Vertical tabs and form feeds part words")
  func oddBlanks() { #expect(instruction("EXPOSE\u{0B}80\u{0C}81")?.strings == ["80", "81"]) }

  @Test("A line of 65,535 bytes is read")
  func longestLine() {
    let file = parse("FROM a\nRUN " + String(repeating: "x", count: 65_531) + "\n")
    #expect(file.errors.isEmpty)
  }

  @Test("A longer line is an error, and is read all the same")
  func tooLongLine() {
    let file = parse("FROM a\nRUN " + String(repeating: "x", count: 65_532) + "\nUSER b")
    #expect(file.errors.map(\.kind) == [.lineTooLong])
    #expect(file.errors.first?.span.start.line == 2)
    #expect(file.instructions.count == 3)
  }

  @Test("A file over the limit is read up to the limit, with an error")
  func tooLargeFile() {
    let file = DockerfileParser.parse(Array("FROM a\nUSER b\nUSER c".utf8), limit: 14)
    #expect(file.errors.map(\.kind) == [.fileTooLarge(limit: 14)])
    #expect(file.instructions.count == 2)
  }

  @Test("Too many words end the reading with an error")
  func tooManyWords() {
    let file = parse("FROM a\n" + String(repeating: "EXPOSE 1 2 3 4 5 6 7 8 9\n", count: 30_000))
    #expect(file.errors.contains { $0.kind == .tooManyTokens(limit: ParserLimits.tokens) })
    #expect(file.instructions.count < 30_000)
  }

  @Test("Comments directly above an instruction belong to it")
  func commentsAbove() {
    let file = parse("# far\n\n# near\n# nearer\nFROM a\n# b\nUSER b")
    #expect(file.instructions[0].comments.map(\.text.string) == ["near", "nearer"])
    #expect(file.instructions[1].comments.map(\.text.string) == ["b"])
  }
}
