import Dockerfiles
import Testing

@Suite("Ignore files")
struct IgnoreTests {
  private func ignored(_ rules: String, _ path: String) -> Bool {
    IgnoreFile(Array(rules.utf8)).ignores(path)
  }

  @Test(
    "Patterns match from the root, with the files below a folder",
    arguments: [
      ("a", "a", true), ("a", "a/b/c", true), ("a", "b/a", false), ("/a", "a", true), ("a/", "a/b", true),
      ("./a", "a", true), ("a//b/../c", "a/c", true), ("*.md", "x.md", true), ("*.md", "d/x.md", false),
      ("*/*.md", "d/x.md", true), ("*/temp*", "d/temporary/x", true), ("temp?", "tempa", true),
      ("temp?", "temp", false),
      ("temp?", "temp/", false), ("**/*.go", "x.go", true), ("**/*.go", "a/b/x.go", true),
      ("**/.git", "a/.git", true),
      ("**/.git", ".git", true), ("**/.git", "a.git", false), ("**", "anything/at/all", true),
      ("a/**", "a/b", true), ("a/**", "a", false),
      ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true), ("a/**/b", "a/x/yb", false),
      ("**/a/**", "x/a/y", true), ("a**", "abc/d", true),
      ("*", "a", true), ("*", ".env", true), ("[a-c].txt", "b.txt", true), ("[^a-c].txt", "b.txt", false),
      ("[^a-c].txt", "d.txt", true), ("a\\*", "a*", true), ("a\\*", "ab", false), ("a.b", "axb", false),
      ("a+b(c)", "a+b(c)", true),
      ("[.]env", ".env", true), ("  a  ", "a", true), ("a b", "a b", true), ("a#b", "a#b", true),
      (".", "a", false),
      ("\u{FEFF}a", "a", true), ("a\r", "a", true), ("*a", "ba", true), ("a*z", "a/z", false),
      ("a?z", "a/z", false),
    ])
  func matching(_ pattern: String, _ path: String, _ isIgnored: Bool) {
    #expect(ignored(pattern, path) == isIgnored)
  }

  @Test("A hash sign is a comment in the first column only")
  func comments() {
    #expect(!ignored("#a", "#a"))
    #expect(ignored(" #a", "#a"))
    #expect(IgnoreFile(Array("# x\n\n  \na".utf8)).rules.map(\.line) == [4])
  }

  @Test(
    "The last rule that matches decides",
    arguments: [
      ("*\n!a", "a", false), ("*\n!a", "b", true), ("!a\n*", "a", true),
      ("*.md\n!README*.md\nREADME-secret.md", "README-secret.md", true),
      ("*.md\nREADME-secret.md\n!README*.md", "README-secret.md", false), ("a\n! a", "a", false),
      ("a\n!/a", "a", false),
    ])
  func lastWins(_ rules: String, _ path: String, _ isIgnored: Bool) {
    #expect(ignored(rules, path) == isIgnored)
  }

  @Test("A file below a folder that is left out can be taken in again")
  func reincluded() {
    let rules = "*\n!src/keep.txt\n!lib\nlib/secret"
    #expect(!ignored(rules, "src/keep.txt"))
    #expect(ignored(rules, "src/other.txt"))
    #expect(!ignored(rules, "lib/a/b"))
    #expect(ignored(rules, "lib/secret/b"))
  }

  @Test("The rule that decides about a file is told, with its line")
  func decidingRule() {
    let file = IgnoreFile(Array("# x\n*\n!a".utf8))
    #expect(file.decidingRule(for: "a/b")?.line == 3)
    #expect(file.decidingRule(for: "b")?.line == 2)
    #expect(IgnoreFile().decidingRule(for: "b") == nil)
  }

  @Test("A walk that hands on what it found about folders says the same")
  func walking() {
    let file = IgnoreFile(Array("**/tmp\n!a/tmp/keep\n*.o".utf8))
    let (_, a) = file.ignores("a", in: nil)
    let (isTmpIgnored, tmp) = file.ignores("a/tmp", in: a)
    #expect(isTmpIgnored)
    #expect(file.ignores("a/tmp/x", in: tmp).0)
    #expect(!file.ignores("a/tmp/keep", in: tmp).0)
    #expect(!file.ignores("a/tmp/keep"))
  }

  @Test(
    "A malformed pattern is told with its line",
    arguments: [
      ("a\n!", 2, "illegal exclusion pattern: \"!\""), ("[", 1, "syntax error in pattern"),
      ("a\n\nb[]", 3, "syntax error in pattern"),
      ("a\\", 1, "syntax error in pattern"), ("[a-]", 1, "syntax error in pattern"),
      ("![b-a]", 1, "syntax error in pattern"),
    ])
  func malformed(_ rules: String, _ line: Int, _ reason: String) {
    let file = IgnoreFile(Array(rules.utf8))
    #expect(file.problems.map(\.line) == [line])
    #expect(file.problems.map(\.reason) == [reason])
  }

  @Test("The ignore file beside the Dockerfile replaces the one at the root")
  func names() {
    #expect(
      IgnoreFile.candidates(forDockerfile: "docker/app.Dockerfile").map(\.path) == [
        "docker/app.Dockerfile.dockerignore", ".dockerignore",
      ])
    #expect(
      IgnoreFile.chosen(forDockerfile: "D", besideExists: true, rootExists: true)?.path == "D.dockerignore")
    #expect(
      IgnoreFile.chosen(forDockerfile: "D", besideExists: false, rootExists: true)?.path == ".dockerignore")
    #expect(IgnoreFile.chosen(forDockerfile: "D", besideExists: false, rootExists: false) == nil)
  }

  @Test("Hostile patterns take no exponential time")
  func hostile() {
    let pattern = String(repeating: "*a", count: 200) + "b"
    #expect(!ignored(pattern, String(repeating: "a", count: 2_000)))
    #expect(!ignored(String(repeating: "**/", count: 100) + "*b", String(repeating: "a/", count: 200) + "a"))
  }
}

