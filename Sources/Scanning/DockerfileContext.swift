import Archives
import Dockerfiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder that a build takes files from, filtered by its ignore file.
struct DockerfileContext {
  /// The folder.
  let root: String
  /// What precedes its paths in reports: nothing, or the name of a `--build-context`.
  let label: String
  private let ignore: IgnoreFile
  /// Whether an ignore file was found.
  let isFiltered: Bool
  /// Whether the ignore file takes files in again that it keeps out.
  var hasExceptions: Bool { ignore.hasExceptions }
  /// What is wrong with the ignore file.
  let problems: [String]

  /// Files and folders that are listed; more are told as skipped.
  private static let entryLimit = 1_000_000
  private static let depthLimit = 256

  /// - Parameter dockerfile: the file, whose own ignore file replaces the context's; nil for standard input.
  init(root: String, label: String, dockerfile: String?) {
    self.root = root
    self.label = label
    let candidates = [
      dockerfile.map { $0 + ".dockerignore" }, root + "/.dockerignore", root + "/.containerignore",
    ]
    for case let path? in candidates {
      guard let bytes = DockerfileContext.read(path, limit: IgnoreFile.byteLimit) else { continue }
      ignore = IgnoreFile(bytes)
      isFiltered = !ignore.rules.isEmpty
      problems = ignore.problems.map { "\(path): \($0)" }
      return
    }
    ignore = IgnoreFile()
    isFiltered = false
    problems = []
  }

  /// Whether the folder is there.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The bytes of a regular file up to a limit; nil where there is none, or it is larger.
  static func read(_ path: String, limit: Int) -> [UInt8]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) <= limit else {
      return nil
    }
    guard let stream = try? DescriptorStream(path: path) else { return nil }
    var bytes: [UInt8] = []
    while let block = try? stream.next(), bytes.count <= limit { bytes.append(contentsOf: block.bytes) }
    return bytes.count > limit ? nil : bytes
  }

  /// What the ignore file lets through below or above some paths.
  struct Listing {
    var entries: [ContextEntry] = []
    /// Folders that could not be opened, and why.
    var failures: [(path: String, reason: String)] = []
  }

  /// - Parameter bases: paths of which at least one is below or above all that is listed.
  func list(bases: [String]) -> Listing {
    var listing = Listing()
    walk("", nil, bases, 0, &listing)
    return listing
  }

  private func walk(
    _ folder: String, _ match: IgnoreFile.FolderMatch?, _ bases: [String], _ depth: Int,
    _ listing: inout Listing
  ) {
    guard depth < DockerfileContext.depthLimit else {
      return listing.failures.append(
        (folder, "folders are nested more than \(DockerfileContext.depthLimit) deep"))
    }
    guard let directory = opendir(folder.isEmpty ? root : root + "/" + folder) else {
      return listing.failures.append(
        (folder.isEmpty ? "." : folder, "cannot be opened: \(lastSystemError())"))
    }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    closedir(directory)
    for name in names.sorted() {
      let path = folder.isEmpty ? name : folder + "/" + name
      let isNear = bases.contains { base in
        base.isEmpty || path == base || path.hasPrefix(base + "/") || base.hasPrefix(path + "/")
      }
      guard isNear else { continue }
      guard listing.entries.count < DockerfileContext.entryLimit else {
        if listing.failures.last?.path != "." {
          listing.failures.append((".", "holds more than \(DockerfileContext.entryLimit) files"))
        }
        return
      }
      let (isIgnored, below) = ignore.ignores(path, in: match)
      var status = stat()
      guard lstat(root + "/" + path, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        // BuildKit looks into an ignored folder only where a rule may take something in again.
        if isIgnored, !ignore.hasExceptions { continue }
        if !isIgnored { listing.entries.append(ContextEntry(path: path, isFolder: true)) }
        walk(path, below, bases, depth + 1, &listing)
      case S_IFREG where !isIgnored: listing.entries.append(ContextEntry(path: path))
      case S_IFLNK where !isIgnored && bases.contains(path):
        // A link that is named itself is followed, if it stays in the context.
        if staysInside(path) { listing.entries.append(ContextEntry(path: path)) }
      default: break
      }
    }
  }

  /// Whether a link leads to a regular file below the root.
  private func staysInside(_ path: String) -> Bool {
    var status = stat()
    guard stat(root + "/" + path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    guard let target = resolved(root + "/" + path), let base = resolved(root) else { return false }
    return target.hasPrefix(base == "/" ? "/" : base + "/")
  }

  private func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// A path as reports show it, and as it is known among the contents.
  func shown(_ path: String) -> String { label.isEmpty ? path : label + ":" + path }
}
