import Archives
public import Findings
public import Matching

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Scans a file or a folder.
public struct FolderScan {
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

  /// The report for `path`; places in it are relative to the folder.
  ///
  /// - Throws: `ScanError` where the path cannot be opened; `Engine.Fault` where matching fails.
  public func run(_ path: String) throws -> Report {
    var status = stat()
    guard stat(path, &status) == 0 else { throw ScanError("\(path): \(lastSystemError())") }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    let session = try ScanSession(engine: engine, jobs: options.jobs, keepsClear: options.keepsClear)
    let collector = PackageCollector(downstream: session.sink)
    let tally = FolderTally(downstream: collector)
    let walker = FolderWalker(
      visitor: tally, limits: options.limits, baseline: 0, deferral: session.archives, progress: progress)
    if isFolder {
      walker.walk(path)
    } else {
      walker.walkFile(
        path, relative: path.split(separator: "/").last.map(String.init) ?? path, size: Int(status.st_size))
    }
    let outcome = try session.finish()
    let found = RawFindingSet(outcome.findings, shortfalls: outcome.shortfalls, rules: engine.rules)
    tally.add(outcome.nested)
    let mask = SecretMask(found.findings)
    var builder = FindingBuilder(rules: engine.rules, mask: mask)
    let origins = OriginResolver(collector.database)
    for finding in found.findings {
      let chain = finding.record.chain
      builder.add(
        finding, kind: .file, path: chain.first ?? "", nested: Array(chain.dropFirst()), layer: nil,
        state: .present, origin: origins.origin(of: chain.first ?? "", finding.record))
    }
    let coverage = tally.coverage(adding: outcome.shortfalls, mask: mask)
    return Report(
      tool: tool,
      target: Report.Target(kind: "fs", source: isFolder ? "folder" : "file", reference: path),
      status: coverage.skippedCount == 0 ? .complete : .incomplete, verdict: .fail, coverage: coverage,
      findings: builder.findings())
  }
}

/// Counts what a walk of a folder reads, and passes it on.
final class FolderTally: ContentVisitor {
  private let downstream: any ContentVisitor
  private var read = Coverage()

  init(downstream: any ContentVisitor) { self.downstream = downstream }

  func visit(_ entry: ArchiveEntry, in chain: [String]) { downstream.visit(entry, in: chain) }

  func open(_ chain: [String]) { downstream.open(chain) }

  func append(_ block: ByteBlock) { downstream.append(block) }

  func close() { downstream.close() }

  func watcher(of chain: [String]) -> (any PackedBytesWatcher)? { downstream.watcher(of: chain) }

  func finish(_ chain: [String], bytes: Int, digest: String?) {
    if chain.count == 1 {
      read.files += 1
      read.bytes += bytes
    } else {
      read.nestedFiles += 1
      read.nestedBytes += bytes
    }
    downstream.finish(chain, bytes: bytes, digest: digest)
  }

  func skip(_ chain: [String], bytes: Int?, reason: String) {
    note(chain, bytes: bytes, reason: reason)
    downstream.skip(chain, bytes: bytes, reason: reason)
  }

  /// Adds what the workers met in archives.
  func add(_ nested: NestedTally.Summary) {
    for count in nested.counts.values {
      read.nestedFiles += count.files
      read.nestedBytes += count.bytes
    }
    for skip in nested.orderedSkips { note(skip.chain, bytes: skip.bytes, reason: skip.reason) }
    read.skippedCount += nested.unlisted.values.reduce(0, +)
  }

  private func note(_ chain: [String], bytes: Int?, reason: String) {
    read.skippedCount += 1
    guard read.skipped.count < Coverage.skippedLimit else { return }
    read.skipped.append(Skipped(path: chain.joined(separator: "!"), bytes: bytes, reason: reason))
  }

  /// What was read, secrets in paths masked.
  func coverage(adding shortfalls: [Worker.Shortfall], mask: SecretMask) -> Coverage {
    for shortfall in shortfalls { note(shortfall.record.chain, bytes: nil, reason: shortfall.reason) }
    var coverage = read
    coverage.skipped = read.skipped.map { skip in
      var skip = skip
      skip.path = mask.apply(toPath: skip.path)
      return skip
    }.sorted()
    return coverage
  }
}
