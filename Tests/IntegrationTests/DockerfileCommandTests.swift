import Foundation
import Testing

/// `contraband dockerfile` on folders made by the test.
@Suite("Dockerfiles and their build context")
struct DockerfileCommandTests {
  private static let story = """
    FROM nginx:1.27
    COPY default.conf /etc/nginx/conf.d/
    COPY htpasswd /etc/nginx/.htpasswd
    """

  @Test("finds the password file that COPY takes, at the word that names it")
  func story() throws {
    let place = try Workspace()
    try place.write("Dockerfile", Self.story)
    try place.write("default.conf", "auth_basic_user_file /etc/nginx/.htpasswd;\n")
    try place.write("htpasswd", "# users\n" + Tokens.htpasswdLine("admin") + "\n")
    let result = try Contraband.scan(["dockerfile", place.folder])
    #expect(result.status == 1)
    let report = try result.report()
    #expect(report.target.kind == "dockerfile")
    #expect(report.status == "complete")
    #expect(report.findings.map(\.rule) == ["htpasswd"])
    let finding = try #require(report.findings.first)
    #expect(finding.location.kind == "dockerfile")
    #expect("\(finding.location.line):\(finding.location.column)" == "3:6")
    #expect(finding.layer == nil)
    #expect(finding.detail?.contains("htpasswd line 2") == true)
    #expect(finding.places.map(\.location.kind) == ["file"])
    #expect(report.coverage.files == 3)
  }

