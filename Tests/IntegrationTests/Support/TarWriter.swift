/// Writes tar archives entry by entry, right ones and broken ones.
struct TarWriter {
  private(set) var bytes: [UInt8] = []

  /// Type flags (POSIX.1-1988 and GNU).
  enum Flag: UInt8 {
    case file = 0x30
    case hardLink = 0x31
    case symbolicLink = 0x32
    case characterDevice = 0x33
    case blockDevice = 0x34
    case folder = 0x35
    case pipe = 0x36
    case longName = 0x4c
    case sparse = 0x53
    case pax = 0x78
    case paxGlobal = 0x67
  }

  /// The archive, with the two zero blocks that end it.
  var finished: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

  mutating func file(_ path: String, _ content: [UInt8]) {
    longName(path)
    header(path, .file, size: content.count)
    data(content)
  }

  mutating func file(_ path: String, _ text: String) { file(path, Array(text.utf8)) }

  mutating func folder(_ path: String) { header(path + "/", .folder, mode: 0o755) }

  mutating func symbolicLink(_ path: String, to target: String) {
    header(path, .symbolicLink, link: target)
  }

  mutating func hardLink(_ path: String, to target: String) { header(path, .hardLink, link: target) }

  /// A device or pipe.
  mutating func device(_ path: String, _ flag: Flag) { header(path, flag) }

  /// The marker of a path that this layer deletes.
  mutating func whiteout(_ path: String) {
    let parts = path.split(separator: "/")
    file((parts.dropLast() + [".wh." + (parts.last ?? "")]).joined(separator: "/"), "")
  }

  /// The marker of a folder whose lower content is hidden.
  mutating func opaque(_ folder: String) { file(folder + "/.wh..wh..opq", "") }

  /// A file whose name, and whatever else, stands in a pax header.
  mutating func paxFile(_ path: String, _ content: [UInt8], records: [(String, String)] = []) {
    pax(.pax, [("path", path)] + records)
    header("pax", .file, size: content.count)
    data(content)
  }

  /// A pax header that holds for all that follows.
  mutating func paxGlobal(_ records: [(String, String)]) { pax(.paxGlobal, records) }

  /// A sparse file in GNU's old form: up to four parts in the header.
  mutating func oldSparse(_ path: String, size: Int, parts: [(offset: Int, content: [UInt8])]) {
    var block = TarWriter.block(
      path, .sparse, size: parts.reduce(0) { $0 + $1.content.count }, magic: "ustar  \0")
    for (index, part) in parts.prefix(4).enumerated() {
      TarWriter.put(part.offset, at: 386 + 24 * index, width: 12, in: &block)
      TarWriter.put(part.content.count, at: 398 + 24 * index, width: 12, in: &block)
    }
    TarWriter.put(size, at: 483, width: 12, in: &block)
    TarWriter.sign(&block)
    bytes += block
    data(parts.flatMap(\.content))
  }

  /// A sparse file in GNU's form 1.0: the map stands before the data.
  mutating func paxSparse(_ path: String, size: Int, parts: [(offset: Int, content: [UInt8])]) {
    pax(
      .pax,
      [
        ("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", path),
        ("GNU.sparse.realsize", "\(size)"),
      ])
    var map = Array("\(parts.count)\n".utf8)
    for part in parts { map += Array("\(part.offset)\n\(part.content.count)\n".utf8) }
    map += [UInt8](repeating: 0, count: (512 - map.count % 512) % 512)
    let content = map + parts.flatMap(\.content)
    header("GNUSparseFile.0/pax", .file, size: content.count)
    data(content)
  }

  /// A block that stands where a header is due and is none: its checksum does not hold.
  mutating func damagedHeader() {
    var block = TarWriter.block("damaged", .file)
    TarWriter.sign(&block)
    block[0] ^= 0x20
    block[148] ^= 0x01
    bytes += block
  }

  /// A header that promises `size` bytes, without them.
  mutating func headerOnly(_ path: String, size: Int) { header(path, .file, size: size) }

  mutating func raw(_ more: [UInt8]) { bytes += more }

  private mutating func longName(_ path: String) {
    guard path.utf8.count > 100 else { return }
    header("././@LongLink", .longName, size: path.utf8.count + 1)
    data(Array(path.utf8) + [0])
  }

  private mutating func pax(_ flag: Flag, _ records: [(String, String)]) {
    let content = records.flatMap { key, value -> [UInt8] in
      let rest = " \(key)=\(value)\n".utf8
      // The length counts its own digits.
      var length = rest.count + 1
      while length != rest.count + String(length).utf8.count {
        length = rest.count + String(length).utf8.count
      }
      return Array("\(length)".utf8) + rest
    }
    header("pax", flag, size: content.count)
    data(content)
  }

  private mutating func header(
    _ path: String, _ flag: Flag, size: Int = 0, mode: Int = 0o644, link: String = ""
  ) {
    var block = TarWriter.block(path, flag, size: size, mode: mode, link: link)
    TarWriter.sign(&block)
    bytes += block
  }

  private mutating func data(_ content: [UInt8]) {
    bytes += content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// A header without its checksum.
  static func block(
    _ path: String, _ flag: Flag, size: Int = 0, mode: Int = 0o644, link: String = "",
    magic: String = "ustar\u{0}00"
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    put(path, at: 0, width: 100, in: &block)
    put(mode, at: 100, width: 8, in: &block)
    put(0, at: 108, width: 8, in: &block)
    put(0, at: 116, width: 8, in: &block)
    put(size, at: 124, width: 12, in: &block)
    put(0, at: 136, width: 12, in: &block)
    block[156] = flag.rawValue
    put(link, at: 157, width: 100, in: &block)
    put(magic, at: 257, width: 8, in: &block)
    return block
  }

  /// Writes the checksum into a header.
  static func sign(_ block: inout [UInt8]) {
    for index in 148..<156 { block[index] = 0x20 }
    let sum = block.reduce(0) { $0 + Int($1) }
    put(sum, at: 148, width: 7, in: &block)
    block[154] = 0
  }

  private static func put(_ text: String, at start: Int, width: Int, in block: inout [UInt8]) {
    for (index, byte) in text.utf8.prefix(width).enumerated() { block[start + index] = byte }
  }

  /// In octal digits where these suffice, else in GNU's base 256.
  private static func put(_ number: Int, at start: Int, width: Int, in block: inout [UInt8]) {
    let digits = String(number, radix: 8)
    if digits.utf8.count < width {
      let zeros = String(repeating: "0", count: width - 1 - digits.utf8.count)
      put(zeros + digits, at: start, width: width, in: &block)
      return
    }
    for index in 0..<width {
      let shift = 8 * (width - 1 - index)
      block[start + index] = shift < 64 ? UInt8(truncatingIfNeeded: number >> shift) : 0
    }
    block[start] |= 0x80
  }
}
