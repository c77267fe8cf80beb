import Archives
import Dockerfiles

/// What the COPY and ADD instructions of a Dockerfile take, and where they put it.
public struct DockerfileFileList: Sendable {
  /// A file that is copied.
  public struct File: Sendable, Hashable {
    /// Line of the instruction, from 1.
    public let line: Int
    /// The stage it is copied into, from 0.
    public let stage: Int
    /// That stage's name.
    public let stageName: String?
    /// The stage or named context that it comes from; nil for the build context, the Dockerfile or an address.
    public let origin: String?
    /// Path in the context or stage; an entry of an archive behind `!`; `<<NAME` for a heredoc; or an address.
    public let source: String
    /// Absolute path in the image.
    public let destination: String
    /// Whether the stage is the one that is built, or below it.
    public let reachesTarget: Bool
  }

  /// As it was named.
  public let dockerfile: String
  /// In the order of the instructions, and of the paths within one.
  public private(set) var files: [File] = []
  /// What is not known: images and addresses that are not at hand, sources that match nothing.
  public private(set) var problems: [String] = []

  /// Files of one Dockerfile that are listed.
  private static let limit = 1_000_000

  /// Files and folders of a stage, absolute.
  private struct Tree {
    var files: Set<String> = []
    var folders: Set<String> = ["/"]

    mutating func add(_ path: String) {
      files.insert(path)
      addFolders(above: path)
    }

    mutating func addFolders(above path: String) {
      var rest = path[...]
      while let slash = rest.lastIndex(of: "/"), slash > rest.startIndex {
        rest = rest[..<slash]
        guard folders.insert(String(rest)).inserted else { return }
      }
    }

    /// As a context that COPY takes files from.
    var entries: [ContextEntry] {
      folders.filter { $0 != "/" }.map { ContextEntry(path: String($0.dropFirst()), isFolder: true) }
        + files.sorted().map { ContextEntry(path: String($0.dropFirst())) }
    }
  }

  /// Lists the files of the Dockerfile at a path, `-` for standard input.
  ///
  /// - Throws: `ScanError` where the file cannot be read.
  public init(_ path: String, build: DockerfileScanOptions) throws(ScanError) {
    dockerfile = path == "-" ? "Dockerfile" : path
    let bytes = try DockerfileScan.read(path, 0)
    var settings = BuildSettings(
      arguments: build.arguments, target: build.target, namedContexts: Set(build.namedContexts.keys))
    if let platform = build.platform { settings.platform = platform }
    let parsed = DockerfileParser.parse(bytes)
    let analysis = DockerfileAnalysis(parsed, settings: settings)
    let contexts = DockerfileScan.contexts(of: path, build)
    problems += analysis.errors.map { "line \($0.span.start.line): \($0)" } + analysis.shortfalls
    var listings: [String: [ContextEntry]] = [:]
    for context in contexts {
      let bases = analysis.copies.flatMap { copy in
        copy.keepsParents ? [""] : copy.sources.map { CopyPattern($0.value).base }
      }
      let listing = context.list(bases: bases.isEmpty ? [] : Array(Set(bases)))
      listings[context.label] = listing.entries
      problems += listing.failures.map { "\(context.shown($0.path)): \($0.reason)" }
    }
    let roots = Dictionary(contexts.map { ($0.label, $0.root) }, uniquingKeysWith: { first, _ in first })
    let target = analysis.graph.target
    let reached = Set(target.map { analysis.graph.bases(of: $0) + [$0] } ?? [])
    let copies = Dictionary(
      analysis.copies.map { ([$0.instruction, $0.stage], $0) }, uniquingKeysWith: { first, _ in first })
    var trees: [Tree] = []
    for stage in analysis.graph.stages {
      var tree = Tree()
      if case .stage(let base) = stage.base, trees.indices.contains(base) { tree = trees[base] }
      for index in stage.triggers + Array(stage.instructions) {
        guard parsed.instructions.indices.contains(index) else { continue }
        let outer = parsed.instructions[index]
        var instruction = outer
        if case .trigger(let inner?) = outer.body {
          guard stage.triggers.contains(index) else { continue }
          instruction = inner
        }
        if instruction.keyword == .workdir,
          let folder = analysis.folder(afterInstruction: index, stage: stage.index)
        {
          tree.folders.insert(folder)
          tree.addFolders(above: folder)
        }
        guard let copy = copies[[index, stage.index]]
        else {
          continue
        }
        let step = Step(
          copy: copy, instruction: instruction, line: outer.span.start.line, stage: stage,
          reachesTarget: reached.contains(stage.index))
        var entries: [ContextEntry]?
        var root: String?
        var origin: String?
        switch copy.origin {
        case .context: (entries, root) = (listings[""], roots[""])
        case .named(let name): (entries, root, origin) = (listings[name], roots[name], name)
        case .stage(let from):
          entries = trees.indices.contains(from) ? trees[from].entries : nil
          origin =
            analysis.graph.stages.indices.contains(from) ? analysis.graph.stages[from].name ?? "\(from)" : nil
          if case .image(let name) = analysis.graph.stages[from].base {
            problems.append("line \(step.line): the files of \(name) are not at hand")
          }
        }
        if entries == nil, !copy.sources.isEmpty {
          problems.append("line \(step.line): the build context is not at hand")
        }
        addFiles(step, entries ?? [], root: root, origin: origin, to: &tree)
        addDocuments(step, to: &tree)
      }
      trees.append(tree)
    }
    if files.count >= Self.limit { problems.append("more than \(Self.limit) files") }
  }

