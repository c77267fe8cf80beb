import Findings
import Testing

@testable import Images

/// Manifests and configurations become images, however odd they are.
@Suite struct ImageResolverTests {
  private static let configuration = """
    {"os": "linux", "architecture": "arm64", "variant": "v8", "config": {"Env": ["TOKEN=new", "A=1"], \
    "Cmd": ["run", "--fast"], "Labels": {"k": "v"}}, "rootfs": {"diff_ids": ["sha256:d0", "sha256:d1"]}, \
    "history": [{"created_by": "COPY a / # buildkit"}, \
    {"created_by": "ENV TOKEN=old", "empty_layer": true}, {"created_by": "ENV TOKEN=new", "empty_layer": true}, \
    {"created_by": "|1 ARG=x /bin/sh -c make"}]}
    """

  private static func dockerArchive(
    manifest: String = #"[{"Config": "c.json", "RepoTags": ["app:1"], "Layers": ["l0.tar", "l1.tar"]}]"#,
    configuration: String? = configuration, layers: [String] = ["l0.tar", "l1.tar"]
  ) -> ImageInventory {
    let walk = ImageWalk.empty()
    // Layers first, documents last: what an entry is, is settled when the walk is over.
    for layer in layers { walk.seeLayer(layer, files: ["etc/\(layer)"]) }
    if let configuration { walk.see("c.json", configuration) }
    walk.see("manifest.json", manifest)
    return walk.inventory(isFolder: false)
  }

  @Test func aDockerArchiveIsAnImageWithItsLayers() throws {
    let inventory = ImageResolverTests.dockerArchive()
    let image = try #require(inventory.images.first)
    #expect(inventory.source == "docker-archive" && inventory.images.count == 1)
    #expect(image.reference == "app:1" && image.platform == "linux/arm64/v8")
    #expect(image.layers.map(\.diffID) == ["sha256:d0", "sha256:d1"])
    #expect(image.layers.map(\.instruction) == ["COPY a /", "RUN make"])
    #expect(image.layers.allSatisfy { $0.record?.files == 1 })
    #expect(image.problems.isEmpty)
  }

