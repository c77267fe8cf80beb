import Testing

/// Hostile manifests and configurations: what they name and how they are written.
@Suite("Hostile documents")
struct HostileDocumentTests {
  private func scan(
    _ items: [ArchiveItem], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> ScanResult {
    try Contraband.scan(image: items.tar, sourceLocation: sourceLocation)
  }

  @Test("that name a missing layer say so, and the others are searched")
  func missingLayer() throws {
    let image = StandardImage.make()
    let missing = OCIWriter.path(image.layers[1].blob)
    for items in [DockerArchiveWriter.modern([image]), OCIWriter.layout([image])] {
      let result = try scan(items.without(missing))
      result.expectIncomplete("not in the archive")
      result.expectFound(StandardImage.kept, StandardImage.removed, StandardImage.environment)
    }
    let classic = DockerArchiveWriter.classic([image])
    let layer = try #require(classic.first { $0.path.hasSuffix("layer.tar") })
    let result = try scan(classic.without(layer.path))
    result.expectIncomplete("not in the archive")
    result.expectFound(StandardImage.environment)
  }

  @Test("that name a missing manifest or configuration say so, and the layers are searched")
  func missingDocument() throws {
    let image = StandardImage.make()
    for path in [OCIWriter.path(image.configuration), OCIWriter.path(OCIWriter.manifest(image))] {
      let result = try scan(OCIWriter.layout([image]).without(path))
      result.expectIncomplete()
      result.expectFound(StandardImage.kept, StandardImage.removed)
    }
  }

  @Test("that go round in a circle are followed once")
  func cycle() throws {
    // Two indexes that name each other, by names that are no digests of theirs: honest digests cannot.
    let one = String(repeating: "1", count: 64)
    let two = String(repeating: "2", count: 64)
    func index(_ digest: String) -> [UInt8] {
      JSONText.bytes([
        "schemaVersion": 2,
        "manifests": [
          ["mediaType": "application/vnd.oci.image.index.v1+json", "digest": "sha256:" + digest, "size": 1]
            as [String: Any]
        ],
      ])
    }
    let image = StandardImage.make()
    let result = try scan(
      OCIWriter.layout([image]).without("index.json") + [
        .file("index.json", index(one)), .file("blobs/sha256/" + one, index(two)),
        .file("blobs/sha256/" + two, index(one)),
      ])
    #expect(result.status == 2)
    result.expectFound(StandardImage.kept, StandardImage.removed)
  }

  @Test("that link to themselves are not followed for ever")
  func linkCycle() throws {
    let image = StandardImage.make()
    let items = DockerArchiveWriter.classic([image])
    let layer = try #require(items.first { $0.path.hasSuffix("layer.tar") })
    let result = try scan(
      items.without(layer.path) + [.link(layer.path, to: "../loop"), .link("loop", to: layer.path)])
    #expect(result.status == 2)
    result.expectFound(StandardImage.environment)
  }

  @Test("whose blobs do not have the digest they are named by say so")
  func wrongDigest() throws {
    let image = StandardImage.make()
    var other = image
    other.labels["more"] = "than the digest says"
    let result = try scan(
      OCIWriter.layout([image]).replacing(OCIWriter.path(image.configuration), other.configuration))
    result.expectIncomplete("digest")
    result.expectFound(StandardImage.kept, StandardImage.environment)
  }

  /// Texts that are no sensible document.
  private static let absurd: [(name: String, text: String)] = [
    ("deep arrays", String(repeating: "[", count: 100_000)),
    ("deep objects", String(repeating: "{\"a\":", count: 100_000)),
    ("numbers", "[" + Array(repeating: "1e308", count: 800_000).joined(separator: ",") + "]"),
    ("huge numbers", "[1" + String(repeating: "0", count: 1_000_000) + "]"),
    ("an open string", "[\"" + String(repeating: "x", count: 1_000_000)),
    ("objects of nothing", "[" + Array(repeating: "{}", count: 200_000).joined(separator: ",") + "]"),
    ("wrong types", #"{"manifests": 7, "config": [], "layers": {"a": null}, "history": "x", "rootfs": -1}"#),
    ("bytes that are no text", "{\"\u{0}\": \"\u{fffd}"),
    ("nothing", ""),
  ]

  @Test("that are absurd are refused, and the layers are searched", arguments: absurd.map(\.name))
  func absurdDocuments(_ name: String) throws {
    let text = Array(try #require(Self.absurd.first { $0.name == name }).text.utf8)
    let image = StandardImage.make()
    let docker = DockerArchiveWriter.classic([image])
    let oci = OCIWriter.layout([image])
    for items in [
      docker.replacing("manifest.json", text), oci.replacing("index.json", text),
      oci.replacing(OCIWriter.path(OCIWriter.manifest(image)), text),
    ] {
      let result = try scan(items)
      result.expectIncomplete()
      result.expectFound(StandardImage.kept, StandardImage.removed)
    }
    // A configuration of another shape tells less; the layers tell the rest.
    let result = try scan(oci.replacing(OCIWriter.path(image.configuration), text))
    result.expectIncomplete()
    result.expectFound(StandardImage.kept, StandardImage.removed)
  }

  @Test("with a hundred thousand layers, names or history entries end in time")
  func hugeLists() throws {
    let image = StandardImage.make()
    let configuration = JSONText.bytes([
      "os": "linux", "architecture": "amd64",
      "config": ["Env": (0..<100_000).map { "NAME_\($0)=value \($0)" }] as [String: Any],
      "history": (0..<100_000).map {
        ["created_by": "RUN step \($0)", "empty_layer": true] as [String: Any]
      },
      "rootfs": ["type": "layers", "diff_ids": (0..<100_000).map { "sha256:\($0)" }] as [String: Any],
    ])
    let manifest: [[String: Any]] = [
      [
        "Config": "config.json", "RepoTags": (0..<10_000).map { "name:\($0)" },
        "Layers": (0..<100_000).map { "missing-\($0)/layer.tar" },
      ]
    ]
    let items = DockerArchiveWriter.classic([image]).without("manifest.json")
    let result = try scan(
      items + [.file("config.json", configuration), .json("manifest.json", manifest)])
    #expect(result.status == 2)
    result.expectFound(StandardImage.kept, StandardImage.removed)
    #expect(result.reasons.count <= 1000)
  }
}
