import Foundation
import Testing

/// A team's own pattern files, given to a scan.
@Suite("--patterns")
struct TeamPatternsTests {
  private static let own = "[[rules]]\nid = \"team-own\"\nregex = '''own_([a-z0-9]{20})'''\n"
  private static let secret = "own_" + Tokens.letters("team own", 20).lowercased()

  /// A tree that holds a team's secret and one of GitHub's.
  private static func tree(_ place: Workspace) throws -> String {
    try place.write("tree/own", secret + "\n")
    try place.write("tree/github", StandardImage.kept + "\n")
    return place.path("tree")
  }

  @Test("loads a file of more than two hundred rules that uses every key, as it is")
  func everyKey() throws {
    let place = try Workspace()
    let file = TeamFile()
    #expect(file.ids.count >= 200)
    let patterns = try place.write(".gitleaks.toml", file.text)
    for (path, text) in file.files { try place.write("tree/" + path, text) }
    let result = try Contraband.scan(["fs", place.path("tree"), "--patterns", patterns])
    #expect(result.status == 1, "\(result.command.errors)")
    var found: [String: String] = [:]
    for finding in result.findings where finding.rule.hasPrefix("team-") {
      for place in finding.allPlaces { found[place.location.path] = finding.rule }
    }
    for (path, rule) in file.expected { #expect(found[path] == rule, "\(path)") }
    let extra = found.filter { file.expected[$0.key] == nil }
    #expect(extra.isEmpty)
    // What is honoured without effect is told.
    #expect(result.command.errors.contains("warning: key allowlist.commits"))
    #expect(result.command.errors.contains("sidekiq-secret-that-is-unknown-here"))
  }

  @Test("adds to the built-in rules, or takes their place")
  func addsOrReplaces() throws {
    let place = try Workspace()
    let tree = try Self.tree(place)
    let patterns = try place.write("team.toml", Self.own)
    func rules(_ arguments: [String]) throws -> Set<String> {
      Set(try Contraband.scan(["fs", tree, "--patterns", patterns] + arguments).findings.map(\.rule))
    }
    let both = try rules([])
    #expect(both.contains("team-own") && both.count == 2)
    #expect(try rules(["--only-patterns"]) == ["team-own"])
    #expect(try rules(["--disable-rule", "team-own"]) == both.subtracting(["team-own"]))
    #expect(try rules(["--enable-rule", "team-own"]) == ["team-own"])
    try place.write("team.toml", "[extend]\nuseDefault = true\n" + Self.own)
    #expect(try rules(["--only-patterns"]) == both)
  }

  @Test("holds for images, too, and for folders of pattern files")
  func images() throws {
    let place = try Workspace()
    try place.write("rules/one.toml", Self.own)
    try place.write(
      "rules/two.toml",
      "[[rules]]\nid = \"team-path\"\npath = '''^etc/kept'''\n[[allowlists]]\nstopwords = [\"nothing\"]")
    let image = FixtureImage(layers: [
      .init("COPY etc /etc # buildkit") { tar in
        tar.file("etc/kept", "a file")
        tar.file("etc/own", Self.secret)
      }
    ])
    let path = try place.write("image.tar", DockerArchiveWriter.classic([image]).tar)
    let result = try Contraband.scan(["image", path, "--patterns", place.path("rules"), "--only-patterns"])
    #expect(Set(result.findings.map(\.rule)) == ["team-own", "team-path"])
  }

  @Test("lets a global allowlist excuse what built-in rules and readers find")
  func globalAllowlist() throws {
    let place = try Workspace()
    try place.write("tree/vendor/.htpasswd", Tokens.htpasswdLine("admin") + "\n")
    try place.write("tree/vendor/token", StandardImage.kept)
    try place.write("tree/.htpasswd", Tokens.htpasswdLine("root") + "\n")
    let patterns = try place.write("team.toml", "[allowlist]\npaths = ['''^vendor/''']\n")
    let result = try Contraband.scan(["fs", place.path("tree"), "--patterns", patterns])
    #expect(result.findings.map(\.location.path) == [".htpasswd"])
  }

  @Test(
    "ends with 2 where a pattern file is wrong, naming file, line, rule and key",
    arguments: [
      (
        "[[rules]]\nid = \"a\"\nregex = '''x'''\nregexp = 1",
        ["team.toml:4: ", "rule a", "key regexp", "is unknown"]
      ),
      (
        "[[rules]]\nid = \"a\"\nregex = '''(x'''",
        ["team.toml:3: ", "rule a", "key regex", "closing parenthesis"]
      ),
      (
        "[[rules]]\nid = \"a\"\nregex = '''\\p{Nope}'''",
        ["team.toml:3: ", "rule a", "key regex", "not known"]
      ),
      (
        "[[rules]]\nid = \"a\"\nregex = '''x'''\nsecretGroup = 1",
        ["team.toml:4: ", "rule a", "key secretGroup", "no group"]
      ),
      ("[[rules]]\nid = \"a\"\npath = '''('''", ["team.toml:3: ", "rule a", "key path"]),
      ("\n[extend]\nurl = \"https://acme.test/x.toml\"", ["team.toml:3: ", "key extend.url", "not fetched"]),
      (
        "[[rules]]\nid = \"a\"\nregex = 'x'\n[[rules.allowlists]]\npaths = ['[']",
        ["team.toml:5: ", "rule a", "paths[0]"]
      ),
      ("[[rules]]\nid = \"a\"\nregex = 'x'\nverify = 'nothing'", ["team.toml:4: ", "rule a", "key verify"]),
      ("[[rules]\n", ["team.toml:1: "]),
    ])
  func wrongFiles(_ text: String, words: [String]) throws {
    let place = try Workspace()
    let patterns = try place.write("team.toml", text)
    let result = try Contraband.run(["fs", place.folder, "--patterns", patterns, "--no-cache"])
    #expect(result.status == 2)
    #expect(result.text == "")
    for word in words { #expect(result.errors.contains(word), "\(result.errors)") }
  }

  @Test("names the rule that may have been meant, and ends with 64")
  func unknownRules() throws {
    for option in ["--disable-rule", "--enable-rule"] {
      let result = try Contraband.run(["fs", "/etc/hostname", option, "htpaswd", "--no-cache"])
      #expect(result.status == 64)
      #expect(result.errors.contains("did you mean htpasswd"))
    }
    #expect(try Contraband.run(["fs", "/etc/hostname", "--only-patterns", "--no-cache"]).status == 64)
  }
}