  /// A COPY or ADD on its way.
  private struct Step {
    let copy: ContextCopy
    let instruction: Instruction
    let line: Int
    let stage: Stage
    let reachesTarget: Bool
  }

  private mutating func add(
    _ source: String, _ destination: String, origin: String?, _ step: Step, to tree: inout Tree
  ) {
    guard files.count < Self.limit else { return }
    let clean = "/" + SlashPath.inRoot(destination)
    tree.add(clean)
    files.append(
      File(
        line: step.line, stage: step.stage.index, stageName: step.stage.name, origin: origin, source: source,
        destination: clean, reachesTarget: step.reachesTarget))
  }

  private mutating func addFiles(
    _ step: Step, _ entries: [ContextEntry], root: String?, origin: String?, to tree: inout Tree
  ) {
    let copy = step.copy
    // A folder that is there takes the file in, however the destination is written.
    let isFolder = copy.isFolder || tree.folders.contains(copy.destination)
    var found: Set<Int> = []
    let unpacks = step.instruction.keyword == .add && !(step.instruction.flag("unpack")?.isOn == false)
    for file in copy.files(in: entries) {
      found.insert(file.source)
      let isNamed = copy.isNamed(file)
      if unpacks, isNamed, let root, let names = LocalArchive.files(of: root + "/" + file.path) {
        for name in names {
          add("\(file.path)!\(name)", copy.destination + "/" + name, origin: origin, step, to: &tree)
        }
        continue
      }
      let target = isNamed && !isFolder ? copy.destination : copy.destination + "/" + file.name
      add(file.path, target, origin: origin, step, to: &tree)
    }
    for (index, source) in copy.sources.enumerated() where !found.contains(index) {
      let pattern = CopyPattern(source.value)
      // An empty folder is no file, and no problem.
      guard !copy.isTrigger || step.stage.triggers.contains(copy.instruction) else { continue }
      if !entries.contains(where: { pattern.matches($0.path) }), !pattern.base.isEmpty || pattern.hasWildcards
      {
        problems.append("line \(step.line): \(source.value) matches nothing")
      }
    }
  }

  /// Heredocs, and what ADD fetches.
  private mutating func addDocuments(_ step: Step, to tree: inout Tree) {
    guard case .copy(let sources, _, _) = step.instruction.body else { return }
    for source in sources {
      switch source {
      case .heredoc(_, let index):
        guard step.instruction.heredocs.indices.contains(index) else { continue }
        let name = String(decoding: step.instruction.heredocs[index].name, as: UTF8.self)
        let isFolder = step.copy.isFolder || tree.folders.contains(step.copy.destination)
        add(
          "<<" + name, isFolder ? step.copy.destination + "/" + name : step.copy.destination, origin: nil,
          step,
          to: &tree)
      case .path(let word):
        let address = word.string
        guard step.instruction.keyword == .add, address.contains("://") || address.hasPrefix("git@") else {
          continue
        }
        let path = address.prefix { $0 != "?" && $0 != "#" }
        let name = path.split(separator: "/").last.map(String.init) ?? "index"
        guard !path.hasSuffix(".git"), !address.hasPrefix("git@") else {
          problems.append("line \(step.line): the files of a Git repository are not at hand")
          continue
        }
        let user = path.contains("@") ? "…" : String(path)
        add(
          user, step.copy.isFolder ? step.copy.destination + "/" + name : step.copy.destination, origin: nil,
          step, to: &tree)
      }
    }
  }
}

/// Archives that ADD unpacks: tar, plain or compressed with gzip, bzip2, xz or zstd.
enum LocalArchive {
  /// Paths of the files in it; nil for what is no such archive.
  static func files(of path: String) -> [String]? {
    guard let stream = try? DescriptorStream(path: path), let block = try? stream.next() else { return nil }
    let head = Array(block.bytes.prefix(512))
    let isTar = head.count > 262 && head[257..<262].elementsEqual("ustar".utf8)
    let magics: [[UInt8]] = [
      [0x1f, 0x8b], Array("BZh".utf8), [0xfd, 0x37, 0x7a, 0x58, 0x5a], [0x28, 0xb5, 0x2f, 0xfd],
    ]
    let isPacked = magics.contains { head.starts(with: $0) }
    guard isTar || isPacked else { return nil }
    let names = ArchiveNames()
    var limits = WalkLimits()
    limits.nesting = 2
    FolderWalker(visitor: names, limits: limits, baseline: 0).walkFile(path, relative: "")
    guard isTar || names.depth > 0 else { return nil }
    return names.files
  }
}

/// Collects the paths of one archive's files.
private final class ArchiveNames: ContentVisitor {
  private(set) var files: [String] = []
  /// Names that lead to the entries: one more than for a plain archive where it is compressed.
  private(set) var depth = 0

  func visit(_ entry: ArchiveEntry, in chain: [String]) {
    if depth == 0 { depth = max(1, chain.count) }
    guard chain.count == depth, files.count < 100_000 else { return }
    switch entry.kind {
    case .file, .hardLink: files.append(entry.path)
    default: break
    }
  }

  func open(_ chain: [String]) {}
  func append(_ block: ByteBlock) {}
  func close() {}
  func finish(_ chain: [String], bytes: Int, digest: String?) {}
  func skip(_ chain: [String], bytes: Int?, reason: String) {}
}
