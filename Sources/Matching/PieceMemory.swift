/// What rules learn of one piece as a whole. Looking for it once, not once for each match, keeps the work linear in
/// the piece, whatever its content.
final class PieceMemory {
  /// By rule: whether one of its keywords stands in the piece.
  var hasKeyword: [String: Bool] = [:]
  /// By rule: where its matches begin, in order; nil where the search was given up.
  var matches: [String: [Int]?] = [:]
  private var newlines: [Int]?

  /// Offsets of the newlines of the piece, in order.
  func newlines(of bytes: UnsafeRawBufferPointer) -> [Int] {
    if let newlines { return newlines }
    let found = bytes.indices.filter { bytes[$0] == 0x0a }
    newlines = found
    return found
  }
}

extension Array where Element == Int {
  /// The index of the first element that is `value` or more; the array is in order.
  func firstIndex(from value: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
