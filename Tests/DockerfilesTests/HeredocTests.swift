import Dockerfiles
import Testing

@Suite("Heredocs")
struct HeredocTests {
  @Test("A heredoc takes the lines up to its name")
  func simple() throws {
    let file = parse("FROM a\nRUN <<EOF\n  one\n# not a comment\nEOF\nUSER b")
    let heredoc = try #require(file.instructions[1].heredocs.first)
    #expect(heredoc.content.string == "  one\n# not a comment\n")
    #expect(heredoc.isExpanded)
    #expect(heredoc.terminator?.short == "5:1-5:4")
    #expect(file.instructions[1].span.short == "2:1-5:4")
    #expect(file.instructions.map(\.keyword) == [.from, .run, .user])
    #expect(file.comments.isEmpty)
  }

  @Test("Any quote in the name turns the expansion off", arguments: ["'EOF'", "\"EOF\"", "E'O'F", "\"E\"OF"])
  func quoted(_ name: String) throws {
    let file = parse("FROM a\nCOPY <<\(name) /x\n$a\nEOF\n")
    let heredoc = try #require(file.instructions[1].heredocs.first)
    #expect(heredoc.name == Array("EOF".utf8))
    #expect(!heredoc.isExpanded)
    #expect(file.errors.isEmpty)
  }

  @Test("A dash takes tabs away, from the lines and from the last one, but no blanks")
  func dash() throws {
    let file = parse("FROM a\nRUN <<-EOF\n\t\tone\n\t  two\n\t EOF\n\tEOF\n")
    let heredoc = try #require(file.instructions[1].heredocs.first)
    #expect(heredoc.stripsTabs)
    #expect(heredoc.content.string == "\t\tone\n\t  two\n\t EOF\n")
    #expect(heredoc.text.string == "one\n  two\n EOF\n")
    #expect(file.span(of: heredoc.text, 0..<3).short == "3:3-3:6")
    #expect(file.span(of: heredoc.text, 4..<5).short == "4:2-4:3")
  }

  @Test("A number before the operator is the file descriptor")
  func descriptor() {
    #expect(parse("FROM a\nRUN cat 3<<EOF\nx\nEOF").instructions[1].heredocs.map(\.fileDescriptor) == [3])
  }

  @Test("Several heredocs follow each other")
  func several() throws {
    let file = parse("FROM a\nCOPY <<one <<\"two\" /d/\n1\none\n2\ntwo\nUSER b")
    let found = file.instructions[1]
    #expect(found.heredocs.map(\.content.string) == ["1\n", "2\n"])
    guard case .copy(let sources, let destination, _) = found.body else { return #expect(Bool(false)) }
    guard case .heredoc(_, index: 0) = sources[0], case .heredoc(_, index: 1) = sources[1] else {
      return #expect(Bool(false))
    }
    #expect(destination?.string == "/d/")
    #expect(file.instructions.count == 3)
  }

  @Test("A heredoc may be opened on a continued line")
  func continued() {
    let file = parse("FROM a\nRUN cat \\\n  <<EOF && \\\n  x\nbody\nEOF\nUSER b")
    #expect(file.instructions[1].heredocs.map(\.content.string) == ["body\n"])
    #expect(file.instructions[1].heredocs.first?.word.span.short == "3:3-3:8")
  }

  @Test("ONBUILD of RUN, COPY and ADD can open one", arguments: ["RUN", "COPY", "ADD"])
  func onbuild(_ keyword: String) {
    let file = parse("FROM a\nONBUILD \(keyword) <<EOF /x\nbody\nEOF\n")
    guard case .trigger(let inner?) = file.instructions[1].body else { return #expect(Bool(false)) }
    #expect(inner.heredocs.map(\.content.string) == ["body\n"])
    #expect(file.errors.isEmpty)
  }

  @Test("Other instructions cannot open one")
  func elsewhere() { #expect(instruction("CMD cat <<EOF")?.heredocs.isEmpty == true) }

  @Test("A JSON form cannot open one")
  func inArray() { #expect(instruction("RUN [\"cat\", \"<<EOF\"]")?.heredocs.isEmpty == true) }

  @Test("A here-string opens none")
  func hereString() { #expect(instruction("RUN cat <<<EOF")?.heredocs.isEmpty == true) }

  @Test("A quoted operator opens none")
  func quotedOperator() { #expect(instruction("RUN echo \"<<EOF\"")?.heredocs.isEmpty == true) }

  @Test("A line with an open quote opens none")
  func openQuote() { #expect(instruction("RUN echo it's <<EOF")?.heredocs.isEmpty == true) }

  @Test("The heredoc lexer escapes with a backslash, whatever the directive says")
  func escape() throws {
    let file = parse("# escape=`\nFROM a\nRUN cat <<E\\OF\nx\nEOF\nUSER b")
    #expect(file.instructions[1].heredocs.map(\.content.string) == ["x\n"])
    #expect(file.instructions[1].heredocs.first?.isExpanded == true)
  }

  @Test("Escapes and continuations in the document stay")
  func rawContent() {
    let file = parse("FROM a\nRUN <<EOF\na \\\nb\n\nEOF")
    #expect(file.instructions[1].heredocs.map(\.content.string) == ["a \\\nb\n\n"])
  }

  @Test("Hash signs in a document are content")
  func hashSigns() {
    let file = parse("FROM a\nRUN <<EOF\n# one\n#!/bin/sh\nEOF\n# two\nUSER x")
    #expect(file.instructions[1].heredocs.map(\.content.string) == ["# one\n#!/bin/sh\n"])
    #expect(file.instructions.count == 3 && file.comments.map(\.text.string) == ["two"])
  }

  @Test("An unterminated heredoc is an error, and the next instruction is read")
  func unterminated() {
    let file = parse("FROM a\nRUN <<EOF\nbody\n EOF\nCOPY b /c\n")
    #expect(file.errors.map(\.kind) == [.unterminatedHeredoc("EOF")])
    #expect(file.errors.first?.span.short == "2:5-2:10")
    #expect(file.instructions.map(\.keyword) == [.from, .run, .copy])
    #expect(file.instructions[1].heredocs.map(\.content.string) == ["body\n EOF\n"])
  }

  @Test("A heredoc cannot be the destination")
  func destination() { #expect(errors("COPY a <<EOF\nEOF") == [.heredocDestination("COPY")]) }

  @Test("A variable in the name is not replaced")
  func variableName() {
    #expect(parse("FROM a\nRUN cat <<$X\nb\n$X\n").instructions[1].heredocs.map(\.content.string) == ["b\n"])
  }

  @Test("The last line may lack its line break")
  func lastLine() { #expect(errors("RUN <<EOF\nx\nEOF").isEmpty) }

  @Test("Carriage returns do not hide the last line")
  func carriageReturn() { #expect(errors("RUN <<EOF\r\nx\r\nEOF\r\n").isEmpty) }

  @Test("An instruction with too many heredocs is an error")
  func tooMany() {
    let file = parse(
      "FROM a\nRUN a" + String(repeating: " <<E", count: 2_000) + "\n"
        + String(repeating: "E\n", count: 2_000))
    #expect(file.errors.contains { $0.kind == .tooManyTokens(limit: ParserLimits.tokens) })
    #expect(file.instructions[1].heredocs.count == ParserLimits.heredocs)
  }

  @Test("Thousands of unterminated heredocs take no quadratic time, and none hides the rest")
  func manyUnterminated() {
    let file = parse("FROM a\n" + String(repeating: "RUN <<E\n", count: 50_000) + "USER b")
    #expect(file.instructions.count == 50_002)
    #expect(file.errors.count == 50_000)
  }
}
