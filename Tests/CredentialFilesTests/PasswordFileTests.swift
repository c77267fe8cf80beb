import Findings
import Testing

@testable import CredentialFiles

@Suite("Password files of servers and systems")
struct PasswordFileTests {
  let apr1 = "$apr1$" + crypt(8) + "$" + crypt(22)
  let sha512 = "$6$" + crypt(16) + "$" + crypt(86)
  let bcrypt = "$2y$10$" + crypt(53)

  @Test("an htpasswd line yields the hash, with user, scheme and strength")
  func htpasswd() throws {
    let text = "# users\nadmin:\(apr1)\r\napp:\(bcrypt)\n"
    #expect(
      try found("htpasswd", text, path: "etc/nginx/.htpasswd") == [
        Found(secret: apr1, detail: "user admin, MD5 (apr1), weak"),
        Found(secret: bcrypt, detail: "user app, bcrypt cost 10"),
      ])
    #expect(try read("htpasswd", text).map(\.severity) == [.high, .medium])
  }

  @Test(
    "an htpasswd line with an empty hash is no finding",
    arguments: ["admin:", "admin:!", "admin:*", "admin:x"])
  func emptyHash(line: String) throws {
    #expect(try secrets("htpasswd", line).isEmpty)
  }

  @Test("SHA-1, DES, plain text and nginx's {PLAIN} are told apart")
  func htpasswdSchemes() throws {
    let sha1 = "{SHA}" + base64(String(repeating: "k", count: 20))
    let des = crypt(13)
    #expect(
      try found("htpasswd", "a:\(sha1)\nb:\(des)\nc:hunter\n").map(\.detail) == [
        "user a, SHA-1, weak", "user b, DES, weak", "user c, plain text or unknown scheme",
      ])
    let plain = try found("htpasswd", "d:{PLAIN}" + "hunter\n")
    #expect(plain == [Found(secret: "hunter", detail: "user d, plain text")])
  }

  @Test("a renamed htpasswd is found by its hashes, and words after colons are not")
  func renamedHtpasswd() throws {
    #expect(try secrets("htpasswd", "admin:\(apr1)\nb:word\n", named: false) == [apr1])
    #expect(try secrets("htpasswd", "name: value\nport:8080\n", named: true).isEmpty)
    #expect(try secrets("htpasswd", "<p>admin:\(apr1)</p>\n", named: false).isEmpty)
  }

  @Test("an htpasswd with a comment field yields the hash alone")
  func htpasswdComment() throws {
    #expect(try secrets("htpasswd", "admin:\(apr1):the boss\n") == [apr1])
  }

  @Test("a digest file yields the 32 digits")
  func htdigest() throws {
    let hash = "0f1e2d3c" + "4b5a6978" + "8796a5b4" + "c3d2e1f0"
    #expect(try secrets("htdigest", "joe:private:\(hash)\nnot:one\n") == [hash])
  }

  @Test("shadow entries yield hashes; locked, empty and shadowed fields yield nothing")
  func shadow() throws {
    let yescrypt = "$y$j9T$" + crypt(22) + "$" + crypt(43)
    let text = """
      root:\(sha512):19000:0:99999:7:::
      daemon:*:19000:0:99999:7:::
      bin:!:19000:0:99999:7:::
      nobody:!!:19000:0:99999:7:::
      guest::19000:0:99999:7:::
      app:\(yescrypt):19000:0:99999:7:::
      """
    #expect(
      try found("shadow", text, path: "etc/shadow") == [
        Found(secret: sha512, detail: "user root, SHA-512-crypt"),
        Found(secret: yescrypt, detail: "user app, yescrypt"),
      ])
  }

  @Test("the hash of a locked account is reported as such, and no higher than medium")
  func lockedShadow() throws {
    let md5 = "$1$" + crypt(8) + "$" + crypt(22)
    let all = try read("shadow", "joe:!\(md5):19000:0:99999:7:::\n")
    #expect(all.map(\.severity) == [.medium])
    #expect(all.map(\.detail) == ["user joe, MD5, weak, account locked"])
    #expect(all.map(\.secret) == [5..<(5 + md5.utf8.count)])
  }

  @Test("rounds are told")
  func rounds() throws {
    let hash = "$5$rounds=5000$" + crypt(16) + "$" + crypt(43)
    #expect(try found("shadow", "a:\(hash):1::::::").map(\.detail) == ["user a, SHA-256-crypt rounds=5000"])
  }

  @Test("a line that is not nine fields is no shadow entry")
  func notShadow() throws {
    #expect(try secrets("shadow", "root:\(sha512)\n").isEmpty)
    #expect(try secrets("shadow", "root:\(sha512):a:b:c:d:e:f:g\n").isEmpty)
  }

  @Test("passwd with a hash in its second field is found, with x it is not")
  func passwd() throws {
    let des = crypt(13)
    let text = "root:x:0:0:root:/root:/bin/sh\nold:\(des):1000:1000::/home/old:/bin/sh\n"
    #expect(try found("passwd", text) == [Found(secret: des, detail: "user old, DES, weak")])
    #expect(try secrets("passwd", text, named: false).isEmpty)
  }

  @Test("gshadow and opasswd are read")
  func gshadow() throws {
    #expect(
      try found("gshadow", "root:*::\nadm:!::a\nops:\(sha512):joe:joe,ann\n") == [
        Found(secret: sha512, detail: "group ops, SHA-512-crypt")
      ])
    let md5 = "$1$" + crypt(8) + "$" + crypt(22)
    #expect(try secrets("opasswd", "joe:1000:2:\(md5),\(sha512)\n") == [md5, sha512])
  }

  @Test("smbpasswd yields LM and NTLM, and nothing for X")
  func smbpasswd() throws {
    let nt = "0F1E2D3C" + "4B5A6978" + "8796A5B4" + "C3D2E1F0"
    let line = "joe:1000:\(String(repeating: "X", count: 32)):\(nt):[U          ]:LCT-5F000000:\n"
    #expect(try found("smbpasswd", line) == [Found(secret: nt, detail: "user joe, NTLM, weak")])
  }
}
