import Archives
import Dockerfiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files of the contexts that a build copies, with the instructions that do.
struct ContextSelection {
  private let analysis: DockerfileAnalysis
  private let contexts: [DockerfileContext]
  /// By the path as shown.
  private(set) var uses: [String: [DockerfileScan.Use]] = [:]
  /// Sources, as (copy, source), whose files were found.
  private(set) var known: Set<[Int]> = []
  /// Sources that bring Git's folder: files of it by copy and source.
  private(set) var gitFolders: [(copy: Int, source: Int, path: String, files: Int)] = []
  private(set) var failures: [(path: String, reason: String)] = []
  /// Paths on disk, by the path as shown.
  private var disk: [String: String] = [:]
  private var order: [String] = []

  init(_ analysis: DockerfileAnalysis, _ contexts: [DockerfileContext]) {
    self.analysis = analysis
    self.contexts = contexts
    for context in contexts { select(of: context) }
  }

  private mutating func select(of context: DockerfileContext) {
    let copies = analysis.copies.indices.filter { index in
      let copy = analysis.copies[index]
      guard !copy.isTrigger else { return false }
      return copy.origin == (context.label.isEmpty ? .context : .named(context.label))
    }
    let bases = copies.flatMap { index in
      analysis.copies[index].keepsParents
        ? [""] : analysis.copies[index].sources.map { CopyPattern($0.value).base }
    }
    guard !bases.isEmpty else { return }
    let listing = context.list(bases: Array(Set(bases)))
    failures += listing.failures.map { (context.shown($0.path), $0.reason) }
    for index in copies {
      var git: [Int: (path: String, files: Int)] = [:]
      for file in analysis.copies[index].files(in: listing.entries) {
        let shown = context.shown(file.path)
        if disk[shown] == nil { order.append(shown) }
        disk[shown] = context.root + "/" + file.path
        uses[shown, default: []].append(DockerfileScan.Use(copy: index, file: file))
        known.insert([index, file.source])
        if let folder = ContextSelection.gitFolder(file.path) {
          git[file.source, default: (context.shown(folder), 0)].files += 1
        }
      }
      for entry in git.sorted(by: { $0.key < $1.key }) {
        gitFolders.append((index, entry.key, entry.value.path, entry.value.files))
      }
    }
  }

  /// `.git`, or the path of one further down.
  private static func gitFolder(_ path: String) -> String? {
    let parts = path.split(separator: "/")
    guard let index = parts.dropLast().firstIndex(of: ".git") else { return nil }
    return parts[...index].joined(separator: "/")
  }

  /// Sends the files through the engine, each once.
  ///
  /// - Parameter except: the Dockerfile, which is scanned as such.
  func walk(_ walker: FolderWalker, except dockerfile: String) {
    var own = stat()
    let hasOwn = dockerfile != "-" && stat(dockerfile, &own) == 0
    for shown in order {
      guard let path = disk[shown] else { continue }
      var status = stat()
      guard stat(path, &status) == 0 else {
        walker.walkFile(path, relative: shown)
        continue
      }
      if hasOwn, status.st_ino == own.st_ino, status.st_dev == own.st_dev { continue }
      walker.walkFile(path, relative: shown, size: Int(status.st_size))
    }
  }

  /// The file of a context that a stage has at a path, as CMD and ENTRYPOINT name it.
  func file(at path: String, stage: Int) -> (path: String, name: String)? {
    let name = path.split(separator: "/").last
    let stages = Set([stage] + analysis.graph.bases(of: stage))
    var second: String?
    for shown in order {
      for use in uses[shown] ?? [] where stages.contains(analysis.copies[use.copy].stage) {
        let target = analysis.copies[use.copy].target(of: use.file)
        if target == path { return disk[shown].map { ($0, shown) } }
        // A name without a folder is looked up in PATH.
        if target.split(separator: "/").last == name, name?.contains(".") == true { second = second ?? shown }
      }
    }
    return second.flatMap { shown in disk[shown].map { ($0, shown) } }
  }
}
