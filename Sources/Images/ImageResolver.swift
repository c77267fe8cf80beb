import Archives
import Crypto
import Findings
import FoundationEssentials

/// Makes images of what a walk has collected: manifests, configurations, layers.
struct ImageResolver {
  private let walk: ImageWalk
  private var images: [Image] = []
  /// Configuration blob of each image, to tell that two manifests mean the same one.
  private var configurations: [String?] = []
  private var problems: [Skipped] = []
  private var visited: Set<String> = []
  private var attestations: [(subject: String?, blobs: [String])] = []
  private let isDockerArchive: Bool

  /// Indexes within indexes, and manifests in all, that are followed.
  private static let depthLimit = 8
  private static let manifestLimit = 10_000

  init(_ walk: ImageWalk) {
    self.walk = walk
    isDockerArchive = walk.documents["manifest.json"]?.first { $0 > 0x20 } == UInt8(ascii: "[")
  }

  /// - Parameter isFolder: whether the source is a folder, which gives the transport its name.
  mutating func inventory(isFolder: Bool) -> ImageInventory {
    var source = "rootfs"
    if walk.names.contains("index.json") && (walk.names.contains("oci-layout") || !isDockerArchive) {
      source = isFolder ? "oci" : "oci-archive"
      resolveIndex()
    }
    if walk.names.contains("manifest.json") {
      if isDockerArchive || walk.documents["manifest.json"] == nil {
        source = "docker-archive"
        resolveDockerManifest()
      } else if source == "rootfs" {
        if resolveFolderManifest() { source = "dir" }
      }
    }
    attachAttestations()
    if source == "rootfs", looksLikeImage {
      source = isFolder ? "dir" : "docker-archive"
      problem("manifest.json", "is missing or unreadable; layers were searched, but their order is unknown")
    }
    if images.isEmpty, source == "rootfs" {
      images = [rootImage()]
    } else if images.isEmpty {
      // Nothing could be made of the documents: one report still says so, and holds what was found.
      images = [Image(reference: "", names: [], layers: [], values: [], attestations: [], problems: [])]
    }
    images[0].problems += problems
    let documents = source == "rootfs" ? [] : Set(walk.documents.keys)
    var claimed = documents
    for image in images {
      claimed.formUnion(image.attestations)
      claimed.formUnion(image.layers.compactMap(\.blob))
    }
    return ImageInventory(
      source: source, images: images, documents: documents, claimed: claimed, root: walk.root,
      records: walk.records, skipped: walk.skipped)
  }

  /// Whether the entries have names that only image archives have.
  private var looksLikeImage: Bool {
    walk.names.contains { name in
      if name == "oci-layout" || name == "repositories" { return true }
      if name.hasSuffix("/layer.tar") || name.hasPrefix("blobs/sha256/") { return true }
      let stem = name.prefix { $0 != "." }
      return stem.utf8.count == 64 && stem.allSatisfy(\.isHexDigit)
    } || walk.links.keys.contains { $0.hasSuffix("/layer.tar") }
  }

  private func rootImage() -> Image {
    Image(
      reference: "", names: [], layers: [Image.Layer(blob: nil, record: walk.root)], values: [],
      attestations: [], problems: [])
  }

  private mutating func problem(_ path: String, _ reason: String) {
    guard problems.count < Coverage.skippedLimit else { return }
    problems.append(Skipped(path: path, reason: reason))
  }

  private func decode<Document: Decodable>(_ type: Document.Type, _ bytes: [UInt8]) -> Document? {
    try? JSONDecoder().decode(type, from: Data(bytes))
  }

  // MARK: OCI

  private mutating func resolveIndex() {
    guard let bytes = walk.documents["index.json"], let index = decode(OCIDocument.self, bytes),
      let manifests = index.manifests
    else {
      problem("index.json", "is not a readable OCI index; the images it lists are unknown")
      return
    }
    for descriptor in manifests { resolve(descriptor, depth: 0) }
    if images.isEmpty && problems.isEmpty { problem("index.json", "lists no image that could be read") }
  }

