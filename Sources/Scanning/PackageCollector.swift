import Archives
import Packages

/// Keeps what package managers recorded as it passes, and passes everything on.
final class PackageCollector: ContentVisitor {
  private let downstream: any ContentVisitor
  private(set) var database = PackageDatabase()
  /// The database being read; nil where the open content is none.
  private var bytes: [UInt8]?
  private var limit = 0
  private var chain: [String] = []

  init(downstream: any ContentVisitor) { self.downstream = downstream }

  func visit(_ entry: ArchiveEntry, in chain: [String]) { downstream.visit(entry, in: chain) }

  func open(_ chain: [String]) {
    bytes = nil
    // A file of a layer, or of a folder or root file system.
    if chain.count <= 2, let path = chain.last, let limit = PackageDatabase.sizeLimit(of: path) {
      self.chain = chain
      self.limit = limit
      bytes = []
    }
    downstream.open(chain)
  }

  func append(_ block: ByteBlock) {
    if let count = bytes?.count {
      if block.offset != count || count + block.bytes.count > limit {
        bytes = nil
        database.miss(path: chain.last ?? "", reason: "is larger than \(limit >> 10) KiB, or has holes")
      } else {
        bytes?.append(contentsOf: block.bytes)
      }
    }
    downstream.append(block)
  }

  func close() {
    if let bytes, let path = chain.last {
      database.add(path: path, bytes: bytes, layer: chain.count > 1 ? chain[0] : "")
    }
    bytes = nil
    downstream.close()
  }

  func watcher(of chain: [String]) -> (any PackedBytesWatcher)? { downstream.watcher(of: chain) }

  func finish(_ chain: [String], bytes: Int, digest: String?) {
    downstream.finish(chain, bytes: bytes, digest: digest)
  }

  func skip(_ chain: [String], bytes: Int?, reason: String) {
    downstream.skip(chain, bytes: bytes, reason: reason)
  }
}
