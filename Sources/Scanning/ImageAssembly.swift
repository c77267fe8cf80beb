import Findings
import Images
import Packages
import Patterns

/// Joins what was found in contents with the images that hold them.
struct ImageAssembly {
  private let inventory: ImageInventory
  private let found: RawFindingSet
  private let rules: [Rule]
  private let mask: SecretMask
  private let origins: OriginResolver
  /// Digests of the layers of the base image.
  private let base: Set<String>
  private let dockerfile: DockerfileLines?
  /// Raw findings of files by the archive's entry they lie in; of a root file system all under "".
  private var byEntry: [String: [RawFinding]] = [:]
  /// For each configuration value's record, image and value.
  private var values: [ObjectIdentifier: (image: Int, value: Int)] = [:]

  /// - Parameters:
  ///   - base: digests of the uncompressed layers of the base image.
  ///   - dockerfile: what the images were built from.
  init(
    inventory: ImageInventory, found: RawFindingSet, records: [[ContentRecord]], rules: [Rule],
    packages: PackageDatabase, base: Set<String>, dockerfile: DockerfileLines? = nil
  ) {
    self.dockerfile = dockerfile
    origins = OriginResolver(packages)
    self.base = base
    self.inventory = inventory
    self.found = found
    self.rules = rules
    mask = SecretMask(found.findings)
    for (image, records) in records.enumerated() {
      for (value, record) in records.enumerated() { values[ObjectIdentifier(record)] = (image, value) }
    }
    for finding in found.findings where finding.record.value == nil {
      byEntry[isRoot ? "" : finding.record.chain.first ?? "", default: []].append(finding)
    }
  }

  private var isRoot: Bool { inventory.source == "rootfs" }

  /// - Parameters:
  ///   - name: what the user called the source.
  ///   - named: digests of the uncompressed layers of the base image that the image itself names.
  func report(
    at index: Int, tool: Report.Tool, base named: Set<String>, name: String, source: String
  ) -> Report {
    let image = inventory.images[index]
    var builder = FindingBuilder(rules: rules, mask: mask)
    let lines = dockerfile?.match(image.history)
    let base = base.union(named)
    addLayers(of: image, lines, base: base, to: &builder)
    addValues(ofImage: index, lines, to: &builder)
    addDocuments(ofImage: index, to: &builder)
    for blob in image.attestations {
      for finding in byEntry[blob] ?? [] { add(finding, .attestation, to: &builder) }
    }
    if index == 0, !isRoot {
      // What no manifest speaks of is in the archive all the same.
      for (entry, findings) in byEntry where !inventory.claimed.contains(entry) {
        for finding in findings { add(finding, .file, to: &builder) }
      }
    }
    let coverage = coverage(of: image, isFirst: index == 0)
    let target = Report.Target(
      kind: "image", source: source, reference: image.reference.isEmpty ? name : image.reference,
      digest: image.digest, platform: image.platform,
      base: (image.base?.name ?? image.base?.digest).map(mask.apply(to:)),
      baseIsKnown: image.base == nil ? nil : image.layers.contains { $0.diffID.map(base.contains) ?? false })
    let status: Report.Status = coverage.skippedCount == 0 ? .complete : .incomplete
    return Report(
      tool: tool, target: target, status: status, verdict: .fail, coverage: coverage,
      notes: lines.flatMap { $0.notes.isEmpty ? nil : $0.notes.map { mask.apply(to: $0) } },
      findings: builder.findings())
  }

  private func add(_ finding: RawFinding, _ kind: Location.Kind, to builder: inout FindingBuilder) {
    let chain = finding.record.chain
    builder.add(
      finding, kind: kind, path: chain.first ?? "", nested: Array(chain.dropFirst()), layer: nil,
      state: .present)
  }

  private func addLayers(
    of image: Image, _ lines: DockerfileLines.Match?, base: Set<String>, to builder: inout FindingBuilder
  ) {
    for (index, layer) in image.layers.enumerated() {
      let reference = LayerReference(
        index: index, diffID: layer.diffID, digest: layer.digest, instruction: layer.instruction,
        dockerfileLine: lines?.layers[index])
      // Names before the path in the layer: none where the archive is the layer.
      let depth = isRoot ? 0 : 1
      guard let findings = byEntry[isRoot ? "" : layer.blob ?? "\0"] else { continue }
      let isBase = layer.diffID.map(base.contains) ?? false
      for finding in findings {
        let chain = Array(finding.record.chain.dropFirst(depth))
        let path = chain.first ?? layer.digest ?? layer.blob ?? ""
        let nested = Array(chain.dropFirst())
        for name in [path] + (layer.record?.links(to: path) ?? []) {
          var origin = origins.origin(of: name, finding.record)
          if isBase, origin.origin == .own { origin.origin = .base }
          builder.add(
            finding, kind: .layerFile, path: name, nested: nested, layer: reference,
            state: image.state(of: name, inLayer: index), origin: origin)
        }
      }
    }
  }

