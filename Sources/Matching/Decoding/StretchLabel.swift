extension ContentDecoder {
  /// How far before a stretch its label may end, and how long a label may be.
  private static let labelReach = 80
  /// Longer texts, and those of many lines, say themselves what they are.
  private static let longestLabelled = 1024

  /// The name of the key, variable or element that the stretch at `start` is the value of.
  ///
  /// Between them stand an operator, quotes, and what wraps or announces the value: `key: !!binary |`,
  /// `KEY="data:text/plain;base64,`, `key = decode("`, `Authorization: Basic`, `<key>`.
  func label(before start: Int, in view: ByteView) -> Range<Int>? {
    var offset = start - 1
    var isOnFirstLine = true
    var isBlank = true
    while offset >= 0, start - offset <= ContentDecoder.labelReach {
      let byte = view[offset]
      switch byte {
      case UInt8(ascii: "="), UInt8(ascii: ":"):
        if let name = name(before: offset, in: view) { return name }
        isBlank = false
      case 0x0a:
        // A block begins on the line after its key.
        guard isOnFirstLine, isBlank else { return nil }
        isOnFirstLine = false
      case UInt8(ascii: ">"):
        if view[offset - 1] == UInt8(ascii: "="), let name = name(before: offset - 1, in: view) {
          return name
        }
        let element = nameEnd(before: offset, in: view)
        if element < offset, view[element - 1] == UInt8(ascii: "<") { return element..<offset }
        // `key: >` folds the lines of a block.
        guard view[offset - 1] == 0x20 else { return nil }
      case UInt8(ascii: ","), UInt8(ascii: ";"):
        guard view.has("base64", at: offset + 1) || view.has("base64", at: offset - 6) else { return nil }
        isBlank = false
      case 0x20, 0x09, 0x0d: break
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "("), UInt8(ascii: "["),
        UInt8(ascii: "{"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: "\\"),
        UInt8(ascii: "+"):
        isBlank = false
      default:
        guard traits.has(ByteTraits.name, byte) else { return nil }
        isBlank = false
      }
      offset -= 1
    }
    return nil
  }

  /// The name that the operator at `offset` gives a value to; nil where it is none, or a URL's scheme.
  private func name(before offset: Int, in view: ByteView) -> Range<Int>? {
    var end = offset
    while offset - end < 16 {
      switch view[end - 1] {
      case 0x20, 0x09, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "]"),
        UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "\\"), UInt8(ascii: "+"):
        end -= 1
        continue
      default: break
      }
      break
    }
    let start = nameEnd(before: end, in: view)
    guard end - start > 1, end - start <= ContentDecoder.labelReach else { return nil }
    for scheme: StaticString in ["data", "http", "https"]
    where end - start == scheme.utf8CodeUnitCount && view.has(scheme, at: start) { return nil }
    return start..<end
  }

  /// Where the name that ends at `end` begins.
  private func nameEnd(before end: Int, in view: ByteView) -> Int {
    var start = end
    while end - start <= ContentDecoder.labelReach, traits.has(ByteTraits.name, view[start - 1]) {
      start -= 1
    }
    return start
  }

  /// Puts `label: ` before a text of one line that does not say by itself what it is.
  ///
  /// - Parameter gap: where the labelled stretch begins; the operator stands before it.
  /// - Returns: how many bytes were put there.
  mutating func putLabel(_ label: Range<Int>?, gap: Int, in view: ByteView) -> Int {
    guard let label, let first = scratch.bytes.first, scratch.bytes.count <= ContentDecoder.longestLabelled,
      !"{[<-#".utf8.contains(first), !scratch.bytes.dropLast().contains(0x0a)
    else { return 0 }
    let name = label.map { view[$0] }
    scratch.bytes.insert(contentsOf: name + [UInt8(ascii: ":"), 0x20], at: 0)
    scratch.map.append(name.count, from: label.lowerBound)
    scratch.map.append(2, from: label.upperBound, step: 0, width: max(0, gap - label.upperBound))
    return name.count + 2
  }
}
