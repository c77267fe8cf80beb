/// A set of Unicode scalar values, as ranges in order that do not touch.
struct ScalarRanges: Hashable, Sendable {
  private(set) var ranges: [ClosedRange<UInt32>] = []

  /// The highest code point.
  static let last: UInt32 = 0x10ffff

  init() {}

  /// - Parameter unordered: may overlap.
  init(_ unordered: [ClosedRange<UInt32>]) {
    for range in unordered.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let end = ranges.last?.upperBound, range.lowerBound <= end + 1 {
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound...max(end, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
  }

  func union(_ other: ScalarRanges) -> ScalarRanges { ScalarRanges(ranges + other.ranges) }

  var inverted: ScalarRanges {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= ScalarRanges.last { gaps.append(next...ScalarRanges.last) }
    return ScalarRanges(gaps)
  }

  /// With the other cases of each letter, by Unicode's simple mappings. Only small sets: the others are not folded
  /// one by one, and beyond ASCII few of them need it.
  var folded: ScalarRanges {
    guard ranges.reduce(0, { $0 + Int($1.upperBound - $1.lowerBound) + 1 }) <= 4096 else { return self }
    var more = ranges
    for range in ranges {
      for value in range {
        guard let scalar = Unicode.Scalar(value) else { continue }
        for text in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
          if let other = text.unicodeScalars.first, text.unicodeScalars.count == 1 {
            more.append(other.value...other.value)
          }
        }
      }
    }
    return ScalarRanges(more)
  }

  /// An expression for the UTF-8 form of the members above ASCII (RFC 3629, section 4): alternatives of byte
  /// classes. Empty where there is none.
  var encodedAlternatives: [String] {
    var sequences: [[ClosedRange<UInt8>]] = []
    for range in ranges {
      // Surrogates have no encoding.
      for part in [0x80...0x7ff, 0x800...0xd7ff, 0xe000...0xffff, 0x10000...0x10ffff] as [ClosedRange<UInt32>]
      {
        guard range.overlaps(part) else { continue }
        ScalarRanges.split(range.clamped(to: part), into: &sequences)
      }
    }
    // Sequences that differ in the last byte only become one class; then equal tails join their leads.
    var order: [[ClosedRange<UInt8>]] = []
    var lasts: [[ClosedRange<UInt8>]: [ClosedRange<UInt8>]] = [:]
    for sequence in sequences {
      let head = Array(sequence.dropLast())
      if lasts[head] == nil { order.append(head) }
      lasts[head, default: []] += sequence.suffix(1)
    }
    struct Key: Hashable {
      var prefix: [ClosedRange<UInt8>]
      var last: [ClosedRange<UInt8>]
    }
    var merged: [Key] = []
    var seconds: [Key: [ClosedRange<UInt8>]] = [:]
    for head in order {
      let key = Key(prefix: Array(head.dropLast()), last: lasts[head] ?? [])
      if seconds[key] == nil { merged.append(key) }
      seconds[key, default: []] += head.suffix(1)
    }
    return merged.map { key in
      key.prefix.map { ScalarRanges.byteClass([$0]) }.joined()
        + ScalarRanges.byteClass(seconds[key] ?? []) + ScalarRanges.byteClass(key.last)
    }
  }

  /// Splits a range of scalars of one encoded length where a continuation byte would wrap.
  private static func split(_ range: ClosedRange<UInt32>, into sequences: inout [[ClosedRange<UInt8>]]) {
    let low = encode(range.lowerBound)
    let high = encode(range.upperBound)
    for place in 1..<low.count {
      let mask = UInt32(1) << (6 * UInt32(place)) - 1
      guard range.lowerBound & ~mask != range.upperBound & ~mask else { continue }
      if range.lowerBound & mask != 0 {
        split(range.lowerBound...(range.lowerBound | mask), into: &sequences)
        split(((range.lowerBound | mask) + 1)...range.upperBound, into: &sequences)
        return
      }
      if range.upperBound & mask != mask {
        split(range.lowerBound...((range.upperBound & ~mask) - 1), into: &sequences)
        split((range.upperBound & ~mask)...range.upperBound, into: &sequences)
        return
      }
    }
    sequences.append(zip(low, high).map { min($0, $1)...max($0, $1) })
  }

  /// The UTF-8 bytes of a scalar value.
  static func encode(_ value: UInt32) -> [UInt8] {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | value >> shift & 0x3f) }
    switch value {
    case ..<0x80: return [UInt8(truncatingIfNeeded: value)]
    case ..<0x800: return [UInt8(truncatingIfNeeded: 0xc0 | value >> 6), tail(0)]
    case ..<0x10000: return [UInt8(truncatingIfNeeded: 0xe0 | value >> 12), tail(6), tail(0)]
    default: return [UInt8(truncatingIfNeeded: 0xf0 | value >> 18 & 7), tail(12), tail(6), tail(0)]
    }
  }

  /// A class of bytes in hexadecimal, or one byte.
  static func byteClass(_ ranges: [ClosedRange<UInt8>]) -> String {
    let sorted = ScalarRanges(ranges.map { UInt32($0.lowerBound)...UInt32($0.upperBound) }).ranges
    if let only = sorted.first, sorted.count == 1, only.count == 1 { return hex(only.lowerBound) }
    func member(_ byte: UInt32) -> String {
      let scalar = Unicode.Scalar(UInt8(truncatingIfNeeded: byte))
      return ByteSet.word.contains(UInt8(truncatingIfNeeded: byte)) ? String(scalar) : hex(byte)
    }
    return "["
      + sorted.map { range in
        range.count == 1
          ? member(range.lowerBound) : member(range.lowerBound) + "-" + member(range.upperBound)
      }.joined() + "]"
  }

  /// `\xHH`.
  static func hex(_ byte: UInt32) -> String {
    let digits = String(byte & 0xff, radix: 16)
    return "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
  }
}
