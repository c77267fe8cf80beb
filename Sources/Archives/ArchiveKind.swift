/// What a content is, as its first bytes tell.
enum ArchiveKind: Sendable, Hashable {
  /// Neither packed nor compressed, as far as we can tell.
  case plain
  case gzip
  /// Compressed by what libarchive reads as a filter.
  case filtered
  case tar, zip, ar, cpio, rpm, cab
  /// Read from memory, because the format wants seeking.
  case sevenZip
  /// A container whose content is compressed in a way that is not read; the name of its format.
  case opaque(String)

  /// Bytes of a content that `init(prefix:)` looks at.
  static let prefixLength = 1024

  init(prefix: UnsafeRawBufferPointer) {
    self = ArchiveKind.magics.first { prefix.starts(with: $0.bytes) }?.kind ?? .plain
    switch self {
    case .gzip:
      // RFC 1952, section 2.3: deflate, and no reserved flag.
      if prefix.count < 4 || prefix[2] != 8 || prefix[3] & 0xe0 != 0 { self = .plain }
    case .filtered:
      if prefix.starts(with: ArchiveKind.bzip2), !ArchiveKind.isBzip2(prefix) { self = .plain }
    case .zip:
      // APPNOTE 4.3.7: version needed is at most 6.3; a name follows.
      if prefix.count < 30 || prefix[4] > 63 { self = .plain }
    case .plain:
      if ArchiveKind.isTar(prefix) { self = .tar }
    default: break
    }
  }

  /// Whether opening it yields one content, not entries.
  var isCompression: Bool { self == .gzip || self == .filtered }

  private static let bzip2 = Array("BZh".utf8)

  private static let magics: [(bytes: [UInt8], kind: ArchiveKind)] = [
    ([0x1f, 0x8b], .gzip),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], .filtered),  // xz
    ([0x28, 0xb5, 0x2f, 0xfd], .filtered),  // zstd, RFC 8878
    (bzip2, .filtered),
    ([0x04, 0x22, 0x4d, 0x18], .filtered),  // lz4 frame
    (Array("LZIP".utf8) + [1], .filtered),
    ([0x50, 0x4b, 0x03, 0x04], .zip),
    (Array("!<arch>\n".utf8), .ar),
    (Array("070701".utf8), .cpio), (Array("070702".utf8), .cpio), (Array("070707".utf8), .cpio),
    ([0xed, 0xab, 0xee, 0xdb], .rpm),
    (Array("MSCF".utf8) + [0, 0, 0, 0], .cab),
    ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], .sevenZip),
    (Array("hsqs".utf8), .opaque("squashfs")),
    (Array("Rar!".utf8) + [0x1a, 0x07], .opaque("RAR")),
    (Array("xar!".utf8), .opaque("xar")),
  ]

  /// A block size digit, then the magic of a block or of the stream's end.
  private static func isBzip2(_ prefix: UnsafeRawBufferPointer) -> Bool {
    guard prefix.count >= 10, (0x31...0x39).contains(prefix[3]) else { return false }
    let block = Array(prefix[4..<10])
    return block == [0x31, 0x41, 0x59, 0x26, 0x53, 0x59] || block == [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]
  }

  /// A header block whose checksum holds (POSIX.1-1988, `ustar`; older tars have the checksum too).
  private static func isTar(_ prefix: UnsafeRawBufferPointer) -> Bool {
    guard prefix.count >= 512, prefix[0] != 0 else { return false }
    var stored = 0
    var digits = 0
    for byte in prefix[148..<156] {
      switch byte {
      case 0x30...0x37:
        stored = stored << 3 | Int(byte & 7)
        digits += 1
      case 0x20, 0: continue
      default: return false
      }
    }
    guard digits > 0 else { return false }
    var unsigned = 0
    var signed = 0
    for index in 0..<512 {
      let byte = (148..<156).contains(index) ? 0x20 : prefix[index]
      unsigned += Int(byte)
      signed += Int(Int8(bitPattern: byte))
    }
    return stored == unsigned || stored == signed
  }
}
