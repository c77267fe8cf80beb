public import Archives

/// Listens to the walk of an image archive or folder, in whatever order its entries come, and passes the
/// contents on. Manifests often come last, so what an entry is, is settled when the walk is over.
public final class ImageWalk: ContentVisitor {
  private let downstream: any ContentVisitor
  /// The archive's own entries, taken as a layer.
  let root = LayerRecord()
  private(set) var records: [String: LayerRecord] = [:]
  /// JSON documents among the archive's entries, by path.
  private(set) var documents: [String: [UInt8]] = [:]
  private(set) var links: [String: String] = [:]
  private(set) var names: Set<String> = []
  /// Digests of the archive's entries as read.
  private(set) var digests: [String: (digest: String, bytes: Int)] = [:]
  private(set) var skipped: [SkippedContent] = []
  private var documentBytes = 0
  /// The document being read; nil where the open content is none, or has proved to be something else.
  private var document: [UInt8]?
  private var documentName = ""

  /// The largest document kept; a manifest of a thousand layers has 200 kB.
  static let documentLimit = 8 << 20
  private static let documentsLimit = 64 << 20
  private static let linksLimit = 100_000
  private static let skippedLimit = 1000

  /// - Parameter downstream: is told all that the walk tells.
  public init(downstream: any ContentVisitor) {
    self.downstream = downstream
  }

  /// Notes an entry of the archive, or of a layer.
  public func visit(_ entry: ArchiveEntry, in chain: [String]) {
    switch chain.count {
    case 0: visitTop(entry)
    case 1: visitLayer(entry, of: record(chain[0]))
    default: break
    }
    downstream.visit(entry, in: chain)
  }

  private func visitTop(_ entry: ArchiveEntry) {
    note(entry, in: root)
    switch entry.kind {
    case .file: names.insert(entry.path)
    case .symbolicLink(let target), .hardLink(let target):
      guard links.count < ImageWalk.linksLimit else { break }
      if case .hardLink = entry.kind {
        links[entry.path] = target
      } else {
        links[entry.path] = ImageWalk.resolve(target, from: entry.path)
      }
    case .directory, .special: break
    }
  }

  private func visitLayer(_ entry: ArchiveEntry, of record: LayerRecord) {
    record.isArchive = true
    note(entry, in: record)
  }

  private func note(_ entry: ArchiveEntry, in record: LayerRecord) {
    record.note(path: entry.path, isFolder: entry.kind == .directory)
    if case .hardLink(let target) = entry.kind { record.noteLink(entry.path, to: target) }
  }

  private func record(_ name: String) -> LayerRecord {
    if let record = records[name] { return record }
    let record = LayerRecord()
    records[name] = record
    return record
  }

  /// Begins a content, which may turn out to be a document of the image format.
  public func open(_ chain: [String]) {
    document = chain.count == 1 ? [] : nil
    documentName = chain.first ?? ""
    downstream.open(chain)
  }

  /// Passes bytes on, and keeps those of a document.
  public func append(_ block: ByteBlock) {
    if document != nil { collect(block) }
    downstream.append(block)
  }

  private func collect(_ block: ByteBlock) {
    guard let size = document?.count, size == block.offset,
      size + block.bytes.count <= ImageWalk.documentLimit
    else {
      document = nil
      return
    }
    if size == 0 {
      let first = block.bytes.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
      guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
        document = nil
        return
      }
    }
    document?.append(contentsOf: block.bytes)
  }

  /// Ends a content; a document is kept.
  public func close() {
    if let document, !document.isEmpty, documentBytes + document.count <= ImageWalk.documentsLimit {
      documentBytes += document.count
      documents[documentName] = document
    }
    document = nil
    downstream.close()
  }

  /// Asks who comes next.
  public func watcher(of chain: [String]) -> (any PackedBytesWatcher)? { downstream.watcher(of: chain) }

  /// Counts a file that is done with.
  public func finish(_ chain: [String], bytes: Int, digest: String?) {
    switch chain.count {
    case 0: break
    case 1:
      root.files += 1
      root.bytes += bytes
      if let digest, digests.count < ImageWalk.linksLimit { digests[chain[0]] = (digest, bytes) }
    default:
      root.nestedFiles += 1
      root.nestedBytes += bytes
      let record = record(chain[0])
      if chain.count == 2 {
        record.files += 1
        record.bytes += bytes
      } else {
        record.nestedFiles += 1
        record.nestedBytes += bytes
      }
    }
    downstream.finish(chain, bytes: bytes, digest: digest)
  }

  /// Notes what could not be read, for the layer it lies in.
  public func skip(_ chain: [String], bytes: Int?, reason: String) {
    note(SkippedContent(chain: chain, bytes: bytes, reason: reason))
    downstream.skip(chain, bytes: bytes, reason: reason)
  }

  /// Notes what this walk, or that of an archive taken off it, could not read.
  public func note(_ skip: SkippedContent) {
    if let name = skip.chain.first {
      var own = skip
      own.chain = Array(skip.chain.dropFirst())
      record(name).noteSkipped(own)
      root.noteSkipped(skip)
    } else if skipped.count < ImageWalk.skippedLimit {
      skipped.append(skip)
    }
  }

  /// Counts contents that could not be read and are not listed, in the entry `name`.
  public func noteUnlisted(_ count: Int, in name: String) {
    record(name).noteUnlisted(count)
    root.noteUnlisted(count)
  }

  /// Counts what an archive taken off the walk held, in the entry `name`.
  public func addNested(files: Int, bytes: Int, in name: String) {
    root.nestedFiles += files
    root.nestedBytes += bytes
    let record = record(name)
    record.nestedFiles += files
    record.nestedBytes += bytes
  }

  /// The entry a name means: symbolic links among the archive's entries are followed, a bounded number of times.
  func entry(named name: String) -> String? {
    var name = ArchivePath.normalized(name)
    for _ in 0..<16 {
      if names.contains(name) { return name }
      guard let target = links[name] else { return nil }
      name = target
    }
    return nil
  }

  /// A link's target, relative to the folder of the link, within the archive.
  private static func resolve(_ target: String, from link: String) -> String {
    var components = target.hasPrefix("/") ? [] : link.split(separator: "/").dropLast()
    for component in target.split(separator: "/") {
      switch component {
      case ".": continue
      case "..": _ = components.popLast()
      default: components.append(component)
      }
    }
    return components.joined(separator: "/")
  }
}
