/// rpm's "ndb" database, `Packages.db`, which SUSE uses (rpm, `lib/backend/ndb/rpmpkg.c`): pages of slots, which
/// say where each header lies in blocks of 16 bytes; integers in little endian.
enum RPMNDB {
  private static let magic = Array("RpmP".utf8)
  private static let slotMagic = Array("Slot".utf8)
  private static let blobMagic = Array("BlbS".utf8)
  private static let headerSize = 32
  private static let pageSize = 4096
  private static let slotSize = 16
  private static let blockSize = 16
  private static let blobHeadSize = 16

  /// Tells each header, until `body` answers false.
  ///
  /// - Throws: where the file is no such database; a slot that points nowhere is passed over.
  static func forEachHeader(
    in bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Bool
  ) throws(RPMFault) {
    guard bytes.starts(with: magic), integer(bytes, 4) == 0, let pages = integer(bytes, 12) else {
      throw RPMFault("is no ndb database of version 0")
    }
    let end = min(pages * pageSize, bytes.count)
    // Slots that point to the same header over and over must not cost more than the file has bytes.
    var budget = bytes.count
    var bad = 0
    for slot in stride(from: headerSize, to: end, by: slotSize) {
      guard bytes[slot..<end].starts(with: slotMagic), let block = integer(bytes, slot + 8), block > 0 else {
        continue
      }
      guard let header = header(in: bytes, at: block * blockSize), header.count <= budget else {
        bad += 1
        continue
      }
      budget -= header.count
      if !body(header) { return }
    }
    if bad > 0 { throw RPMFault("has \(bad) packages that cannot be read") }
  }

  private static func header(in bytes: [UInt8], at start: Int) -> ArraySlice<UInt8>? {
    guard start <= bytes.count - blobHeadSize, bytes[start...].starts(with: blobMagic),
      let length = integer(bytes, start + 12), length <= bytes.count - blobHeadSize - start
    else { return nil }
    return bytes[(start + blobHeadSize)..<(start + blobHeadSize + length)]
  }

  private static func integer(_ bytes: [UInt8], _ offset: Int) -> Int? {
    bytes.unsigned(at: offset, count: 4, isBigEndian: false)
  }
}
