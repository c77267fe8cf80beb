/// Writes tar archives (POSIX.1-1988, and GNU's sparse form), a header and its data at a time.
struct TinyTar {
  private(set) var bytes: [UInt8] = []

  /// With the two zero blocks that end it.
  var finished: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

  mutating func file(_ path: String, _ content: [UInt8]) {
    bytes += TinyTar.header(Array(path.utf8), flag: "0", size: content.count)
    pad(content)
  }

  mutating func file(_ path: String, _ text: String) { file(path, Array(text.utf8)) }

  /// A file whose name is any bytes.
  mutating func file(named name: [UInt8], _ text: String) {
    bytes += TinyTar.header(name, flag: "0", size: text.utf8.count)
    pad(Array(text.utf8))
  }

  mutating func folder(_ path: String) { bytes += TinyTar.header(Array((path + "/").utf8), flag: "5") }

  mutating func link(_ path: String, to target: String, isHard: Bool = false) {
    bytes += TinyTar.header(Array(path.utf8), flag: isHard ? "1" : "2", link: target)
  }

  mutating func device(_ path: String) { bytes += TinyTar.header(Array(path.utf8), flag: "3") }

  /// A file of `size` bytes of which only `parts`, at most four, hold data.
  mutating func sparse(_ path: String, size: Int, parts: [(offset: Int, bytes: [UInt8])]) {
    var block = TinyTar.block(
      Array(path.utf8), flag: "S", size: parts.reduce(0) { $0 + $1.bytes.count }, link: "", magic: "ustar  \0"
    )
    for (index, part) in parts.enumerated() {
      TinyTar.put(part.offset, at: 386 + 24 * index, in: &block)
      TinyTar.put(part.bytes.count, at: 398 + 24 * index, in: &block)
    }
    TinyTar.put(size, at: 483, in: &block)
    bytes += TinyTar.signed(block)
    pad(parts.flatMap(\.bytes))
  }

  private mutating func pad(_ content: [UInt8]) {
    bytes += content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  static func header(_ name: [UInt8], flag: Character, size: Int = 0, link: String = "") -> [UInt8] {
    signed(block(name, flag: flag, size: size, link: link, magic: "ustar\000"))
  }

  private static func block(
    _ name: [UInt8], flag: Character, size: Int, link: String, magic: String
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    block.replaceSubrange(0..<min(name.count, 100), with: name.prefix(100))
    for (offset, text) in [(100, "0000644"), (108, "0000000"), (116, "0000000"), (257, magic)] {
      block.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
    }
    put(size, at: 124, in: &block)
    put(0, at: 136, in: &block)
    block[156] = flag.asciiValue ?? 0x30
    block.replaceSubrange(157..<(157 + link.utf8.count), with: link.utf8)
    return block
  }

  /// Eleven octal digits.
  private static func put(_ number: Int, at offset: Int, in block: inout [UInt8]) {
    let digits = String(number, radix: 8)
    let text = String(repeating: "0", count: 11 - digits.count) + digits
    block.replaceSubrange(offset..<(offset + 11), with: text.utf8)
  }

  private static func signed(_ block: [UInt8]) -> [UInt8] {
    var block = block
    block.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
    let digits = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
    let text = String(repeating: "0", count: 6 - digits.count) + digits
    block.replaceSubrange(148..<154, with: text.utf8)
    block[154] = 0
    return block
  }
}
