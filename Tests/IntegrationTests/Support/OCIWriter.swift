/// OCI image layouts (OCI image specification, "Image Layout").
enum OCIWriter {
  /// Where a blob lies.
  static func path(_ blob: [UInt8]) -> String { "blobs/sha256/" + Digest.hex(blob) }

  static func descriptor(_ type: String, _ blob: [UInt8]) -> [String: Any] {
    ["mediaType": "application/vnd.oci.image." + type, "digest": Digest.of(blob), "size": blob.count]
  }

  /// The manifest of an image.
  static func manifest(_ image: FixtureImage) -> [UInt8] {
    JSONText.bytes([
      "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
      "config": descriptor("config.v1+json", image.configuration),
      "layers": image.layers.map { descriptor("layer.v1.tar", $0.blob) },
    ])
  }

  /// A layout that holds `images`.
  ///
  /// - Parameters:
  ///   - attestation: an in-toto statement on the first image, as BuildKit attaches one.
  ///   - nestsIndex: whether `index.json` names an index that names the manifests.
  static func layout(_ images: [FixtureImage], attestation: [UInt8]? = nil, nestsIndex: Bool = false)
    -> [ArchiveItem]
  {
    var items: [ArchiveItem] = [.json("oci-layout", ["imageLayoutVersion": "1.0.0"])]
    var manifests: [[String: Any]] = []
    for image in images {
      let manifest = manifest(image)
      var entry = descriptor("manifest.v1+json", manifest)
      entry["platform"] = ["os": "linux", "architecture": image.architecture]
      entry["annotations"] = ["io.containerd.image.name": image.name]
      manifests.append(entry)
      items += image.layers.map { .file(path($0.blob), $0.blob) }
      items += [.file(path(image.configuration), image.configuration), .file(path(manifest), manifest)]
    }
    if let attestation, let subject = manifests.first?["digest"] {
      let (entry, blobs) = attach(attestation, to: subject)
      manifests.append(entry)
      items += blobs
    }
    if nestsIndex {
      let index = JSONText.bytes(["schemaVersion": 2, "manifests": manifests])
      items.append(.file(path(index), index))
      manifests = [descriptor("index.v1+json", index)]
    }
    items.append(.json("index.json", ["schemaVersion": 2, "manifests": manifests]))
    return items
  }

  /// An attestation manifest as BuildKit writes it: a manifest of the platform `unknown/unknown`, whose one
  /// layer is the statement.
  private static func attach(_ statement: [UInt8], to subject: Any) -> ([String: Any], [ArchiveItem]) {
    var layer = descriptor("layer", statement)
    layer["mediaType"] = "application/vnd.in-toto+json"
    layer["annotations"] = ["in-toto.io/predicate-type": "https://slsa.dev/provenance/v0.2"]
    let configuration = JSONText.bytes([
      "os": "unknown", "architecture": "unknown", "config": [String: String](),
      "rootfs": ["type": "layers", "diff_ids": [Digest.of(statement)]] as [String: Any],
    ])
    let manifest = JSONText.bytes([
      "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
      "config": descriptor("config.v1+json", configuration), "layers": [layer],
    ])
    var entry = descriptor("manifest.v1+json", manifest)
    entry["platform"] = ["os": "unknown", "architecture": "unknown"]
    entry["annotations"] = [
      "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": subject,
    ]
    return (entry, [statement, configuration, manifest].map { .file(path($0), $0) })
  }

  /// A provenance statement with `mode=max`, which repeats the build arguments.
  static func provenance(buildArguments: [String: String]) -> [UInt8] {
    let arguments = buildArguments.map { ("build-arg:" + $0.key, $0.value) }
    return JSONText.bytes([
      "_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://slsa.dev/provenance/v0.2",
      "predicate": [
        "builder": ["id": ""], "buildType": "https://mobyproject.org/buildkit@v1",
        "invocation": [
          "parameters": [
            "frontend": "dockerfile.v0",
            "args": Dictionary(arguments) { first, _ in first },
          ] as [String: Any]
        ],
      ] as [String: Any],
    ])
  }
}
