/// Reads XML 1.0 into a `Document`: an element is a container, its attributes are settings named `@name`, and an
/// element that holds only text is a setting of its parent. Declarations and entities of its own are not expanded.
struct XMLScanner {
  private struct Level {
    var container: Int
    var textStart: Int
    var hasChildren = false
    var text: Range<Int>?
  }

  private var document: Document
  private var position: Int
  private var levels: [Level] = []

  /// Reads all of `bytes`.
  static func document(of bytes: [UInt8]) -> Document {
    var scanner = XMLScanner(document: Document(bytes: bytes), position: bytes.textStart)
    scanner.run()
    return scanner.document
  }

  private init(document: Document, position: Int) {
    self.document = document
    self.position = position
  }

  private mutating func run() {
    let bytes = document.bytes
    while let tag = bytes.index(of: UInt8(ascii: "<"), in: position..<bytes.count) {
      if bytes.has("<!--", at: tag) {
        position = skip("-->", from: tag + 4)
      } else if bytes.has("<![CDATA[", at: tag) {
        position = skip("]]>", from: tag + 9)
        let end = max(tag + 9, position - 3)
        if !levels.isEmpty { levels[levels.count - 1].text = tag + 9..<end }
      } else if bytes.has("<!", at: tag) || bytes.has("<?", at: tag) {
        position = skip(">", from: tag + 2)
      } else if bytes.has("</", at: tag) {
        close(at: tag)
        position = skip(">", from: tag + 2)
      } else {
        open(at: tag)
      }
    }
  }

  private func skip(_ end: String, from start: Int) -> Int {
    let bytes = document.bytes
    guard start < bytes.count else { return bytes.count }
    return bytes.indexOf(end, in: start..<bytes.count).map { $0 + end.utf8.count } ?? bytes.count
  }

  private mutating func open(at tag: Int) {
    let bytes = document.bytes
    var index = tag + 1
    let name = word(at: &index)
    guard !name.isEmpty else {
      position = tag + 1
      return
    }
    if !levels.isEmpty { levels[levels.count - 1].hasChildren = true }
    let local = bytes[name].lastIndex(of: .colon).map { $0 + 1..<name.upperBound } ?? name
    let container = document.open(
      String(decoding: bytes[local], as: UTF8.self), in: levels.last?.container ?? 0)
    while index < bytes.count, bytes[index] != UInt8(ascii: ">"), bytes[index] != .slash {
      let start = index
      let attribute = word(at: &index)
      while index < bytes.count, bytes[index].isBlank || bytes[index] == .equals { index += 1 }
      if index < bytes.count, bytes[index] == .doubleQuote || bytes[index] == .quote {
        let end = bytes.index(of: bytes[index], in: index + 1..<bytes.count) ?? bytes.count
        add(
          index + 1..<max(index + 1, end), key: "@" + String(decoding: bytes[attribute], as: UTF8.self),
          in: container)
        index = end + 1
      } else if index == start {
        index += 1
      }
    }
    index = min(index, bytes.count)
    let isEmpty = index < bytes.count && bytes[index] == .slash
    position = skip(">", from: index)
    if !isEmpty { levels.append(Level(container: container, textStart: position)) }
  }

  private func word(at index: inout Int) -> Range<Int> {
    let bytes = document.bytes
    while index < bytes.count, bytes[index].isBlank { index += 1 }
    let start = min(index, bytes.count)
    while index < bytes.count {
      let byte = bytes[index]
      if byte.isBlank || byte == .equals || byte == .slash || byte == UInt8(ascii: ">") { break }
      if byte == UInt8(ascii: "<") || byte == .doubleQuote || byte == .quote { break }
      index += 1
    }
    return start..<max(start, index)
  }

  private mutating func close(at tag: Int) {
    guard let level = levels.popLast(), !level.hasChildren, level.textStart <= tag else { return }
    let range = level.text ?? document.bytes.trimmed(level.textStart..<tag)
    guard !range.isEmpty else { return }
    let own = document.containers[level.container]
    add(range, key: own.key, in: max(own.parent, 0), element: level.container, isLiteral: level.text != nil)
  }

  private mutating func add(
    _ range: Range<Int>, key: String, in container: Int, element: Int? = nil, isLiteral: Bool = false
  ) {
    let slice = document.bytes[range]
    let unescaped = !isLiteral && slice.contains(UInt8(ascii: "&")) ? XMLScanner.unescape(slice) : nil
    document.add(
      .init(
        key: key, container: container, value: range, unescaped: unescaped, isQuoted: true, element: element))
  }

  /// Undoes the five named entities and the numeric ones.
  static func unescape(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let bytes = Array(text)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "&"),
        let end = bytes.index(of: .semicolon, in: index..<min(index + 12, bytes.count)),
        let character = character(bytes[(index + 1)..<end])
      else {
        result.append(bytes[index])
        index += 1
        continue
      }
      result += Array(String(character).utf8)
      index = end + 1
    }
    return result
  }

  private static func character(_ entity: ArraySlice<UInt8>) -> Character? {
    let name = String(decoding: entity, as: UTF8.self)
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let code =
        name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16) : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
      return code.flatMap(Unicode.Scalar.init).map(Character.init)
    }
  }
}
