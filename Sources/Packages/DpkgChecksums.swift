/// One package's `.md5sums`: `MD5`, two spaces, and the path from the root (deb-md5sums(5)).
struct DpkgChecksums: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private let root: [UInt8]
  private var lines: LineRanges

  private static let digits = 2 * DigestAlgorithm.md5.byteCount

  init(_ bytes: [UInt8], root: [UInt8]) {
    self.bytes = bytes
    self.root = root
    lines = LineRanges(bytes)
  }

  mutating func next() -> FileEntry? {
    while let line = lines.next() {
      if let entry = entry(line) { return entry }
    }
    return nil
  }

  private func entry(_ line: Range<Int>) -> FileEntry? {
    // md5sum marks a name with escapes by a backslash before the digest.
    let isEscaped = bytes[line].first == .backslash
    let start = line.lowerBound + (isEscaped ? 1 : 0)
    // The second separator is an asterisk where md5sum read in binary mode.
    guard line.upperBound - start > DpkgChecksums.digits + 2, bytes[start + DpkgChecksums.digits] == .space,
      let digest = RecordedDigest.hexadecimal(bytes[start..<start + DpkgChecksums.digits])
    else { return nil }
    var path = bytes[(start + DpkgChecksums.digits + 2)..<line.upperBound]
    if isEscaped { path = DpkgChecksums.unescaped(path)[...] }
    guard let resolved = RecordedPath.resolve(path, in: root) else { return nil }
    return FileEntry(path: resolved, digest: FileDigest(algorithm: .md5, bytes: digest))
  }

  private static func unescaped(_ path: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var isEscape = false
    for byte in path {
      if isEscape {
        result.append(byte == UInt8(ascii: "n") ? .newline : byte)
        isEscape = false
      } else if byte == .backslash {
        isEscape = true
      } else {
        result.append(byte)
      }
    }
    return result
  }
}

/// dpkg's `diversions`: three lines each, where a file would be, where it is, and the package that diverts it
/// (dpkg-divert(1)). Checksums stand under the first.
enum DpkgDiversions {
  struct Diversion: Hashable {
    var from: [UInt8]
    var to: [UInt8]
  }

  static func parse(_ bytes: [UInt8], root: [UInt8]) -> [Diversion] {
    var diversions: [Diversion] = []
    var lines = LineRanges(bytes)
    while let from = lines.next(), let to = lines.next(), lines.next() != nil {
      if let from = RecordedPath.resolve(bytes[from], in: root),
        let to = RecordedPath.resolve(bytes[to], in: root)
      {
        diversions.append(Diversion(from: from, to: to))
      }
    }
    return diversions
  }
}
