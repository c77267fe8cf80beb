import CSQLite
import Testing

@testable import Packages

/// Databases as rpm writes them, with the headers of two packages: one signed, with more than a page of files.
enum RPMFixture {
  static let headers = [
    header(
      name: "large", isSigned: true,
      files: (0..<400).map { ("/usr/share/large/", "file-\($0)", "content \($0)") }
        + [("/usr/lib/", "folder", ""), ("/etc/", "large.conf", "key=1")]),
    header(name: "small", isSigned: false, files: [("/", "top", "one"), ("/lib64/", "a.so", "two")]),
  ]

  /// rpm, "RPM v4 file format": without the magic, as databases keep it.
  static func header(
    name: String, isSigned: Bool, algorithm: Int? = 8, files: [(folder: String, name: String, text: String)]
  ) -> [UInt8] {
    var index: [UInt8] = []
    var data: [UInt8] = []
    var count = 0
    func add(_ tag: Int, _ type: Int, _ values: Int, _ bytes: [UInt8]) {
      if type == 4 { while !data.count.isMultiple(of: 4) { data.append(0) } }
      for part in [tag, type, data.count, values] { index += integer(part, 4, isBigEndian: true) }
      data += bytes
      count += 1
    }
    func strings(_ tag: Int, _ values: [String]) {
      add(tag, 8, values.count, values.flatMap { Array($0.utf8) + [0] })
    }
    func integers(_ tag: Int, _ values: [Int]) {
      add(tag, 4, values.count, values.flatMap { integer($0, 4, isBigEndian: true) })
    }
    let hash: DigestAlgorithm = algorithm == nil ? .md5 : .sha256
    if isSigned { add(268, 7, 3, [1, 2, 3]) }
    add(1000, 6, 1, Array(name.utf8) + [0])
    add(1001, 6, 1, Array("1.2".utf8) + [0])
    add(1002, 6, 1, Array("3.el9".utf8) + [0])
    integers(1003, [4])
    add(1022, 6, 1, Array("x86_64".utf8) + [0])
    let folders = Array(Set(files.map(\.folder))).sorted()
    integers(1028, files.map { $0.text.utf8.count })
    strings(1035, files.map { $0.text.isEmpty ? "" : hex($0.text, hash) })
    integers(1116, files.map { folders.firstIndex(of: $0.folder) ?? -1 })
    strings(1117, files.map(\.name))
    strings(1118, folders)
    if let algorithm { integers(5011, [algorithm]) }
    return integer(count, 4, isBigEndian: true) + integer(data.count, 4, isBigEndian: true) + index + data
  }

  /// SQLite's own bytes of a database with rpm's table.
  static func sqlite(
    schema: String = "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)"
  ) throws -> [UInt8] {
    var handle: OpaquePointer?
    #expect(sqlite3_open(":memory:", &handle) == SQLITE_OK)
    defer { sqlite3_close(handle) }
    #expect(sqlite3_exec(handle, schema, nil, nil, nil) == SQLITE_OK)
    for header in headers where schema.contains("blob BLOB NOT NULL") {
      let insert = "INSERT INTO Packages (blob) VALUES (x'\(hex(header))')"
      #expect(sqlite3_exec(handle, insert, nil, nil, nil) == SQLITE_OK)
    }
    var size: sqlite3_int64 = 0
    let bytes = try #require(sqlite3_serialize(handle, "main", &size, 0))
    defer { sqlite3_free(bytes) }
    var copy = Array(UnsafeBufferPointer(start: bytes, count: Int(size)))
    // rpm uses a write-ahead log, which the header says.
    copy[18] = 2
    copy[19] = 2
    return copy
  }

  /// rpm, `lib/backend/ndb/rpmpkg.c`: one page of slots, then the blobs.
  static func ndb() -> [UInt8] {
    func words(_ values: [Int]) -> [UInt8] { values.flatMap { integer($0, 4, isBigEndian: false) } }
    var slots = Array("RpmP".utf8) + words([0, 3, 1, 3, 0, 0, 0])
    var blobs: [UInt8] = []
    for (index, header) in headers.enumerated() {
      var blob = Array("BlbS".utf8) + words([index + 1, 0, header.count]) + header
      while blob.count % 16 != 4 { blob.append(0) }
      blob += words([0, header.count]) + Array("BlbE".utf8)
      slots += Array("Slot".utf8) + words([index + 1, (4096 + blobs.count) / 16, blob.count / 16])
      blobs += blob
    }
    while slots.count < 4096 { slots += Array("Slot".utf8) + words([0, 0, 0]) }
    return slots + blobs
  }

  /// Berkeley DB, `dbinc/db_page.h`: a page of metadata, one bucket, and chains of overflow pages.
  static func berkeley(isBigEndian: Bool = false) -> [UInt8] {
    let size = 4096
    func word(_ value: Int, _ count: Int = 4) -> [UInt8] { integer(value, count, isBigEndian: isBigEndian) }
    func page(_ number: Int, next: Int, entries: Int, offset: Int, type: UInt8) -> [UInt8] {
      [UInt8](repeating: 0, count: 8) + word(number) + word(0) + word(next) + word(entries, 2)
        + word(offset, 2)
        + [0, type]
    }
    var meta = [UInt8](repeating: 0, count: 12) + word(0x061561) + word(9) + word(size) + [0, 8]
    meta += [UInt8](repeating: 0, count: size - meta.count)
    var overflow: [UInt8] = []
    var items: [[UInt8]] = [[1] + word(0), [1] + word(headers.count)]
    var number = 2
    for (index, header) in headers.enumerated() {
      items += [[1] + word(index + 1)]
      guard header.count > size / 4 else {
        items += [[1] + header]
        continue
      }
      items += [[3, 0, 0, 0] + word(number) + word(header.count)]
      for start in stride(from: 0, to: header.count, by: size - 26) {
        let part = header[start..<min(start + size - 26, header.count)]
        let isLast = part.endIndex == header.count
        overflow +=
          page(number, next: isLast ? 0 : number + 1, entries: 1, offset: part.count, type: 7) + part
        overflow += [UInt8](repeating: 0, count: size - 26 - part.count)
        number += 1
      }
    }
    var places: [UInt8] = []
    var content: [UInt8] = []
    for item in items {
      content = item + content
      places += word(size - content.count, 2)
    }
    var bucket = page(1, next: 0, entries: items.count, offset: size - content.count, type: 13) + places
    bucket += [UInt8](repeating: 0, count: size - content.count - bucket.count) + content
    return meta + bucket + overflow
  }
}
