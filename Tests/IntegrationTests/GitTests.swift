import Foundation
import Testing

/// `contraband git`: what commits add.
@Suite("Git history")
struct GitTests {
  private let token = Tokens.gitHub("git")

  @Test("tells the commit that added a secret, also where a later one removed it")
  func addedAndRemoved() throws {
    let repository = try GitFixture()
    try repository.commit("a.txt", "hello\n")
    let id = try repository.commit("conf/app.txt", "first\n" + tokenLine(token), "Add the settings\n\nBody")
    try repository.git("rm", "-q", "conf/app.txt")
    try repository.commit("Remove them")
    let result = try repository.scan()
    result.expectComplete()
    let finding = try #require(result.findings(of: token).first)
    #expect(result.findings.count == 1)
    #expect(finding.location.kind == "git" && finding.location.path == "conf/app.txt")
    #expect(finding.location.line == 2 && finding.location.column == 14)
    #expect(finding.commit == .init(id: id, date: "2026-01-02T02:04:05Z", subject: "Add the settings"))
    #expect(try result.report().coverage.commits == 3)
    #expect(!result.command.text.contains("example.com"))
  }

  @Test("leaves out what the range leaves out")
  func range() throws {
    let repository = try GitFixture()
    try repository.commit("a.txt", tokenLine(token))
    try repository.commit("b.txt", "nothing\n")
    #expect(try repository.scan("HEAD~1..HEAD").status == 0)
    #expect(try repository.scan("HEAD", "^HEAD~1").status == 0)
    try repository.scan("HEAD~1").expectFound(token)
    try repository.scan("--all").expectFound(token)
  }

  @Test("does not count a secret that the file held before, however it is edited, moved or renamed")
  func heldBefore() throws {
    let repository = try GitFixture()
    let body = (0..<30).map { "line \($0)\n" }.joined()
    try repository.commit("a.txt", body + tokenLine(token))
    try repository.git("tag", "old")
    try repository.commit("a.txt", tokenLine(token) + body)
    try repository.commit("a.txt", "more: " + tokenLine(token) + body)
    try repository.git("mv", "a.txt", "renamed.txt")
    try repository.commit("renamed.txt", "even more: " + tokenLine(token) + body)
    let result = try repository.scan("old..")
    #expect(result.status == 0)
    #expect(try repository.scan().places(of: token).count == 1)
    // A second secret beside it is new.
    let other = Tokens.gitHub("other")
    let id = try repository.commit("renamed.txt", "even more: " + tokenLine(token) + tokenLine(other) + body)
    let more = try repository.scan("old..")
    #expect(more.findings.map(\.secret.redacted) == [Tokens.redacted(other)])
    #expect(more.findings.first?.commit?.id == id)
  }

  @Test("of a merge counts only what no parent has")
  func merges() throws {
    let repository = try GitFixture()
    try repository.commit("a.txt", "a\nb\nc\n")
    try repository.git("checkout", "-q", "-b", "topic")
    let topic = try repository.commit("topic.txt", tokenLine(token))
    try repository.git("checkout", "-q", "main")
    try repository.commit("main.txt", "main\n")
    try repository.git("merge", "-q", "--no-commit", "topic")
    let evil = Tokens.gitHub("evil merge")
    let merge = try repository.commit("a.txt", "a\nb\nc\n" + tokenLine(evil), "Merge")
    let result = try repository.scan()
    #expect(result.findings(of: token).map(\.commit?.id) == [topic])
    #expect(result.places(of: token).count == 1)
    #expect(result.findings(of: evil).map(\.commit?.id) == [merge])
  }

  @Test("searches commit messages")
  func messages() throws {
    let repository = try GitFixture()
    let id = try repository.commit("a.txt", "a\n", "Use \(token)\n\nand more")
    let result = try repository.scan()
    let finding = try #require(result.findings(of: token).first)
    #expect(finding.location.path == "(commit message)" && finding.location.line == 1)
    #expect(finding.commit?.id == id)
    #expect(finding.commit?.subject.contains(token) == false)
  }

  @Test(
    "searches files whatever their names",
    arguments: ["new\nline", "quote\"s", "tab\tbed", "-option", "(commit message)", ":colon", "spaced out "])
  func names(_ name: String) throws {
    let repository = try GitFixture()
    try repository.commit(name, tokenLine(token))
    let result = try repository.scan()
    result.expectComplete()
    #expect(result.places(of: token).map(\.location.path) == [name])
  }

  @Test("searches files whose names are no UTF-8")
  func rawNames() throws {
    let repository = try GitFixture()
    try repository.write("plain", tokenLine(token))
    let blob = try repository.git("hash-object", "-w", "plain")
    try repository.place.write("index", Array("100644 \(blob)\t".utf8) + [0xff, 0xfe, 0x0a])
    try CommandRunner.tool(
      ["git", "update-index", "--index-info"], input: .file(repository.place.path("index")),
      in: repository.folder, environment: GitFixture.environment())
    try repository.git("commit", "-q", "-m", "raw")
    let result = try repository.scan()
    #expect(result.places(of: token).map(\.location.path) == ["\u{fffd}\u{fffd}"])
  }

