import Testing

/// Archives that hold several images or platforms.
@Suite("Several images in one archive")
struct SeveralImagesTests {
  private static let shared = Tokens.gitHub("shared layer")
  private static let first = Tokens.gitHub("first image")
  private static let second = Tokens.gitHub("second image")

  /// Two images that share their lowest layer.
  private static func images(architectures: [String] = ["amd64", "amd64"]) -> [FixtureImage] {
    let base = FixtureImage.Layer("COPY base / # buildkit") { $0.file("base/token", shared) }
    let own = [("first:1", first), ("second:2", second)]
    return zip(own, architectures).map { own, architecture in
      var image = FixtureImage(
        name: own.0,
        layers: [base, .init("COPY app /app # buildkit") { $0.file("app/token", own.1) }])
      image.architecture = architecture
      return image
    }
  }

  @Test("are each reported, a shared layer in both", arguments: [false, true])
  func areEachReported(modern: Bool) throws {
    let images = Self.images()
    let items = modern ? DockerArchiveWriter.modern(images) : DockerArchiveWriter.classic(images)
    let result = try Contraband.scan(image: items.tar)
    result.expectComplete()
    #expect(result.reports.map(\.target.reference) == ["first:1", "second:2"])
    for (report, own) in zip(result.reports, [Self.first, Self.second]) {
      let redacted = Set(report.findings.map(\.secret.redacted))
      #expect(redacted == [Tokens.redacted(Self.shared), Tokens.redacted(own)])
    }
  }

  @Test("are narrowed by --image")
  func areNarrowedByImage() throws {
    let items = DockerArchiveWriter.classic(Self.images())
    let result = try Contraband.scan(image: items.tar, ["--image", "second:2"])
    #expect(result.reports.map(\.target.reference) == ["second:2"])
    #expect(result.findings(of: Self.first).isEmpty)
    result.expectFound(Self.second, Self.shared)
  }

  @Test("of several platforms are narrowed by --platform")
  func areNarrowedByPlatform() throws {
    let items = OCIWriter.layout(Self.images(architectures: ["amd64", "arm64"]), nestsIndex: true)
    let all = try Contraband.scan(image: items.tar)
    #expect(all.reports.map(\.target.platform) == ["linux/amd64", "linux/arm64"])
    let narrowed = try Contraband.scan(image: items.tar, ["--platform", "linux/arm64"])
    #expect(narrowed.reports.map(\.target.platform) == ["linux/arm64"])
    #expect(narrowed.findings(of: Self.first).isEmpty)
    narrowed.expectFound(Self.second, Self.shared)
  }

  @Test(
    "none of which was asked for end with 2, not 0",
    arguments: [["--image", "third"], ["--platform", "plan9/vax"]])
  func noneAskedFor(_ options: [String]) throws {
    let result = try Contraband.scan(image: DockerArchiveWriter.classic(Self.images()).tar, options)
    #expect(result.status == 2)
    #expect(!result.command.errors.isEmpty)
  }

  @Test("give one object that holds the reports")
  func giveOneObject() throws {
    let result = try Contraband.scan(image: DockerArchiveWriter.classic(Self.images()).tar)
    #expect(result.command.text.contains("\"schema\" : \"contraband/reports/1\""))
  }
}
