/// As much of DER (ITU-T X.690) as private keys use: definite lengths, tags of one byte.
enum DER {
  enum Tag {
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let objectIdentifier: UInt8 = 0x06
    static let sequence: UInt8 = 0x30
    /// `[0]` and `[1]`, explicit.
    static let explicit0: UInt8 = 0xa0
    static let explicit1: UInt8 = 0xa1
  }

  /// A tag and its content.
  struct Element: Sendable {
    var tag: UInt8
    var content: ArraySlice<UInt8>
  }

  /// Why an element cannot be read.
  enum Failure: Error {
    /// It says it is longer than what is there.
    case truncated
    /// It is not DER.
    case malformed
  }

  /// Reads one element, which `bytes` begins with, and leaves the rest.
  static func element(_ bytes: inout ArraySlice<UInt8>) throws(Failure) -> Element {
    var reader = ByteReader(bytes)
    guard let tag = reader.byte(), let first = reader.byte() else { throw .truncated }
    if tag & 0x1f == 0x1f { throw .malformed }
    var length = Int(first)
    if first >= 0x80 {
      let width = Int(first & 0x7f)
      guard (1...4).contains(width) else { throw .malformed }
      guard let number = reader.number(width) else { throw .truncated }
      length = number
    }
    guard let content = reader.take(length) else { throw .truncated }
    bytes = reader.rest
    return Element(tag: tag, content: content)
  }

  /// The elements that `content` consists of, at most 16.
  static func elements(_ content: ArraySlice<UInt8>) throws(Failure) -> [Element] {
    var rest = content
    var elements: [Element] = []
    while !rest.isEmpty {
      guard elements.count < 16 else { throw .malformed }
      elements.append(try element(&rest))
    }
    return elements
  }

  /// The one sequence that `bytes` begins with, opened.
  static func sequence(_ bytes: ArraySlice<UInt8>) throws(Failure) -> [Element] {
    guard let tag = bytes.first else { throw .truncated }
    guard tag == Tag.sequence else { throw .malformed }
    var rest = bytes
    let outer = try element(&rest)
    return try elements(outer.content)
  }

  /// An object identifier in dotted form, at most 16 arcs.
  static func objectIdentifier(_ content: ArraySlice<UInt8>) -> String? {
    var arcs: [Int] = []
    var value = 0
    var isOpen = false
    for byte in content {
      guard value < 1 << 40, arcs.count < 16 else { return nil }
      value = value << 7 | Int(byte & 0x7f)
      isOpen = byte & 0x80 != 0
      if isOpen { continue }
      if arcs.isEmpty {
        let top = min(value / 40, 2)
        arcs = [top, value - 40 * top]
      } else {
        arcs.append(value)
      }
      value = 0
    }
    return isOpen || arcs.isEmpty ? nil : arcs.map(String.init).joined(separator: ".")
  }

  /// The length in bits of an unsigned number, most significant byte first.
  static func bitCount(_ content: ArraySlice<UInt8>) -> Int {
    let significant = content.drop { $0 == 0 }
    guard let first = significant.first else { return 0 }
    return significant.count * 8 - first.leadingZeroBitCount
  }
}
