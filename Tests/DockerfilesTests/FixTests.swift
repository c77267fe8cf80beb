import Dockerfiles
import Testing

/// The way out, as it is written for a line.
@Suite("Fixes")
struct FixTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let rule: String
    let dockerfile: String
    let lines: [String]
    var runtime: ContainerRuntime?

    var testDescription: String { dockerfile }
  }

  private static let syntax = "# syntax=docker/dockerfile:1"

  static let cases: [Case] = [
    Case(
      rule: "dockerfile-curl-credentials",
      dockerfile: "RUN curl -H \"Authorization: Bearer a8F3kQ9zX1mT7vB4n\" https://x",
      lines: [
        syntax,
        "RUN --mount=type=secret,id=token,env=TOKEN curl -H \"Authorization: Bearer $TOKEN\" https://x",
        "docker build --secret id=token,env=TOKEN .",
      ]),
    Case(
      rule: "dockerfile-curl-credentials", dockerfile: "RUN curl -H 'X-Api-Key: a8F3kQ9zX1mT7vB4n' https://x",
      lines: [
        syntax,
        "RUN --mount=type=secret,id=api_key,env=API_KEY curl -H 'X-Api-Key: '\"$API_KEY\"'' https://x",
        "docker build --secret id=api_key,env=API_KEY .",
      ]),
    Case(
      rule: "dockerfile-curl-credentials",
      dockerfile: "RUN curl -fsSL -u bob:t0psecret https://x.org/y | tar x",
      lines: [
        "RUN --mount=type=secret,id=netrc,target=/root/.netrc curl -fsSL --netrc https://x.org/y | tar x",
        "# ~/.netrc: machine x.org login USER password …",
        "docker build --secret id=netrc,src=$HOME/.netrc .",
      ]),
    Case(
      rule: "dockerfile-git-credentials",
      dockerfile: "USER app\nRUN git clone https://bob:gl_t0kenValue@gitlab.com/a/b.git",
      lines: [
        "RUN --mount=type=secret,id=netrc,target=/home/app/.netrc,mode=0444 git clone https://gitlab.com/a/b.git",
        "# ~/.netrc: machine gitlab.com login USER password …",
        "docker build --secret id=netrc,src=$HOME/.netrc .",
      ]),
    Case(
      rule: "dockerfile-argument-secret",
      dockerfile: "ARG GIT_TOKEN\nRUN git clone https://ci:${GIT_TOKEN}@github.com/a/b",
      lines: [
        "RUN --mount=type=secret,id=netrc,target=/root/.netrc git clone https://github.com/a/b",
        "# ~/.netrc: machine github.com login USER password …",
        "docker build --secret id=netrc,src=$HOME/.netrc .",
      ]),
    Case(
      rule: "dockerfile-argument-secret", dockerfile: "ARG NPM_TOKEN\nRUN npm ci --token=$NPM_TOKEN",
      lines: [
        syntax, "RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci --token=$NPM_TOKEN",
        "docker build --secret id=npm_token,env=NPM_TOKEN .",
      ]),
    Case(
      rule: "dockerfile-copy-registry-config",
      dockerfile: "WORKDIR /app\nCOPY .npmrc package.json ./\nRUN npm install",
      lines: [
        "# .dockerignore", ".npmrc", "# Dockerfile", "COPY package.json ./",
        "RUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm install",
        "docker build --secret id=npmrc,src=.npmrc .",
      ]),
    Case(
      rule: "dockerfile-copy-ssh-key", dockerfile: "COPY id_rsa /root/.ssh/\nRUN make && git clone git@x:a/b",
      lines: [
        "# .dockerignore", "id_rsa", "# Dockerfile", "RUN --mount=type=ssh make && git clone git@x:a/b",
        "docker build --ssh default .",
      ]),
    Case(
      rule: "dockerfile-database-password", dockerfile: "RUN mysql -uroot -phunter2x -e 'select 1'",
      lines: [
        syntax, "RUN --mount=type=secret,id=mysql_pwd,env=MYSQL_PWD mysql -uroot -e 'select 1'",
        "docker build --secret id=mysql_pwd,env=MYSQL_PWD .",
      ]),
    Case(
      rule: "dockerfile-database-password", dockerfile: "RUN set -eu; PGPASSWORD=hunter2x psql -h db",
      lines: [
        syntax, "RUN --mount=type=secret,id=pgpassword,env=PGPASSWORD set -eu; psql -h db",
        "docker build --secret id=pgpassword,env=PGPASSWORD .",
      ]),
    Case(
      rule: "dockerfile-registry-login", dockerfile: "RUN docker login -u bob -p t0psecret registry.x",
      lines: [
        "RUN --mount=type=secret,id=registry docker login -u bob --password-stdin registry.x < /run/secrets/registry",
        "docker build --secret id=registry,src=registry-password.txt .",
      ]),
    Case(
      rule: "dockerfile-sshpass-password", dockerfile: "RUN sshpass -p hunter2x ssh a@b",
      lines: [
        syntax, "RUN --mount=type=secret,id=sshpass,env=SSHPASS sshpass -e ssh a@b",
        "docker build --secret id=sshpass,env=SSHPASS .",
      ]),
    Case(
      rule: "dockerfile-aws-configure",
      dockerfile:
        "RUN aws configure set aws_access_key_id x && aws configure set aws_secret_access_key wJalr9XUtnFEMIbPxRfiCYzz && aws s3 ls",
      lines: [
        "RUN --mount=type=secret,id=aws,target=/root/.aws/credentials aws s3 ls",
        "docker build --secret id=aws,src=$HOME/.aws/credentials .",
      ]),
    Case(
      rule: "dockerfile-secret-mount-copied",
      dockerfile: "RUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc && npm ci",
      lines: ["RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci"]),
    Case(
      rule: "dockerfile-add-url-credentials", dockerfile: "ADD https://ci:t0psecret@x.org/a/t.tgz /opt/",
      lines: [
        "RUN --mount=type=secret,id=netrc,target=/root/.netrc curl -fsSL --netrc -o /opt/t.tgz https://x.org/a/t.tgz",
        "# ~/.netrc: machine x.org login USER password …",
        "docker build --secret id=netrc,src=$HOME/.netrc .",
      ]),
    Case(
      rule: "dockerfile-env-secret", dockerfile: "ENV A=1 DB_PASSWORD=hunter2-Prod B=2",
      lines: [
        "ENV A=1 \\", "    B=2", "printf %s \"$DB_PASSWORD\" | docker secret create db-password -",
        "docker service create --secret db-password …", "# in the entrypoint:",
        "export DB_PASSWORD=\"$(cat /run/secrets/db-password)\"",
      ], runtime: .swarm),
    Case(
      rule: "dockerfile-env-secret", dockerfile: "ENV POSTGRES_PASSWORD=hunter2-Prod",
      lines: [
        "# compose.yaml", "services:", "  app:", "    secrets: [postgres-password]", "    environment:",
        "      POSTGRES_PASSWORD_FILE: /run/secrets/postgres-password", "secrets:", "  postgres-password:",
        "    environment: POSTGRES_PASSWORD",
      ], runtime: .compose),
    Case(
      rule: "dockerfile-copy-htpasswd", dockerfile: "COPY htpasswd /etc/nginx/.htpasswd",
      lines: [
        "# .dockerignore", "htpasswd", "kubectl create secret generic htpasswd --from-file=htpasswd=htpasswd",
        "# in the pod:", "containers:", "  - name: app", "    volumeMounts:",
        "      - {name: htpasswd, mountPath: \"/etc/nginx/.htpasswd\", subPath: htpasswd, readOnly: true}",
        "volumes:", "  - name: htpasswd", "    secret: {secretName: htpasswd}",
      ], runtime: .kubernetes),
    Case(
      rule: "dockerfile-runtime-echo-to-file",
      dockerfile: "CMD echo $HTPASSWD > /etc/nginx/.htpasswd && nginx -g 'daemon off;'",
      lines: [
        "# in the Dockerfile:", "COPY --chmod=755 <<'EOF' /usr/local/bin/entrypoint.sh", "#!/bin/sh",
        "set -eu",
        "umask 077", "printf '%s\\n' \"$HTPASSWD\" > /etc/nginx/.htpasswd",
        "chown nginx /etc/nginx/.htpasswd",
        "unset HTPASSWD", "exec \"$@\"", "EOF", "ENTRYPOINT [\"/usr/local/bin/entrypoint.sh\"]",
        "CMD [\"nginx\", \"-g\", \"daemon off;\"]",
      ]),
    Case(
      rule: "dockerfile-host-key", dockerfile: "RUN apt-get install -y openssh-server && mkdir /run/sshd",
      lines: [
        "RUN apt-get install -y openssh-server && rm -f /etc/ssh/ssh_host_* && mkdir /run/sshd",
        "# in the entrypoint, before the server:", "ssh-keygen -A",
      ]),
  ]

  private static func fixes(_ text: String, _ runtime: ContainerRuntime?) -> [(
    rule: String, fix: DockerfileFix?
  )] {
    let analysis = DockerfileAnalysis(DockerfileParser.parse(Array(text.utf8)))
    var writer = FixWriter(analysis, runtime: runtime)
    return (analysis.hits + analysis.hitsByName(hasIgnoreFile: true)).map { ($0.rule, writer.fix(for: $0)) }
  }

  @Test("are the line itself, put right", arguments: cases)
  func lines(_ test: Case) throws {
    let found = Self.fixes("FROM a\n" + test.dockerfile + "\n", test.runtime)
    let fix = try #require(found.first { $0.rule == test.rule }?.fix)
    #expect(fix.lines == test.lines)
  }

  @Test("for ECS name the secret, the task definition's entry, the role's policy and the entrypoint")
  func ecs() throws {
    let found = Self.fixes("FROM nginx\nCOPY htpasswd /etc/nginx/.htpasswd\n", .ecs)
    let text = try #require(found.first?.fix).lines.joined(separator: "\n")
    for part in [
      "aws secretsmanager create-secret --name app/htpasswd --secret-string file://htpasswd",
      "\"secrets\": [{\"name\": \"HTPASSWD\", \"valueFrom\": \"arn:aws:secretsmanager:",
      "secretsmanager:GetSecretValue",
      "kms:Decrypt", "umask 077", "printf '%s\\n' \"$HTPASSWD\" > /etc/nginx/.htpasswd", "unset HTPASSWD",
      "exec \"$@\"",
    ] { #expect(text.contains(part)) }
    #expect(!text.contains("echo"))
  }

  @Test("are clean themselves: the rules find nothing in a Dockerfile that follows them")
  func clean() {
    for test in Self.cases where test.runtime == nil {
      let lines = test.lines.filter {
        !$0.hasPrefix("docker ") && !$0.hasPrefix("# ") && !$0.hasPrefix("ssh-keygen")
      }
      let isFile = test.lines.first == "# .dockerignore"
      let text = "FROM a\n" + lines.dropFirst(isFile ? 1 : 0).joined(separator: "\n") + "\n"
      let analysis = DockerfileAnalysis(DockerfileParser.parse(Array(text.utf8)))
      #expect(analysis.hits.map(\.rule) == [], "\(text)")
    }
  }

  @Test("ask for no syntax directive where the file has one that knows env=")
  func syntaxDirective() throws {
    for (directive, isAsked) in [
      ("docker/dockerfile:1", false), ("docker/dockerfile:1.10", false), ("docker/dockerfile:1.4", true),
      ("docker/dockerfile:1.7-labs", true), ("docker/dockerfile:labs", false),
    ] {
      let found = Self.fixes("# syntax=\(directive)\nFROM a\nRUN sshpass -p hunter2x ssh a@b\n", nil)
      let lines = try #require(found.first?.fix).lines
      #expect(lines.contains(Self.syntax) == isAsked, "\(directive)")
    }
  }

  @Test("show no secret, wherever it stands in the instruction")
  func noSecret() {
    let secret = "hunter2" + "xyz"
    for text in [
      "RUN useradd -p $(openssl passwd -1 \(secret)) bob", "RUN echo 'root:\(secret)' | chpasswd",
      "RUN curl -u bob:\(secret) https://x && echo \(secret)",
      "RUN keytool -storepass \(secret) -keypass \(secret)",
      "ENV A_PASSWORD=\(secret) B_PASSWORD=\(secret)", "CMD [\"app\", \"--password=\(secret)\"]",
      "ADD https://a:\(secret)@x.org/\(secret) /x",
      "RUN [\"curl\", \"-u\", \"bob:\(secret)\", \"https://x\"]",
      "RUN sh -c 'curl -u bob:\(secret) https://x'", "RUN <<EOF\ncurl -u bob:\(secret) https://x\nEOF",
      "ONBUILD RUN mysql -p\(secret)", "HEALTHCHECK CMD redis-cli -a \(secret) ping",
    ] {
      let found = Self.fixes("FROM a\n" + text + "\n", .ecs)
      #expect(!found.isEmpty, "\(text)")
      for fix in found.compactMap(\.fix) {
        #expect(!(fix.words + fix.lines.joined()).contains(secret), "\(text): \(fix)")
      }
    }
  }

  @Test("leave out what stays of a long instruction")
  func longInstruction() throws {
    let steps = (1...40).map { "step\($0) && \\\n    " }.joined()
    let found = Self.fixes("FROM a\nRUN \(steps)sshpass -p hunter2x ssh a@b && \\\n    last\n", nil)
    let lines = try #require(found.first?.fix).lines
    #expect(lines.count < 10)
    #expect(lines.contains { $0.contains("sshpass -e ssh a@b") } && lines.contains { $0.contains("…") })
  }

  @Test("say of a limit that was reached that not all was looked at")
  func shortfalls() {
    let values = (0..<20_010).map { "ENV A\($0)=value\($0)" }.joined(separator: "\n")
    let many = DockerfileAnalysis(DockerfileParser.parse(Array(("FROM a\n" + values).utf8)))
    #expect(many.shortfalls.contains { $0.hasPrefix("more than 20000 values") })
    let deep = String(repeating: "$(", count: 40) + "true" + String(repeating: ")", count: 40)
    let nested = DockerfileAnalysis(DockerfileParser.parse(Array("FROM a\nRUN echo \(deep)\n".utf8)))
    #expect(nested.shortfalls.contains { $0.hasPrefix("line 2: ") })
    #expect(DockerfileAnalysis(DockerfileParser.parse(Array("FROM a\nRUN true\n".utf8))).shortfalls.isEmpty)
  }
}
