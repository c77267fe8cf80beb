import Packages
import Synchronization

/// One content on its way through the engine: where it comes from, and what its chunks tell of its lines.
final class ContentRecord: Sendable {
  /// Names that lead to it, outermost first; empty for a value of an image configuration.
  let chain: [String]
  /// The path that rules see.
  let rulePath: String
  /// Index of the configuration value it is, or nil for a file.
  let value: Int?
  /// Digests of the content itself, where they were computed.
  let own: DigestSlot
  /// Digests of the archive that the content was unpacked from: the file of the layer or folder; of a file that is
  /// no archive the same as `own`.
  let outer: DigestSlot
  private let chunks = Mutex<[Int: ChunkLines]>([:])

  /// Lines of the part of a content that one chunk adds.
  struct ChunkLines: Sendable {
    var newlines: Int
    /// Offset in the content of the byte after the last of them.
    var lineStart: Int?
  }

  /// - Parameter outer: the digests of the archive the content lies in, if it lies in one.
  init(chain: [String], rulePath: String, value: Int? = nil, outer: DigestSlot? = nil) {
    self.chain = chain
    self.rulePath = rulePath
    self.value = value
    own = DigestSlot()
    self.outer = outer ?? own
  }

  func note(_ lines: ChunkLines, chunk: Int) {
    chunks.withLock { $0[chunk] = lines }
  }

  /// Lines and the last line's start before `chunk`; all chunks must have been noted.
  func lines(before chunk: Int) -> ChunkLines {
    chunks.withLock { chunks in
      var sum = ChunkLines(newlines: 0, lineStart: nil)
      for index in 0..<chunk {
        guard let lines = chunks[index] else { continue }
        sum.newlines += lines.newlines
        sum.lineStart = lines.lineStart ?? sum.lineStart
      }
      return sum
    }
  }
}
