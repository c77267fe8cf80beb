import Foundation
import Testing

/// `contraband image --dockerfile` on an image that buildah built.
@Suite("Dockerfile lines of an image's layers")
struct ImageLinesTests {
  private static let dockerfile = """
    FROM scratch AS base
    COPY base.txt /base/
    FROM base
    ARG SOURCE=conf
    ENV API_TOKEN=%TOKEN%
    # The password file.
    COPY ${SOURCE}/htpasswd \\
         /etc/nginx/
    COPY other.env /srv/
    CMD ["/app"]
    """

  /// Builds the image and saves it with Skopeo.
  ///
  /// - Returns: the archive and the Dockerfile.
  private static func build(_ place: Workspace, options: [String]) throws -> (
    archive: String, dockerfile: String
  ) {
    let text = dockerfile.replacingOccurrences(of: "%TOKEN%", with: Tokens.gitHub("line env"))
    let path = try place.write("context/Dockerfile", text)
    try place.write("context/base.txt", "base\n")
    try place.write("context/conf/htpasswd", Tokens.htpasswdLine("admin") + "\n")
    try place.write("context/other.env", "GITHUB_TOKEN=" + Tokens.gitHub("line file") + "\n")
    let storage = """
      [storage]
      driver = "vfs"
      graphroot = "\(place.path("storage/root"))"
      runroot = "\(place.path("storage/run"))"
      """
    let environment = [
      "CONTAINERS_STORAGE_CONF": try place.write("storage/storage.conf", storage),
      "BUILDAH_ISOLATION": "chroot",
      "HOME": try place.makeFolder("home"), "TMPDIR": try place.makeFolder("tmp"),
    ]
    try CommandRunner.tool(
      ["buildah", "bud", "-q", "--network", "host"] + options
        + ["-f", path, "-t", "localhost/lines", place.path("context")], environment: environment)
    let archive = place.path("image.tar")
    try CommandRunner.tool(
      [
        "skopeo", "copy", "-q", "containers-storage:localhost/lines",
        "docker-archive:\(archive):lines:latest",
      ],
      environment: environment)
    return (archive, path)
  }

  @Test("are told for layers and for values of the configuration")
  func lines() throws {
    let place = try Workspace()
    let (archive, dockerfile) = try Self.build(place, options: ["--layers"])
    let report = try Contraband.scan(["image", archive, "--dockerfile", dockerfile]).report()
    func line(_ rule: String, _ path: String) -> Int? {
      report.findings.first { $0.rule == rule && $0.location.path.hasPrefix(path) }?.layer?.dockerfileLine
    }
    #expect(line("htpasswd", "etc/nginx/") == 7)
    #expect(line("github-pat", "srv/other.env") == 9)
    #expect(line("github-pat", "config.Env.API_TOKEN") == 5)
    let text = try Contraband.text(["image", archive, "--dockerfile", dockerfile])
    #expect(text.contains("(Dockerfile:7)") && text.contains("(Dockerfile:9)"))
    #expect(try Contraband.scan(["image", archive]).findings.allSatisfy { $0.layer?.dockerfileLine == nil })
  }

  @Test("are not told for a layer that holds what several instructions made, and the report says so")
  func joined() throws {
    let place = try Workspace()
    let (archive, dockerfile) = try Self.build(place, options: ["--layers=false"])
    let result = try Contraband.scan(["image", archive, "--dockerfile", dockerfile])
    let inLayers = try result.report().findings.filter { $0.location.kind == "layer-file" }
    #expect(inLayers.count == 2)
    #expect(inLayers.allSatisfy { $0.layer?.dockerfileLine == nil })
    let text = try Contraband.text(["image", archive, "--dockerfile", dockerfile])
    #expect(text.contains("joined into one"))
  }

  @Test("are not told where the Dockerfile is another image's")
  func another() throws {
    let place = try Workspace()
    let (archive, _) = try Self.build(place, options: ["--layers"])
    let other = try place.write("Other", "FROM scratch\nCOPY htpasswd /etc/nginx/\nRUN make\n")
    let report = try Contraband.scan(["image", archive, "--dockerfile", other])
    #expect(report.findings.allSatisfy { $0.layer?.dockerfileLine == nil })
    #expect(try Contraband.text(["image", archive, "--dockerfile", other]).contains("is not what"))
  }

  @Test(
    "end with 64 where the options do not go together",
    arguments: [["--target", "x"], ["--build-arg", "A=1"], ["--dockerfile", "/nowhere/Dockerfile"]])
  func usage(_ options: [String]) throws {
    #expect(try Contraband.run(["image", "x.tar"] + options).status == 64)
  }
}
