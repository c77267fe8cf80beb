import Foundation
import Testing

/// What `contraband patterns` shows.
@Suite("contraband patterns")
struct PatternsCommandTests {
  private struct List: Decodable {
    struct Rule: Decodable {
      var id: String
      var title: String
      var provider: String?
      var severity: String
      var kind: String
      var verify: String?
      var reader: String?
      var tags: [String]
      var file: String?
      var line: Int?
    }

    var schema: String
    var rules: [Rule]
  }

  private static func list(_ arguments: [String]) throws -> List {
    let result = try Contraband.run(["patterns", "list", "--format", "json"] + arguments)
    #expect(result.status == 0, "\(result.errors)")
    return try JSONDecoder().decode(List.self, from: Data(result.output))
  }

  private static let team = """
    title = "team"
    [[rules]]
    id = "team-key"
    description = "Key of \\u001b[31mAcme\\u202e"
    regex = '''\\bacme_([a-z0-9]{20})\\b'''
    entropy = 3
    keywords = ["acme_"]
    tags = ["acme", "Key"]
    severity = "critical"
    provider = "Acme"
    examples = ['acme_%{alnum 20}']
    counterexamples = ['acme_%{alnum 19}', 'acme_%{hex 5}excuse%{hex 9}']
        [[rules.allowlists]]
        description = "known"
        stopwords = ["excuse"]

    """

  @Test("lists all rules, a line each, and their number")
  func table() throws {
    let result = try Contraband.run(["patterns", "list"])
    #expect(result.status == 0)
    let lines = result.text.split(separator: "\n")
    let count = try #require(lines.last?.split(separator: " ").first.flatMap { Int($0) })
    #expect(count == lines.count - 1)
    #expect(count > 350)
    #expect(lines.contains { $0.hasPrefix("htpasswd ") && $0.contains("high") })
    #expect(!result.output.contains(0x1b))
    #expect(try Contraband.run(["patterns"]).output == result.output, "it is what the command does by itself")
  }

  @Test("lists rules as JSON, chosen by text, provider, severity, tag and check")
  func filters() throws {
    let all = try Self.list([])
    #expect(all.schema == "contraband/patterns/1")
    #expect(Set(all.rules.map(\.id)).count == all.rules.count)
    let github = try Self.list(["--provider", "GITHUB"])
    #expect(!github.rules.isEmpty && github.rules.count < all.rules.count)
    #expect(github.rules.allSatisfy { $0.provider == "GitHub" })
    let severe = try Self.list(["--severity", "critical", "--severity", "low"])
    #expect(Set(severe.rules.map(\.severity)) == ["critical", "low"])
    let verified = try Self.list(["--verified"])
    #expect(!verified.rules.isEmpty && verified.rules.allSatisfy { $0.verify != nil || $0.reader != nil })
    let generic = try Self.list(["--tag", "Generic"])
    #expect(!generic.rules.isEmpty && generic.rules.allSatisfy { $0.tags.contains("generic") })
    let searched = try Self.list(["htpasswd"])
    #expect(searched.rules.contains { $0.id == "htpasswd" && $0.kind == "reader" })
    #expect(try Self.list(["no-such-rule-at-all"]).rules.isEmpty)
  }

  @Test("lists a team's rules with their place, escaped for a terminal")
  func ownRules() throws {
    let place = try Workspace()
    let file = try place.write("team.toml", Self.team)
    let own = try Self.list(["--patterns", file, "--own"]).rules
    #expect(own.map(\.id) == ["team-key"] && own.map(\.line) == [2] && own.map(\.file) == [file])
    let table = try Contraband.run(["patterns", "list", "--patterns", file, "--own"])
    #expect(!table.output.contains(0x1b))
    #expect(!table.text.contains("\u{202e}"))
    #expect(table.text.contains("Key of \\u{1b}[31mAcme"))
  }

  @Test("shows all of a rule")
  func show() throws {
    let place = try Workspace()
    let file = try place.write("team.toml", Self.team)
    let result = try Contraband.run(["patterns", "show", "team-key", "--patterns", file])
    #expect(result.status == 0, "\(result.errors)")
    for word in [
      "team-key", "critical", "Acme", "team.toml:2", #"\bacme_([a-z0-9]{20})\b"#, "`acme_`", "more than 3.0",
      "acme, Key", "known: secret contains excuse",
    ] {
      #expect(result.text.contains(word), "\(word) in \(result.text)")
    }
    #expect(result.text.contains(/finds  acme_[a-z0-9]{20}\n/), "examples are made")
    #expect(!result.output.contains(0x1b))
    let reader = try Contraband.run(["patterns", "show", "htpasswd"])
    #expect(reader.text.contains("reader") && reader.text.contains("built in"))
    let unknown = try Contraband.run(["patterns", "show", "htpaswd"])
    #expect(unknown.status == 64 && unknown.errors.contains("did you mean htpasswd"))
  }

