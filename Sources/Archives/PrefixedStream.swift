/// A stream whose first bytes were already taken from it.
final class PrefixedStream: ByteStream {
  private var prefix: [ByteBlockCopy]
  private var index = 0
  private var rest: any ByteStream

  /// A block that outlives its stream's next call.
  struct ByteBlockCopy {
    var bytes: UnsafeMutableRawBufferPointer
    var offset: Int

    init(_ block: ByteBlock) {
      bytes = .allocate(byteCount: block.bytes.count, alignment: 64)
      bytes.copyMemory(from: block.bytes)
      offset = block.offset
    }

    init(bytes: UnsafeMutableRawBufferPointer, offset: Int) {
      self.bytes = bytes
      self.offset = offset
    }
  }

  /// - Parameter prefix: blocks taken from `rest`; the new stream owns and frees them.
  init(prefix: [ByteBlockCopy], rest: any ByteStream) {
    self.prefix = prefix
    self.rest = rest
  }

  deinit {
    for block in prefix { block.bytes.deallocate() }
  }

  func next() throws(ArchiveError) -> ByteBlock? {
    guard index < prefix.count else { return try rest.next() }
    defer { index += 1 }
    return ByteBlock(bytes: UnsafeRawBufferPointer(prefix[index].bytes), offset: prefix[index].offset)
  }

  /// Calls `body` with the blocks that were taken before the stream was made.
  func forEachTakenBlock(_ body: (ByteBlock) -> Void) {
    for block in prefix { body(ByteBlock(bytes: UnsafeRawBufferPointer(block.bytes), offset: block.offset)) }
  }

  /// Starts again from the first byte; only while nothing beyond the prefix has been read.
  func rewind() { index = 0 }

  /// Calls `body` with the bytes taken so far; false where the stream goes on behind them, or has gaps.
  func forEachBlock(_ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
    guard let ended = rest as? EndedStream, !ended.isFaulty else { return false }
    var position = 0
    for block in prefix {
      guard block.offset == position else { return false }
      body(UnsafeRawBufferPointer(block.bytes))
      position += block.bytes.count
    }
    return true
  }

  /// Takes the rest, up to the end or a fault, into memory, so that the stream it comes from may go on.
  ///
  /// - Parameter limit: bytes to keep, those of the prefix included.
  /// - Returns: whether the end was met within the limit; else the stream goes on as before.
  func keepRest(upTo limit: Int) -> Bool {
    var size = prefix.reduce(0) { $0 + $1.bytes.count }
    while true {
      guard size <= limit else { return false }
      do {
        guard let block = try rest.next() else {
          rest = EndedStream(nil)
          return true
        }
        size += block.bytes.count
        prefix.append(ByteBlockCopy(block))
      } catch {
        rest = EndedStream(error)
        return true
      }
    }
  }
}

/// A stream at its end, or at a fault met before.
final class EndedStream: ByteStream {
  private let fault: ArchiveError?

  init(_ fault: ArchiveError?) { self.fault = fault }

  var isFaulty: Bool { fault != nil }

  func next() throws(ArchiveError) -> ByteBlock? {
    if let fault { throw fault }
    return nil
  }
}
