/// rpm's Berkeley DB, `Packages`, which rpm used up to version 4.15: a hash table (Berkeley DB, `dbinc/db_page.h`)
/// whose keys are package numbers and whose values are headers, most of them on chains of overflow pages.
///
/// All pages are read in their order, since it does not matter which bucket a package is in.
enum RPMBerkeley {
  private static let hashMagic = 0x061561
  private static let pageHeaderSize = 26

  private enum PageType {
    static let hashUnsorted = 2
    static let overflow = 7
    static let hash = 13
  }

  private enum ItemType {
    static let inline = 1
    static let offPage = 3
  }

  /// Tells each header, until `body` answers false.
  ///
  /// - Throws: where the file is no such database, or some of its packages cannot be read.
  static func forEachHeader(
    in bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Bool
  ) throws(RPMFault) {
    guard
      let isBigEndian = [false, true].first(where: { isBig in
        bytes.unsigned(at: 12, count: 4, isBigEndian: isBig) == hashMagic
      }), let pageSize = bytes.unsigned(at: 20, count: 4, isBigEndian: isBigEndian),
      (512...65536).contains(pageSize), pageSize & (pageSize - 1) == 0
    else { throw RPMFault("is no hash database of Berkeley DB") }
    var pages = Pages(bytes: bytes, size: pageSize, isBigEndian: isBigEndian)
    // Items that overlap must not cost more than the file has bytes.
    var budget = bytes.count
    var bad = 0
    for number in 1..<max(1, bytes.count / pageSize) {
      guard let page = pages.page(number), [PageType.hash, PageType.hashUnsorted].contains(page.type) else {
        continue
      }
      // Keys and values in turn; values are at the odd places.
      for index in stride(from: 1, to: min(page.count, (pageSize - pageHeaderSize) / 2), by: 2) {
        guard let item = pages.item(index, of: page), let type = item.first else {
          bad += 1
          continue
        }
        switch Int(type) {
        case ItemType.inline:
          // The value at key 0 is the largest package number.
          guard item.count > 5 else { continue }
          budget -= item.count
          guard budget >= 0 else { throw RPMFault("has overlapping items") }
          if !body(item.dropFirst()) { return }
        case ItemType.offPage:
          guard let value = pages.overflow(of: item) else {
            bad += 1
            continue
          }
          if !body(value[...]) { return }
        default: bad += 1
        }
      }
    }
    if bad > 0 { throw RPMFault("has \(bad) packages that cannot be read") }
  }

  private struct Page {
    var start: Int
    var type: Int
    /// Items of a hash page.
    var count: Int
    /// Bytes used on an overflow page.
    var used: Int
    var next: Int
  }

  private struct Pages {
    let bytes: [UInt8]
    let size: Int
    let isBigEndian: Bool
    /// Overflow pages read already: a loop, or a chain that many packages share, ends there.
    private var visited: Set<Int> = []

    init(bytes: [UInt8], size: Int, isBigEndian: Bool) {
      self.bytes = bytes
      self.size = size
      self.isBigEndian = isBigEndian
    }

    private func integer(_ offset: Int, _ count: Int) -> Int? {
      bytes.unsigned(at: offset, count: count, isBigEndian: isBigEndian)
    }

    func page(_ number: Int) -> Page? {
      guard number > 0, number < bytes.count / size else { return nil }
      let start = number * size
      guard let next = integer(start + 16, 4), let count = integer(start + 20, 2),
        let used = integer(start + 22, 2), let type = integer(start + 25, 1)
      else { return nil }
      return Page(start: start, type: type, count: count, used: used, next: next)
    }

    /// Items grow from the end of the page down: each ends where the one before it begins.
    func item(_ index: Int, of page: Page) -> ArraySlice<UInt8>? {
      let places = page.start + pageHeaderSize
      guard pageHeaderSize + 2 * (index + 1) <= size, let start = integer(places + 2 * index, 2),
        let end = index == 0 ? size : integer(places + 2 * (index - 1), 2),
        start >= pageHeaderSize, start < end, end <= size
      else { return nil }
      return bytes[(page.start + start)..<(page.start + end)]
    }

    /// The value of an item that says page and length; nil where the chain is broken.
    mutating func overflow(of item: ArraySlice<UInt8>) -> [UInt8]? {
      guard var number = item.unsigned(at: 4, count: 4, isBigEndian: isBigEndian),
        let length = item.unsigned(at: 8, count: 4, isBigEndian: isBigEndian), length <= bytes.count
      else { return nil }
      var value: [UInt8] = []
      while value.count < length {
        guard visited.insert(number).inserted, let page = page(number), page.type == PageType.overflow,
          page.used > 0, page.used <= size - pageHeaderSize
        else { return nil }
        let start = page.start + pageHeaderSize
        value += bytes[start..<start + page.used]
        number = page.next
      }
      return value.count == length ? value : nil
    }
  }
}
