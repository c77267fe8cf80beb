import Matching
import Testing

@testable import CredentialFiles

/// Passwords as people choose them, made here so that none stands in the sources.
private let weak = "summer" + "2019"

@Suite("Assignments in any file")
struct AssignmentTests {
  @Test(
    "are read in the syntax of each language",
    arguments: [
      "password = @", "password: @", "\"password\": \"@\"", "'password' => '@',",
      "define('DB_PASSWORD', '@');",
      "$cfg['db']['password'] = '@';", "<password>@</password>", "<password><![CDATA[@]]></password>",
      "<property name=\"db.password\" value=\"@\"/>", "<property name=\"password\">@</property>",
      "<key>password</key>\n<string>@</string>", "<name>fs.db.password</name><value>@</value>",
      "<param-name>password</param-name>\n  <param-value>@</param-value>",
      "{\"key\": \"password\", \"value\": \"@\"}",
      "- name: DB_PASSWORD\n  value: @", "variable \"db_password\" {\n  default = \"@\"\n}",
      "{default_pass, <<\"@\">>}", "set :password, \"@\"", "let password: String = \"@\"", "dbpasswd=u'@'",
      "knife[:ssh_password] = '@'",
    ])
  func languages(_ template: String) throws {
    let text = template.replacing("@", with: weak) + "\n"
    #expect(try secrets("assignments", text, path: "srv/a001", named: false) == [weak])
  }

  @Test(
    "take the last word of a line in files of settings",
    arguments: ["bindpw", "Pass", "wpa-psk", "SetEnv DB_PASS"])
  func spaced(_ name: String) throws {
    let text = "Host a\nPort 1\n\(name) \(weak)\n"
    #expect(try secrets("assignments", text, path: "etc/a.conf") == [weak])
  }

  @Test(
    "are none where the value is a reference, a call, a path, a type, prose or the name again",
    arguments: [
      "password = ${DB_PASSWORD}", "password: {{ vault_password2 }}", "password = os.environ['PW2']",
      "password_file = /run/secrets/db2", "password: string", "password: 'Enter your password 2'",
      "password = getpass(\"Password 1: \")", "PASSWORD = \"password\"", "const password2 = form.password2;",
      "password_length = 6..128", "secretName: my-secret-2", "\"minipass\": \"^5.0.0\"",
      "${MYSQL_PASSWORD:?required2}", "\"ARN\": \"arn:aws:secretsmanager:eu-1:123:secret:a2b3c4d5e6f7\"",
      "'password': 'required|min:8'", "kpasswd 464/tcp", "PasswordAuthentication no", "tokenType: 'Bearer'",
    ])
  func harmless(_ text: String) throws {
    #expect(try secrets("assignments", text + "\n", path: "srv/a001", named: false) == [])
  }

  @Test("count a word of letters alone where a user and a host stand beside it, and nowhere else")
  func evidence() throws {
    let word = "let" + "mein"
    let login = "{\"host\": \"db.corp\", \"user\": \"joe\", \"password\": \"\(word)\"}"
    #expect(try secrets("assignments", login, path: "srv/a001", named: false) == [word])
    let translation = "{\"host\": \"Rechner\", \"user\": \"Benutzer\", \"password\": \"Passwort\"}"
    #expect(try secrets("assignments", translation, path: "srv/de.json", named: false) == [])
  }

  @Test("say user and host of a URL's password, percent escapes undone")
  func urls() throws {
    let text = "proxy = http://joe:\(weak)%21@proxy.corp:3128\n"
    let found = try found("assignments", text, path: "etc/a.conf")
    #expect(found.map(\.decoded) == [weak + "!"])
    #expect(found.first?.detail == "user joe, host proxy.corp:3128")
  }

  @Test("are not looked for in binary content")
  func binary() throws {
    let text = "\u{1}\u{0}password = \(weak)\n"
    #expect(try secrets("assignments", text, path: "bin/a", named: false) == [])
  }

