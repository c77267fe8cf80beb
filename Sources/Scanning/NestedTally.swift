import Archives
import Images

/// Counts what the walk of one deferred archive meets, and passes its contents on.
final class NestedTally: ContentVisitor {
  private let downstream: any ContentVisitor
  private let depth: Int
  private(set) var summary: Summary

  /// What several archives held, by the layer or file that the chain begins with.
  struct Summary: Sendable {
    /// Files and bytes by the first name of their chains.
    var counts: [String: Count] = [:]
    /// What was not read, each with the place of its archive in the walk.
    var skipped: [(order: Int, skip: SkippedContent)] = []
    /// How many more there were, by the first name of their chains.
    var unlisted: [String: Int] = [:]

    struct Count: Sendable {
      var files = 0
      var bytes = 0
    }

    /// Skipped contents kept: hostile archives must not grow memory without bound.
    private static let skippedLimit = 20_000

    mutating func skip(_ skip: SkippedContent, order: Int) {
      if skipped.count < Summary.skippedLimit {
        skipped.append((order, skip))
      } else {
        unlisted[skip.chain.first ?? "", default: 0] += 1
      }
    }

    mutating func add(_ other: Summary) {
      for (name, count) in other.counts {
        counts[name, default: Count()].files += count.files
        counts[name, default: Count()].bytes += count.bytes
      }
      for (name, count) in other.unlisted { unlisted[name, default: 0] += count }
      for (order, skip) in other.skipped { self.skip(skip, order: order) }
    }

    /// In the order of the walk, whichever thread met them.
    var orderedSkips: [SkippedContent] {
      skipped.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
        .map(\.element.skip)
    }
  }

  private let order: Int
  private let name: String

  /// - Parameter order: the place of the archive in the walk that met it.
  init(of archive: DeferredArchive, order: Int, downstream: any ContentVisitor) {
    self.order = order
    self.downstream = downstream
    name = archive.chain.first ?? ""
    depth = archive.chain.count
    summary = Summary()
  }

  func visit(_ entry: ArchiveEntry, in chain: [String]) { downstream.visit(entry, in: chain) }

  func open(_ chain: [String]) { downstream.open(chain) }

  func append(_ block: ByteBlock) { downstream.append(block) }

  func close() { downstream.close() }

  func watcher(of chain: [String]) -> (any PackedBytesWatcher)? { downstream.watcher(of: chain) }

  func finish(_ chain: [String], bytes: Int, digest: String?) {
    // The archive itself is counted by the walk that met it.
    if chain.count > depth {
      summary.counts[name, default: Summary.Count()].files += 1
      summary.counts[name, default: Summary.Count()].bytes += bytes
    }
    downstream.finish(chain, bytes: bytes, digest: digest)
  }

  func skip(_ chain: [String], bytes: Int?, reason: String) {
    summary.skip(SkippedContent(chain: chain, bytes: bytes, reason: reason), order: order)
  }
}
