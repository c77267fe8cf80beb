import Findings
import Testing

@testable import CredentialFiles

@Suite("Login files of tools")
struct LoginFileTests {
  @Test("netrc on one line and on several")
  func netrc() throws {
    let text = """
      # mine
      machine api.heroku.com login joe@example.com password s3cr3t-one
      machine ftp.example.com
        login ann
        account x
        password "two \\"words"
      macdef init
      machine not.one login no password no

      default login bob password three
      """
    #expect(
      try found("netrc", text, path: "root/.netrc") == [
        Found(secret: "s3cr3t-one", detail: "login joe@example.com, machine api.heroku.com"),
        Found(secret: "two \\\"words", decoded: "two \"words", detail: "login ann, machine ftp.example.com"),
        Found(secret: "three", detail: "login bob, default machine"),
      ])
  }

  @Test(
    "netrc without a password worth the name yields nothing",
    arguments: [
      "machine a login b", "default login anonymous password me@here", "machine a login b password ${TOKEN}",
      "\"\"\"An object-oriented interface\"\"\"\nmachine a login b password c", "password c",
    ])
  func noNetrc(text: String) throws {
    #expect(try secrets("netrc", text).isEmpty)
  }

  @Test("prose about netrc is none")
  func prose() throws {
    let text = "machine a login b password c\nis how an entry looks"
    #expect(try secrets("netrc", text, named: false).isEmpty)
  }

  @Test("npmrc: token, basic auth and password, for one registry or all")
  func npmrc() throws {
    let one = "npm_" + token(36)
    let basic = base64("joe:pa:ss")
    let password = base64("geheim9")
    let text = """
      ; registry
      registry=https://registry.npmjs.org/
      //registry.npmjs.org/:_authToken=\(one)
      _auth = "\(basic)"
      //npm.example.com/:_password=\(password)
      //npm.example.com/:username=joe
      //other/:_authToken=${NPM_TOKEN}
      """
    #expect(
      try found("npmrc", text, path: "root/.npmrc") == [
        Found(secret: one, detail: "access token, registry //registry.npmjs.org/"),
        Found(secret: basic, decoded: "pa:ss", detail: "user joe"),
        Found(secret: password, decoded: "geheim9", detail: "password, registry //npm.example.com/"),
      ])
  }

  @Test("source code and manuals that show an entry are none")
  func shown() throws {
    let code =
      "DEFAULT = \"\"\"\\\n[distutils]\nindex-servers =\n    pypi\n[pypi]\nusername = a\npassword = b1c2d3\n"
    #expect(try secrets("pypirc", code, named: false).isEmpty)
    #expect(
      try secrets("npmrc", "The file <b>looks</b> so:\n//r/:_authToken=abc1234\n", named: false).isEmpty)
    #expect(try secrets("npmrc", "//{registry_path}:_password={password}\n").isEmpty)
  }

  @Test("Yarn 1 writes a blank and quotes")
  func yarnrc() throws {
    #expect(try secrets("npmrc", "\"//r.example.com/:_authToken\" \"abc123def\"\n") == ["abc123def"])
  }

  @Test("pypirc names user and repository")
  func pypirc() throws {
    let secret = "pypi-" + token(40)
    let text = """
      [distutils]
      index-servers =
          pypi

      [pypi]
      repository = https://upload.pypi.org/legacy/
      username = __token__
      password = \(secret)

      [testpypi]
      username: joe
      password: %(pw)s
      """
    #expect(
      try found("pypirc", text, path: "root/.pypirc") == [
        Found(
          secret: secret,
          detail: "password, username __token__, repository https://upload.pypi.org/legacy/, pypi")
      ])
  }

  @Test("docker config.json: the password of auth, identity and registry tokens")
  func dockerConfig() throws {
    let auth = base64("joe:hunter2")
    let identity = token(40)
    let text = """
      {"auths": {
        "https://index.docker.io/v1/": {"auth": "\(auth)"},
        "acr.example.com": {"auth": "\(base64("00000000-0000-0000-0000-000000000000:"))", "identitytoken": "\(identity)"},
        "ghcr.io": {}
      }, "credsStore": "desktop", "HttpHeaders": {"User-Agent": "Docker-Client"}}
      """
    #expect(
      try found("docker-config", text, path: "root/.docker/config.json") == [
        Found(
          secret: auth, decoded: "hunter2",
          detail: "registry login, user joe, registry https://index.docker.io/v1/"),
        Found(secret: identity, detail: "identity token, registry acr.example.com"),
      ])
    #expect(try secrets("docker-config", text, named: false).count == 2)
  }

  @Test("the old dockercfg has the hosts at the top, and counts only where its name says so")
  func dockercfg() throws {
    let auth = base64("joe:hunter2")
    let text = "{\"quay.io\": {\"auth\": \"\(auth)\", \"email\": \"\"}}"
    #expect(try found("docker-config", text).map(\.decoded) == ["hunter2"])
    #expect(try secrets("docker-config", text, named: false).isEmpty)
  }

  @Test("a credential helper keeps nothing in the file")
  func credsStore() throws {
    #expect(try secrets("docker-config", #"{"auths":{"a.io":{}},"credsStore":"pass"}"#).isEmpty)
    #expect(try secrets("docker-config", #"{"auths":{"a.io":{"auth":"not base64!"}}}"#).isEmpty)
  }

  @Test("AWS keys name profile and account")
  func aws() throws {
    let secret = token(40)
    // The account in this ID is the published test vector's: 609629065308.
    let id = "ASIA" + "Y34FZKBO" + "KMUTVV7A"
    let text = """
      [default]
      aws_access_key_id = \(id)
      aws_secret_access_key = \(secret)
      aws_session_token = \(token(120))

      [docs]
      aws_access_key_id = AKIAIOSFODNN7EXAMPLE
      aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
      [env]
      aws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}
      """
    let all = try found("aws-credentials", text, path: "root/.aws/credentials")
    #expect(all.count == 2)
    #expect(
      all.first
        == Found(
          secret: secret, detail: "secret access key, profile default, account 609629065308, temporary"))
  }

  @Test("git-credentials: the password, percent escapes undone")
  func gitCredentials() throws {
    let text = "https://joe:p%40ss@github.com\nhttps://joe@example.com\nhttps://github.com\n"
    #expect(
      try found("git-credentials", text) == [
        Found(secret: "p%40ss", decoded: "p@ss", detail: "host github.com, user joe")
      ])
  }

  @Test("a token in the place of the user is the secret")
  func tokenAsUser() throws {
    let pat = "gh" + "p_" + token(36)
    #expect(try secrets("git-credentials", "https://\(pat):x-oauth-basic@github.com\n") == [pat])
    #expect(try secrets("git-credentials", "https://\(pat)@github.com\n") == [pat])
  }

  @Test("git config: URLs with passwords, and the header that CI leaves behind")
  func gitConfig() throws {
    let basic = base64("x-access-token:" + token(30))
    let text = """
      [remote "origin"]
      \turl = https://joe:s3cret@git.example.com/a.git
      [http "https://github.com/"]
      \textraheader = AUTHORIZATION: basic \(basic)
      [user]
      \temail = joe@example.com
      """
    #expect(
      try found("git-config", text) == [
        Found(secret: "s3cret", detail: "host git.example.com, user joe"),
        Found(secret: basic, decoded: token(30), detail: "authorization header, user x-access-token"),
      ])
  }

  @Test("pgpass: five fields, escapes undone")
  func pgpass() throws {
    let text =
      "# host:port:db:user:password\ndb.example.com:5432:app:joe:a\\:b\\\\c\n*:*:*:ann:geheim\nshort:1:2\n"
    #expect(
      try found("pgpass", text, path: "root/.pgpass") == [
        Found(secret: "a\\:b\\\\c", decoded: "a:b\\c", detail: "user joe, host db.example.com, database app"),
        Found(secret: "geheim", detail: "user ann, host *, database *"),
      ])
  }

  @Test("kubeconfig in YAML: token, password, client key")
  func kubeconfig() throws {
    let bearer = token(50)
    let pem = "-----BEGIN " + "RSA PRIVATE KEY-----\n" + token(80) + "\n-----END RSA PRIVATE KEY-----\n"
    let key = base64(pem)
    let text = """
      apiVersion: v1
      kind: Config
      clusters:
      - cluster:
          certificate-authority-data: \(base64("-----BEGIN CERTIFICATE-----"))
          server: https://10.0.0.1:6443
        name: prod
      users:
      - name: admin
        user:
          client-certificate-data: \(base64("-----BEGIN CERTIFICATE-----"))
          client-key-data: \(key)
      - name: joe
        user:
          token: \(bearer)
      - name: ann
        user: {username: ann, password: "hunter2"}
      - name: cloud
        user:
          auth-provider:
            config:
              access-token: "\(bearer)"
      - name: none
        user:
          tokenFile: /var/run/token
      """
    #expect(
      try found("kubeconfig", text, path: "root/.kube/config") == [
        Found(secret: key, decoded: pem, detail: "client key, name admin"),
        Found(secret: bearer, detail: "bearer token, name joe"),
        Found(secret: "hunter2", detail: "password, name ann, username ann"),
        Found(secret: bearer, detail: "access token, name cloud"),
      ])
  }

  @Test("kubeconfig in JSON")
  func kubeconfigJSON() throws {
    let text = #"{"users":[{"name":"a","user":{"token":"\#(token(30))"}}]}"#
    #expect(try found("kubeconfig", text) == [Found(secret: token(30), detail: "bearer token, name a")])
  }
}
