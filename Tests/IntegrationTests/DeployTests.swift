import Foundation
import Testing

/// `contraband deploy`, and what `contraband dockerfile` says of deployment files.
@Suite("Deployment files")
struct DeployTests {
  private static let samples =
    (#filePath as NSString).deletingLastPathComponent + "/../../Samples/fargate-basic-auth"

  private static let compose = """
    services:
      app:
        image: app
        environment:
          DB_PASSWORD: tr0ub4dor-Prod
    """

  /// A copy of a sample, so that what a test makes in it stays out of the repository.
  private func sample(_ name: String, in place: Workspace) throws -> String {
    try CommandRunner.tool(["cp", "-r", Self.samples + "/" + name, place.path(name)], in: place.folder)
    return place.path(name)
  }

  @Test("finds the open security group of the first sample, and says that the image runs an SSH server")
  func before() throws {
    let place = try Workspace()
    let folder = try sample("before", in: place)
    let result = try Contraband.scan(["deploy", folder])
    #expect(result.status == 1)
    #expect(result.findings.map(\.rule) == ["deploy-open-ingress"])
    #expect(result.findings.first?.severity == "critical")
    #expect(result.findings.first?.detail?.contains("SSH server (Dockerfile line 3)") == true)
    try place.write("before/htpasswd", Tokens.htpasswdLine("admin") + "\n")
    let dockerfile = try Contraband.scan(["dockerfile", folder])
    #expect(dockerfile.status == 1)
    #expect(dockerfile.findings.contains { $0.rule == "htpasswd" && $0.location.line == 5 })
  }

  @Test("names the log group that keeps what the entrypoint of the second sample prints, for both commands")
  func after() throws {
    let place = try Workspace()
    let folder = try sample("after", in: place)
    let deploy = try Contraband.scan(["deploy", folder])
    #expect(deploy.status == 1)
    #expect(deploy.findings.map(\.rule) == ["deploy-image-prints-secret"])
    let detail = try #require(deploy.findings.first?.detail)
    #expect(detail.contains("HTPASSWD") && detail.contains("entrypoint.sh line 5"))
    #expect(detail.contains("log group /ecs/staging-site"))
    let dockerfile = try Contraband.scan(["dockerfile", folder])
    #expect(dockerfile.status == 1)
    let print = try #require(dockerfile.findings.first { $0.rule == "dockerfile-runtime-prints-secret" })
    #expect(print.detail?.contains("log group /ecs/staging-site keeps it (task-definition.json)") == true)
  }

  @Test("finds nothing in the third sample")
  func right() throws {
    let place = try Workspace()
    let folder = try sample("right", in: place)
    for command in ["deploy", "dockerfile"] {
      let result = try Contraband.scan([command, folder])
      #expect(result.status == 0)
      #expect(try result.report().status == "complete")
      #expect(!result.findings.contains { ["medium", "high", "critical"].contains($0.severity) })
    }
  }

  @Test("the images of the samples are the same every time, and only the first holds the password file")
  func images() throws {
    let place = try Workspace()
    for folder in ["one", "two"] {
      try CommandRunner.tool(["cp", "-r", Self.samples, place.path("samples-" + folder)], in: place.folder)
      try CommandRunner.tool(
        ["bash", place.path("samples-\(folder)/make-images"), place.path(folder)], in: place.folder)
    }
    for name in ["before.tar", "after.tar", "right.tar"] {
      #expect(try place.read("one/" + name) == place.read("two/" + name))
    }
    let before = try Contraband.scan(["image", place.path("one/before.tar")])
    #expect(before.status == 1)
    #expect(before.findings.contains { $0.rule == "htpasswd" && $0.location.path == "etc/fargate/.htpasswd" })
    #expect(try Contraband.scan(["image", place.path("one/right.tar")]).status == 0)
  }

  @Test("recognises files by what they hold, and leaves all others alone")
  func recognition() throws {
    let place = try Workspace()
    try place.write("stack/whatever.txt", Self.compose)
    try place.write("stack/notes.md", "services, apiVersion and kind are words\n\tof this page: [\n")
    try place.write("stack/ci.yml", "on: push\njobs: {a: {services: {db: {image: postgres}}}}\n")
    try place.write("stack/.env", "GITHUB_TOKEN=" + Tokens.gitHub("env") + "\n")
    let result = try Contraband.scan(["deploy", place.path("stack")])
    result.expectComplete()
    let report = try result.report()
    #expect(report.target.kind == "deploy")
    #expect(report.coverage.files == 1)
    #expect(report.findings.map(\.rule) == ["deploy-compose-environment"])
    let location = try #require(report.findings.first?.location)
    #expect(location.kind == "file")
    #expect("\(location.path):\(location.line):\(location.column)" == "whatever.txt:5:20")
  }

  @Test("says of a file or folder without a deployment that it is none, with 2")
  func unknown() throws {
    let place = try Workspace()
    try place.write("a/ci.yml", "on: push\n")
    let cache = ["--cache-dir", place.path("cache")]
    for path in ["a", "a/ci.yml", "missing"] {
      let result = try Contraband.run(["deploy", place.path(path)] + cache)
      #expect(result.status == 2)
      #expect(result.errors.contains(path))
    }
  }

  @Test("a file that cannot be taken apart is told as skipped, and still searched")
  func broken() throws {
    let place = try Workspace()
    try place.write("compose.yaml", Self.compose + "\n  token: \(Tokens.gitHub("yaml"))\n\tx: [\n")
    let result = try Contraband.scan(["deploy", place.folder])
    #expect(result.findings.contains { $0.rule == "github-pat" })
    let report = try result.report()
    #expect(report.status == "incomplete")
    #expect(report.coverage.skipped.first?.reason.hasPrefix("line ") == true)
    #expect(result.status == 2)
  }

  @Test("a token that a pattern knows and a rule finds too is one finding, with the pattern's name")
  func joined() throws {
    let place = try Workspace()
    let token = Tokens.gitHub("compose")
    try place.write(
      "compose.yaml", "services: {a: {image: b, environment: {GITHUB_TOKEN: \(token)}}}\n")
    let findings = try Contraband.scan(["deploy", place.folder]).findings
    #expect(findings.map(\.rule) == ["github-pat"])
    #expect(findings.first?.remediation?.contains("/run/secrets/") == true)
  }

  @Test("a comment with a reason waives a finding, without one it does not")
  func waivers() throws {
    let place = try Workspace()
    let rule = "# contraband:allow deploy-compose-environment"
    try place.write(
      "compose.yaml", Self.compose.replacingOccurrences(of: "-Prod", with: "-Prod \(rule) a test database"))
    #expect(try Contraband.scan(["deploy", place.folder]).findings.isEmpty)
    try place.write("compose.yaml", Self.compose.replacingOccurrences(of: "-Prod", with: "-Prod \(rule)"))
    #expect(try Contraband.scan(["deploy", place.folder]).findings.count == 1)
  }

  @Test("a file of variables beside Compose is named where it holds secrets")
  func environmentFile() throws {
    let place = try Workspace()
    try place.write("compose.yaml", "services: {a: {image: b, env_file: [.env.app, .env.none]}}\n")
    try place.write(".env.app", "PORT=80\nDB_PASSWORD=tr0ub4dor-Prod\n")
    let findings = try Contraband.scan(["deploy", place.folder]).findings
    #expect(findings.map(\.rule) == ["deploy-environment-file"])
    #expect(findings.first?.detail == ".env.app: DB_PASSWORD")
  }

  @Test("contraband dockerfile mentions the deployment files beside it, and the command for them")
  func mention() throws {
    let place = try Workspace()
    try place.write("Dockerfile", "FROM scratch\n")
    #expect(try !Contraband.scan(["dockerfile", place.folder]).command.errors.contains("deploy"))
    try place.write("compose.yaml", Self.compose)
    try place.write("k8s/pod.yaml", "apiVersion: v1\nkind: Pod\n")
    let result = try Contraband.scan(["dockerfile", place.folder]).command
    #expect(result.status == 0)
    #expect(
      result.errors.contains(
        "compose.yaml, k8s/pod.yaml (1 finding at a first look): contraband deploy \(place.folder)"))
    #expect(try !Contraband.scan(["dockerfile", "--quiet", place.folder]).command.errors.contains("deploy"))
  }
}
