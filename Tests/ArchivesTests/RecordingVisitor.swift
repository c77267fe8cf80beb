import Archives
import Testing

/// Keeps all that a walk tells, and checks that it is told in order.
final class RecordingVisitor: ContentVisitor {
  struct Content: Equatable {
    var chain: [String]
    var blocks: [Block]

    /// All bytes, holes left out.
    var bytes: [UInt8] { blocks.flatMap(\.bytes) }
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  struct Block: Equatable {
    var offset: Int
    var bytes: [UInt8]
  }

  struct Skip {
    var chain: [String]
    var bytes: Int?
    var reason: String
  }

  private(set) var entries: [(chain: [String], entry: ArchiveEntry)] = []
  private(set) var contents: [Content] = []
  private(set) var finished: [(chain: [String], bytes: Int)] = []
  private(set) var skips: [Skip] = []
  private var open: Content?

  func visit(_ entry: ArchiveEntry, in chain: [String]) { entries.append((chain, entry)) }

  func open(_ chain: [String]) {
    #expect(open == nil, "a content was opened within another")
    open = Content(chain: chain, blocks: [])
  }

  func append(_ block: ByteBlock) {
    #expect(!block.bytes.isEmpty)
    let end = open?.blocks.last.map { $0.offset + $0.bytes.count } ?? 0
    #expect(block.offset >= end, "offsets grow")
    open?.blocks.append(Block(offset: block.offset, bytes: Array(block.bytes)))
  }

  func close() {
    if let open { contents.append(open) } else { Issue.record("nothing was open") }
    open = nil
  }

  /// What watchers saw of archives, by chain; nil where they did not see them whole.
  private(set) var watched: [[String]: PackedBytes] = [:]

  func watcher(of chain: [String]) -> (any PackedBytesWatcher)? {
    let watcher = PackedBytes()
    watched[chain] = watcher
    return watcher
  }

  final class PackedBytes: PackedBytesWatcher {
    private(set) var bytes: [UInt8] = []
    private(set) var isWhole: Bool?

    func update(_ block: ByteBlock) {
      #expect(block.offset == bytes.count && isWhole == nil)
      bytes += Array(block.bytes)
    }

    func end(isWhole: Bool) { self.isWhole = isWhole }
  }

  func finish(_ chain: [String], bytes: Int, digest: String?) { finished.append((chain, bytes)) }

  func skip(_ chain: [String], bytes: Int?, reason: String) {
    skips.append(Skip(chain: chain, bytes: bytes, reason: reason))
  }

  func content(_ chain: String...) -> Content? { contents.first { $0.chain == chain } }
}

/// Walks `bytes` as the file `name`.
func walk(
  _ bytes: [UInt8], as name: String = "file", limits: WalkLimits = WalkLimits(), blockSize: Int = 64 << 10,
  fault: ArchiveError? = nil
) -> RecordingVisitor {
  let visitor = RecordingVisitor()
  let walker = ContentWalker(visitor: visitor, limits: limits, baseline: 0)
  walker.walk(MemoryStream(bytes, blockSize: blockSize, fault: fault), at: [name])
  return visitor
}
