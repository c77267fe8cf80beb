/// Says for each byte of a decoded text which bytes of the encoded one hold it.
struct PositionMap: Sendable, Equatable {
  /// Decoded bytes that lie in the encoded text at even distances.
  struct Segment: Sendable, Equatable {
    /// Offset of the first decoded byte; the segment ends where the next one begins.
    var decoded: Int
    /// Offset of the first encoded byte that holds it.
    var source: Int
    /// `step` encoded bytes hold `per` decoded ones.
    var step: Int
    var per: Int
    /// How many encoded bytes hold one decoded byte, wholly or in part.
    var width: Int

    func range(of offset: Int) -> Range<Int> {
      let start = source + (offset - decoded) * step / per
      return start..<start + width
    }
  }

  /// Segments by place; the first begins at 0.
  private(set) var segments: [Segment] = []
  /// How many decoded bytes are mapped.
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  /// The same in a buffer of its own, no larger than need be.
  func copy() -> PositionMap {
    var map = PositionMap()
    map.segments = segments.withUnsafeBufferPointer { Array($0) }
    map.count = count
    return map
  }

  mutating func removeAll() {
    segments.removeAll(keepingCapacity: true)
    count = 0
  }

  /// Maps the next `length` decoded bytes.
  mutating func append(_ length: Int, from source: Int, step: Int = 1, per: Int = 1, width: Int = 1) {
    guard length > 0 else { return }
    defer { count += length }
    if let last = segments.last, last.step == step, last.per == per, last.width == width, per == 1,
      last.source + (count - last.decoded) * step == source
    {
      return
    }
    segments.append(Segment(decoded: count, source: source, step: step, per: per, width: width))
  }

  /// Forgets what follows the first `length` decoded bytes.
  mutating func truncate(to length: Int) {
    guard length < count else { return }
    while let last = segments.last, last.decoded >= length { segments.removeLast() }
    count = length
  }

  /// The encoded bytes from the first to the last that hold some of `range`.
  func sourceRange(of range: Range<Int>) -> Range<Int> {
    let range = range.clamped(to: 0..<count)
    guard let first = place(of: min(range.lowerBound, count - 1)) else { return 0..<0 }
    if range.isEmpty {
      let edge = range.lowerBound < count ? first.lowerBound : first.upperBound
      return edge..<edge
    }
    guard let last = place(of: range.upperBound - 1) else { return first }
    return first.lowerBound..<max(first.upperBound, last.upperBound)
  }

  private func place(of offset: Int) -> Range<Int>? {
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].decoded <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 && offset >= 0 ? segments[low - 1].range(of: offset) : nil
  }
}

extension PositionMap {
  /// Maps what follows as `other` does.
  mutating func append(_ other: PositionMap) {
    for (index, segment) in other.segments.enumerated() {
      let end = index + 1 < other.segments.count ? other.segments[index + 1].decoded : other.count
      append(
        end - segment.decoded, from: segment.source, step: segment.step, per: segment.per,
        width: segment.width)
    }
  }
}