  @Test("finds nothing wrong with a file that works")
  func checkClean() throws {
    let place = try Workspace()
    let file = try place.write("team.toml", Self.team)
    let result = try Contraband.run(["patterns", "check", file])
    #expect(result.status == 0, "\(result.text)")
    #expect(result.text.contains("1 rule: 0 errors, 0 warnings"))
    #expect(try Contraband.run(["patterns", "check", "--quiet", file]).text == "")
    let whole = try place.write("whole.toml", TeamFile().text)
    #expect(try Contraband.run(["patterns", "check", whole]).status == 0)
  }

  @Test("tells all that is wrong with files at once, examples and cost included")
  func checkFailing() throws {
    let place = try Workspace()
    let file = try place.write(
      "bad.toml",
      """
      titel = "x"
      [[rules]]
      id = "one"
      regex = '''one_(['''
      [[rules]]
      id = "two"
      regex = '''two_key_[0-9]{4}'''
      secretGroup = 2
      [[rules]]
      id = "three"
      regex = '''three_key_[0-9]{4}'''
      examples = [
        'three_key_1234',
        'three_key_12x4',
      ]
      counterexamples = ['three_key_4321']
      [[rules]]
      id = "four"
      regex = '''(a+)+[0-9a-f]{32}'''
      """)
    let result = try Contraband.run(["patterns", "check", file])
    #expect(result.status == 1)
    let lines = result.text.split(separator: "\n").map { $0.replacing(file, with: "bad.toml") }
    func holds(_ start: String, _ word: String) -> Bool {
      lines.contains { $0.hasPrefix(start) && $0.contains(word) }
    }
    #expect(holds("bad.toml:1: error: key titel: is unknown", "title"))
    #expect(holds("bad.toml:4: error: rule one: key regex: ", "not closed"))
    #expect(holds("bad.toml:8: error: rule two: key secretGroup: ", "no group"))
    #expect(holds("bad.toml:14: error: rule three: key examples[1]: ", "does not find"))
    #expect(holds("bad.toml:16: error: rule three: key counterexamples[0]: ", "finds a secret"))
    #expect(holds("bad.toml:19: warning: rule four: key regex: ", "(a+)+"))
    #expect(
      holds("bad.toml:19: warning: rule four: key regex: ", "no fixed text")
        || holds("bad.toml:19: warning", "stands everywhere"))
    #expect(lines.last?.contains("5 errors") == true, "\(lines)")
    let several = try place.write("other.toml", "[[rules]]\nid = 1")
    let both = try Contraband.run(["patterns", "check", file, several])
    #expect(both.text.contains("other.toml:2: error") && both.text.contains("bad.toml:1: error"))
  }

  @Test("ends with 64 where it is used wrongly")
  func usage() throws {
    for arguments in [
      ["check"], ["show"], ["explain", "htpasswd"], ["explain"], ["explain", "htpasswd", "a", "--file", "b"],
      ["explain", "no-such-rule", "a"], ["list", "--severity", "urgent"],
      ["explain", "htpasswd", "--file", "/no/file"],
    ] {
      #expect(try Contraband.run(["patterns"] + arguments).status == 64, "\(arguments)")
    }
  }

  @Test("explains step by step why a text matches, without showing the secret")
  func explainMatch() throws {
    let place = try Workspace()
    let file = try place.write("team.toml", Self.team)
    let secret = Tokens.letters("explained", 20).lowercased()
    let path = try place.write("config/.env", "\nKEY=acme_\(secret)\n")
    let result = try Contraband.run(["patterns", "explain", "team-key", "--file", path, "--patterns", file])
    #expect(result.status == 0, "\(result.text) \(result.errors)")
    for word in [
      "keywords  yes", "anchor  yes", "line 2, column 5", "group 1", "entropy  yes", "reported  yes",
    ] {
      #expect(result.text.contains(word), "\(word) in \(result.text)")
    }
    #expect(!result.text.contains(secret))
    let piped = try Contraband.run(
      ["patterns", "explain", "team-key", "-", "--patterns", file], input: .pipe(path))
    #expect(piped.status == 0)
  }

  @Test("explains why a text does not match")
  func explainMiss() throws {
    let place = try Workspace()
    let file = try place.write("team.toml", Self.team)
    func explain(_ id: String, _ text: String, _ more: [String] = []) throws -> String {
      let result = try Contraband.run(["patterns", "explain", id, text, "--patterns", file] + more)
      #expect(result.status == 1)
      #expect(result.text.contains("reported  no"))
      return result.text
    }
    #expect(try explain("team-key", "nothing").contains("anchor  no"))
    #expect(try explain("team-key", "acme_short").contains("regex  no"))
    #expect(
      try explain("team-key", "acme_" + String(repeating: "ab", count: 10)).contains(
        "1.00 bits per byte, not more than 3.00"))
    let excused =
      "acme_" + Tokens.letters("a", 7).lowercased() + "excuse" + Tokens.letters("b", 7).lowercased()
    #expect(try explain("team-key", excused).contains("known"))
    #expect(try explain("htpasswd", "no colon", ["--path", "etc/nginx/.htpasswd"]).contains("reader  no"))
  }
}
