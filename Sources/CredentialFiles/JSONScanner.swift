/// A tolerant reader of JSON (RFC 8259) into a `Document`: comments, trailing commas, single quotes and bare
/// words are taken as they come (JSON5, YAML's flow style, TOML's inline tables), and a piece from the middle of
/// a file reads too. Each byte is looked at once; nesting costs memory, not stack.
struct JSONScanner {
  private struct Level {
    var container: Int
    var isObject: Bool
    var count = 0
  }

  private(set) var document: Document
  private(set) var position: Int
  private var levels: [Level] = []
  private var key: String?
  private let origin: Int
  private var usedRoot = false

  /// Reads all of `bytes`.
  static func document(of bytes: [UInt8]) -> Document {
    var scanner = JSONScanner(document: Document(bytes: bytes), position: bytes.textStart, container: 0)
    scanner.run(untilClosed: false)
    return scanner.document
  }

  /// Reads the one collection that opens at `position`, as the value of `key` in `container`.
  static func collection(
    in document: inout Document, at position: Int, key: String, container: Int
  ) -> Int {
    var scanner = JSONScanner(document: document, position: position, container: container)
    document = Document(bytes: [])  // gives up its storage, so that the scanner's copy is not copied
    scanner.key = key
    scanner.usedRoot = true
    scanner.run(untilClosed: true)
    document = scanner.document
    return scanner.position
  }

  private init(document: Document, position: Int, container: Int) {
    self.document = document
    self.position = position
    self.origin = container
  }

  private mutating func run(untilClosed: Bool) {
    let bytes = document.bytes
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): open()
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        position += 1
        key = nil
        if !levels.isEmpty { levels.removeLast() }
        if untilClosed, levels.isEmpty { return }
      case .comma:
        position += 1
        key = nil
      case .doubleQuote, .quote: string(bytes)
      case .hash: skipLine(bytes)
      case .slash where bytes.has("//", at: position): skipLine(bytes)
      case .slash where bytes.has("/*", at: position):
        position =
          bytes.indexOf("*/", in: min(position + 2, bytes.count)..<bytes.count).map { $0 + 2 } ?? bytes.count
      case .colon, .equals: position += 1
      case let byte where byte.isBlank: position += 1
      default: bareWord(bytes)
      }
    }
  }

  private var expectsKey: Bool { key == nil && (levels.last?.isObject ?? true) }

  private mutating func skipLine(_ bytes: [UInt8]) {
    position = bytes.index(of: .newline, in: position..<bytes.count) ?? bytes.count
  }

  private mutating func open() {
    let isObject = document.bytes[position] == UInt8(ascii: "{")
    position += 1
    let container: Int
    if levels.isEmpty, key == nil {
      // The first value of the file is the root itself; further ones (JSON lines) are roots of their own.
      container = usedRoot ? document.open("", in: -1) : origin
      usedRoot = true
    } else {
      container = document.open(nextKey(), in: levels.last?.container ?? origin)
    }
    key = nil
    levels.append(Level(container: container, isObject: isObject))
  }

  private mutating func nextKey() -> String {
    if let key { return key }
    guard !levels.isEmpty else { return "" }
    defer { levels[levels.count - 1].count += 1 }
    return String(levels[levels.count - 1].count)
  }

  private mutating func string(_ bytes: [UInt8]) {
    let quote = bytes[position]
    let start = position + 1
    var end = start
    var escaped = false
    while end < bytes.count, bytes[end] != quote, bytes[end] != .newline {
      if bytes[end] == .backslash {
        escaped = true
        end += 1
      }
      end += 1
    }
    end = min(end, bytes.count)
    position = end < bytes.count && bytes[end] == quote ? end + 1 : end
    take(start..<end, unescaped: escaped ? JSONScanner.unescape(bytes[start..<end]) : nil, isQuoted: true)
  }

  private mutating func bareWord(_ bytes: [UInt8]) {
    let start = position
    let isKey = expectsKey
    while position < bytes.count {
      let byte = bytes[position]
      if byte == .comma || byte == .newline || byte == .doubleQuote { break }
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") { break }
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") { break }
      if isKey, byte == .colon || byte == .equals { break }
      if byte == .hash, position > start, bytes[position - 1].isBlank { break }
      position += 1
    }
    take(bytes.trimmed(start..<position), unescaped: nil, isQuoted: false)
  }

  /// A scalar was read: it is a key where a colon follows, else a value.
  private mutating func take(_ range: Range<Int>, unescaped: [UInt8]?, isQuoted: Bool) {
    let bytes = document.bytes
    if expectsKey {
      var next = position
      while next < bytes.count, bytes[next].isBlank { next += 1 }
      position = next
      guard next < bytes.count, bytes[next] == .colon || bytes[next] == .equals else { return }
      position += 1
      key = String(decoding: unescaped ?? Array(bytes[range]), as: UTF8.self)
      return
    }
    let container = levels.last?.container ?? origin
    document.add(
      .init(key: nextKey(), container: container, value: range, unescaped: unescaped, isQuoted: isQuoted))
    key = nil
  }

  /// Undoes JSON's escapes, and those of YAML and TOML that look the same.
  static func unescape(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let bytes = Array(text)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    var high: UInt32?
    while index < bytes.count {
      guard bytes[index] == .backslash, index + 1 < bytes.count else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let byte = bytes[index + 1]
      index += 2
      switch byte {
      case UInt8(ascii: "n"): result.append(0x0a)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "r"): result.append(0x0d)
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0c)
      case UInt8(ascii: "u"):
        guard index + 4 <= bytes.count else { break }
        var unit: UInt32 = 0
        for digit in bytes[index..<index + 4] { unit = unit << 4 | UInt32(digit.hexValue ?? 0) }
        index += 4
        if unit & 0xfc00 == 0xd800 {
          high = unit
          continue
        }
        if let first = high, unit & 0xfc00 == 0xdc00 {
          unit = 0x10000 + (first & 0x3ff) << 10 + (unit & 0x3ff)
        }
        if let scalar = Unicode.Scalar(unit) { result += Array(String(Character(scalar)).utf8) }
      default: result.append(byte)
      }
      high = nil
    }
    return result
  }
}
