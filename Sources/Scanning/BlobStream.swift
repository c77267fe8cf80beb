import Archives
internal import GitHistory

/// The object that a reader has open, as a stream.
final class BlobStream: ByteStream {
  private let objects: ObjectReader
  private var offset = 0
  /// Why git stopped: nothing more can be read of any object.
  private(set) var fault: GitError?

  init(_ objects: ObjectReader) { self.objects = objects }

  func next() throws(ArchiveError) -> ByteBlock? {
    do {
      guard let bytes = try objects.next() else { return nil }
      defer { offset += bytes.count }
      return ByteBlock(bytes: bytes, offset: offset)
    } catch {
      fault = error
      throw ArchiveError(.system, error.description, offset: offset)
    }
  }
}

/// Bytes at hand, as a stream.
final class BytesStream: ByteStream {
  private let buffer: UnsafeMutableRawBufferPointer
  private var isAtEnd: Bool

  init(_ bytes: [UInt8]) {
    buffer = .allocate(byteCount: bytes.count, alignment: 64)
    buffer.copyBytes(from: bytes)
    isAtEnd = bytes.isEmpty
  }

  deinit { buffer.deallocate() }

  func next() throws(ArchiveError) -> ByteBlock? {
    guard !isAtEnd else { return nil }
    isAtEnd = true
    return ByteBlock(bytes: UnsafeRawBufferPointer(buffer), offset: 0)
  }
}
