import Foundation
import Testing

/// The pre-push hook, by real pushes to real bare repositories.
@Suite("Pre-push hook")
struct HookTests {
  private let token = Tokens.gitHub("hook")

  /// A repository with a remote that has its first commit, and the hook.
  private func pushed(_ options: [String] = []) throws -> GitFixture {
    let repository = try GitFixture(options)
    try repository.addRemote(options)
    try repository.commit("a.txt", "hello\n", "First")
    try repository.git("push", "-q", "origin", "main")
    let installed = try repository.hook("install")
    #expect(installed.status == 0, "\(installed.errors)")
    return repository
  }

  private func push(_ repository: GitFixture, _ arguments: String...) throws -> CommandResult {
    let result = try repository.attempt(["push"] + arguments)
    #expect(!result.errors.contains(token), "a secret is shown")
    return result
  }

  /// What a ref of the remote names; empty where it does not exist.
  private func remote(_ repository: GitFixture, _ ref: String) throws -> String {
    let line = try repository.git("ls-remote", "origin", ref)
    return line.split(separator: "\t").first.map(String.init) ?? ""
  }

  @Test("lets a clean push through, and blocks one with a secret, which the remote then does not get")
  func blocks() throws {
    let repository = try pushed()
    let clean = try repository.commit("b.txt", "clean\n")
    let passed = try push(repository, "origin", "main")
    #expect(passed.status == 0, "\(passed.errors)")
    #expect(try remote(repository, "main") == clean)
    let id = try repository.commit("conf/app.txt", "x\n" + tokenLine(token), "Add the settings")
    let blocked = try push(repository, "origin", "main")
    #expect(blocked.status == 1)
    #expect(try remote(repository, "main") == clean)
    for part in [
      "push to origin blocked: 1 secret", "conf/app.txt:2:14", "\(id.prefix(10))  Add the settings",
      Tokens.redacted(token), "git commit --amend", "revoke", "contraband:allow", "git push --no-verify",
    ] { #expect(blocked.errors.contains(part), "lacks “\(part)”: \(blocked.errors)") }
    // Removed in a further commit, the older one still holds it.
    try repository.git("rm", "-q", "conf/app.txt")
    try repository.commit("Remove")
    let still = try push(repository, "origin", "main")
    #expect(still.status == 1 && still.errors.contains("git rebase -i \(id.prefix(10))^"))
    try repository.git("reset", "-q", "--hard", "HEAD~2")
    try repository.commit("conf/app.txt", "x\n", "Add the settings")
    #expect(try push(repository, "origin", "main").status == 0)
  }

  @Test("is passed by with --no-verify, and by a waiver in the line")
  func waived() throws {
    let repository = try pushed()
    try repository.commit("a.txt", tokenLine(token))
    let blocked = try push(repository, "origin", "main")
    let rule = try #require(
      blocked.errors.split(separator: "contraband:allow ").last?.split(separator: " ").first)
    try repository.commit("a.txt", "# contraband:allow \(rule) made for the tests\n" + tokenLine(token))
    try repository.git("reset", "-q", "--soft", "HEAD~2")
    try repository.commit("Waived")
    #expect(try push(repository, "origin", "main").status == 0)
    try repository.commit("b.txt", tokenLine(Tokens.gitHub("another")))
    #expect(try push(repository, "origin", "main").status == 1)
    #expect(try push(repository, "--no-verify", "origin", "main").status == 0)
  }

  @Test("of a new branch searches only the commits that the remote does not have")
  func newBranch() throws {
    let repository = try pushed()
    try repository.commit("old.txt", tokenLine(token))
    try repository.git("push", "-q", "--no-verify", "origin", "main")
    try repository.git("checkout", "-q", "-b", "topic")
    try repository.commit("b.txt", "b\n")
    let passed = try push(repository, "origin", "topic")
    #expect(passed.status == 0 && passed.errors.contains("1 commit,"), "\(passed.errors)")
    try repository.git("checkout", "-q", "-b", "further")
    try repository.commit("c.txt", tokenLine(Tokens.gitHub("further")))
    #expect(try push(repository, "origin", "further").status == 1)
    #expect(try remote(repository, "further").isEmpty)
  }

