/// What a walk learned of one layer, beside its contents.
public final class LayerRecord {
  /// Regular files, and their bytes.
  public internal(set) var files = 0
  /// Bytes of those files.
  public internal(set) var bytes = 0
  /// Files in archives among them, and their bytes.
  public internal(set) var nestedFiles = 0
  /// Bytes of those.
  public internal(set) var nestedBytes = 0
  /// What was not read: chains start below the layer.
  public internal(set) var skipped: [SkippedContent] = []
  /// How many there were in all.
  public internal(set) var skippedCount = 0
  /// Whether the blob is an archive; other blobs (an attestation, an artifact) are one content.
  public internal(set) var isArchive = false
  private var paths: [Int: PathMarks] = [:]
  /// Names of hard links by the name they point to.
  private var links: [String: [String]] = [:]
  private var linkBytes = 0

  /// Bytes of hard-link names kept; a report without some of them is still right about the content.
  private static let linkLimit = 16 << 20
  private static let skippedLimit = 1000

  struct PathMarks: OptionSet {
    var rawValue: UInt8
    /// An entry that is no folder.
    static let file = PathMarks(rawValue: 1)
    static let folder = PathMarks(rawValue: 2)
    /// A whiteout of the path.
    static let deleted = PathMarks(rawValue: 4)
    /// An opaque whiteout in the folder: nothing below it shows from lower layers.
    static let opaque = PathMarks(rawValue: 8)
  }

  /// Notes an entry of the layer (OCI image specification, "Image Layer Filesystem Changeset").
  func note(path: String, isFolder: Bool) {
    let (folder, name) = LayerRecord.split(path)
    if name == ".wh..wh..opq" {
      mark(folder, .opaque)
    } else if name.hasPrefix(".wh."), !name.hasPrefix(".wh..wh.") {
      let target = name.dropFirst(4)
      mark(folder.isEmpty ? String(target) : folder + "/" + target, .deleted)
    } else {
      mark(path, isFolder ? .folder : .file)
    }
  }

  func noteLink(_ path: String, to target: String) {
    linkBytes += path.utf8.count + target.utf8.count
    guard linkBytes <= LayerRecord.linkLimit else { return }
    links[target, default: []].append(path)
  }

  func noteSkipped(_ skip: SkippedContent) {
    skippedCount += 1
    if skipped.count < LayerRecord.skippedLimit { skipped.append(skip) }
  }

  func noteUnlisted(_ count: Int) { skippedCount += count }

  /// Other names of the file at `path` in this layer.
  public func links(to path: String) -> [String] { links[path] ?? [] }

  private func mark(_ path: String, _ marks: PathMarks) {
    paths[path.hashValue, default: []].insert(marks)
  }

  private func marks(_ path: String) -> PathMarks { paths[path.hashValue] ?? [] }

  static func split(_ path: String) -> (folder: String, name: Substring) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path[...]) }
    return (String(path[..<slash]), path[path.index(after: slash)...])
  }

  /// What this layer does to a path of a lower one.
  enum Effect {
    case none, deletes, replaces
  }

  func effect(on path: String) -> Effect {
    let own = marks(path)
    if !own.isDisjoint(with: [.file, .folder]) { return .replaces }
    if own.contains(.deleted) { return .deletes }
    // A folder above that was deleted, emptied or replaced by something that is no folder.
    var folder = path
    while !folder.isEmpty {
      folder = LayerRecord.split(folder).folder
      let marks = marks(folder)
      if !marks.isDisjoint(with: [.opaque, .deleted]) { return .deletes }
      if marks.contains(.file), !marks.contains(.folder) { return .deletes }
    }
    return .none
  }
}

/// Something a walk could not read.
public struct SkippedContent: Sendable, Hashable {
  /// Names that lead to it.
  public var chain: [String]
  /// Bytes, where it is known how many.
  public var bytes: Int?
  /// What happened.
  public var reason: String

  /// Makes one of its parts.
  public init(chain: [String], bytes: Int?, reason: String) {
    self.chain = chain
    self.bytes = bytes
    self.reason = reason
  }
}
