import CZlib

/// The plain bytes of a gzip stream of any number of members (RFC 1952).
///
/// Unlike libarchive's filter it hands out what it decoded before a fault, so that a truncated layer is still
/// searched to its last byte.
final class GzipStream: ByteStream {
  private let source: any ByteStream
  private let stream: UnsafeMutablePointer<z_stream>
  private let output: UnsafeMutableRawBufferPointer
  private var produced = 0
  private var consumed = 0
  private var isInsideMember = true
  private var isDone = false
  private var pending: ArchiveError?

  private static let outputSize = 256 << 10
  /// zlib's window of 32 KiB, and 16 for the gzip wrapper.
  private static let windowBits: Int32 = 15 + 16

  init(_ source: any ByteStream) throws(ArchiveError) {
    self.source = source
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    output = .allocate(byteCount: GzipStream.outputSize, alignment: 64)
    guard contraband_inflate_init(stream, GzipStream.windowBits) == Z_OK else {
      throw ArchiveError(.system, "zlib cannot start: out of memory")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    output.deallocate()
  }

  func next() throws(ArchiveError) -> ByteBlock? {
    if let pending { throw pending }
    guard !isDone, let base = output.baseAddress else { return nil }
    stream.pointee.next_out = base.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_out = uInt(output.count)
    do {
      while stream.pointee.avail_out > 0, !isDone {
        guard try fill() else { break }
        try inflateSome()
      }
    } catch {
      pending = error
    }
    let count = output.count - Int(stream.pointee.avail_out)
    guard count > 0 else {
      if let pending { throw pending }
      isDone = true
      return nil
    }
    defer { produced += count }
    return ByteBlock(bytes: UnsafeRawBufferPointer(rebasing: output[..<count]), offset: produced)
  }

  /// Makes sure that input is at hand; false at a proper end.
  private func fill() throws(ArchiveError) -> Bool {
    guard stream.pointee.avail_in == 0 else { return true }
    guard let block = try source.next() else {
      isDone = true
      guard isInsideMember else { return false }
      throw ArchiveError(.truncated, "the gzip stream is truncated", offset: consumed)
    }
    consumed += block.bytes.count
    // zlib does not write to its input; its interface merely lacks the const.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: block.bytes.bindMemory(to: Bytef.self).baseAddress)
    stream.pointee.avail_in = uInt(block.bytes.count)
    return true
  }

  private func inflateSome() throws(ArchiveError) {
    if !isInsideMember {
      guard stream.pointee.next_in?.pointee == 0x1f else {
        // gzip ignores what follows the last member; `trailing()` has it.
        isDone = true
        return
      }
      inflateReset(stream)
      isInsideMember = true
    }
    let code = inflate(stream, Z_NO_FLUSH)
    switch code {
    case Z_OK, Z_BUF_ERROR: return
    case Z_STREAM_END: isInsideMember = false
    default:
      let text = stream.pointee.msg.map { String(cString: $0) } ?? "code \(code)"
      throw ArchiveError(.corrupt, "the gzip stream is corrupt: \(text)", offset: consumed)
    }
  }

  /// What follows the last member: padding mostly, but a place to hide something. nil unless all members were
  /// read; to be asked once.
  func trailing() -> (any ByteStream)? {
    guard isDone, pending == nil, !isInsideMember else { return nil }
    let left = Int(stream.pointee.avail_in)
    guard left > 0, let rest = stream.pointee.next_in else { return source }
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: left, alignment: 1)
    copy.copyMemory(from: UnsafeRawBufferPointer(start: rest, count: left))
    stream.pointee.avail_in = 0
    return PrefixedStream(prefix: [.init(bytes: copy, offset: consumed - left)], rest: source)
  }
}
