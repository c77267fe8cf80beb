/// Bytes that may be asked for at any offset: outside of them stands a zero, which no decoder takes for text.
struct ByteView {
  private let base: UnsafeRawPointer?
  let count: Int

  init(_ bytes: UnsafeRawBufferPointer) {
    base = bytes.baseAddress
    count = bytes.count
  }

  @inline(__always) subscript(offset: Int) -> UInt8 {
    guard let base, UInt(bitPattern: offset) < UInt(bitPattern: count) else { return 0 }
    return base.load(fromByteOffset: offset, as: UInt8.self)
  }

  /// Where the bytes from `offset` on lie; nil where fewer than `length` follow.
  @inline(__always) func address(of offset: Int, length: Int) -> UnsafeRawPointer? {
    guard let base, offset >= 0, length <= count - offset else { return nil }
    return base + offset
  }

  /// Whether the ASCII `text` stands at `offset`.
  func has(_ text: StaticString, at offset: Int) -> Bool {
    guard let address = address(of: offset, length: text.utf8CodeUnitCount), text.hasPointerRepresentation
    else { return false }
    for index in 0..<text.utf8CodeUnitCount
    where text.utf8Start[index] != address.load(fromByteOffset: index, as: UInt8.self) { return false }
    return true
  }
}
