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
