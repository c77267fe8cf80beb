/// Image archives as `docker save` and its kin write them.
enum DockerArchiveWriter {
  /// Docker before version 25: a folder a layer, the configuration at the root, `manifest.json` last.
  static func classic(_ images: [FixtureImage]) -> [ArchiveItem] {
    var items: [ArchiveItem] = []
    var manifest: [Any] = []
    for image in images {
      var names: [String] = []
      for layer in image.layers {
        let id = Digest.hex(Array("v1".utf8) + layer.tar)
        names.append(id + "/layer.tar")
        items += [
          .file(id + "/VERSION", Array("1.0".utf8)), .json(id + "/json", ["id": id]),
          .file(id + "/layer.tar", layer.blob),
        ]
      }
      let configuration = image.configuration
      let name = Digest.hex(configuration) + ".json"
      items.append(.file(name, configuration))
      manifest.append(["Config": name, "RepoTags": [image.name], "Layers": names] as [String: Any])
    }
    items.append(.json("manifest.json", manifest))
    items.append(.json("repositories", [String: String]()))
    return items
  }

  /// Docker from version 25 on: an OCI layout, with a `manifest.json` beside it that points into `blobs/`.
  static func modern(_ images: [FixtureImage], attestation: [UInt8]? = nil) -> [ArchiveItem] {
    let manifest = images.map { image in
      [
        "Config": OCIWriter.path(image.configuration), "RepoTags": [image.name],
        "Layers": image.layers.map { OCIWriter.path($0.blob) },
      ] as [String: Any]
    }
    return OCIWriter.layout(images, attestation: attestation, nestsIndex: attestation != nil)
      + [.json("manifest.json", manifest), .json("repositories", [String: String]())]
  }

  /// kaniko: gzip layers named by their digest at the root, the configuration named by its own.
  static func kaniko(_ image: FixtureImage) -> [ArchiveItem] {
    let configuration = image.configuration
    var items: [ArchiveItem] = [.file(Digest.of(configuration), configuration)]
    var names: [String] = []
    for layer in image.layers {
      names.append(Digest.of(layer.blob) + ".tar.gz")
      items.append(.file(Digest.of(layer.blob) + ".tar.gz", layer.blob))
    }
    items.append(
      .json(
        "manifest.json",
        [["Config": Digest.of(configuration), "RepoTags": [image.name], "Layers": names] as [String: Any]]))
    return items
  }
}