  @Test("lets .dockerignore keep files out, and the Dockerfile's own ignore file replace it")
  func ignoreFiles() throws {
    let place = try Workspace()
    try place.write("Dockerfile", "FROM scratch\nCOPY . /app\n")
    try place.write(".env", "GITHUB_TOKEN=" + Tokens.gitHub("env") + "\n")
    try place.write(".git/config", "[core]\n")
    try place.write("main.py", "print()\n")
    let open = try Contraband.scan(["dockerfile", place.folder]).report()
    #expect(
      Set(open.findings.map(\.rule)) == [
        "github-pat", "dockerfile-copy-git", "dockerfile-context-unfiltered",
      ])
    let token = try #require(open.findings.first { $0.rule == "github-pat" })
    #expect(token.remediation?.contains("Add `.env` to .dockerignore") == true)
    try place.write(".dockerignore", ".env\n.git\n")
    let filtered = try Contraband.scan(["dockerfile", place.folder])
    #expect(filtered.status == 0)
    #expect(filtered.findings.isEmpty)
    try place.write("Dockerfile.dockerignore", ".git\n")
    #expect(try Contraband.scan(["dockerfile", place.folder]).findings.map(\.rule) == ["github-pat"])
  }

  @Test("follows files through stages: one severity less where they stay in the cache")
  func stages() throws {
    let place = try Workspace()
    try place.write("conf/htpasswd", Tokens.htpasswdLine("admin") + "\n")
    func severity(_ dockerfile: String) throws -> [String] {
      try place.write("Dockerfile", dockerfile)
      return try Contraband.scan(["dockerfile", place.path("Dockerfile")]).findings.map(\.severity)
    }
    #expect(try severity("FROM a AS b\nCOPY conf /conf\nFROM c\nCOPY --from=b /conf /etc/conf\n") == ["high"])
    #expect(try severity("FROM a AS b\nCOPY conf /conf\nFROM b\nCMD x\n") == ["high"])
    #expect(try severity("FROM a AS b\nCOPY conf /conf\nFROM c\nCOPY --from=b /app /app\n") == ["medium"])
    #expect(try severity("FROM a\nCOPY --exclude=ht* conf /conf\n") == [])
    #expect(try severity("FROM a\nCOPY c*f/htpass* /conf/\n") == ["high"])
  }

  @Test("says that removing a copied file does not help")
  func removed() throws {
    let place = try Workspace()
    try place.write("Dockerfile", "FROM a\nWORKDIR /w\nCOPY htpasswd .\nRUN make && rm -f htpasswd\n")
    try place.write("htpasswd", Tokens.htpasswdLine("admin") + "\n")
    let finding = try #require(try Contraband.scan(["dockerfile", place.folder]).findings.first)
    #expect(finding.state == "deleted")
    #expect(finding.detail?.contains("line 4, which does not help") == true)
  }

  @Test("makes one finding of a secret that a pattern and a rule know, also across a continuation")
  func joined() throws {
    let place = try Workspace()
    let token = Tokens.gitHub("joined")
    try place.write(
      "Dockerfile",
      "FROM a\nENV API_TOKEN=\(token)\nRUN curl -H \"Authorization: Bearer \(token.prefix(20))\\\n\(token.dropFirst(20))\" x\n"
    )
    let result = try Contraband.scan(["dockerfile", place.folder])
    #expect(result.findings.map(\.rule) == ["github-pat"])
    let places = try #require(result.findings.first).allPlaces.map {
      "\($0.location.line):\($0.location.column)"
    }
    #expect(places == ["2:15", "3:36"])
  }

  @Test("leaves secret mounts alone, and finds what is copied out of them")
  func mounts() throws {
    let place = try Workspace()
    try place.write(
      "Dockerfile",
      """
      FROM a
      RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
      RUN --mount=type=secret,id=key cp /run/secrets/key /app/key
      """)
    let found = try Contraband.scan(["dockerfile", place.folder]).findings
    #expect(found.map(\.rule) == ["dockerfile-secret-mount-copied"])
    #expect(found.map(\.location.line) == [3])
  }

  @Test("reads standard input, judging files by their names")
  func standardInput() throws {
    let place = try Workspace()
    let path = try place.write("input", Self.story)
    for input in [CommandInput.pipe(path), .file(path)] {
      let result = try Contraband.scan(["dockerfile", "-"], input: input)
      #expect(result.status == 1)
      #expect(result.findings.map(\.rule) == ["dockerfile-copy-htpasswd"])
    }
  }

  @Test("ends with 2 and names the line where the Dockerfile is wrong")
  func wrong() throws {
    let place = try Workspace()
    try place.write("Dockerfile", "FROM a\nFETCH x\nENV DB_PASSWORD=hunter2-Prod\n")
    let result = try Contraband.scan(["dockerfile", place.folder])
    #expect(result.status == 2)
    #expect(try result.report().coverage.skipped.map(\.reason) == ["line 2: unknown instruction: FETCH"])
    #expect(result.findings.map(\.location.line) == [3], "what follows is read all the same")
  }

  @Test("looks into the script that ENTRYPOINT runs")
  func entrypoint() throws {
    let place = try Workspace()
    try place.write("Dockerfile", "FROM a\nCOPY start.sh /start.sh\nENTRYPOINT [\"/start.sh\"]\n")
    try place.write(
      "start.sh", "#!/bin/sh\nset -e\necho \"$HTPASSWD\" | tee /etc/nginx/.htpasswd\nexec nginx\n")
    let finding = try #require(try Contraband.scan(["dockerfile", place.folder]).findings.first)
    #expect(finding.rule == "dockerfile-runtime-prints-secret")
    #expect(finding.location.line == 3)
    #expect(finding.detail?.hasPrefix("start.sh line 3") == true)
  }

  @Test("walks archives that ADD unpacks, and named contexts")
  func archives() throws {
    let place = try Workspace()
    var tar = TarWriter()
    tar.file("conf/htpasswd", Tokens.htpasswdLine("admin") + "\n")
    try place.write("app/files.tar", tar.finished)
    try place.write("more/htpasswd", Tokens.htpasswdLine("other") + "\n")
    try place.write("app/Dockerfile", "FROM a\nADD files.tar /\nCOPY --from=more htpasswd /p\n")
    let found = try Contraband.scan(
      ["dockerfile", place.path("app"), "--build-context", "more=" + place.path("more")]
    ).findings
    #expect(found.map(\.rule) == ["htpasswd", "htpasswd"])
    #expect(found.map(\.location.line) == [2, 3])
  }

  @Test("honours a waiver that gives a reason, and none that does not")
  func waivers() throws {
    let place = try Workspace()
    let waived =
      "FROM a\n# contraband:allow dockerfile-env-secret test database only\nENV DB_PASSWORD=hunter2-Prod\n"
    try place.write("Dockerfile", waived)
    let result = try Contraband.scan(["dockerfile", place.folder])
    #expect(result.status == 0)
    let finding = try #require(result.findings.first)
    #expect(finding.waiver?.reason == "test database only")
    #expect(finding.waiver?.source.hasSuffix("Dockerfile:2") == true)
    let text = try Contraband.text(["dockerfile", place.folder])
    #expect(text.contains("waived  1 finding, not counted above") && text.contains("test database only"))
    #expect(text.contains("0 high") && text.contains("PASS: no findings"))
    try place.write("Dockerfile", waived.replacingOccurrences(of: " test database only", with: ""))
    #expect(try Contraband.scan(["dockerfile", place.folder]).status == 1)
  }

  @Test("finds nothing at or above medium in the Dockerfiles of well-known images")
  func clean() throws {
    let folder = (#filePath as NSString).deletingLastPathComponent + "/../DockerfileFolder/clean"
    // An empty context: the files of one are not the others'.
    let place = try Workspace()
    let result = try Contraband.scan(["dockerfile", folder, "--context", place.folder])
    #expect(result.reports.count > 24)
    #expect(result.status == 0)
    #expect(result.findings.filter { $0.severity != "low" && $0.severity != "info" }.map(\.rule) == [])
  }

  @Test("writes the fix of the line as a block that can be pasted, and none of the secret")
  func fix() throws {
    let place = try Workspace()
    try place.write("Dockerfile", "FROM a\nRUN curl -u bob:" + "t0psecretX https://x.org/y\n")
    let line = "RUN --mount=type=secret,id=netrc,target=/root/.netrc curl --netrc https://x.org/y"
    let text = try Contraband.text(["dockerfile", place.folder])
    #expect(text.contains("\n             " + line + "\n"))
    #expect(!text.contains("t0psecretX"))
    let finding = try #require(try Contraband.scan(["dockerfile", place.folder]).findings.first)
    #expect(finding.remediation?.contains("\n    " + line + "\n") == true)
  }

  @Test("tells the runtime's own way", arguments: ["ecs", "kubernetes", "compose", "swarm"])
  func runtime(_ name: String) throws {
    let place = try Workspace()
    try place.write("Dockerfile", Self.story)
    try place.write("htpasswd", Tokens.htpasswdLine("admin") + "\n")
    try place.write("default.conf", "x\n")
    let text = try Contraband.text(["dockerfile", place.folder, "--runtime", name])
    let command = [
      "ecs": "aws secretsmanager create-secret --name app/htpasswd",
      "kubernetes": "kubectl create secret generic",
      "compose": "# compose.yaml", "swarm": "docker secret create htpasswd htpasswd",
    ]
    #expect(text.contains(command[name] ?? "\0"))
  }

  @Test("says where to put the line of an ignore file that takes files in again")
  func exceptions() throws {
    let place = try Workspace()
    try place.write("Dockerfile", "FROM a\nCOPY . /app\n")
    try place.write(".dockerignore", "*\n!conf\n")
    try place.write("conf/htpasswd", Tokens.htpasswdLine("admin") + "\n")
    let finding = try #require(
      try Contraband.scan(["dockerfile", place.folder]).findings.first { $0.rule == "htpasswd" })
    #expect(
      finding.remediation?.contains(
        "the last line, since those with ! take files in again\n    conf/htpasswd") == true)
    try place.write(".dockerignore", "*\n!conf\nconf/htpasswd\n")
    #expect(try Contraband.scan(["dockerfile", place.folder]).findings.allSatisfy { $0.rule != "htpasswd" })
  }

  @Test("lets host keys pass that the entrypoint takes away and makes anew")
  func hostKeys() throws {
    let place = try Workspace()
    try place.write(
      "Dockerfile",
      "FROM debian\nRUN apt-get install -y openssh-server\nCOPY start.sh /usr/bin/\nENTRYPOINT [\"/usr/bin/start.sh\"]\n"
    )
    try place.write("start.sh", "#!/bin/sh\nexec /usr/sbin/sshd -D\n")
    #expect(
      try Contraband.scan(["dockerfile", place.folder]).findings.map(\.rule) == ["dockerfile-host-key"])
    try place.write(
      "start.sh", "#!/bin/sh\nrm -f /etc/ssh/ssh_host_*\nssh-keygen -A\nexec /usr/sbin/sshd -D\n")
    #expect(try Contraband.scan(["dockerfile", place.folder]).findings.map(\.rule) == [])
  }

  @Test("is incomplete where a command is too deeply nested to be read")
  func truncated() throws {
    let place = try Workspace()
    let deep = String(repeating: "$(", count: 40) + "true" + String(repeating: ")", count: 40)
    try place.write("Dockerfile", "FROM a\nRUN echo \(deep)\n")
    let result = try Contraband.scan(["dockerfile", place.folder])
    #expect(result.status == 2)
    #expect(
      try result.report().coverage.skipped.contains {
        $0.reason.hasPrefix("line 2: the commands are too many")
      })
  }

  @Test(
    "ends with 64 where it is used wrongly",
    arguments: [["--build-context", "x"], ["-", "-"], ["--build-arg", "=x"], ["--runtime", "x"]])
  func usage(_ arguments: [String]) throws {
    #expect(try Contraband.run(["dockerfile"] + arguments).status == 64)
  }
}
