/// Writes values one after the other, in a form that only `SnapshotReader` reads.
struct SnapshotWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ number: Int) {
    withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func put(_ text: String) {
    put(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func put(_ data: [UInt8]) {
    put(data.count)
    bytes.append(contentsOf: data)
  }

  mutating func put<Value>(_ value: Value?, _ body: (inout SnapshotWriter, Value) -> Void) {
    put(value != nil)
    if let value { body(&self, value) }
  }

  mutating func put<Value>(_ values: [Value], _ body: (inout SnapshotWriter, Value) -> Void) {
    put(values.count)
    for value in values { body(&self, value) }
  }

  mutating func put(_ texts: [String]) { put(texts) { $0.put($1) } }

  mutating func put(_ text: String?) { put(text) { $0.put($1) } }

  mutating func put(_ number: Int?) { put(number) { $0.put($1) } }
}

/// Reads what `SnapshotWriter` wrote; any other bytes end in a fault.
struct SnapshotReader: ~Copyable {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// The bytes are not what was written.
  struct Fault: Error {}

  /// - Parameter bytes: valid as long as the reader is used.
  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  private mutating func take(_ count: Int) throws(Fault) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= bytes.count - position else { throw Fault() }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }

  mutating func number() throws(Fault) -> Int {
    Int(truncatingIfNeeded: Int64(littleEndian: try take(8).loadUnaligned(as: Int64.self)))
  }

  mutating func flag() throws(Fault) -> Bool { try take(1)[0] != 0 }

  mutating func text() throws(Fault) -> String {
    let count = try number()
    return String(decoding: try take(count), as: UTF8.self)
  }

  mutating func data() throws(Fault) -> [UInt8] {
    let count = try number()
    return Array(try take(count))
  }

  /// - Parameter least: bytes that each element has at least, so that a false count takes no memory.
  mutating func list<Value>(
    least: Int = 1, _ body: (inout SnapshotReader) throws(Fault) -> Value
  ) throws(Fault) -> [Value] {
    let count = try number()
    guard count >= 0, count <= (bytes.count - position) / least else { throw Fault() }
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try body(&self)) }
    return values
  }

  mutating func texts() throws(Fault) -> [String] {
    try list(least: 8) { (reader: inout SnapshotReader) throws(Fault) in try reader.text() }
  }

  mutating func numbers() throws(Fault) -> [Int] {
    try list(least: 8) { (reader: inout SnapshotReader) throws(Fault) in try reader.number() }
  }

  mutating func optionalText() throws(Fault) -> String? { try flag() ? try text() : nil }

  mutating func optionalNumber() throws(Fault) -> Int? { try flag() ? try number() : nil }
}