  @Test("of a long file are read in one pass: a megabyte of names costs no more than its length")
  func long() throws {
    let text = String(repeating: "password=x;token:y,", count: 50_000) + "\npassword = \"\(weak)\"\n"
    #expect(try secrets("assignments", text, path: "srv/a001", named: false) == [weak])
  }
}

@Suite("Other places of passwords")
struct OtherPlaceTests {
  @Test("are rows of tables whose column says so")
  func tables() throws {
    let hash = "$2y$10$" + crypt(53)
    let digest = token(8) + "x"
    let dump = """
      CREATE TABLE `users` (`id` int(11), `name` varchar(32), `password` varchar(255));
      INSERT INTO `users` VALUES (1,'admin','\(hash)'),(2,'joe','\(digest)1');
      INSERT INTO settings (name, value) VALUES ('password_policy', 'strict2');
      COPY public.users (id, email, encrypted_password) FROM stdin;
      1\tjoe@corp\t\(hash)
      \\.
      2\tnot\t\(hash)
      """
    #expect(try secrets("table-dump", dump, named: false) == [hash, digest + "1", hash])
    let csv = "url,username,password\nhttps://a,joe,\(weak)\n"
    #expect(try secrets("table-dump", csv, named: false) == [weak])
  }

  @Test("are hashes anywhere, with their scheme; Compose doubles the dollar")
  func hashes() throws {
    let text = "labels: users=joe:$$apr1$$\(crypt(8))$$\(crypt(22))\nrootpw {SSHA}\(base64(token(24)))\n"
    #expect(
      try found("password-hashes", text, named: false).map(\.detail) == [
        "MD5 (apr1), weak", "salted SHA-1, weak",
      ])
  }

  @Test(
    "are looked for in time that grows with the content alone, whatever marks it repeats",
    arguments: ["$", "{", "$1$", "{SSHA}", "{a}$", "$$1$$", "$6$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"])
  func hashCandidates(_ unit: String) {
    let bytes = Array(String(repeating: unit, count: 65_536 / unit.utf8.count).utf8)
    let work = PasswordHashes.candidates(in: bytes).reduce(0) { $0 + $1.count }
    #expect(work <= 16 * bytes.count)
  }

  @Test("are hashes whose neighbours have marks of their own")
  func hashNeighbours() throws {
    let hash = "$6$" + crypt(16) + "$" + crypt(86)
    let text = "{{ a }} $A $B '\(hash)' {\"x\": \"\(hash)\"}\n"
    #expect(try secrets("password-hashes", text, named: false) == [hash, hash])
  }

  @Test(
    "are arguments of calls that log in",
    arguments: [
      "mysqli_connect(\"localhost\", \"root\", \"@\", \"shop\")", "requests.get(u, auth=(\"joe\", \"@\"))",
      "new NetworkCredential(\"joe\", \"@\")", "http.basic_auth 'joe', '@'",
    ])
  func calls(_ template: String) throws {
    let text = template.replacing("@", with: weak) + "\n"
    #expect(try secrets("login-calls", text, named: false) == [weak])
  }

  @Test("are no arguments that are variables")
  func variables() throws {
    #expect(try secrets("login-calls", "mysqli_connect($h, $u, $p, \"shop2\")\n", named: false) == [])
  }

  @Test(
    "are on command lines within scripts, Dockerfiles and pipelines",
    arguments: [
      "RUN sshpass -p @ scp a b:", "  - run: curl -u joe:@ https://a.corp",
      "0 3 * * * root mysqldump -u root -p@ a",
      "7z a -p@ x.7z", "net use x: \\\\a\\b /user:joe @",
    ])
  func commands(_ template: String) throws {
    let text = template.replacing("@", with: weak) + "\n"
    #expect(try secrets("command-lines", text, named: false) == [weak])
  }

  @Test("are not what manuals write in their place")
  func manuals() throws {
    let text = "mysqldump -u root --password PASSWORD\nwget --password=string\ncurl -u user:password a\n"
    #expect(try secrets("command-lines", text, named: false) == [])
  }
}
