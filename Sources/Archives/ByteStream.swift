#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A run of bytes at a place in a content; sparse files have gaps between theirs.
public struct ByteBlock {
  /// Valid until the stream is asked for the next block.
  public var bytes: UnsafeRawBufferPointer
  /// Where in the content they stand, from 0.
  public var offset: Int

  /// A block at a place.
  public init(bytes: UnsafeRawBufferPointer, offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }
}

/// Bytes that are pulled block by block, forward only.
public protocol ByteStream: AnyObject {
  /// The next block, never empty; nil at the end.
  func next() throws(ArchiveError) -> ByteBlock?
}

/// The bytes of an open file, pipe or socket, read from where it stands.
public final class DescriptorStream: ByteStream {
  private let descriptor: Int32
  private let closes: Bool
  private let buffer: UnsafeMutableRawBufferPointer
  private let progress: (Int) -> Void
  /// Bytes read so far.
  public private(set) var position = 0

  /// 256 KiB: large enough that the cost of a call does not show.
  private static let blockSize = 256 << 10

  /// - Parameters:
  ///   - closes: close the descriptor in the end.
  ///   - progress: is called with the number of bytes of each block.
  public init(descriptor: Int32, closes: Bool = false, progress: @escaping (Int) -> Void = { _ in }) {
    self.descriptor = descriptor
    self.closes = closes
    self.progress = progress
    buffer = .allocate(byteCount: DescriptorStream.blockSize, alignment: 64)
  }

  /// Opens the file at `path`, which may be a pipe; a final symbolic link is followed.
  ///
  /// - Throws: `ArchiveError` of kind `system`.
  public convenience init(path: String, progress: @escaping (Int) -> Void = { _ in }) throws(ArchiveError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ArchiveError(.system, "cannot be opened: \(lastSystemError())") }
    self.init(descriptor: descriptor, closes: true, progress: progress)
  }

  deinit {
    buffer.deallocate()
    if closes { close(descriptor) }
  }

  /// Reads on; an interrupted call is tried again.
  public func next() throws(ArchiveError) -> ByteBlock? {
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 {
        defer { position += count }
        progress(count)
        return ByteBlock(bytes: UnsafeRawBufferPointer(rebasing: buffer[..<count]), offset: position)
      }
      if count == 0 { return nil }
      guard errno == EINTR else {
        throw ArchiveError(.system, "cannot be read: \(lastSystemError())", offset: position)
      }
    }
  }
}

/// The text of `errno`.
public func lastSystemError() -> String { String(cString: strerror(errno)) }
