internal import Patterns

/// Tells whether token bytes stand in a row: a provider's name in running text is dismissed here, far cheaper
/// than by its rule's expression.
final class TokenRunFinder {
  /// 1 for each byte that a token may hold, by value.
  private let isToken: UnsafeMutablePointer<UInt8>

  /// Shorter runs stand everywhere; looking for them would save nothing.
  private static let shortest = 5

  init() {
    isToken = .allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max { isToken[Int(byte)] = ExpressionShape.isTokenByte(byte) ? 1 : 0 }
  }

  deinit { isToken.deallocate() }

  /// Whether `range` of `bytes` holds a run of at least `length` token bytes.
  func contains(_ length: Int, in bytes: UnsafeRawBufferPointer, within range: Range<Int>) -> Bool {
    guard length >= TokenRunFinder.shortest, let base = bytes.baseAddress else { return true }
    let isToken = isToken
    let start = max(0, range.lowerBound)
    let end = min(bytes.count, range.upperBound)
    // From each byte that a run would have to cover, backwards: a byte that is none lets all before it be skipped.
    var last = start + length - 1
    var known = start
    while last < end {
      var index = last
      // All offsets lie within the bounds checked above, so that nothing here can overflow.
      while index >= known, isToken[Int(base.load(fromByteOffset: index, as: UInt8.self))] == 1 {
        index &-= 1
      }
      if index < known { return true }
      known = index &+ 1
      last = index &+ length
    }
    return false
  }
}
