import Findings
import Matching
import Testing

@testable import CredentialFiles

@Suite("Lists of accounts")
struct AccountListTests {
  private let weak = "winter" + "2018"

  @Test("given to chpasswd by cloud-init or a here-document are read line by line")
  func chpasswd() throws {
    let cloud = """
      chpasswd:
        expire: false
        list: |
          root:\(weak)
          joe:\(weak)x
          ann:RANDOM
      timezone: Europe/Berlin
      name:joe
      """
    #expect(try secrets("chpasswd-list", cloud, named: false) == [weak, weak + "x"])
    let script = "chpasswd <<EOF\nroot:\(weak)\nann:$PASSWORD\nEOF\nPATH:/usr/bin\n"
    #expect(try secrets("chpasswd-list", script, named: false) == [weak])
  }

  @Test("of another kind are none, though chpasswd is spoken of")
  func otherLists() throws {
    let text = "run chpasswd afterwards\nlist: [a, b]\nuser:\(weak)\n"
    #expect(try secrets("chpasswd-list", text, named: false) == [])
  }

  @Test("have users and passwords on lines that take turns, where the name says so")
  func alternating() throws {
    let text = "joe\n\(weak)\nann\n\(weak)y\n"
    #expect(try secrets("alternating-logins", text) == [weak, weak + "y"])
    #expect(try secrets("alternating-logins", text, named: false) == [])
    #expect(try secrets("alternating-logins", "joe\nann\nbob\n") == [])
  }

  @Test("of PgBouncer are told by a hash in them, and then plain passwords count as well")
  func pgbouncer() throws {
    let hash = "md5" + String(repeating: "0a", count: 16)
    let text = "\"app\" \"\(weak)\"\n\"old\" \"\(hash)\"\n"
    #expect(try secrets("pgbouncer-userlist", text, named: false) == [weak, hash])
    #expect(try secrets("pgbouncer-userlist", "\"app\" \"\(weak)\"\n", named: false) == [])
  }
}

