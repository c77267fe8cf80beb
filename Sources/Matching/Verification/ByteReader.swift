/// Reads a binary structure from its start, never past its end.
struct ByteReader: Sendable {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  init(_ bytes: [UInt8]) {
    self.init(bytes[...])
  }

  /// How many bytes are left.
  var remaining: Int { bytes.endIndex - position }

  /// What is left, without reading it.
  var rest: ArraySlice<UInt8> { bytes[position...] }

  /// The next byte, without reading it.
  var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  mutating func byte() -> UInt8? {
    guard position < bytes.endIndex else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  /// The next `count` bytes; nil, and nothing read, if there are not as many.
  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= remaining else { return nil }
    defer { position += count }
    return bytes[position..<(position + count)]
  }

  /// An unsigned number of `width` bytes, up to 4, most significant first.
  mutating func number(_ width: Int) -> Int? {
    guard (1...4).contains(width), let field = take(width) else { return nil }
    return field.reduce(0) { $0 << 8 | Int($1) }
  }

  /// A string of SSH's wire format (RFC 4251, section 5): a length of four bytes, then that many.
  mutating func sshString() -> ArraySlice<UInt8>? {
    guard let count = number(4) else { return nil }
    return take(count)
  }
}
