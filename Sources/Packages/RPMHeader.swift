/// A package's header as rpm's databases keep it (rpm, "RPM v4 file format", Header): two counts, an index of
/// entries of tag, type, offset and count, and the data that they point into; integers in big endian.
struct RPMHeader {
  private let blob: ArraySlice<UInt8>
  private let dataStart: Int
  private var entries: [Int: Entry] = [:]

  private struct Entry {
    var type: Int
    var offset: Int
    var count: Int
  }

  /// rpm's own limit on the entries of a header.
  private static let entryLimit = 0xffff
  private static let entrySize = 16
  private static let folderLimit = 200_000

  /// Tags (rpm, `rpmtag.h`).
  private enum Tag {
    static let signatures = [259, 262, 267, 268, 278]
    static let name = 1000
    static let version = 1001
    static let release = 1002
    static let epoch = 1003
    static let architecture = 1022
    static let fileSizes = 1028
    static let fileDigests = 1035
    static let folderIndexes = 1116
    static let baseNames = 1117
    static let folderNames = 1118
    static let fileDigestAlgorithm = 5011
  }

  private enum ValueType {
    static let int32 = 4
    static let string = 6
    static let stringArray = 8
    static let translated = 9
  }

  /// - Returns: nil where the counts do not fit the blob.
  init?(_ blob: ArraySlice<UInt8>) {
    guard let count = blob.unsigned(at: 0, count: 4, isBigEndian: true),
      let size = blob.unsigned(at: 4, count: 4, isBigEndian: true),
      count <= RPMHeader.entryLimit, 8 + count * RPMHeader.entrySize + size <= blob.count
    else { return nil }
    dataStart = 8 + count * RPMHeader.entrySize
    self.blob = blob.prefix(dataStart + size)
    for index in 0..<count {
      let place = 8 + index * RPMHeader.entrySize
      guard let tag = blob.unsigned(at: place, count: 4, isBigEndian: true),
        let type = blob.unsigned(at: place + 4, count: 4, isBigEndian: true),
        let offset = blob.unsigned(at: place + 8, count: 4, isBigEndian: true),
        let values = blob.unsigned(at: place + 12, count: 4, isBigEndian: true),
        offset <= size
      else { continue }
      if entries[tag] == nil { entries[tag] = Entry(type: type, offset: offset, count: values) }
    }
  }

  /// The package; nil for a header without a name, as no package has.
  ///
  /// A package without a signature was built by whoever installed it: distributions sign theirs.
  var identity: PackageIdentity? {
    guard let name = string(Tag.name) else { return nil }
    let epoch = integers(Tag.epoch).flatMap { $0.value(at: 0) }.map { "\($0):" } ?? ""
    let release = string(Tag.release).map { "-" + $0 } ?? ""
    return PackageIdentity(
      manager: .rpm, name: name, version: epoch + (string(Tag.version) ?? "") + release,
      architecture: string(Tag.architecture),
      privateReason: Tag.signatures.contains { entries[$0] != nil } ? nil : "not signed")
  }

  /// Tells each regular file and its digest, until `body` answers false. Folders, links and files that the package
  /// only owns (`%ghost`) have empty digests.
  ///
  /// - Parameter root: the folder of the root file system, mostly empty.
  func forEachFile(root: [UInt8], _ body: (FileEntry) -> Bool) {
    guard let algorithm, var digests = strings(Tag.fileDigests), var names = strings(Tag.baseNames),
      let folderIndexes = integers(Tag.folderIndexes), var folderNames = strings(Tag.folderNames)
    else { return }
    var folders: [ArraySlice<UInt8>] = []
    while folders.count < RPMHeader.folderLimit, let folder = folderNames.next() { folders.append(folder) }
    // Files stand in the order of their folders.
    var last: (index: Int, path: [UInt8]?)?
    let sizes = integers(Tag.fileSizes)
    var index = 0
    while let name = names.next(), let text = digests.next() {
      defer { index += 1 }
      guard let folderIndex = folderIndexes.value(at: index), folders.indices.contains(folderIndex),
        let digest = RecordedDigest.hexadecimal(text), digest.count == algorithm.byteCount,
        name.count < RecordedPath.limit
      else { continue }
      if last?.index != folderIndex {
        last = (folderIndex, RecordedPath.folder(folders[folderIndex], in: root))
      }
      guard let folder = last?.path, let path = RecordedPath.resolve(name, in: folder) else { continue }
      let entry = FileEntry(
        path: path, digest: FileDigest(algorithm: algorithm, bytes: digest), size: sizes?.value(at: index))
      guard body(entry) else { return }
    }
  }

  /// By the numbers of OpenPGP (RFC 4880, section 9.4); MD5 where a header says nothing, as old ones do.
  private var algorithm: DigestAlgorithm? {
    guard entries[Tag.fileDigestAlgorithm] != nil else { return .md5 }
    switch integers(Tag.fileDigestAlgorithm)?.value(at: 0) {
    case 1: return .md5
    case 2: return .sha1
    case 8: return .sha256
    case 9: return .sha384
    case 10: return .sha512
    default: return nil
    }
  }

  private func string(_ tag: Int) -> String? {
    guard var strings = strings(tag), let first = strings.next(), !first.isEmpty else { return nil }
    return String(decoding: first.prefix(256), as: UTF8.self)
  }

  private func strings(_ tag: Int) -> Strings? {
    guard let entry = entries[tag],
      [ValueType.string, ValueType.stringArray, ValueType.translated].contains(entry.type)
    else { return nil }
    return Strings(
      rest: blob.dropFirst(dataStart + entry.offset), count: entry.type == ValueType.string ? 1 : entry.count)
  }

  private func integers(_ tag: Int) -> Integers? {
    guard let entry = entries[tag], entry.type == ValueType.int32 else { return nil }
    return Integers(data: blob.dropFirst(dataStart + entry.offset), count: entry.count)
  }

  /// Strings, one behind the other, each with a zero byte at its end.
  private struct Strings {
    var rest: ArraySlice<UInt8>
    var count: Int

    mutating func next() -> ArraySlice<UInt8>? {
      guard count > 0, let end = rest.firstIndex(of: 0) else { return nil }
      count -= 1
      let string = rest[..<end]
      rest = rest[(end + 1)...]
      return string
    }
  }

  private struct Integers {
    var data: ArraySlice<UInt8>
    var count: Int

    func value(at index: Int) -> Int? {
      index < count ? data.unsigned(at: 4 * index, count: 4, isBigEndian: true) : nil
    }
  }
}
