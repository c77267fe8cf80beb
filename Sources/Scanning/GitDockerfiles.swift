import Findings
internal import GitHistory
import Matching

/// Analyses the Dockerfiles that commits add or change, with the content they give them; the build context is not
/// looked at, files are judged by their names.
struct GitDockerfiles {
  let engine: Engine
  let options: ScanOptions
  let tool: Report.Tool
  let objects: ObjectReader

  /// Larger files are no Dockerfiles, in bytes.
  private static let sizeLimit = 1 << 20

  /// Adds what the rules find that the engine did not, and what a file before the commit did not have.
  ///
  /// - Returns: notes on Dockerfiles that the analysis cannot follow; their text was searched all the same.
  /// - Throws: `GitError` where git fails; `Engine.Fault` where matching does.
  func join(
    _ files: [(content: GitContent, path: String)], into findings: inout [Finding],
    _ commits: inout CommitReferences
  ) throws -> [String] {
    guard !files.isEmpty else { return [] }
    var analysed: [GitPlace: Report?] = [:]
    var notes: [String] = []
    var noted = Set<String>()
    var known = Set(findings.map(\.fingerprint))
    for file in files {
      guard let report = try analyse(file.content.object, file.path, &analysed) else { continue }
      if let skip = report.coverage.skipped.first, noted.insert(file.path).inserted, notes.count < 20 {
        notes.append("\(file.path): \(skip.reason); its text was searched all the same")
      }
      guard !report.findings.isEmpty else { continue }
      var past = Set<String>()
      for object in file.content.before {
        past.formUnion(try analyse(object, file.path, &analysed)?.findings.map(\.fingerprint) ?? [])
      }
      let commit = try commits.reference(to: file.content.commit)
      for var finding in report.findings
      where !past.contains(finding.fingerprint) && !known.contains(finding.fingerprint) {
        known.insert(finding.fingerprint)
        finding.commit = commit
        finding.places = finding.places.map { place in
          var place = place
          place.commit = commit
          return place
        }
        findings.append(finding)
      }
    }
    findings.sort { a, b in
      a.severity != b.severity
        ? a.severity > b.severity
        : (a.rule, a.commit?.date ?? "", a.fingerprint) < (b.rule, b.commit?.date ?? "", b.fingerprint)
    }
    return notes
  }

  private func analyse(
    _ object: ObjectID, _ path: String, _ analysed: inout [GitPlace: Report?]
  ) throws -> Report? {
    let place = GitPlace(object: object, path: path)
    if let report = analysed[place] { return report }
    var report: Report?
    if let header = try objects.open(object), header.size <= GitDockerfiles.sizeLimit {
      let bytes = try objects.rest(limit: header.size)
      // A source file may be called Dockerfile.swift.
      guard GitDockerfiles.hasStage(bytes) else {
        analysed[place] = .some(nil)
        return nil
      }
      var single = options
      single.jobs = 1
      report = try DockerfileScan(
        engine: engine, options: single, build: DockerfileScanOptions(), tool: tool
      ).run(bytes, at: path, contexts: nil)
    }
    analysed[place] = .some(report)
    return report
  }

  /// Whether a line begins with FROM, without which nothing is built.
  private static func hasStage(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: 0x0a).contains { line in
      let start = line.drop { $0 == UInt8(ascii: " ") || $0 == 0x09 }
      let word = start.prefix { $0 != UInt8(ascii: " ") && $0 != 0x09 }
      return word.count == 4 && word.map { $0 & 0xdf } == Array("FROM".utf8) && start.count > 4
    }
  }
}
