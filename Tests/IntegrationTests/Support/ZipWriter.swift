/// Writes zip archives (APPNOTE 6.3), right ones and broken ones.
struct ZipWriter {
  private var local: [UInt8] = []
  private var central: [UInt8] = []
  private var count = 0

  /// An entry without compression.
  ///
  /// - Parameter flags: general purpose flags; bit 0 says that the content is encrypted.
  mutating func stored(_ name: String, _ content: [UInt8], flags: UInt16 = 0) {
    entry(name, content, method: 0, size: content.count, crc: Tokens.crc32(content), flags: flags)
  }

  /// An entry whose content is deflated already.
  mutating func deflated(_ name: String, _ content: [UInt8], size: Int, crc: UInt32) {
    entry(name, content, method: 8, size: size, crc: crc, flags: 0)
  }

  /// The archive, with its central directory.
  var finished: [UInt8] {
    var end = bytes(0x0605_4b50 as UInt32) + [0, 0, 0, 0]
    end += bytes(UInt16(count)) + bytes(UInt16(count))
    end += bytes(UInt32(central.count)) + bytes(UInt32(local.count)) + [0, 0]
    return local + central + end
  }

  private mutating func entry(
    _ name: String, _ content: [UInt8], method: UInt16, size: Int, crc: UInt32, flags: UInt16
  ) {
    let offset = UInt32(local.count)
    var common = bytes(20 as UInt16) + bytes(flags) + bytes(method) + [0, 0, 0x21, 0x50]
    common += bytes(crc) + bytes(UInt32(content.count)) + bytes(UInt32(size))
    common += bytes(UInt16(name.utf8.count)) + [0, 0]
    local += bytes(0x0403_4b50 as UInt32) + common + Array(name.utf8) + content
    central += bytes(0x0201_4b50 as UInt32) + bytes(20 as UInt16) + common
    central += [UInt8](repeating: 0, count: 10) + bytes(offset) + Array(name.utf8)
    count += 1
  }

  private func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
