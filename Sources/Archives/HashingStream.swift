import Crypto

/// A stream that computes SHA-256 of the bytes that pass.
final class HashingStream: ByteStream {
  private let stream: any ByteStream
  private var hash = SHA256()
  private var isWhole = true
  private var position = 0

  init(_ stream: any ByteStream) { self.stream = stream }

  func next() throws(ArchiveError) -> ByteBlock? {
    let block: ByteBlock?
    do {
      block = try stream.next()
    } catch {
      isWhole = false
      throw error
    }
    guard let block else { return nil }
    // The holes of a sparse file count as zeros in a digest, and here as unknown.
    if block.offset != position { isWhole = false }
    position = block.offset + block.bytes.count
    hash.update(bufferPointer: block.bytes)
    return block
  }

  /// `sha256:…` of all that passed; nil after a fault or a hole.
  func digest() -> String? {
    guard isWhole else { return nil }
    return ContentDigest.text(ofSHA256: hash.finalize())
  }
}

/// A stream that knows whether its last block of 512 bytes was all zeros, as a tar's must be
/// (POSIX.1-2017, pax, "ustar Interchange Format").
final class TailStream: ByteStream {
  private let stream: any ByteStream
  /// Zeros at the end of what has passed, counted up to a block.
  private var zeros = 0

  private static let blockSize = 512

  init(_ stream: any ByteStream) { self.stream = stream }

  var endsInZeros: Bool { zeros >= TailStream.blockSize }

  func next() throws(ArchiveError) -> ByteBlock? {
    guard let block = try stream.next() else { return nil }
    var count = 0
    while count < min(TailStream.blockSize, block.bytes.count),
      block.bytes[block.bytes.count - 1 - count] == 0
    {
      count += 1
    }
    zeros = count == block.bytes.count ? zeros + count : count
    return block
  }
}