  @Test func theBaseThatLabelsNameIsKnownWhereItIsHeldToo() throws {
    func configuration(_ diffIDs: [String], _ labels: String) -> String {
      let list = diffIDs.map { "\"sha256:\($0)\"" }.joined(separator: ",")
      return #"{"config": {"Labels": {\#(labels)}}, "rootfs": {"diff_ids": [\#(list)]}}"#
    }
    func layers(named name: String) throws -> Set<String> {
      let walk = ImageWalk.empty()
      for layer in ["l0.tar", "l1.tar"] { walk.seeLayer(layer, files: ["a"]) }
      walk.see("b.json", configuration(["d0"], ""))
      walk.see("c.json", configuration(["d0", "d1"], #""org.opencontainers.image.base.name": "\#(name)""#))
      walk.see(
        "manifest.json",
        #"[{"Config": "b.json", "RepoTags": ["base:1"], "Layers": ["l0.tar"]}, "#
          + #"{"Config": "c.json", "RepoTags": ["app:1"], "Layers": ["l0.tar", "l1.tar"]}]"#)
      let images = walk.inventory(isFolder: false).images
      let image = try #require(images.last)
      #expect(image.base?.name == name && images.first?.base == nil)
      return ImageInventory.baseLayers(of: image, among: images)
    }
    #expect(try layers(named: "base:1") == ["sha256:d0"])
    #expect(try layers(named: "debian:12") == [])
  }

  @Test func everyTextOfTheConfigurationIsAValue() throws {
    let values = try #require(ImageResolverTests.dockerArchive().images.first).values
    let paths = Set(values.map(\.path))
    #expect(paths.isSuperset(of: ["config.Env.TOKEN", "config.Env.A", "config.Cmd", "config.Labels.k"]))
    #expect(paths.isSuperset(of: ["history[0]", "history[3].buildArgument"]))
    let env = try #require(values.first { $0.path == "config.Env.TOKEN" })
    #expect(env.text == "TOKEN=new" && env.isAssignment && env.instruction == "ENV TOKEN=new")
  }

  @Test func anEnvironmentValueThatWasReplacedIsOverwritten() throws {
    let values = try #require(ImageResolverTests.dockerArchive().images.first).values
    #expect(values.first { $0.text == "TOKEN=old" && $0.isAssignment }?.state == .overwritten)
    #expect(
      values.first { $0.text == "TOKEN=new" && $0.kind == .imageHistory && $0.isAssignment }?.state
        == .present)
  }

  @Test func aMissingLayerIsAProblem() throws {
    let image = try #require(ImageResolverTests.dockerArchive(layers: ["l0.tar"]).images.first)
    #expect(image.problems.contains { $0.layer == 1 && $0.reason.contains("not in the archive") })
    #expect(image.layers.count == 2)
  }

  @Test func aMissingOrBrokenConfigurationIsAProblem() throws {
    for configuration in [nil, "{broken", "[]"] {
      let image = try #require(ImageResolverTests.dockerArchive(configuration: configuration).images.first)
      #expect(image.problems.contains { $0.reason.contains("configuration") })
      #expect(image.layers.count == 2)
    }
  }

  @Test func aBrokenManifestIsAProblemNotARootFileSystem() throws {
    for manifest in ["[{]", "[1, 2]", #"[{"Layers": []}]"#] {
      let inventory = ImageResolverTests.dockerArchive(manifest: manifest)
      #expect(inventory.source == "docker-archive")
      #expect(try #require(inventory.images.first).problems.isEmpty == false)
    }
  }

  @Test func aHistoryThatDoesNotFitNamesNoLayer() throws {
    let configuration = ImageResolverTests.configuration.replacing(#""sha256:d0", "#, with: "")
    let manifest = #"[{"Config": "c.json", "Layers": ["l0.tar"]}]"#
    let inventory = ImageResolverTests.dockerArchive(manifest: manifest, configuration: configuration)
    let image = try #require(inventory.images.first)
    #expect(image.layers.map(\.instruction) == [nil])
    #expect(image.values.allSatisfy { $0.layer == nil })
  }

  @Test func oddValuesDoNotHideTheRest() throws {
    let configuration =
      #"{"config": {"Env": ["A=1", 7, null, "B=2"], "Cmd": "sh", "Labels": [1]}, "history": [3, {}]}"#
    let image = try #require(ImageResolverTests.dockerArchive(configuration: configuration).images.first)
    #expect(image.values.map(\.text) == ["A=1", "B=2"])
  }

  @Test func anArchiveWithoutDocumentsIsARootFileSystem() throws {
    let walk = ImageWalk.empty()
    walk.see("etc/passwd", "root:x:0:0")
    let inventory = walk.inventory(isFolder: false)
    #expect(inventory.source == "rootfs" && inventory.images.count == 1)
    #expect(inventory.images.first?.layers.first?.record?.files == 1)
  }

  @Test func anIndexThatNamesItselfEnds() {
    let walk = ImageWalk.empty()
    let index = #"{"manifests": [{"digest": "sha256:aa", "mediaType": "x"}]}"#
    walk.see("oci-layout", "{}")
    walk.see("index.json", index)
    walk.see("blobs/sha256/aa", index)
    let inventory = walk.inventory(isFolder: true)
    #expect(inventory.source == "oci")
    #expect(inventory.images.first?.problems.contains { $0.reason.contains("digest") } == true)
  }

  @Test func aManifestThatIsNotThereIsAProblem() throws {
    let walk = ImageWalk.empty()
    walk.see("oci-layout", "{}")
    walk.see("index.json", #"{"manifests": [{"digest": "sha256:aa"}]}"#)
    let inventory = walk.inventory(isFolder: false)
    #expect(inventory.source == "oci-archive")
    #expect(try #require(inventory.images.first).problems.map(\.path) == ["sha256:aa"])
  }
}