  @Test("searches binary files, and the archives in a commit")
  func binaries() throws {
    let repository = try GitFixture()
    let inside = Tokens.gitHub("in an archive")
    try repository.write("binary", [0, 1, 2, 255] + Array(tokenLine(token).utf8) + [0, 0])
    try repository.place.write("inner.txt", tokenLine(inside))
    try CommandRunner.tool(
      ["tar", "-czf", repository.folder + "/a.tgz", "-C", repository.place.folder, "inner.txt"])
    try repository.commit("binary and archive")
    let result = try repository.scan()
    result.expectComplete()
    result.expectFound(token, inside)
    #expect(result.findings(of: inside).map(\.location.nested) == [["inner.txt"]])
  }

  @Test("says that content of Git LFS and of submodules is not there, and searches what LFS holds here")
  func pointers() throws {
    let repository = try GitFixture()
    let content = tokenLine(token)
    let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bb8a2fd9a6c6d7ae8f0a8"
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest)\nsize \(content.count)\n"
    try repository.write("large.bin", pointer)
    let commit = try repository.commit("a.txt", "a\n")
    try repository.git("update-index", "--add", "--cacheinfo", "160000,\(commit),module")
    try repository.git("commit", "-q", "-m", "module")
    let result = try repository.scan()
    #expect(result.status == 0)
    let notes = try result.report().notes ?? []
    #expect(notes.contains { $0.contains("LFS") && $0.contains("large.bin") })
    #expect(notes.contains { $0.contains("submodule") && $0.contains("module") })
    try repository.write(".git/lfs/objects/9f/86/\(digest)", content)
    let here = try repository.scan()
    here.expectFound(token)
    #expect(here.places(of: token).map(\.location.path) == ["large.bin"])
  }

  @Test("says that a shallow clone is one")
  func shallow() throws {
    let repository = try GitFixture()
    try repository.commit("a.txt", "a\n")
    try repository.commit("a.txt", "b\n")
    let clone = repository.place.path("clone")
    try repository.git("clone", "-q", "--depth", "1", "file://" + repository.folder, clone)
    let result = try Contraband.scan(["git", "-C", clone])
    #expect(result.status == 0)
    #expect(try result.report().coverage.commits == 1)
    #expect(try result.report().notes?.contains { $0.contains("shallow") } == true)
  }

  @Test("reads repositories of SHA-256")
  func sha256() throws {
    let repository = try GitFixture(["--object-format=sha256"])
    let id = try repository.commit("a.txt", tokenLine(token))
    #expect(id.count == 64)
    #expect(try repository.scan().findings(of: token).map(\.commit?.id) == [id])
  }

  @Test("passes an empty repository, and says that it is empty")
  func empty() throws {
    let result = try GitFixture().scan()
    #expect(result.status == 0)
    #expect(try result.report().notes == ["the repository has no commits yet"])
  }

  @Test("searches what the index adds, before and after the first commit")
  func staged() throws {
    let repository = try GitFixture()
    try repository.write("a.txt", tokenLine(token))
    #expect(try repository.scan("--staged").status == 0)
    try repository.git("add", "a.txt")
    let first = try repository.scan("--staged")
    first.expectFound(token)
    #expect(first.findings.allSatisfy { $0.commit == nil })
    try repository.commit("first")
    try repository.write("a.txt", "more\n" + tokenLine(token))
    try repository.git("add", "a.txt")
    #expect(try repository.scan("--staged").status == 0)
  }

  @Test("ends with 2 and git's own words where git fails")
  func failures() throws {
    let repository = try GitFixture()
    try repository.commit("a.txt", "a\n")
    for arguments in [
      ["git", "-C", repository.folder, "no-such-branch"], ["git", "-C", repository.place.folder],
      ["git", "-C", "/no/such/folder"],
    ] {
      let result = try Contraband.run(arguments + ["--no-cache"])
      #expect(result.status == 2)
      #expect(result.text.isEmpty && result.errors.contains("contraband: git "), "\(result.errors)")
    }
    let missing = try CommandRunner.run(
      ["env", "PATH=.:/nonexistent", Contraband.binary, "git", "-C", repository.folder, "--no-cache"],
      in: repository.folder)
    #expect(missing.status == 2)
    #expect(missing.errors.contains("git is not installed"))
  }

  @Test("takes no revision for an option of git")
  func options() throws {
    let repository = try GitFixture()
    try repository.commit("a.txt", "a\n")
    let file = repository.place.path("written")
    for revision in ["--output=\(file)", "--not", "-n1", "a\n--all", ""] {
      let result = try Contraband.run(["git", "-C", repository.folder, "--no-cache", "--", revision])
      #expect(result.status == 2, "\(revision)")
    }
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test("says what is missing from the repository, and ends with 2")
  func missingObject() throws {
    let repository = try GitFixture()
    try repository.commit("a.txt", "a\n")
    let blob = try repository.git("rev-parse", "HEAD:a.txt")
    try FileManager.default.removeItem(
      atPath: repository.folder + "/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
    try repository.scan().expectIncomplete("is missing from the repository")
  }

  @Test("runs nothing that a hostile repository configures")
  func hostile() throws {
    let repository = try GitFixture()
    let marker = repository.place.path("ran")
    let script = try repository.place.write("run.sh", "#!/bin/sh\ntouch '\(marker)'\ncat\n")
    chmod(script, 0o755)
    try repository.write(".gitattributes", "* diff=evil filter=evil merge=evil\n")
    try repository.write("git", "#!/bin/sh\ntouch '\(marker)'\n")
    chmod(repository.folder + "/git", 0o755)
    try repository.commit("a.txt", tokenLine(token))
    let blob = try repository.commit("gone.txt", "gone\n")
    for (key, value) in [
      ("core.fsmonitor", script), ("core.pager", script), ("pager.diff-tree", script),
      ("diff.external", script), ("diff.evil.command", script), ("diff.evil.textconv", script),
      ("filter.evil.smudge", script), ("filter.evil.clean", script), ("core.sshCommand", script),
      ("core.alternateRefsCommand", script), ("gpg.program", script), ("log.showSignature", "true"),
      ("alias.rev-list", "!" + script), ("core.hooksPath", repository.place.folder),
      ("credential.helper", script), ("core.editor", script), ("remote.origin.url", repository.folder),
      ("remote.origin.uploadpack", script), ("remote.origin.promisor", "true"),
      ("remote.origin.partialclonefilter", "blob:none"), ("extensions.partialClone", "origin"),
      ("core.repositoryformatversion", "1"),
    ] { try repository.git("config", key, value) }
    // A missing object that git would fetch from the promisor.
    let id = try repository.git("rev-parse", "\(blob):gone.txt")
    try FileManager.default.removeItem(
      atPath: repository.folder + "/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    let result = try repository.scan()
    #expect(result.status == 2)
    result.expectFound(token)
    _ = try repository.scan("--staged")
    #expect(!FileManager.default.fileExists(atPath: marker))
  }

  @Test("looks at what is pushed, not at what git was told to show in its place")
  func replaced() throws {
    let repository = try GitFixture()
    try repository.commit("a.txt", tokenLine(token))
    try repository.write("harmless", "harmless\n")
    let harmless = try repository.git("hash-object", "-w", "harmless")
    try repository.git("replace", repository.git("rev-parse", "HEAD:a.txt"), harmless)
    try repository.scan().expectFound(token)
  }

  @Test("analyses the Dockerfiles that a commit changes")
  func dockerfiles() throws {
    let repository = try GitFixture()
    try repository.commit("Dockerfile", "FROM debian\nRUN echo hello\n")
    let id = try repository.commit(
      "Dockerfile", "FROM debian\nARG NPM_TOKEN\nRUN npm ci --token=$NPM_TOKEN\n", "Use a token")
    let result = try repository.scan()
    let finding = try #require(result.findings.first { $0.rule == "dockerfile-argument-secret" })
    #expect(finding.commit?.id == id && finding.location.line == 2)
    try repository.commit("Dockerfile", "FROM debian\nARG NPM_TOKEN\nRUN npm install --token=$NPM_TOKEN\n")
    #expect(try repository.scan("HEAD~1..").status == 0)
  }

  @Test("honours a waiver in the line, or above it, that says the rule and a reason")
  func waivers() throws {
    let repository = try GitFixture()
    try repository.commit("a.txt", tokenLine(token))
    let rule = try #require(try repository.scan().findings.first?.rule)
    for text in [
      "// contraband:allow \(rule) revoked in May\n" + tokenLine(token),
      token + " # contraband:allow \(rule) revoked in May\n",
    ] {
      let waived = try GitFixture()
      try waived.commit("a.txt", text)
      let result = try waived.scan()
      #expect(result.status == 0)
      #expect(result.findings.map(\.waiver?.reason) == ["revoked in May"])
    }
    for text in [
      "contraband:allow \(rule)\n" + tokenLine(token), "contraband:allow other reason\n" + tokenLine(token),
      "contraband:allow \(rule) reason\n\n" + tokenLine(token),
    ] {
      let open = try GitFixture()
      try open.commit("a.txt", text)
      #expect(try open.scan().status == 1)
    }
  }

  @Test("gives the same report whatever the number of workers")
  func workers() throws {
    let repository = try GitFixture()
    for number in 0..<20 {
      try repository.commit("file\(number % 3).txt", tokenLine(Tokens.gitHub("\(number % 7)")), "c\(number)")
    }
    let one = try repository.scan("--jobs", "1")
    let four = try repository.scan("--jobs", "4")
    #expect(one.findings.count == 7)
    #expect(one.command.output == four.command.output)
  }
}
