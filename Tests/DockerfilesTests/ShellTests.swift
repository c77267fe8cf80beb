import Dockerfiles
import Testing

@Suite("Shell texts")
struct ShellTests {
  private func script(_ text: String) -> ShellScript {
    let bytes = Array(text.utf8)
    return ShellWords.script(SourceText(bytes, bytes.indices))
  }

  private func words(_ text: String) -> [[String]] { script(text).commands.map { $0.words.map(\.string) } }

  @Test("Operators part commands, and tell how they hang together")
  func operators() {
    let found = script("a && b || c; d | e & f\ng").commands
    #expect(found.map { $0.words.map(\.string) } == [["a"], ["b"], ["c"], ["d"], ["e"], ["f"], ["g"]])
    #expect(found.map(\.joint) == [.first, .and, .or, .sequence, .pipe, .background, .sequence])
    #expect(found[3].pipeline == found[4].pipeline)
    #expect(found[2].pipeline != found[3].pipeline)
  }

  @Test(
    "Quotes hold words together and go",
    arguments: [
      ("a 'b c' \"d e\" f\\ g", ["a", "b c", "d e", "f g"]), ("a\"b\"'c'd", ["abcd"]), ("a ''", ["a", ""]),
      ("a \"x'y\" 'x\"y'", ["a", "x'y", "x\"y"]), ("a \"\\$b \\n \\\"\"", ["a", "$b \\n \""]),
      ("a $'x\\ty\\''", ["a", "x\ty'"]),
      ("curl -u user:'p;w|d' x", ["curl", "-u", "user:p;w|d", "x"]), ("a \"open", ["a", "open"]),
      ("a 'open", ["a", "open"]),
      ("a b\\\n c", ["a", "b", "c"]), ("a # b\n", ["a"]), ("a b#c", ["a", "b#c"]),
    ])
  func quoting(_ text: String, _ expected: [String]) { #expect(words(text) == [expected]) }

  @Test("Assignments before a command are its own")
  func assignments() {
    let found = script("A=1 B='x y' cmd C=2").commands
    #expect(found[0].assignments.map { "\($0.name)=\($0.value.string)" } == ["A=1", "B=x y"])
    #expect(found[0].words.map(\.string) == ["cmd", "C=2"])
    #expect(script("A=1; B=2").commands.map(\.assignments.count) == [1, 1])
    #expect(script("A+=1").commands[0].assignments.map(\.name) == ["A"])
    #expect(script("1A=1").commands[0].assignments.isEmpty)
  }

  @Test(
    "export, env and their kin set variables",
    arguments: ["export", "env", "declare -x", "local", "readonly"])
  func exports(_ command: String) {
    let found = script("\(command) A=b\"c d\" E").commands
    #expect(found[0].exports.map { "\($0.name)=\($0.value.string)" } == ["A=bc d"])
  }

  @Test("Redirections have a descriptor, a target and a kind")
  func redirections() {
    let found = script("echo \"$T\" > /root/.npmrc 2>&1 3<in >>log &>all a").commands[0]
    #expect(found.words.map(\.string) == ["echo", "$T", "a"])
    #expect(found.redirections.map(\.operation) == [">", ">&", "<", ">>", "&>"])
    #expect(found.redirections.map(\.target.string) == ["/root/.npmrc", "1", "in", "log", "all"])
    #expect(found.redirections.map(\.descriptor) == [nil, 2, 3, nil, nil])
    #expect(found.redirections.map(\.writesOutput) == [true, false, false, true, true])
  }

  @Test("Variables are found outside single quotes")
  func variables() {
    let found = script("cmd $A \"x${B}y\" '$C' \\$D ${E:-$F} $(G=1) ${#H} $1 $$").commands[0]
    #expect(found.words.flatMap(\.variables).map(\.name) == ["A", "B", "E", "F", "H", "1", "$"])
    #expect(found.words[1].isExpanded)
    #expect(!found.words[3].isExpanded)
    #expect(found.words[2].value.string == "x${B}y")
  }

  @Test(
    "The commands of a substitution are commands, with a parent",
    arguments: [
      "echo $(cat /run/x | tr a b)", "echo \"`cat /run/x | tr a b`\"", "echo \"$(cat /run/x | tr a b)\"",
      "echo <(cat /run/x | tr a b)",
      "echo ${x:-$(cat /run/x | tr a b)}",
    ])
  func substitution(_ text: String) {
    let found = script(text).commands
    #expect(found.map(\.name) == ["echo", "cat", "tr"])
    #expect(found.map(\.parent) == [nil, found[0].id, found[0].id])
    #expect(found[2].joint == .pipe)
  }

  @Test("Subshells and groups are gone through")
  func groups() { #expect(words("(a; b) && { c; d; }") == [["a"], ["b"], ["c"], ["d"]]) }

  @Test("The words of the shell's own language are no commands")
  func keywords() {
    #expect(
      words("if [ -f x ]; then a; elif b; then c; else d; fi") == [
        ["[", "-f", "x", "]"], ["a"], ["b"], ["c"], ["d"],
      ])
    #expect(words("for i in 1 2; do a $i; done") == [["for", "i", "in", "1", "2"], ["a", "$i"]])
    #expect(words("while ! a; do b; done") == [["a"], ["b"]])
    #expect(words("f() { a; }; f") == [["a"], ["f"]])
    #expect(words("function f { a; }") == [["a"]])
    #expect(words("[[ a && b < c ]] && d") == [["[[", "a", "b", "c", "]]"], ["d"]])
  }

  @Test("The branches of a case are gone through, its patterns are not")
  func cases() {
    let text = "case \"$(arch)\" in amd64) a ;; arm*|x) b; c ;; *) d ;; esac; e"
    #expect(
      script(text).commands.filter { $0.parent == nil }.dropFirst().map(\.name) == ["a", "b", "c", "d", "e"])
  }