  @Test("searches all of history where the remote is another one, or a bare URL that has nothing")
  func otherRemote() throws {
    let repository = try pushed()
    try repository.commit("old.txt", tokenLine(token))
    try repository.git("push", "-q", "--no-verify", "origin", "main")
    let other = repository.place.path("other*.git")
    try repository.git("init", "-q", "--bare", other)
    #expect(try push(repository, "file://" + other, "main").status == 1)
    try repository.git("remote", "add", "other", "file://" + other)
    #expect(try push(repository, "other", "main").status == 1)
  }

  @Test("lets refs be deleted, also beside others")
  func deleted() throws {
    let repository = try pushed()
    try repository.git("push", "-q", "origin", "main:gone", "main:gone2")
    try repository.commit("b.txt", tokenLine(token))
    let passed = try push(repository, "origin", "--delete", "gone")
    #expect(passed.status == 0, "\(passed.errors)")
    #expect(try remote(repository, "gone").isEmpty)
    #expect(try push(repository, "origin", ":gone2", "main").status == 1)
    #expect(try !remote(repository, "gone2").isEmpty)
  }

  @Test("follows tags to what they name, and reads their messages")
  func tags() throws {
    let repository = try pushed()
    try repository.git("tag", "-a", "-m", "clean", "v1")
    #expect(try push(repository, "origin", "v1").status == 0)
    try repository.git("tag", "-a", "-m", "the token is \(token)", "v2")
    let message = try push(repository, "origin", "v2")
    #expect(message.status == 1 && message.errors.contains("(tag message):1"), "\(message.errors)")
    try repository.git("checkout", "-q", "--detach")
    try repository.commit("b.txt", tokenLine(token))
    try repository.git("tag", "light")
    try repository.git("tag", "-a", "-m", "of a tag", "v3", "light")
    try repository.git("tag", "file", "HEAD:b.txt")
    try repository.git("tag", "-a", "-m", "a tree", "tree", "HEAD^{tree}")
    for tag in ["light", "v3", "file", "tree"] {
      #expect(try push(repository, "origin", tag).status == 1, "\(tag)")
      #expect(try remote(repository, tag).isEmpty)
    }
  }

  @Test("searches a force push, also over commits that were never fetched")
  func force() throws {
    let repository = try pushed()
    let clone = repository.place.path("clone")
    try repository.git("clone", "-q", "file://" + repository.place.path("remote.git"), clone)
    try repository.git("-C", clone, "commit", "-q", "--allow-empty", "-m", "theirs")
    try repository.git("-C", clone, "push", "-q", "origin", "main")
    let theirs = try remote(repository, "main")
    try repository.git("commit", "-q", "--amend", "-m", "mine")
    try repository.commit("b.txt", tokenLine(token))
    #expect(try push(repository, "--force", "origin", "main").status == 1)
    #expect(try remote(repository, "main") == theirs)
    try repository.git("reset", "-q", "--hard", "HEAD~1")
    let passed = try push(repository, "--force", "origin", "main")
    #expect(passed.status == 0, "\(passed.errors)")
  }

  @Test("searches several refs at once, each commit once")
  func several() throws {
    let repository = try pushed()
    try repository.git("checkout", "-q", "-b", "one")
    try repository.commit("one.txt", "one\n")
    try repository.git("checkout", "-q", "-b", "two")
    try repository.commit("two.txt", "two\n")
    let passed = try push(repository, "origin", "one", "two")
    #expect(passed.status == 0 && passed.errors.contains("2 commits, 2 files"), "\(passed.errors)")
    try repository.commit("two.txt", tokenLine(token))
    try repository.git("branch", "three")
    let blocked = try push(repository, "origin", "two", "three", "one")
    #expect(blocked.status == 1 && blocked.errors.contains("1 secret"), "\(blocked.errors)")
  }

  @Test("works with SHA-256, whose null id is longer")
  func sha256() throws {
    let repository = try pushed(["--object-format=sha256"])
    try repository.git("checkout", "-q", "-b", "topic")
    #expect(try push(repository, "origin", "topic").status == 0)
    #expect(try push(repository, "origin", "--delete", "topic").status == 0)
    try repository.commit("b.txt", tokenLine(token))
    #expect(try push(repository, "origin", "topic").status == 1)
  }

