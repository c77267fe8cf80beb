/// An rpm database that cannot be read.
struct RPMFault: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// The unsigned integer of `count` bytes at `offset` from the start; nil where it does not fit in.
  func unsigned(at offset: Int, count: Int, isBigEndian: Bool) -> Int? {
    guard offset >= 0, count <= 4, offset <= self.count - count else { return nil }
    var value = 0
    for index in 0..<count {
      let byte = self[startIndex + offset + (isBigEndian ? index : count - 1 - index)]
      value = value << 8 | Int(byte)
    }
    return value
  }
}
