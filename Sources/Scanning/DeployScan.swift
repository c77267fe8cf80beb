import Archives
import Deployments
import Dockerfiles
public import Findings
public import Matching

/// Scans deployment files: a file, standard input, or all that stand in a folder.
public struct DeployScan {
  private let engine: Engine
  private let options: ScanOptions
  private let tool: Report.Tool
  private let progress: (Int) -> Void

  /// - Parameter progress: is called with the number of bytes read.
  public init(
    engine: Engine, options: ScanOptions, tool: Report.Tool, progress: @escaping (Int) -> Void = { _ in }
  ) {
    self.engine = engine
    self.options = options
    self.tool = tool
    self.progress = progress
  }

  /// A deployment file of the scan, with the records of its contents.
  private struct Item {
    let name: String
    let analysis: DeploymentAnalysis
    let folder: String?
  }

  /// The report on `path`, `-` for standard input.
  ///
  /// - Throws: `ScanError` where nothing can be read, or nothing of it is a deployment file; `Engine.Fault` where
  ///   matching fails.
  public func run(_ path: String, standardInput descriptor: Int32 = 0) throws -> Report {
    var search = DeploymentSearch(progress: progress)
    if path == "-" { try search.read(descriptor: descriptor) } else { try search.read(path) }
    var images: [String: DeploymentImage] = [:]
    var items: [Item] = []
    var skipped = search.failures
    for file in search.files {
      let image = file.folder.flatMap { folder in
        let known = images[folder] ?? NeighbourImage.find(beside: folder)
        images[folder] = known
        return known
      }
      let analysis = DeploymentAnalysis(file.bytes, image: image)
      if let fault = analysis.fault {
        // Of a file that only mentions the words nobody knows whether it is one; its name may tell.
        guard file.isNamed || file.hasUsualName else { continue }
        skipped.append(Skipped(path: file.name, bytes: file.bytes.count, reason: fault))
      } else if analysis.kinds.isEmpty {
        if file.isNamed { throw ScanError("\(path): \(DeploymentSearch.unknown)") }
        continue
      }
      if analysis.isTruncated {
        skipped.append(Skipped(path: file.name, reason: "more containers or findings than are looked at"))
      }
      items.append(Item(name: file.name, analysis: analysis, folder: file.folder))
    }
    guard !items.isEmpty || !skipped.isEmpty else {
      throw ScanError("\(path): holds no deployment file (\(DeploymentSearch.known))")
    }
    let session = try ScanSession(engine: engine, jobs: options.jobs, keepsClear: options.keepsClear)
    let places = submit(items, to: session.sink)
    let outcome = try session.finish()
    let found = RawFindingSet(outcome.findings, shortfalls: outcome.shortfalls, rules: engine.rules)
    // Words that everybody tries first are no secret where a detail has them.
    let mask = SecretMask(found.findings.filter { !SecretJudgement.isWellKnown($0.clear) })
    var assembly = DeployAssembly(rules: engine.rules, mask: mask, keepsClear: options.keepsClear)
    for item in items { assembly.open(item.analysis, name: mask.apply(toPath: item.name)) }
    for raw in found.findings {
      guard let value = raw.record.value, places.indices.contains(value) else { continue }
      let (item, text) = places[value]
      assembly.add(raw, in: text.map { items[item].analysis.texts[$0].text }, file: item)
    }
    for (index, item) in items.enumerated() {
      assembly.add(item.analysis.hits, file: index)
      assembly.add(EnvironmentFiles.hits(of: item.analysis, in: item.folder), file: index)
    }
    for shortfall in outcome.shortfalls {
      guard let value = shortfall.record.value, places.indices.contains(value) else { continue }
      skipped.append(Skipped(path: items[places[value].item].name, reason: shortfall.reason))
    }
    var coverage = Coverage(files: items.count, bytes: items.reduce(0) { $0 + $1.analysis.source.count })
    coverage.skippedCount = skipped.count
    coverage.skipped = Array(skipped.sorted().prefix(Coverage.skippedLimit))
    return Report(
      tool: tool,
      target: Report.Target(
        kind: "deploy", source: path == "-" ? "stdin" : search.isFolder ? "folder" : "file", reference: path),
      status: skipped.isEmpty ? .complete : .incomplete, verdict: .fail, coverage: coverage,
      findings: assembly.findings())
  }

  /// Sends each file, and the texts made of it, through the engine; the record's value says which it was.
  private func submit(_ items: [Item], to sink: ContentSink) -> [(item: Int, text: Int?)] {
    var places: [(item: Int, text: Int?)] = []
    for (index, item) in items.enumerated() {
      sink.add(
        item.analysis.source.searchable,
        as: ContentRecord(chain: [], rulePath: item.name, value: places.count))
      places.append((index, nil))
      for (number, text) in item.analysis.texts.enumerated() {
        sink.add(
          text.text.bytes.searchable, as: ContentRecord(chain: [], rulePath: text.name, value: places.count))
        places.append((index, number))
      }
    }
    return places
  }
}

extension [UInt8] {
  /// The bytes as UTF-8; where they are none, what is no ASCII is blotted out, so that offsets hold.
  var searchable: String {
    if let text = String(validating: self, as: UTF8.self) { return text }
    return String(decoding: map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }
}