  private mutating func resolve(_ descriptor: Descriptor, depth: Int) {
    guard visited.insert(descriptor.digest).inserted else { return }
    guard depth < ImageResolver.depthLimit, visited.count < ImageResolver.manifestLimit else {
      problem(descriptor.digest, "manifests are nested too deeply, or are too many; it was not followed")
      return
    }
    guard let blob = blob(descriptor.digest) else {
      // `docker save` lists platforms of an index that it has not got; its own manifest.json lists those it has.
      if !(isDockerArchive && depth > 0) {
        problem(descriptor.digest, "the manifest is named, but is not in the archive")
      }
      return
    }
    guard let bytes = walk.documents[blob], let document = decode(OCIDocument.self, bytes) else {
      problem(blob, "is not a readable manifest; the layers it lists are unknown")
      return
    }
    verify(bytes, descriptor.digest, blob)
    if let manifests = document.manifests {
      for manifest in manifests { resolve(manifest, depth: depth + 1) }
    } else if descriptor.annotations["vnd.docker.reference.type"] == "attestation-manifest" {
      let blobs = document.layers.compactMap { layer -> String? in
        if let blob = self.blob(layer.digest) { return blob }
        problem(layer.digest, "the attestation is named, but is not in the archive")
        return nil
      }
      attestations.append((descriptor.annotations["vnd.docker.reference.digest"], blobs))
    } else {
      append(document, descriptor)
    }
  }

  private mutating func append(_ document: OCIDocument, _ descriptor: Descriptor) {
    let annotations = document.annotations.merging(descriptor.annotations) { own, _ in own }
    let names = [
      descriptor.annotations["io.containerd.image.name"],
      descriptor.annotations["org.opencontainers.image.ref.name"],
    ].compactMap(\.self)
    var image = Image(
      reference: names.first ?? descriptor.digest, names: names, digest: descriptor.digest,
      platform: descriptor.platform.flatMap(ImageResolver.platform), layers: [], values: [],
      attestations: [], problems: [])
    image.base = Image.NamedBase(annotations)
    image.layers = document.layers.map { layer in
      Image.Layer(blob: blob(layer.digest), digest: layer.digest)
    }
    for (index, layer) in document.layers.enumerated() where layer.mediaType.hasSuffix("+encrypted") {
      image.problems.append(
        Skipped(path: layer.digest, layer: index, bytes: layer.size, reason: "is encrypted"))
    }
    let configuration = document.config.map { blob($0.digest) ?? $0.digest }
    // Other artifacts (charts, modules) have configurations of their own kind.
    let type = document.config?.mediaType ?? ""
    complete(&image, configuration: configuration, isImage: type.contains("image"))
    for (key, value) in annotations.sorted(by: { $0.key < $1.key }) {
      let path = "annotations.\(key)"
      image.values.append(
        ConfigValue(kind: .imageConfig, path: path, text: "\(key)=\(value)", isAssignment: true))
    }
    images.append(image)
    configurations.append(configuration)
  }

  /// The entry that holds a blob, in an OCI layout or in Skopeo's `dir:`.
  private func blob(_ digest: String) -> String? {
    let parts = digest.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    return walk.entry(named: "blobs/\(parts[0])/\(parts[1])") ?? walk.entry(named: String(parts[1]))
  }

  /// Small documents are checked against their digest: a wrong one means a damaged archive.
  private mutating func verify(_ bytes: [UInt8], _ digest: String, _ blob: String) {
    guard digest.hasPrefix("sha256:") else { return }
    if ImageResolver.sha256(bytes) != digest { problem(blob, "does not have the digest it is named by") }
  }

  private static func sha256(_ bytes: [UInt8]) -> String {
    ContentDigest.text(ofSHA256: SHA256.hash(data: bytes))
  }

  private static func platform(_ platform: Descriptor.Platform) -> String? {
    guard let os = platform.os, let architecture = platform.architecture else { return nil }
    return [os, architecture, platform.variant].compactMap(\.self).joined(separator: "/")
  }

  // MARK: Docker

  private mutating func resolveDockerManifest() {
    guard let bytes = walk.documents["manifest.json"],
      let manifests = decode([Lenient<DockerManifest>].self, bytes)
    else {
      problem("manifest.json", "is not a readable manifest; the images it lists are unknown")
      return
    }
    for manifest in manifests {
      guard let manifest = manifest.value else {
        problem("manifest.json", "has an entry without a configuration; it was passed over")
        continue
      }
      append(manifest)
    }
  }

  private mutating func append(_ manifest: DockerManifest) {
    let configuration = walk.entry(named: manifest.config) ?? manifest.config
    if let known = configurations.firstIndex(of: configuration) {
      // Docker 25 and later describe the same image in index.json; this one has the full names.
      images[known].names += manifest.repoTags
      images[known].reference = manifest.repoTags.first ?? images[known].reference
      return
    }
    let digest = walk.documents[configuration].map(ImageResolver.sha256)
    var image = Image(
      reference: manifest.repoTags.first ?? digest ?? manifest.config, names: manifest.repoTags,
      digest: digest,
      layers: [], values: [], attestations: [], problems: [])
    for name in manifest.layers {
      let blob = walk.entry(named: name)
      var digest: String?
      if let blob, blob.hasPrefix("blobs/sha256/") { digest = "sha256:" + blob.dropFirst(13) }
      if blob == nil { image.layers.append(Image.Layer(blob: nil, digest: name)) }
      if let blob { image.layers.append(Image.Layer(blob: blob, digest: digest)) }
    }
    complete(&image, configuration: configuration, isImage: true)
    images.append(image)
    configurations.append(configuration)
  }

