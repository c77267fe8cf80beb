import Archives
internal import GitHistory

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Brings what commits add to the engine, each object once for each path.
final class GitFeed {
  private let repository: Repository
  private let objects: ObjectReader
  private let tally: GitTally
  private let walker: ContentWalker
  private let progress: (Int) -> Void
  private(set) var seen = Set<GitPlace>()
  /// Dockerfiles among them, in their order.
  private(set) var dockerfiles: [(content: GitContent, path: String)] = []
  /// What is not in the repository, by the reason.
  private(set) var absent: [Absence: AbsentFiles] = [:]

  /// Why content that a commit names is not in the repository.
  enum Absence: Hashable {
    case submodule, largeFile
  }

  /// Some of the files, and how many there are.
  struct AbsentFiles {
    var names: [String] = []
    var count = 0
  }

  /// Commit messages, tags and pointers are read up to this size, in bytes.
  private static let textLimit = 16 << 20
  private static let pointerLimit = 1024
  private static let pointerStart = Array("version https://git-lfs.github.com/spec/v1\noid sha256:".utf8)
  private static let namesShown = 5
  private static let dockerfileLimit = 2000

  /// - Parameter progress: is called with the number of bytes of each object.
  init(
    _ repository: Repository, objects: ObjectReader, tally: GitTally, walker: ContentWalker,
    progress: @escaping (Int) -> Void
  ) {
    self.repository = repository
    self.objects = objects
    self.tally = tally
    self.walker = walker
    self.progress = progress
  }

  /// Walks a history to its end.
  ///
  /// - Parameter commit: what the changes belong to, before the walk names one.
  /// - Throws: `GitError` where git fails.
  func take(_ history: HistoryWalk, commit: ObjectID? = nil) throws(GitError) {
    var commit = commit
    while let step = try history.next() {
      switch step {
      case .commit(let id):
        commit = id
        tally.countCommit()
        try takeText(id, named: GitContent.message)
      case .change(let change):
        try take(change, of: commit)
      case .unmerged(let path):
        tally.skip(
          ["-", String(decoding: path, as: UTF8.self)],
          bytes: nil, reason: "its merge is not resolved: the index holds no one content of it")
      }
    }
  }

  /// A tag's own message, and what it is a tag of.
  ///
  /// - Throws: `GitError` where git fails.
  func takeTag(_ id: ObjectID) throws(GitError) -> ObjectID? {
    try takeText(id, named: GitContent.tagMessage)
  }

  /// A file, of a commit or pushed by itself.
  ///
  /// - Throws: `GitError` where git fails.
  func take(_ change: Change, of commit: ObjectID?) throws(GitError) {
    let path = String(decoding: change.path, as: UTF8.self)
    let content = GitContent(commit: commit, object: change.blob, before: change.before)
    if change.mode == .submodule { return note(path, .submodule) }
    guard seen.insert(GitPlace(object: change.blob, path: path)).inserted else { return }
    guard let header = try open(content, path) else { return }
    progress(header.size)
    let chain = [content.name, path]
    if header.size <= GitFeed.pointerLimit {
      let bytes = try objects.rest(limit: header.size)
      walker.walk(BytesStream(bytes), at: chain, size: bytes.count)
      if bytes.starts(with: GitFeed.pointerStart) { takeLargeFile(bytes, path, chain) }
    } else {
      let stream = BlobStream(objects)
      walker.walk(stream, at: chain, size: header.size)
      if let fault = stream.fault { throw fault }
    }
    if GitFeed.isDockerfile(path), dockerfiles.count < GitFeed.dockerfileLimit {
      dockerfiles.append((content, path))
    }
  }

  private func open(_ content: GitContent, _ path: String) throws(GitError) -> ObjectReader.Header? {
    if let header = try objects.open(content.object) { return header }
    tally.skip(
      [content.name, path], bytes: nil,
      reason: "the object \(content.object.description.prefix(12)) is missing from the repository")
    return nil
  }

  /// The message of a commit or tag.
  ///
  /// - Returns: what a tag names.
  @discardableResult
  private func takeText(_ id: ObjectID, named name: String) throws(GitError) -> ObjectID? {
    let content = GitContent(commit: id, object: id)
    guard let header = try open(content, name) else { return nil }
    let chain = [content.name, name]
    let text = CommitText(try objects.rest(limit: GitFeed.textLimit))
    tally.open(chain)
    text.message.withUnsafeBytes { tally.append(ByteBlock(bytes: $0, offset: 0)) }
    tally.close()
    if header.size > GitFeed.textLimit {
      tally.skip(chain, bytes: header.size - GitFeed.textLimit, reason: "is longer than any message")
    }
    return text.object
  }

  /// A pointer of Git LFS (git-lfs, "spec.md"): the content lies beside the repository, or on a server.
  private func takeLargeFile(_ pointer: [UInt8], _ path: String, _ chain: [String]) {
    let digits = pointer.dropFirst(GitFeed.pointerStart.count).prefix { $0 != 0x0a }
    guard let id = ObjectID(digits)?.description, id.utf8.count == 64 else { return }
    let file = repository.commonFolder + "/lfs/objects/\(id.prefix(2))/\(id.dropFirst(2).prefix(2))/\(id)"
    var status = stat()
    guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let stream = try? DescriptorStream(path: file, progress: progress)
    else { return note(path, .largeFile) }
    walker.walk(stream, at: chain, size: Int(status.st_size))
  }

  private func note(_ path: String, _ absence: Absence) {
    absent[absence, default: AbsentFiles()].count += 1
    if absent[absence, default: AbsentFiles()].names.count < GitFeed.namesShown {
      absent[absence]?.names.append(path)
    }
  }

  /// Whether a build takes the file by its name for a Dockerfile.
  static func isDockerfile(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let lower = name.lowercased()
    if lower.hasSuffix(".dockerignore") || lower.hasSuffix(".containerignore") { return false }
    return name == "Dockerfile" || name == "Containerfile" || name.hasPrefix("Dockerfile.")
      || name.hasPrefix("Containerfile.") || lower.hasSuffix(".dockerfile")
  }
}
