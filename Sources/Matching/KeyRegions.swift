internal import Patterns

/// The parts of a piece in which a key may stand with the name that tells whose it is.
///
/// Most rules go by a provider's name beside a long run of random letters and digits. Such runs are rare, and found
/// far faster than thousands of names, so that the names are only looked for round them.
struct KeyRegions {
  /// Token bytes that a run has at least.
  static let shortestRun = 16
  /// A region begins so many bytes before its run: after a name, and the name's own bytes.
  static let before = 256 + nameLimit
  /// A region ends so many bytes after its run.
  static let after = 160
  /// Bytes of the longest text that is looked for.
  private static let nameLimit = 24

  /// Whether a rule need be looked for in these regions only.
  static func cover(_ plan: RulePlan, _ shape: ExpressionShape) -> Bool {
    plan.tokenRun >= shortestRun && shape.hasKeyRun && plan.after <= before - nameLimit
      && plan.before <= after
  }

  /// By byte: 0 for none of a token, else how it counts as one of `kinds`.
  private let kinds: [UInt8]
  private static let token: UInt8 = 1
  private static let digit: UInt8 = 2
  private static let upper: UInt8 = 4
  private static let lower: UInt8 = 8

  init() {
    kinds = (UInt8.min...UInt8.max).map { byte in
      guard ExpressionShape.isTokenByte(byte) else { return 0 }
      if ASCII.isDigit(byte) { return KeyRegions.token | KeyRegions.digit }
      if ASCII.isUpper(byte) { return KeyRegions.token | KeyRegions.upper }
      return ASCII.isLower(byte) ? KeyRegions.token | KeyRegions.lower : KeyRegions.token
    }
  }

  /// Fills `regions` with those of `bytes`, in order, without overlap.
  func find(in bytes: UnsafeRawBufferPointer, _ regions: inout [Range<Int>]) {
    regions.removeAll(keepingCapacity: true)
    guard let base = bytes.baseAddress else { return }
    kinds.withUnsafeBufferPointer { kinds in
      let count = bytes.count
      // Everything before this offset belongs to a run that was looked at, or to none.
      var known = 0
      var block = 0
      // A run of 16 bytes holds a whole block of 8, wherever it begins.
      while block &+ 8 <= count {
        let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: block, as: UInt64.self))
        guard KeyRegions.mayBeToken(word) else {
          block &+= 8
          continue
        }
        var end = block
        while end < count, kinds[Int(base.load(fromByteOffset: end, as: UInt8.self))] != 0 { end &+= 1 }
        guard end &- block >= 8 else {
          block &+= 8
          continue
        }
        var start = block
        while start > known, kinds[Int(base.load(fromByteOffset: start &- 1, as: UInt8.self))] != 0 {
          start &-= 1
        }
        if end &- start >= KeyRegions.shortestRun,
          KeyRegions.mayBeKey(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), kinds)
        {
          let from = max(0, start - KeyRegions.before)
          let to = min(count, end + KeyRegions.after)
          if let last = regions.last, from <= last.upperBound {
            regions[regions.count - 1] = last.lowerBound..<to
          } else {
            regions.append(from..<to)
          }
        }
        known = end
        block = (end &+ 7) & ~7
      }
    }
  }

  /// Whether all eight bytes are ASCII from `+` on, which all token bytes are.
  @inline(__always)
  private static func mayBeToken(_ word: UInt64) -> Bool {
    let high: UInt64 = 0x8080_8080_8080_8080
    let least: UInt64 = 0x2b2b_2b2b_2b2b_2b2b
    // With its top bit set no byte borrows from the next.
    return ((word | high) &- least) & ~word & high == high
  }

  /// Whether a run holds a digit, or mixes upper and lower case as no name does.
  private static func mayBeKey(_ run: UnsafeRawBufferPointer, _ kinds: UnsafeBufferPointer<UInt8>) -> Bool {
    var upper = 0
    var lower = 0
    for byte in run {
      let kind = kinds[Int(byte)]
      if kind & digit != 0 { return true }
      if kind & KeyRegions.upper != 0 { upper &+= 1 }
      if kind & KeyRegions.lower != 0 { lower &+= 1 }
    }
    return upper * 4 >= run.count && lower * 4 >= run.count
  }
}
