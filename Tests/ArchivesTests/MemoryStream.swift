import Archives

/// Bytes in memory as a stream, in blocks of any size, that may end in a fault.
final class MemoryStream: ByteStream {
  private let bytes: [UInt8]
  private let blockSize: Int
  private let fault: ArchiveError?
  private let buffer: UnsafeMutableRawBufferPointer
  private var position = 0

  init(_ bytes: [UInt8], blockSize: Int = 64 << 10, fault: ArchiveError? = nil) {
    self.bytes = bytes
    self.blockSize = blockSize
    self.fault = fault
    // One buffer for all blocks: what keeps a block too long sees it change.
    buffer = .allocate(byteCount: blockSize, alignment: 1)
  }

  deinit { buffer.deallocate() }

  func next() throws(ArchiveError) -> ByteBlock? {
    guard position < bytes.count else {
      if let fault { throw fault }
      return nil
    }
    let count = min(blockSize, bytes.count - position)
    buffer.initializeMemory(as: UInt8.self, repeating: 0xee)
    buffer.copyBytes(from: bytes[position..<(position + count)])
    defer { position += count }
    return ByteBlock(bytes: UnsafeRawBufferPointer(rebasing: buffer[..<count]), offset: position)
  }
}