  // MARK: dir:

  /// Skopeo's `dir:` has one manifest and blobs named by the digits of their digests.
  private mutating func resolveFolderManifest() -> Bool {
    guard let bytes = walk.documents["manifest.json"], let document = decode(OCIDocument.self, bytes),
      document.config != nil || !(document.manifests ?? []).isEmpty
    else { return false }
    let digest = ImageResolver.sha256(bytes)
    if let manifests = document.manifests {
      for manifest in manifests { resolve(manifest, depth: 1) }
      return true
    }
    if let data = try? JSONEncoder().encode(["digest": digest]),
      let descriptor = try? JSONDecoder().decode(Descriptor.self, from: data)
    {
      append(document, descriptor)
    }
    return true
  }

  // MARK: What both have

  /// Fills in what the configuration tells, and joins the layers with their records.
  private mutating func complete(_ image: inout Image, configuration: String?, isImage: Bool) {
    if let configuration, let bytes = walk.documents[configuration],
      let decoded = decode(ImageConfiguration.self, bytes)
    {
      if configuration.hasPrefix("blobs/sha256/") {
        verify(bytes, "sha256:" + configuration.dropFirst(13), configuration)
      }
      if isImage, decoded.diffIDs.isEmpty, !image.layers.isEmpty {
        image.problems.append(
          Skipped(
            path: configuration, reason: "names no layers; what else it holds may not have been understood"))
      }
      // Docker's own format has no annotations, so builds leave labels.
      if image.base == nil { image.base = decoded.config.flatMap { Image.NamedBase($0.labels) } }
      let (instructions, values) = decoded.texts()
      image.values = values
      image.history = decoded.steps()
      if let os = decoded.os, let architecture = decoded.architecture {
        image.platform = [os, architecture, decoded.variant].compactMap(\.self).joined(separator: "/")
      }
      if decoded.diffIDs.count == image.layers.count {
        for index in image.layers.indices { image.layers[index].diffID = decoded.diffIDs[index] }
      }
      if instructions.count == image.layers.count {
        for index in image.layers.indices { image.layers[index].instruction = instructions[index] }
      }
    } else {
      image.problems.append(
        Skipped(
          path: configuration ?? "configuration",
          reason:
            "the image's configuration is missing or unreadable; its environment and history were not seen"
        ))
    }
    for index in image.layers.indices {
      guard let blob = image.layers[index].blob else {
        image.problems.append(
          Skipped(
            path: image.layers[index].digest ?? "layer", layer: index,
            reason: "the layer is named by the manifest, but is not in the archive"))
        continue
      }
      image.layers[index].record = walk.records[blob] ?? LayerRecord()
      checkDigest(of: image.layers[index], at: index, in: &image)
    }
  }

  /// A blob is named by its digest, a plain layer by its diff ID too: a difference means damage.
  private func checkDigest(of layer: Image.Layer, at index: Int, in image: inout Image) {
    guard let blob = layer.blob, let read = walk.digests[blob] else { return }
    let named = blob.hasPrefix("blobs/") ? layer.digest : nil
    // A diff ID is of the plain tar, which is a whole number of blocks; a compressed one is not.
    let plain = blob.hasSuffix(".tar") && read.bytes % 512 == 0 ? layer.diffID : nil
    guard let expected = named ?? plain, expected.hasPrefix("sha256:"), expected != read.digest else {
      return
    }
    image.problems.append(
      Skipped(
        path: blob, layer: index,
        reason: "does not have the digest \(expected.prefix(19))… it is named by; the archive is damaged"))
  }

  private mutating func attachAttestations() {
    for attestation in attestations {
      let index = images.firstIndex { $0.digest == attestation.subject } ?? images.indices.first
      if let index { images[index].attestations += attestation.blobs }
    }
  }
}

extension ImageWalk {
  /// What the archive or folder held, once the walk is over.
  ///
  /// - Parameter isFolder: whether the source is a folder.
  public func inventory(isFolder: Bool) -> ImageInventory {
    var resolver = ImageResolver(self)
    return resolver.inventory(isFolder: isFolder)
  }
}
