import Archives
import Dockerfiles
public import Findings
public import Matching

/// Scans a Dockerfile and the files that its build would copy.
public struct DockerfileScan {
  private let engine: Engine
  private let options: ScanOptions
  private let build: DockerfileScanOptions
  private let tool: Report.Tool
  private let progress: (Int) -> Void

  /// Scripts that CMD and ENTRYPOINT run are looked into up to this size, in bytes.
  private static let scriptLimit = 256 << 10

  /// - Parameter progress: is called with the number of bytes read.
  public init(
    engine: Engine, options: ScanOptions, build: DockerfileScanOptions, tool: Report.Tool,
    progress: @escaping (Int) -> Void = { _ in }
  ) {
    self.engine = engine
    self.options = options
    self.build = build
    self.tool = tool
    self.progress = progress
  }

  /// A file that a COPY or ADD takes.
  struct Use {
    /// Index into the analysis' copies.
    let copy: Int
    let file: CopySelection.File
  }

  /// The report on the Dockerfile at `path`, `-` for standard input.
  ///
  /// - Throws: `ScanError` where the file cannot be read; `Engine.Fault` where matching fails.
  public func run(_ path: String, standardInput descriptor: Int32 = 0) throws -> Report {
    try run(
      try DockerfileScan.read(path, descriptor), at: path, contexts: DockerfileScan.contexts(of: path, build))
  }

  /// The report on a Dockerfile's content.
  ///
  /// - Parameters:
  ///   - path: where it comes from; `-` where that is no file.
  ///   - given: the folders it copies from; nil where they are not known, and files are judged by their names.
  func run(_ bytes: [UInt8], at path: String, contexts given: [DockerfileContext]?) throws -> Report {
    let contexts = given ?? []
    var settings = BuildSettings(
      arguments: build.arguments, target: build.target, namedContexts: Set(build.namedContexts.keys))
    if let platform = build.platform { settings.platform = platform }
    let dockerfile = DockerfileParser.parse(bytes)
    let analysis = DockerfileAnalysis(dockerfile, settings: settings)
    let session = try ScanSession(engine: engine, jobs: options.jobs, keepsClear: options.keepsClear)
    let tally = FolderTally(downstream: session.sink)
    let records = submit(dockerfile.source, analysis.texts, to: session.sink)
    let selection = ContextSelection(analysis, contexts)
    selection.walk(
      FolderWalker(
        visitor: tally, limits: options.limits, baseline: 0, deferral: session.archives, progress: progress),
      except: path)
    let outcome = try session.finish()
    tally.add(outcome.nested)
    let found = RawFindingSet(outcome.findings, shortfalls: outcome.shortfalls, rules: engine.rules)
    let mask = SecretMask(found.findings)
    let name = shownName(path)
    var assembly = DockerfileAssembly(
      analysis: analysis, name: name, rules: engine.rules, mask: mask, keepsClear: options.keepsClear,
      runtime: build.runtime, hasExceptions: contexts.contains { $0.label.isEmpty && $0.hasExceptions })
    for finding in found.findings {
      if let index = finding.record.value, records.indices.contains(index) {
        assembly.add(finding, in: index == 0 ? nil : analysis.texts[index - 1].text)
      } else if let place = finding.record.chain.first {
        assembly.add(finding, uses: selection.uses[place] ?? [], file: place)
      }
    }
    let root = contexts.first { $0.label.isEmpty }
    let scripts = scripts(of: analysis, selection)
    assembly.add(analysis.hits(startedBy: scripts.map(\.bytes)))
    assembly.add(
      analysis.hitsByName(hasIgnoreFile: root?.isFiltered ?? (path == "-" || given == nil)) {
        selection.known.contains([$0, $1])
      })
    assembly.add(git: selection.gitFolders)
    for script in scripts {
      assembly.add(analysis.check(script: script.bytes, named: script.name, program: script.program))
    }
    var coverage = tally.coverage(adding: outcome.shortfalls, mask: mask)
    coverage.files += 1
    coverage.bytes += bytes.count
    let unread = scripts.filter { !DockerfileAnalysis.isReadWhole(script: $0.bytes) }.map { script in
      Skipped(
        path: mask.apply(toPath: script.name),
        reason: "the commands are too many or too deeply nested to be read whole")
    }
    for skip in problems(analysis, name, contexts, selection) + unread {
      coverage.skippedCount += 1
      if coverage.skipped.count < Coverage.skippedLimit { coverage.skipped.append(skip) }
    }
    coverage.skipped.sort()
    return Report(
      tool: tool,
      target: Report.Target(kind: "dockerfile", source: path == "-" ? "stdin" : "file", reference: path),
      status: coverage.skippedCount == 0 ? .complete : .incomplete, verdict: .fail, coverage: coverage,
      findings: root.map { DeploymentNeighbours(in: $0.root).naming(assembly.findings()) }
        ?? assembly.findings())
  }