  @Test("blocks a push that cannot be searched in full, and says why")
  func incomplete() throws {
    let repository = try pushed()
    let blob = Array("x".utf8) + [UInt8](repeating: 0x41, count: 2000)
    try repository.write("blob.bin", blob)
    try repository.commit("blob")
    let id = try repository.git("rev-parse", "HEAD:blob.bin")
    try FileManager.default.removeItem(
      atPath: repository.folder + "/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    let line =
      try "refs/heads/main \(repository.git("rev-parse", "HEAD")) refs/heads/main "
      + String(repeating: "0", count: 40) + "\n"
    let result = try run(repository, line)
    #expect(result.status == 2)
    #expect(result.errors.contains("blob.bin: the object \(id.prefix(12)) is missing"), "\(result.errors)")
  }

  private func run(_ repository: GitFixture, _ input: String) throws -> CommandResult {
    let file = try repository.place.write("input", input)
    return try CommandRunner.run(
      [Contraband.binary, "hook", "run", "--", "origin", "url"], input: .pipe(file), in: repository.folder,
      environment: try GitFixture.environment())
  }

  @Test(
    "blocks what it does not understand",
    arguments: ["garbage\n", "a b c d\n", "refs/heads/a 00 refs/heads/a 00\n"])
  func garbage(_ input: String) throws {
    let result = try run(try GitFixture(), input)
    #expect(result.status == 2 && result.errors.contains("push blocked"), "\(result.errors)")
  }

  @Test("pushes nothing new without a word")
  func nothing() throws {
    let repository = try pushed()
    #expect(try run(repository, "").status == 0)
    #expect(try push(repository, "origin", "main").status == 0)
  }

  @Test("is installed over and over without harm, and removed without trace")
  func install() throws {
    let repository = try GitFixture()
    let before = repository.place.contents("repository")
    #expect(try repository.hook("install").status == 0)
    let script = try repository.place.read("repository/.git/hooks/pre-push")
    #expect(try repository.hook("install").status == 0)
    #expect(try repository.place.read("repository/.git/hooks/pre-push") == script)
    #expect(try repository.hook("uninstall").status == 0)
    #expect(repository.place.contents("repository") == before)
    let again = try repository.hook("uninstall")
    #expect(again.status == 0 && again.errors.contains("nothing to remove"))
  }

  @Test("keeps a hook that is there, calls it with the same words and input, and puts it back")
  func keepsOther() throws {
    let repository = try GitFixture()
    let remote = try repository.addRemote()
    let log = repository.place.path("log")
    let other = "#!/bin/sh\necho \"$@\" > '\(log)'\ncat >> '\(log)'\ntest ! -e '\(log).refuse' || exit 7\n"
    let path = repository.folder + "/.git/hooks/pre-push"
    try repository.write(".git/hooks/pre-push", other)
    chmod(path, 0o755)
    #expect(try repository.hook("install").status == 0)
    #expect(try repository.hook("install").status == 0)
    let id = try repository.commit("a.txt", "a\n")
    #expect(try push(repository, "origin", "main").status == 0)
    let null = String(repeating: "0", count: 40)
    #expect(
      String(decoding: try repository.place.read("log"), as: UTF8.self)
        == "origin file://\(remote)\nrefs/heads/main \(id) refs/heads/main \(null)\n")
    try repository.place.write("log.refuse", "")
    try repository.commit("a.txt", "b\n")
    #expect(try push(repository, "origin", "main").status == 1)
    #expect(try repository.hook("uninstall").status == 0)
    #expect(try repository.place.read("repository/.git/hooks/pre-push") == Array(other.utf8))
    #expect(access(path, X_OK) == 0)
    #expect(!FileManager.default.fileExists(atPath: path + ".before-contraband"))
  }

