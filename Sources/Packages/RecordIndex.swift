/// What is recorded of files, by path: compact, since a distribution records some hundred thousand of them.
struct RecordIndex: Sendable {
  private var heads: [UInt64: Int32] = [:]
  private var records: [Record] = []
  /// The digests, one behind the other.
  private var digests: [UInt8] = []

  /// Records kept: at about 80 bytes each.
  static let recordLimit = 1_000_000
  /// Records of one path: as many versions of its package as an image may have upgraded through.
  static let pathLimit = 32

  struct Record: Sendable {
    var package: Int32
    /// The next record of the same path; -1 for none.
    var next: Int32
    var digest: UInt32
    var algorithm: DigestAlgorithm
    /// Bytes of the file; -1 where not recorded.
    var size: Int64
  }

  var count: Int { records.count }

  /// Adds a record; one that is there already is not kept twice.
  ///
  /// - Returns: false where a limit forbids it.
  mutating func insert(
    _ key: PathKey, package: Int32, algorithm: DigestAlgorithm, digest: some Collection<UInt8>, size: Int?
  ) -> Bool {
    guard digest.count == algorithm.byteCount else { return true }
    let head = heads[key.hash] ?? -1
    var next = head
    var length = 0
    while let record = record(at: next) {
      if record.package == package, record.algorithm == algorithm,
        bytes(of: record).elementsEqual(digest)
      {
        return true
      }
      next = record.next
      length += 1
    }
    guard length < RecordIndex.pathLimit, records.count < RecordIndex.recordLimit else { return false }
    heads[key.hash] = Int32(records.count)
    records.append(
      Record(
        package: package, next: head, digest: UInt32(digests.count), algorithm: algorithm,
        size: Int64(size ?? -1)))
    digests.append(contentsOf: digest)
    return true
  }

  /// What is recorded of a path, latest first.
  func records(of key: PathKey) -> [Record] {
    var found: [Record] = []
    var next = heads[key.hash] ?? -1
    while let record = record(at: next) {
      found.append(record)
      next = record.next
    }
    return found
  }

  func digest(of record: Record) -> FileDigest {
    FileDigest(algorithm: record.algorithm, bytes: Array(bytes(of: record)))
  }

  private func record(at index: Int32) -> Record? {
    index >= 0 && Int(index) < records.count ? records[Int(index)] : nil
  }

  private func bytes(of record: Record) -> ArraySlice<UInt8> {
    let start = Int(record.digest)
    return digests[start..<start + record.algorithm.byteCount]
  }
}