  /// The scripts that CMD and ENTRYPOINT run, as far as the contexts have them.
  private func scripts(
    of analysis: DockerfileAnalysis, _ selection: ContextSelection
  ) -> [(program: Int, name: String, bytes: [UInt8])] {
    analysis.programs.enumerated().compactMap { index, program in
      guard let script = selection.file(at: program.path, stage: program.stage),
        let bytes = DockerfileContext.read(script.path, limit: DockerfileScan.scriptLimit)
      else { return nil }
      return (index, script.name, bytes)
    }
  }

  static func read(_ path: String, _ descriptor: Int32) throws(ScanError) -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      let stream = path == "-" ? DescriptorStream(descriptor: descriptor) : try DescriptorStream(path: path)
      while let block = try stream.next() {
        bytes.append(contentsOf: block.bytes)
        // One more tells the parser that there is more.
        if bytes.count > ParserLimits.fileBytes { break }
      }
    } catch {
      throw ScanError("\(path): \(error)")
    }
    return bytes
  }

  /// A relative path as it was given; of another the name alone.
  private func shownName(_ path: String) -> String {
    if path == "-" { return "Dockerfile" }
    let parts = path.split(separator: "/").map(String.init).filter { $0 != "." }
    return path.hasPrefix("/") ? parts.last ?? path : parts.joined(separator: "/")
  }

  /// The build context and those that `--build-context` names, as far as they are there.
  static func contexts(of path: String, _ build: DockerfileScanOptions) -> [DockerfileContext] {
    let own = path == "-" ? nil : path
    var folder = build.context
    if folder == nil, let own {
      folder =
        own.split(separator: "/").count > 1 || own.hasPrefix("/")
        ? String(own[..<(own.lastIndex(of: "/") ?? own.startIndex)]) : "."
      if folder?.isEmpty == true { folder = "/" }
    }
    var found: [DockerfileContext] = []
    if let folder, DockerfileContext.exists(folder) {
      found.append(DockerfileContext(root: folder, label: "", dockerfile: own))
    }
    for (name, folder) in build.namedContexts.sorted(by: { $0.key < $1.key })
    where DockerfileContext.exists(folder) {
      found.append(DockerfileContext(root: folder, label: name, dockerfile: nil))
    }
    return found
  }

  /// Sends the file and the texts made of it through the engine: number 0 is the file.
  private func submit(_ source: [UInt8], _ texts: [DerivedText], to sink: ContentSink) -> [ContentRecord] {
    var records = [ContentRecord(chain: [], rulePath: "Dockerfile", value: 0)]
    sink.add(DockerfileScan.text(source), as: records[0])
    for (index, text) in texts.enumerated() {
      let record = ContentRecord(chain: [], rulePath: text.name, value: index + 1)
      sink.add(DockerfileScan.text(text.text.bytes), as: record)
      records.append(record)
    }
    return records
  }

  /// The bytes as UTF-8; where they are none, what is no ASCII is blotted out, so that offsets hold.
  private static func text(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return String(decoding: bytes.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }

  private func problems(
    _ analysis: DockerfileAnalysis, _ name: String, _ contexts: [DockerfileContext],
    _ selection: ContextSelection
  ) -> [Skipped] {
    var seen = Set<DockerfileError>()
    var found = analysis.errors.filter { seen.insert($0).inserted }.map { error in
      Skipped(path: name, reason: "line \(error.span.start.line): \(error)")
    }
    if let context = build.context, !DockerfileContext.exists(context) {
      found.append(
        Skipped(path: context, reason: "the build context is no folder; files were judged by their names"))
    }
    for (label, folder) in build.namedContexts.sorted(by: { $0.key < $1.key })
    where !DockerfileContext.exists(folder) {
      found.append(Skipped(path: folder, reason: "the build context \(label) is no folder"))
    }
    found += analysis.shortfalls.map { Skipped(path: name, reason: $0) }
    for context in contexts { found += context.problems.map { Skipped(path: ".dockerignore", reason: $0) } }
    return found + selection.failures.map { Skipped(path: $0.path, reason: $0.reason) }
  }
}
