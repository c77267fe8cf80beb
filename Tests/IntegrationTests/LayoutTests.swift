import Testing

/// Every layout that exporters write is read alike.
@Suite("Image layouts")
struct LayoutTests {
  /// An exporter's layout, of an image whose layers are packed or not.
  enum Layout: String, CaseIterable, Sendable {
    case classicDocker, modernDocker, kaniko, ociLayout, nestedIndex, gzipLayers, zstdLayers, xzLayers,
      bzip2Layers

    func items() throws -> [ArchiveItem] {
      switch self {
      case .classicDocker: return DockerArchiveWriter.classic([StandardImage.make()])
      case .modernDocker: return DockerArchiveWriter.modern([StandardImage.make()])
      case .kaniko: return DockerArchiveWriter.kaniko(try StandardImage.make(store: Compressor.gzip))
      case .ociLayout: return OCIWriter.layout([StandardImage.make()])
      case .nestedIndex: return OCIWriter.layout([StandardImage.make()], nestsIndex: true)
      case .gzipLayers: return OCIWriter.layout([try StandardImage.make(store: Compressor.gzip)])
      case .zstdLayers: return DockerArchiveWriter.modern([try StandardImage.make(store: Compressor.zstd)])
      case .xzLayers: return DockerArchiveWriter.classic([try StandardImage.make(store: Compressor.xz)])
      case .bzip2Layers: return OCIWriter.layout([try StandardImage.make(store: Compressor.bzip2)])
      }
    }

    /// The transport that the report should name.
    var transport: String {
      switch self {
      case .classicDocker, .modernDocker, .kaniko, .zstdLayers, .xzLayers: "docker-archive"
      case .ociLayout, .nestedIndex, .gzipLayers, .bzip2Layers: "oci-archive"
      }
    }
  }

  @Test("is recognised, and all of it is read", arguments: Layout.allCases)
  func isRecognised(_ layout: Layout) throws {
    let result = try Contraband.scan(image: try layout.items().tar)
    result.expectComplete()
    let report = try result.report()
    #expect(result.states == ScanResult.standardStates)
    #expect(report.target.source == layout.transport)
    #expect(report.target.reference == "app:1.0")
    #expect(report.target.platform == "linux/amd64")
    #expect(report.coverage.layers == 3)
  }

  @Test("does not depend on the order of the entries", arguments: Layout.allCases)
  func doesNotDependOnOrder(_ layout: Layout) throws {
    let items = try layout.items()
    let wanted = try Contraband.scan(image: items.tar).report().identity
    var random = SeededRandom(layout.rawValue)
    var orders = [items.reversed() as [ArchiveItem]]
    for _ in 0..<3 { orders.append(items.shuffled(using: &random)) }
    let place = try Workspace()
    let paths = try orders.enumerated().map { try place.write("\($0.offset).tar", $0.element.tar) }
    let result = try Contraband.scan(["image"] + paths)
    result.expectComplete()
    #expect(result.reports.count == orders.count)
    for report in result.reports { #expect(report.identity == wanted) }
  }

  @Test("is read as a folder too", arguments: [Layout.ociLayout, .nestedIndex, .gzipLayers])
  func isReadAsAFolder(_ layout: Layout) throws {
    let place = try Workspace()
    try layout.items().write(to: place, folder: "image")
    let result = try Contraband.scan(["image", "oci:" + place.path("image")])
    result.expectComplete()
    #expect(result.states == ScanResult.standardStates)
    #expect(try result.report().target.source == "oci")
  }

  @Test("names the instruction that made each layer, classic or BuildKit's")
  func namesTheInstruction() throws {
    let secret = Tokens.gitHub("classic history")
    var image = FixtureImage(layers: [
      .init("/bin/sh -c #(nop) COPY dir:0123 in /app ") { $0.file("app/token", secret) }
    ])
    image.settings = ["/bin/sh -c #(nop)  CMD [\"sh\"]"]
    let classic = try Contraband.scan(image: DockerArchiveWriter.classic([image]).tar)
    #expect(classic.places(of: secret).map(\.layer?.instruction) == ["COPY dir:0123 in /app"])
    let modern = try Contraband.scan(image: DockerArchiveWriter.classic([StandardImage.make()]).tar)
    #expect(modern.places(of: StandardImage.kept).map(\.layer?.instruction) == ["COPY etc /etc"])
  }

  @Test("shows the build arguments in a history of BuildKit")
  func showsBuildArguments() throws {
    let secret = Tokens.gitHub("build argument")
    let image = FixtureImage(layers: [
      .init("RUN |2 VERSION=1.2 NPM_TOKEN=\(secret) /bin/sh -c npm ci # buildkit") { $0.file("app/x", "x") }
    ])
    let result = try Contraband.scan(image: DockerArchiveWriter.modern([image]).tar)
    let place = try #require(result.places(of: secret).first)
    #expect(place.location.kind == "image-history")
    #expect(place.layer?.index == 0)
  }

  @Test("reads the attestation that BuildKit attaches")
  func readsTheAttestation() throws {
    let secret = Tokens.gitHub("provenance")
    let statement = OCIWriter.provenance(buildArguments: ["DEPLOY_TOKEN": secret])
    let items = DockerArchiveWriter.modern([StandardImage.make()], attestation: statement)
    let result = try Contraband.scan(image: items.tar)
    result.expectComplete()
    #expect(result.reports.count == 1)
    #expect(result.places(of: secret).map(\.location.kind) == ["attestation"])
  }
}