@Suite("COPY sources")
struct CopyTests {
  private let entries = [
    ContextEntry(path: "a", isFolder: true), ContextEntry(path: "a/one.txt"),
    ContextEntry(path: "a/b", isFolder: true),
    ContextEntry(path: "a/b/two.txt"), ContextEntry(path: "a/b/.env"), ContextEntry(path: "three.txt"),
    ContextEntry(path: "four.md"), ContextEntry(path: "abc", isFolder: true),
    ContextEntry(path: "abc/five.txt"),
  ]

  private func taken(_ sources: String..., excludes: [String] = [], parents: Bool = false) throws -> [String]
  {
    try CopySelection(sources: sources, excludes: excludes, keepsParents: parents).files(in: entries)
      .map { "\($0.path)>\($0.name)" }
  }

  @Test("A file is taken under its own name")
  func file() throws {
    #expect(
      try taken("a/one.txt", "./three.txt", "/four.md") == [
        "a/one.txt>one.txt", "three.txt>three.txt", "four.md>four.md",
      ])
  }

  @Test("Of a folder the contents are taken")
  func folder() throws {
    #expect(try taken("a/") == ["a/one.txt>one.txt", "a/b/two.txt>b/two.txt", "a/b/.env>b/.env"])
  }

  @Test("A dot takes all, dot files with it")
  func everything() throws { #expect(try taken(".").count == 6) }

  @Test("Two dots do not lead out of the context")
  func outside() throws { #expect(try taken("../../three.txt") == ["three.txt>three.txt"]) }

  @Test("A wildcard does not cross a slash")
  func wildcard() throws {
    #expect(try taken("*.txt") == ["three.txt>three.txt"])
    #expect(try taken("a/*.txt") == ["a/one.txt>one.txt"])
    #expect(try taken("*/*.txt") == ["a/one.txt>one.txt", "abc/five.txt>five.txt"])
    #expect(try taken("**/*.txt") == ["a/one.txt>one.txt", "abc/five.txt>five.txt"])
  }

  @Test("A folder that a wildcard names brings its contents")
  func wildcardFolder() throws {
    #expect(
      try taken("a*") == [
        "a/one.txt>one.txt", "a/b/two.txt>b/two.txt", "a/b/.env>b/.env", "abc/five.txt>five.txt",
      ])
    #expect(try taken("[a]/?") == ["a/b/two.txt>two.txt", "a/b/.env>.env"])
  }

  @Test("A name that only begins alike is not taken")
  func prefix() throws { #expect(try taken("ab").isEmpty) }

  @Test("Excludes are relative to the source, and may span folders")
  func excludes() throws {
    #expect(try taken("a", excludes: ["b"]) == ["a/one.txt>one.txt"])
    #expect(try taken("a", excludes: ["**/*.txt"]) == ["a/b/.env>b/.env"])
    #expect(try taken("*.txt", "*.md", excludes: ["*.txt"]) == ["four.md>four.md"])
    #expect(try taken(".", excludes: ["**", "!four.md"]) == ["four.md>four.md"])
  }

  @Test("With --parents the path stays, and ** spans folders")
  func parents() throws {
    #expect(try taken("a/one.txt", parents: true) == ["a/one.txt>a/one.txt"])
    #expect(try taken("**/two.txt", parents: true) == ["a/b/two.txt>a/b/two.txt"])
    #expect(try taken("a/b", parents: true) == ["a/b/two.txt>a/b/two.txt", "a/b/.env>a/b/.env"])
    #expect(try taken("a/./b/*.txt", parents: true) == ["a/b/two.txt>b/two.txt"])
  }

  @Test("A pattern with wrong brackets matches nothing")
  func malformed() throws {
    #expect(CopyPattern("a[").isMalformed)
    #expect(try taken("a[").isEmpty)
  }

  @Test("A pattern knows its part without wildcards")
  func base() {
    #expect(CopyPattern("/x/./y/*.z/w").base == "x/y")
    #expect(CopyPattern("a\\*b").base == "a\\*b")
    #expect(!CopyPattern("a\\*b").hasWildcards)
  }
}
