import Matching
import Testing

@testable import CredentialFiles

@Suite("Shared scanners")
struct ScannerTests {
  func paths(_ document: Document) -> [String] {
    document.settings.map { setting in
      var keys = [setting.key]
      var container = setting.container
      while container > 0 {
        keys.append(document.containers[container].key)
        container = document.containers[container].parent
      }
      let value = String(decoding: document.text(of: setting), as: UTF8.self)
      return keys.reversed().joined(separator: "/") + "=" + value
    }
  }

  @Test("JSON: nesting, lists, escapes, comments, trailing commas")
  func json() {
    let text =
      #"{"a": {"b": ["x", 1, {"c": "\u00e9\n\ud83d\ude00"}]}, /* no */ 'd': true, // e"# + "\n \"f\": \"g\",}"
    #expect(
      paths(JSONScanner.document(of: Array(text.utf8))) == [
        "a/b/0=x", "a/b/1=1", "a/b/2/c=é\n😀", "d=true", "f=g",
      ])
  }

  @Test("JSON: a piece from the middle of a file reads")
  func jsonPiece() {
    #expect(
      paths(JSONScanner.document(of: Array("\"a\": \"b\"}, \"c\": {\"d\": 1".utf8))) == ["a=b", "c/d=1"])
  }

  @Test("YAML: lists at the key's own indent, flow style, block scalars, quotes, tags")
  func yaml() {
    let text = """
      a:
      - b: 1   # one
        c: 'it''s'
      - - d
        - e: "x\\ny"
      f: {g: h, i: [j, k]}
      l: |
        first
          second
      m: !vault |
        hidden
      n: &anchor value
      o: *anchor
      "p q": r
      """
    #expect(
      paths(YAMLScalars.document(of: Array(text.utf8))) == [
        "a/0/b=1", "a/0/c=it's", "a/1/0=d", "a/1/1/e=x\ny", "f/g=h", "f/i/0=j", "f/i/1=k",
        "l=first\nsecond\n",
        "n=value", "p q=r",
      ])
  }

  @Test("INI and TOML: sections, quotes, inline tables")
  func ini() {
    let text = "k = v\n[a \"b.c\"]\nd = \"e f\"\n; no\n[x]\ny: z\n"
    #expect(paths(INIScanner.document(of: Array(text.utf8))) == ["k=v", "a/b.c/d=e f", "x/y=z"])
    let toml = "[registries.mine]\ntoken = \"t\" # no\n[other]\np = { q = \"r\", s = 1 }\nu = 'v'\n"
    #expect(
      paths(INIScanner.document(of: Array(toml.utf8), dialect: .toml)) == [
        "registries/mine/token=t", "other/p/q=r", "other/p/s=1", "other/u=v",
      ])
  }

  @Test("XML: attributes, text, entities, CDATA, comments")
  func xml() {
    let text = """
      <?xml version="1.0"?><!-- <a>no</a> -->
      <s:root><u name="a&amp;b" x='1'/><p enc="b">t &lt;</p><q><![CDATA[<raw>]]></q></s:root>
      """
    #expect(
      paths(XMLScanner.document(of: Array(text.utf8))) == [
        "root/u/@name=a&b", "root/u/@x=1", "root/p/@enc=b", "root/p=t <", "root/q=<raw>",
      ])
  }

  @Test("base64 with and without padding, and not base64")
  func base64Decoding() {
    #expect(Base64.decode("aGk=".utf8) == Array("hi".utf8))
    #expect(Base64.decode("aGk".utf8) == Array("hi".utf8))
    #expect(Base64.decode("aGk*".utf8) == nil)
    #expect(Base64.decode("a".utf8) == nil)
  }

  @Test(
    "placeholders are no secrets",
    arguments: [
      "", "${X}", "$X", "{{ x }}", "<password>", "YOUR_PASSWORD", "xxxx", "****", "env:X", "file:/x", "%s",
      "null",
      "%(x)s", "#{x}", "op://a/b", "vault:secret/x#y", "$(cat x)", "@X@", "ENC[AES256_GCM,data:x]",
    ])
  func placeholder(value: String) {
    #expect(PlaceholderValue.matches(Array(value.utf8)))
  }

  @Test(
    "weak passwords are passwords", arguments: ["changeme", "secret", "admin", "1234", "$ecret!", "p@ss"])
  func weak(value: String) {
    #expect(!PlaceholderValue.matches(Array(value.utf8)))
  }

  @Test("names of readers are unique")
  func names() {
    let names = CredentialFileReaders.all.map(\.name)
    #expect(Set(names).count == names.count)
  }

  /// Bytes that make a careless reader slow, recursive or out of bounds.
  static let hostile: [String] = [
    "{", "[", "\"", "'", "{\"a\":", "<a>", "<a ", "</", "<a b=\"", "- ", "a: ", "a:\n ", "\\", ":", "::::",
    "=\n", "://",
    "a://b@", "machine ", "\"\\", "[[", "${", "$$$$", "&#x", "|\n ", "x: |\n", "/*", "#", "\n", "\0", "é",
    "-----BEGIN ",
    "password=a\n", "{\"password\":\"b\",", "a:$1$", "export A=\"", "<password>b</password>", "mysql -p",
    "$2y$",
    "{SHA}", "auths/", "machine a login b password c ", "!", "<!", "<![CDATA[", "\r\n", "\u{feff}",
  ]

  @Test("hostile bytes, repeated to 64 kB, end in good time without a crash", arguments: hostile)
  func hostileBytes(piece: String) {
    let bytes = Array(String(repeating: piece, count: 65_536 / piece.utf8.count).utf8)
    let clock = ContinuousClock()
    // Of the readers that are but tables, one for each syntax.
    let tables: Set<String> = [
      "kubeconfig", "filezilla", "redis-conf", "cargo-credentials", "spring-properties",
    ]
    let readers = CredentialFileReaders.all.filter { !($0 is SettingsReader) || tables.contains($0.name) }
    for reader in readers {
      let taken = clock.measure {
        for credential in reader.credentials(in: FileView(path: "a", bytes: bytes, isNamed: true)) {
          if credential.secret.upperBound > bytes.count { Issue.record("\(reader.name): beyond the end") }
        }
      }
      // Linear work takes well under a second even without optimisation; quadratic work takes minutes.
      if taken > .seconds(10) { Issue.record("\(reader.name): \(taken)") }
    }
  }

  @Test("every cut of a file is safe to read")
  func truncated() throws {
    let text = """
      {"auths": {"a": {"auth": "\(base64("a:b"))"}}}
      users:
      - name: "x\\"
        user: {token: 'y'
      machine a login b password "c\\
      <a b="&amp;"><c>d</c><![CDATA[e
      a:$apr1$x$y
      export X="y
      """
    let bytes = Array(text.utf8)
    for reader in CredentialFileReaders.all {
      for end in 0...bytes.count {
        for credential in reader.credentials(
          in: FileView(path: "a", bytes: Array(bytes[..<end]), isNamed: true))
        {
          #expect(credential.secret.upperBound <= end)
        }
      }
    }
  }
}
