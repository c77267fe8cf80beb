internal import CYAML
internal import Dockerfiles

/// How a scalar is written.
enum ScalarStyle {
  case plain, single, double, literal, folded

  init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .single
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .double
    case YAML_LITERAL_SCALAR_STYLE: self = .literal
    case YAML_FOLDED_SCALAR_STYLE: self = .folded
    default: self = .plain
    }
  }
}

/// Finds where the bytes of a decoded scalar stand in the file: through escapes, folded lines and indentation
/// (YAML 1.1, chapters 5.6 and 9).
enum ScalarText {
  /// The value with the place of each byte.
  static func align(
    _ value: [UInt8], _ source: [UInt8], _ range: Range<Int>, _ style: ScalarStyle
  ) -> SourceText {
    var from = afterProperties(source, range.clamped(to: 0..<source.count))
    if style == .single || style == .double, from.count >= 2 {
      from = from.lowerBound + 1..<from.upperBound - 1
    }
    if style == .literal || style == .folded {
      // The header's line: `|-`, `>+2`, a comment.
      let end = source[from].firstIndex(of: 0x0a).map { $0 + 1 } ?? from.upperBound
      from = end..<from.upperBound
    }
    if value.count == from.count, source[from].elementsEqual(value) { return SourceText(source, from) }
    var text = SourceText(at: from.lowerBound)
    var index = from.lowerBound
    var next = 0
    while next < value.count {
      guard index < from.upperBound else {
        text.append(value[next...], replacing: from.upperBound..<from.upperBound)
        break
      }
      let byte = source[index]
      if style == .double, byte == 0x5c {
        let (length, count) = escape(source, index, from.upperBound)
        let stop = min(value.count, next + count)
        text.append(value[next..<stop], replacing: index..<index + length)
        next = stop
        index += length
      } else if style == .single, byte == 0x27, value[next] == 0x27 {
        text.append(byte, at: index)
        next += 1
        index += 2
      } else if byte == value[next] {
        text.append(byte, at: index)
        next += 1
        index += 1
      } else if isBlank(byte) {
        // Indentation, or a line break that became a blank or went.
        let isBreak = byte == 0x0a
        if isBreak, value[next] == 0x20 {
          text.append([value[next]], replacing: index..<index + 1)
          next += 1
        }
        index += 1
      } else if isBlank(value[next]) {
        // A line break of which the source has had its share.
        text.append([value[next]], replacing: index..<index)
        next += 1
      } else {
        // Nothing that YAML does: the rest stands for the rest.
        text.append(value[next...], replacing: index..<from.upperBound)
        break
      }
    }
    return text
  }

  /// The range without a tag and an anchor before the value.
  private static func afterProperties(_ source: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    for _ in 0..<2 {
      guard start < range.upperBound, source[start] == UInt8(ascii: "!") || source[start] == UInt8(ascii: "&")
      else { break }
      while start < range.upperBound, !isBlank(source[start]) { start += 1 }
      while start < range.upperBound, isBlank(source[start]) { start += 1 }
    }
    return start..<range.upperBound
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
  }

  /// The bytes that an escape takes in the file, and in the value.
  private static func escape(_ source: [UInt8], _ index: Int, _ end: Int) -> (Int, Int) {
    guard index + 1 < end else { return (1, 1) }
    let digits: Int
    switch source[index + 1] {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    case 0x0a, 0x0d:
      // The line goes on: the break and the indentation are no part of the value.
      var stop = index + 2
      while stop < end, isBlank(source[stop]) { stop += 1 }
      return (stop - index, 0)
    case UInt8(ascii: "N"), UInt8(ascii: "_"): return (2, 2)
    case UInt8(ascii: "L"), UInt8(ascii: "P"): return (2, 3)
    default: return (2, 1)
    }
    let stop = min(end, index + 2 + digits)
    let code = Int(String(decoding: source[index + 2..<stop], as: UTF8.self), radix: 16) ?? 0
    return (stop - index, code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4)
  }
}

/// Turns libyaml's marks, which count characters, into offsets of bytes.
struct CharacterPlaces {
  /// Bytes of the byte-order mark.
  let mark: Int
  private let count: Int
  /// Offset of every `step`th character; empty where each byte is one.
  private var marks: [Int] = []
  private let source: [UInt8]
  private static let step = 64

  init(_ source: [UInt8]) {
    self.source = source
    count = source.count
    mark = source.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    guard source.contains(where: { $0 >= 0x80 }) else { return }
    var characters = 0
    for index in mark..<source.count where source[index] & 0xc0 != 0x80 {
      if characters % CharacterPlaces.step == 0 { marks.append(index) }
      characters += 1
    }
  }

  func offset(_ character: Int) -> Int {
    guard !marks.isEmpty else { return min(count, mark + character) }
    let slot = character / CharacterPlaces.step
    guard slot < marks.count else { return count }
    var index = marks[slot]
    var rest = character % CharacterPlaces.step
    while rest > 0, index < count {
      index += 1
      while index < count, source[index] & 0xc0 == 0x80 { index += 1 }
      rest -= 1
    }
    return index
  }
}
