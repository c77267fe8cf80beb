import Testing

/// The same image, however it was saved, gives the same findings.
@Suite("A planted image")
struct PlantedImageTests {
  private typealias Spot = PlantedImage.Spot
  private typealias Form = PlantedImage.Form

  /// The image as Skopeo's docker-archive, with one worker: what all others are held against.
  private static let reference = Result {
    let image = try PlantedImage.shared.get()
    return try Contraband.scan(["image", image.path(.dockerArchive), "--jobs", "1"])
  }

  /// Where each secret should be found: path with what is nested in it, state, and a part of the instruction.
  private static let expected: [(spot: PlantedImage.Spot, path: String, state: String, instruction: String)] =
    [
      (.early, "app/early/token.txt", "present", "COPY"),
      (.removed, "app/removed/token.txt", "deleted", "COPY"),
      (.overwritten, "app/settings.conf", "overwritten", "COPY"),
      (.replacement, "app/settings.conf", "present", "COPY"),
      (.env, "config.Env.API_TOKEN", "present", "ENV API_TOKEN"),
      (.label, "config.Labels.com.example.deploy", "present", "LABEL"),
      (.jarInZip, "app/nested/bundle.zip!lib.jar!config.properties", "present", "COPY"),
      (.gzip, "app/nested/notes.txt.gz!notes.txt", "present", "COPY"),
      (.zstd, "app/nested/dump.sql.zst!dump.sql", "present", "COPY"),
      (.latePart, "app/nested/large.log", "present", "COPY"),
    ]

  @Test("shows every secret where it was planted", arguments: expected.map(\.spot))
  func showsEverySecret(_ spot: PlantedImage.Spot) throws {
    let wanted = try #require(Self.expected.first { $0.spot == spot })
    let places = try Self.reference.get().places(of: spot.token)
    let found = places.contains { place in
      ([place.location.path] + place.location.nested).joined(separator: "!") == wanted.path
        && place.state == wanted.state && (place.layer?.instruction ?? "").contains(wanted.instruction)
    }
    #expect(found, "\(wanted) is not among \(places)")
  }

  @Test("shows the build argument that the history gives away")
  func showsTheBuildArgument() throws {
    let places = try Self.reference.get().places(of: Spot.buildArgument.token)
    #expect(
      places.contains {
        $0.location.kind == "image-history" && $0.layer?.instruction?.hasPrefix("RUN") == true
      })
  }

  @Test("says a secret of an ENV instruction once, though history and configuration both have it")
  func saysAnEnvironmentSecretOnce() throws {
    let places = try Self.reference.get().places(of: Spot.env.token)
    #expect(places.count == 1, "\(places)")
  }

  @Test("is read completely, and fails")
  func isReadCompletely() throws {
    let result = try Self.reference.get()
    result.expectComplete()
    #expect(try result.report().coverage.layers == 7)
  }

  @Test("gives the same findings in every form", arguments: PlantedImage.Form.allCases, [1, 2])
  func givesTheSameFindings(_ form: PlantedImage.Form, jobs: Int) throws {
    let image = try PlantedImage.shared.get()
    let result = try Contraband.scan(["image", image.path(form), "--jobs", "\(jobs)"])
    try expectSame(result)
  }

  @Test(
    "gives the same findings streamed through standard input",
    arguments: [PlantedImage.Form.dockerArchive, .ociArchive, .podmanDockerArchive, .dockerArchiveZstd])
  func givesTheSameFindingsStreamed(_ form: PlantedImage.Form) throws {
    let image = try PlantedImage.shared.get()
    try expectSame(try Contraband.scan(["image", "-"], input: .pipe(image.path(form))))
  }

  @Test(
    "gives the same findings where the transport is named",
    arguments: [
      ("docker-archive", PlantedImage.Form.dockerArchive, ""), ("oci-archive", .ociArchive, ""),
      ("oci", .ociFolder, ":latest"), ("dir", .dirFolder, ""),
    ])
  func givesTheSameFindingsByTransport(_ transport: String, form: PlantedImage.Form, tag: String) throws {
    let image = try PlantedImage.shared.get()
    let result = try Contraband.scan(["image", "\(transport):\(image.path(form))\(tag)"])
    try expectSame(result)
    #expect(try result.report().target.source == transport)
  }

  @Test("counts the bytes of its layers as tar does")
  func countsBytes() throws {
    let image = try PlantedImage.shared.get()
    let place = try Workspace()
    let script = """
      tar -xf "$1"
      for layer in *.tar; do tar -tvf "$layer"; done | awk '/^-/ { files++; bytes += $3 } END { print files, bytes }'
      """
    let output = try CommandRunner.tool(
      ["sh", "-euc", script, "sh", image.path(.dockerArchive)], in: place.folder)
    let coverage = try Self.reference.get().report().coverage
    let counted = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(
      String.init)
    #expect(["\(coverage.files)", "\(coverage.bytes)"] == counted)
  }

  private func expectSame(_ result: ScanResult, sourceLocation: SourceLocation = #_sourceLocation) throws {
    result.expectComplete(sourceLocation: sourceLocation)
    let wanted = try Self.reference.get().report().identity
    let found = try result.report(sourceLocation: sourceLocation).identity
    #expect(
      found == wanted,
      "missing: \(wanted.subtracting(found).sorted()), new: \(found.subtracting(wanted).sorted())",
      sourceLocation: sourceLocation)
  }
}