  @Test("loses no hook: refuses where another is kept already, unless it is forced to")
  func refuses() throws {
    let repository = try GitFixture()
    try repository.write(".git/hooks/pre-push", "one\n")
    try repository.write(".git/hooks/pre-push.before-contraband", "two\n")
    let refused = try repository.hook("install")
    #expect(refused.status == 2 && refused.errors.contains("--force"))
    #expect(try repository.place.read("repository/.git/hooks/pre-push") == Array("one\n".utf8))
    #expect(try repository.hook("uninstall").status == 0)
    #expect(try repository.place.read("repository/.git/hooks/pre-push") == Array("one\n".utf8))
    #expect(try repository.hook("install", "--force").status == 0)
    #expect(
      try repository.place.read("repository/.git/hooks/pre-push.before-contraband") == Array("one\n".utf8))
  }

  @Test("stands where core.hooksPath says, and holds for all worktrees")
  func folders() throws {
    let repository = try pushed()
    let tree = repository.place.path("tree")
    try repository.git("worktree", "add", "-q", "-b", "topic", tree)
    try repository.place.write("tree/b.txt", tokenLine(token))
    try repository.git("-C", tree, "add", "b.txt")
    try repository.git("-C", tree, "commit", "-q", "-m", "secret")
    #expect(try repository.attempt(["-C", tree, "push", "origin", "topic"]).status == 1)
    #expect(try repository.hook("uninstall", "-C", tree).status == 0)
    #expect(!repository.place.contents("repository/.git/hooks").contains("pre-push"))
    try repository.git("config", "core.hooksPath", "shared/hooks")
    #expect(try repository.hook("install").status == 0)
    #expect(repository.place.contents("repository/shared/hooks") == ["pre-push"])
    try repository.commit("c.txt", tokenLine(token))
    #expect(try push(repository, "origin", "main").status == 1)
  }

  @Test("passes its options on, and quotes the path of the program")
  func options() throws {
    let repository = try pushed()
    let odd = try repository.place.makeFolder("it's a $(folder)") + "/contraband"
    try CommandRunner.tool(["cp", Contraband.binary, odd])
    let installed = try CommandRunner.run(
      [odd, "hook", "install", "--fail-on", "critical"], in: repository.folder,
      environment: try GitFixture.environment())
    #expect(installed.status == 0, "\(installed.errors)")
    try repository.commit("conf/htpasswd", Tokens.htpasswdLine("admin") + "\n")
    let passed = try push(repository, "origin", "main")
    #expect(passed.status == 0 && passed.errors.contains("no secret"), "\(passed.errors)")
  }

  @Test("blocks every push where the program is gone, and says how to remove the hook")
  func programGone() throws {
    let repository = try pushed()
    let copy = repository.place.path("contraband")
    try CommandRunner.tool(["cp", Contraband.binary, copy])
    _ = try CommandRunner.run(
      [copy, "hook", "install"], in: repository.folder, environment: try GitFixture.environment())
    try FileManager.default.removeItem(atPath: copy)
    try repository.commit("b.txt", "b\n")
    let blocked = try push(repository, "origin", "main")
    #expect(blocked.status == 1)
    #expect(blocked.errors.contains("rm '.git/hooks/pre-push'"), "\(blocked.errors)")
    // One in PATH is as good.
    let folder = try repository.place.makeFolder("bin")
    try CommandRunner.tool(["ln", "-s", Contraband.binary, folder + "/contraband"])
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let found = try repository.attempt(
      ["push", "origin", "main"], environment: ["PATH": path + ":" + folder])
    #expect(found.status == 0, "\(found.errors)")
  }

  @Test(
    "checks pushes over ssh as well", .enabled(if: SSHServer.isUsable, "needs sshd: openssh-server"))
  func ssh() throws {
    let repository = try pushed()
    let server = try SSHServer(in: repository.place)
    try repository.git(
      "remote", "set-url", "origin", "ssh://localhost" + repository.place.path("remote.git"))
    let environment = ["GIT_SSH_COMMAND": server.command]
    let clean = try repository.commit("b.txt", "b\n")
    let passed = try repository.attempt(["push", "origin", "main"], environment: environment)
    #expect(passed.status == 0 && passed.errors.contains("no secret in 1 commit"), "\(passed.errors)")
    try repository.commit("c.txt", tokenLine(token))
    let blocked = try repository.attempt(["push", "origin", "main"], environment: environment)
    #expect(blocked.status == 1 && blocked.errors.contains("1 secret"), "\(blocked.errors)")
    let there = try repository.attempt(["ls-remote", "origin", "main"], environment: environment)
    #expect(there.text.hasPrefix(clean), "\(there.errors)")
  }
}