  private func addValues(
    ofImage index: Int, _ lines: DockerfileLines.Match?, to builder: inout FindingBuilder
  ) {
    let image = inventory.images[index]
    for finding in found.findings {
      guard let place = values[ObjectIdentifier(finding.record)], place.image == index else { continue }
      let value = image.values[place.value]
      var reference = value.instruction.map { LayerReference(index: value.layer, instruction: $0) }
      reference?.dockerfileLine = value.entry.flatMap { lines?.entries[$0] }
      if let layer = value.layer {
        reference?.diffID = image.layers[layer].diffID
        reference?.digest = image.layers[layer].digest
      }
      builder.add(
        finding, kind: value.kind, path: value.path, nested: [], layer: reference, state: value.state,
        partPath: { values[ObjectIdentifier($0.record)].map { image.values[$0.value].path } })
    }
  }

  /// Findings in the text of manifests and configurations that are not those of a value told already: what
  /// stands in keys that this version does not know.
  private func addDocuments(ofImage index: Int, to builder: inout FindingBuilder) {
    guard index == 0 else { return }
    let texts = inventory.images.flatMap { $0.values.map { Array($0.text.utf8) } }
    for document in inventory.documents.sorted() where !isAttestation(document) {
      for finding in byEntry[document] ?? [] {
        let isTold = texts.contains { text in
          text.count >= finding.clear.count && text.contains(finding.clear)
        }
        if !isTold { add(finding, .imageConfig, to: &builder) }
      }
    }
  }

  private func isAttestation(_ entry: String) -> Bool {
    inventory.images.contains { $0.attestations.contains(entry) }
  }

  private func coverage(of image: Image, isFirst: Bool) -> Coverage {
    var coverage = Coverage()
    var skipped = image.problems
    var count = image.problems.count
    for (index, layer) in image.layers.enumerated() {
      guard let record = layer.record else { continue }
      coverage.layers += 1
      coverage.files += record.files
      coverage.bytes += record.bytes
      coverage.nestedFiles += record.nestedFiles
      coverage.nestedBytes += record.nestedBytes
      count += record.skippedCount
      skipped += record.skipped.map { skip($0, layer: index) }
    }
    if isFirst, !isRoot {
      for (entry, record) in inventory.records where !inventory.claimed.contains(entry) {
        coverage.files += record.files
        coverage.bytes += record.bytes
        coverage.nestedFiles += record.nestedFiles
        coverage.nestedBytes += record.nestedBytes
      }
    }
    if isFirst {
      // Faults of the archive as a whole, and of entries that no image claims.
      let own = inventory.skipped.map { skip($0, layer: nil) }
      let others = inventory.records.filter { !inventory.claimed.contains($0.key) && !isRoot }.flatMap {
        entry, record in
        record.skipped.map {
          skip(SkippedContent(chain: [entry] + $0.chain, bytes: $0.bytes, reason: $0.reason), layer: nil)
        }
      }
      skipped += own + others
      count += own.count + others.count
    }
    let shortfalls = shortfalls(in: image, isFirst: isFirst)
    coverage.skipped = Array((skipped + shortfalls).sorted().prefix(Coverage.skippedLimit))
    coverage.skippedCount = count + shortfalls.count
    return coverage
  }

  private func skip(_ content: SkippedContent, layer: Int?) -> Skipped {
    Skipped(
      path: mask.apply(toPath: content.chain.joined(separator: "!")), layer: layer, bytes: content.bytes,
      reason: content.reason)
  }

  private func shortfalls(in image: Image, isFirst: Bool) -> [Skipped] {
    found.shortfalls.compactMap { shortfall in
      let chain = shortfall.record.chain
      if isRoot || chain.isEmpty {
        return isFirst
          ? skip(SkippedContent(chain: chain, bytes: nil, reason: shortfall.reason), layer: isRoot ? 0 : nil)
          : nil
      }
      if let layer = image.layers.firstIndex(where: { $0.blob == chain[0] }) {
        let inner = SkippedContent(chain: Array(chain.dropFirst()), bytes: nil, reason: shortfall.reason)
        return skip(inner, layer: layer)
      }
      guard isFirst, !inventory.claimed.contains(chain[0]) else { return nil }
      return skip(SkippedContent(chain: chain, bytes: nil, reason: shortfall.reason), layer: nil)
    }
  }
}