@Suite("Readers of one syntax of their own")
struct FurtherReaderTests {
  @Test("shell history: options, joined and apart, headers, URLs, assignments")
  func history() throws {
    let bearer = token(30)
    let text = """
      ls -la
      mysql -u root -pgeheim1 app
      : 1600000000:0;sshpass -p 'ge heim' ssh host
      docker login -u joe -p s3cret9 registry.example.com
      curl -H "Authorization: Bearer \(bearer)" https://example.com
      sudo curl -u joe:pa55word https://example.com
      git clone https://joe:tok%40en@example.com/a.git
      export PGPASSWORD="abc123" && psql
      tool --password=qwertz --token \(bearer)
      """
    #expect(
      try found("shell-history", text, path: "root/.bash_history") == [
        Found(secret: "geheim1", detail: "mysql -p"), Found(secret: "ge heim", detail: "sshpass -p"),
        Found(secret: "s3cret9", detail: "docker login"), Found(secret: bearer, detail: "curl header"),
        Found(secret: "pa55word", detail: "curl -u, user joe"),
        Found(secret: "tok%40en", decoded: "tok@en", detail: "user joe, host example.com"),
        Found(secret: "abc123", detail: "PGPASSWORD"), Found(secret: "qwertz", detail: "tool --password"),
        Found(secret: bearer, detail: "tool --token"),
      ])
  }

  @Test(
    "commands without a secret",
    arguments: [
      "docker run -p 8080:80 nginx", "mkdir -p /var/lib", "mysql -u root -p", "mysql -p$PW", "cat --password",
      "export DB_PASSWORD=$(cat x)", "curl -u joe https://example.com", "tool --token $TOKEN", "psql -p 5432",
      "export PASSWORD_STORE=/home/a", "ssh -p 2222 joe@example.com",
    ])
  func harmlessCommands(line: String) throws {
    #expect(try secrets("shell-history", line).isEmpty)
  }

  @Test("wp-config: constants in either quotes, not calls, comments or the sample's phrase")
  func wordpress() throws {
    let text = """
      <?php
      define( 'DB_NAME', 'wp' );
      define( 'DB_PASSWORD', 'it\\'s' );
      define("AUTH_KEY", "\(token(64))");
      define( 'NONCE_KEY', 'put your unique phrase here' );
      define( 'AUTH_SALT', getenv('SALT') );
      // define( 'DB_PASSWORD', 'old' );
      """
    #expect(
      try found("wp-config", text) == [
        Found(secret: "it\\'s", decoded: "it's", detail: "database password"),
        Found(secret: token(64), detail: "signing key"),
      ])
  }

  @Test("Django settings: the key and the database's password")
  func django() throws {
    let text =
      "SECRET_KEY = '\(token(50))'\nX = {\n    'PASSWORD': \"hunter2\",\n    'USER': 'a'}\n# SECRET_KEY = 'b'\n"
    #expect(try secrets("django-settings", text) == [token(50), "hunter2"])
    #expect(try secrets("django-settings", "SECRET_KEY = os.environ['X']\n").isEmpty)
  }

  @Test("ipsec.secrets: shared secrets and key passphrases, not key files")
  func ipsec() throws {
    let text =
      "# a : PSK \"no\"\n1.2.3.4 %any : PSK \"shared one\"\njoe : EAP two2\n: RSA key.pem\n: RSA k.pem \"three\"\n"
    #expect(
      try found("ipsec-secrets", text) == [
        Found(secret: "shared one", detail: "PSK secret"), Found(secret: "two2", detail: "EAP secret"),
        Found(secret: "three", detail: "RSA key passphrase"),
      ])
  }

  @Test("pppd's secrets: the third field")
  func ppp() throws {
    #expect(
      try found("ppp-secrets", "# client server secret\njoe\t*\t\"a b\"\t*\nann vpn @/etc/file *\n") == [
        Found(secret: "a b", detail: "client joe, server *")
      ])
  }

  @Test("fetchmailrc, curlrc, PgBouncer's list, Ansible's inventory")
  func words() throws {
    #expect(
      try found("fetchmailrc", "poll mail.example.com user \"joe\" with password \"x y\" is joe here") == [
        Found(secret: "x y", detail: "mail password, host mail.example.com")
      ])
    #expect(
      try found("curlrc", "# c\nuser = \"joe:geheim\"\n") == [Found(secret: "geheim", detail: "user joe")])
    let md5 = "md5" + "0f1e2d3c4b5a6978" + "8796a5b4c3d2e1f0"
    #expect(
      try found("pgbouncer-userlist", "\"joe\" \"\(md5)\"\n\"ann\" \"word\"\n") == [
        Found(secret: md5, detail: "user joe, MD5, weak"),
        Found(secret: "word", detail: "user ann, plain text"),
      ])
    #expect(
      try found(
        "ansible-inventory", "web ansible_user=a ansible_password='x y'\ndb ansible_password={{ p }}\n") == [
          Found(secret: "x y", detail: "ansible_password, host web")
        ])
  }

  @Test("files that hold one token: the trimmed content, and only in the right shape")
  func tokens() throws {
    let hex = String(repeating: "0a1b2c3d", count: 4)
    #expect(try secrets("rails-master-key", hex + "\n") == [hex])
    #expect(try secrets("rails-master-key", hex + "\n" + hex + "\n").isEmpty)
    #expect(try secrets("rails-master-key", hex, named: false).isEmpty)
    #expect(try secrets("openvpn-login", "joe\ngeheim\n") == ["geheim"])
    #expect(try secrets("openvpn-login", "joe\ngeheim\nmore\n").isEmpty)
  }

  @Test("keystores are known by their first bytes; certificates alone are none")
  func keystores() throws {
    func details(_ head: [UInt8], _ path: String) throws -> [String?] {
      let reader = try #require(CredentialFileReaders.all.first { $0.name == "keystore" })
      let bytes = head + [UInt8](repeating: 0, count: 100)
      return reader.credentials(in: FileView(path: path, bytes: bytes, isNamed: true)).map(\.detail)
    }
    let jks: [UInt8] = [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0]
    #expect(try details(jks + [1], "a.jks") == ["Java keystore (JKS) with a private key, encrypted"])
    #expect(try details(jks + [2], "cacerts.jks").isEmpty)
    #expect(
      try details([0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb], "a.bin") == ["KeePass database (kdbx), encrypted"])
    let p12: [UInt8] =
      [0x30, 0x82, 1, 0, 2, 1, 3, 0x30, 0x82, 1, 0, 6, 9] + [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1]
    #expect(try details(p12, "a.p12") == ["PKCS#12 keystore, encrypted"])
    #expect(try details(p12, "lib/security/cacerts").isEmpty)
    #expect(try details([0x30, 0x82], "a.p12").isEmpty)
  }

  @Test("Terraform state: secret attributes and sensitive outputs")
  func state() throws {
    let text = """
      {"terraform_version": "1.5", "lineage": "x", "outputs": {"db": {"value": "geheim1", "sensitive": true},
       "host": {"value": "db.example.com"}},
       "resources": [{"type": "aws_db_instance", "instances": [{"attributes":
         {"password": "geheim2", "username": "a", "secret_arn": "arn:aws:x"}}]}]}
      """
    #expect(
      try found("terraform-state", text, named: false) == [
        Found(secret: "geheim1", detail: "sensitive output db"),
        Found(secret: "geheim2", detail: "password, aws_db_instance"),
      ])
    #expect(
      try secrets("terraform-state", #"{"resources":[{"attributes":{"password":"x9y8"}}]}"#, named: false)
        .isEmpty)
  }

  @Test("NuGet: clear and encrypted passwords are told apart, the user is none")
  func nuget() throws {
    let text = """
      <configuration><packageSourceCredentials><mine>
        <add key="Username" value="joe" /><add key="ClearTextPassword" value="geheim" />
        <add key="Password" value="AQAAANCMnd8" />
      </mine></packageSourceCredentials></configuration>
      """
    #expect(try secrets("nuget-config", text) == ["geheim", "AQAAANCMnd8"])
    #expect(try read("nuget-config", text).map(\.severity) == [nil, .medium])
  }

  @Test("Maven, rclone, WireGuard, Grafana name whose secret it is")
  func tables() throws {
    #expect(
      try found(
        "maven-settings",
        "<settings><servers><server><id>nexus</id><username>joe</username><password>a&amp;b</password></server></servers></settings>"
      ) == [Found(secret: "a&amp;b", decoded: "a&b", detail: "server password, id nexus, username joe")])
    #expect(
      try found("rclone", "[box]\ntype = sftp\nhost = h\nuser = joe\npass = abcDEF123\n").map(\.detail) == [
        "password, obscured, type sftp, user joe, host h, box"
      ])
    let key = crypt(43).replacing(".", with: "+") + "="
    #expect(
      try found("wireguard", "[Interface]\nAddress = 10.0.0.2/24\nPrivateKey = \(key)\n") == [
        Found(secret: key, detail: "private key, Address 10.0.0.2/24")
      ])
    #expect(
      try found("grafana-ini", "[security]\n;admin_password = admin\nadmin_password = geheim\n") == [
        Found(secret: "geheim", detail: "administrator's password, security")
      ])
  }

  @Test("a neighbour that is a URL with a password is shown without it")
  func neighbourRedacted() throws {
    let text = "[a]\nrepository = https://joe:geheim@example.com/x\nusername = joe\npassword = other1\n"
    let details = try found("pypirc", text).map(\.detail)
    #expect(details == ["password, username joe, repository example.com/x, a"])
  }

  @Test("a namesake with other content yields nothing")
  func namesakes() throws {
    let prose = "# Notes\nThe password goes here: see https://example.com/doc.\n- item: one\n"
    for reader in CredentialFileReaders.all {
      #expect(try secrets(reader.name, prose) == [], Comment(rawValue: reader.name))
    }
  }
}