  @Test("Arithmetic is no command") func arithmetic() {
    #expect(words("a $((1 + (2*3))) && ((i++)); b") == [["a", "$((1 + (2*3)))"], ["b"]])
  }

  @Test("A here-document belongs to its command")
  func hereDocument() {
    let found = script("cat > f <<EOF && b\nline $X\nEOF\nc").commands
    #expect(found.map(\.name) == ["cat", "b", "c"])
    #expect(found[0].redirections.last?.document?.string == "line $X\n")
    #expect(script("cat <<-'E'\n\tx\n\tE\nc").commands[0].redirections[0].document?.string == "x\n")
    #expect(script("cat <<<word").commands[0].redirections[0].target.string == "word")
  }

  @Test(
    "A shell with -c is looked into",
    arguments: ["sh -c 'a; b'", "/bin/bash -exc \"a; b\"", "sudo x; bash -l -c 'a; b'"])
  func nestedShell(_ text: String) { #expect(script(text).commands.suffix(2).map(\.name) == ["a", "b"]) }

  @Test("A word knows its place in the Dockerfile, over continuations and heredocs")
  func positions() throws {
    let file = parse(
      "FROM a\nRUN x && \\\n  curl -u \"me:$P\" \\\n    # why\n    https://h\nRUN <<EOF\na\n  docker login -p pw\nEOF"
    )
    let curl = try #require(ShellWords.script(of: file.instructions[1]).commands.last)
    #expect(
      curl.words.map { file.span(of: $0.text).short } == ["3:3-3:7", "3:8-3:10", "3:11-3:18", "5:5-5:14"])
    #expect(file.span(of: curl.words[2].value, 0..<2).short == "3:12-3:14")
    #expect(curl.words[2].variables.map { file.span($0.range).short } == ["3:15-3:17"])
    let login = try #require(ShellWords.script(of: file.instructions[2]).commands.last)
    #expect(login.words.map { file.span(of: $0.text).start.line } == [8, 8, 8, 8])
    #expect(file.slice(file.span(login.range)) == "docker login -p pw")
  }

  @Test("The heredocs of a RUN reach its command")
  func runHeredoc() throws {
    let file = parse("FROM a\nRUN cat <<EOF > /etc/x && b\nsecret\nEOF\nRUN c")
    let found = ShellWords.script(of: file.instructions[1]).commands
    #expect(found.map(\.name) == ["cat", "b"])
    let document = try #require(found[0].redirections.first?.document)
    #expect(document.string == "secret\n")
    #expect(file.span(of: document, 0..<6).short == "3:1-3:7")
  }

  @Test("A heredoc script for another interpreter is that one's input")
  func shebang() {
    let file = parse(
      "FROM a\nRUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF\nRUN <<EOF\n#!/bin/bash\na\nEOF")
    let python = ShellWords.script(of: file.instructions[1]).commands
    #expect(python.map { $0.words.map(\.string) } == [["/usr/bin/env python3"]])
    #expect(python[0].redirections[0].document?.string.contains("print(1)") == true)
    #expect(ShellWords.script(of: file.instructions[2]).commands.map(\.name) == ["a"])
  }

  @Test("An exec form is one command; nothing in it is special but a shell's text")
  func exec() {
    let plain = parse("FROM a\nCMD [\"echo\", \"$X; y\"]").instructions[1]
    #expect(ShellWords.script(of: plain).commands.map { $0.words.map(\.string) } == [["echo", "$X; y"]])
    let shell = parse("FROM a\nENTRYPOINT [\"/bin/sh\", \"-c\", \"echo $X && b\"]").instructions[1]
    #expect(ShellWords.script(of: shell).commands.map(\.name) == ["sh", "echo", "b"])
  }

  @Test("HEALTHCHECK and ONBUILD have commands too")
  func elsewhere() {
    let file = parse("FROM a\nHEALTHCHECK CMD curl x || exit 1\nONBUILD RUN a; b")
    #expect(ShellWords.script(of: file.instructions[1]).commands.map(\.name) == ["curl", "exit"])
    #expect(ShellWords.script(of: file.instructions[2]).commands.map(\.name) == ["a", "b"])
  }

  @Test(
    "Deep nesting ends the reading, not the program",
    arguments: ["$(", "(", "`", "\"${x:-", "<(", "sh -c \"", "case x in (", "{ ", "\"$("])
  func deep(_ text: String) {
    let found = script(String(repeating: text, count: 20_000))
    #expect(found.commands.count <= ShellWords.commandLimit + 1)
  }

  @Test("A text with too many commands is cut, and says so")
  func tooMany() { #expect(script(String(repeating: "a;", count: 40_000)).isTruncated) }
}
