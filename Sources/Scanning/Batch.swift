import Matching

/// A buffer of content handed to a worker: many small contents, or one chunk of a large one.
///
/// `@unchecked Sendable`: a batch has one owner at a time, and changes owner through a queue.
final class Batch: @unchecked Sendable {
  let buffer: UnsafeMutableRawBufferPointer
  var slices: [Slice] = []
  var used = 0

  /// 1 MiB: large enough that the cost per call does not show, small enough that a few fit into the cache.
  static let capacity = 1 << 20

  /// A content, or chunk of one, in the buffer.
  struct Slice: Sendable {
    var record: ContentRecord
    var range: Range<Int>
    /// Where in the content the slice begins.
    var offset: Int
    /// Number of the chunk in its content, from 0.
    var chunk: Int
    /// Whether it begins with the end of the chunk before; not so behind the hole of a sparse file.
    var overlaps: Bool
    /// Whether no chunk repeats its end: it is the last one, or a hole follows.
    var isLast: Bool
    /// Whether another chunk follows.
    var isContinued: Bool
  }

  init() {
    buffer = .allocate(byteCount: Batch.capacity, alignment: 64)
  }

  deinit { buffer.deallocate() }

  func clear() {
    slices.removeAll(keepingCapacity: true)
    used = 0
  }
}

/// How chunks of a large content overlap.
///
/// Each match belongs to the one chunk that owns its first byte: every chunk but the first leaves `before` bytes
/// to what came before, as context, and every chunk but the last leaves `longest` bytes to what comes next, in
/// which the longest match still fits.
enum ChunkOverlap {
  static let before = 4 << 10
  static let longest = 12 << 10
  /// Bytes that a chunk repeats from the one before it.
  static let total = before + longest

  static func owned(of slice: Batch.Slice) -> Range<Int> {
    let start = slice.overlaps ? before : 0
    let end = slice.isLast ? slice.range.count : slice.range.count - longest
    return min(start, max(end, 0))..<max(end, 0)
  }
}
