import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The pattern files that somebody names, and those that they extend, each read once.
struct PatternFileTree {
  /// A file, and the one it extends.
  final class Node {
    let file: RuleFile
    let base: Node?

    init(file: RuleFile, base: Node?) {
      self.file = file
      self.base = base
    }
  }

  /// The files named, without those that others of them extend.
  private(set) var roots: [Node] = []

  /// Read so far, by true path.
  private var nodes: [String: Node] = [:]
  private let notes: PatternNotes

  /// How many files may extend one another, as in Gitleaks.
  private static let depthLimit = 2
  /// Bytes of one file; the largest published ones have a quarter of a megabyte.
  private static let sizeLimit = 16 << 20
  private static let fileLimit = 1000

  /// - Parameter paths: files, and folders of which every `.toml` is read.
  init(_ paths: [String], notes: PatternNotes) {
    self.notes = notes
    var listed: [(path: String, key: String)] = []
    for path in paths {
      for file in files(at: path) {
        let key = PatternFileTree.truePath(file) ?? file
        if !listed.contains(where: { $0.key == key }) { listed.append((file, key)) }
      }
    }
    var extended = Set<String>()
    for (path, _) in listed { _ = read(path, below: [], extended: &extended) }
    roots = listed.compactMap { extended.contains($0.key) ? nil : nodes[$0.key] }
  }

  private func files(at path: String) -> [String] {
    var status = stat()
    guard stat(path, &status) == 0 else {
      notes.faults.append(
        PatternError(file: path, reason: "cannot be read: \(String(cString: strerror(errno)))"))
      return []
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { return [path] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let files = names.filter { $0.hasSuffix(".toml") }.sorted()
    if files.isEmpty {
      notes.faults.append(
        PatternError(file: path, reason: "holds no .toml file", advice: "name a file, or another folder"))
    }
    if files.count > PatternFileTree.fileLimit {
      notes.faults.append(
        PatternError(file: path, reason: "holds more than \(PatternFileTree.fileLimit) .toml files"))
    }
    return files.prefix(PatternFileTree.fileLimit).map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
  }

  /// - Parameter chain: true paths of the files that lead here by `extend`.
  private mutating func read(_ path: String, below chain: [String], extended: inout Set<String>) -> Node? {
    let key = PatternFileTree.truePath(path) ?? path
    if let node = nodes[key] { return node }
    guard let text = text(of: path) else { return nil }
    let file = RuleFile(name: path, text: text, dialect: .team, notes: notes)
    var base: Node?
    if let next = file.base.path {
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
        separator: "/")
      let target =
        next.hasPrefix("/") || !path.contains("/") ? next : (folder.isEmpty ? "" : folder) + "/" + next
      let targetKey = PatternFileTree.truePath(target) ?? target
      func fault(_ reason: String, _ advice: String) {
        notes.faults.append(
          PatternError(
            file: path, line: file.base.origin?.line(of: "path"), key: "extend.path", reason: reason,
            advice: advice))
      }
      if (chain + [key]).contains(targetKey) {
        fault("extends \(next), which extends this file", "take one of the two out")
      } else if chain.count + 1 > PatternFileTree.depthLimit {
        fault(
          "is more than \(PatternFileTree.depthLimit) files deep, the most that Gitleaks follows",
          "put two of the files together")
      } else if access(target, R_OK) != 0 {
        fault(
          "names \(next), which cannot be read: \(String(cString: strerror(errno)))",
          "the path is relative to the file that names it")
      } else {
        extended.insert(targetKey)
        base = read(target, below: chain + [key], extended: &extended)
      }
    }
    let node = Node(file: file, base: base)
    nodes[key] = node
    return node
  }

  private static func truePath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private func text(of path: String) -> String? {
    func fail(_ reason: String) -> String? {
      notes.faults.append(PatternError(file: path, reason: reason))
      return nil
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return fail("cannot be read: \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = readBytes(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return fail("cannot be read: \(String(cString: strerror(errno)))") }
      if count == 0 { break }
      bytes += buffer[..<count]
      guard bytes.count <= PatternFileTree.sizeLimit else {
        return fail("is larger than \(PatternFileTree.sizeLimit >> 20) MB")
      }
    }
    // TOML 1.0.0, "Spec": a file is valid UTF-8. A byte order mark is none of its text.
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes.removeFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else { return fail("is not UTF-8") }
    return text
  }
}

private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
