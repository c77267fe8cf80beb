import Archives
import Packages
import Synchronization

/// Digests of one file, set by whoever sees its bytes, and only where something was found in it.
final class DigestSlot: Sendable {
  private let state = Mutex<(digests: [FileDigest], size: Int?)>(([], nil))

  func set(_ digests: [FileDigest], size: Int) {
    state.withLock { $0 = (digests, size) }
  }

  /// The digests, none where they were not computed, and the file's bytes.
  var value: (digests: [FileDigest], size: Int?) { state.withLock { $0 } }
}

/// Computes the digests of an archive while it is unpacked where it stands.
final class ArchiveDigest: PackedBytesWatcher {
  private var digests: FileDigests?
  private let slot: DigestSlot
  private var size = 0

  /// - Parameter slot: is set once all bytes have passed without a gap.
  init(_ algorithms: DigestAlgorithms, into slot: DigestSlot) {
    digests = FileDigests(algorithms)
    self.slot = slot
  }

  func update(_ block: ByteBlock) {
    // A file with holes has no digest here.
    guard block.offset == size else { return digests = nil }
    digests?.update(block.bytes)
    size += block.bytes.count
  }

  func end(isWhole: Bool) {
    if isWhole, let digests { slot.set(digests.digests(), size: size) }
  }
}
