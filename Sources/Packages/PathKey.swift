/// A path made comparable between a record and a layer, reduced to a hash.
///
/// Distributions merged `/bin`, `/sbin` and `/lib*` into `/usr`, with symbolic links in their place: dpkg still
/// records `lib/x86_64-linux-gnu/x` where the layer has `usr/lib/x86_64-linux-gnu/x`, or the other way round. So
/// `usr/` before such a name does not count.
///
/// Two paths that share a hash pool their records: one origin among a billion files may be told wrongly, and only
/// if the digests are the same too is it told as a package's.
package struct PathKey: Hashable {
  let hash: UInt64

  private static let merged: [[UInt8]] = ["bin", "sbin", "lib", "lib64", "lib32", "libx32"].map {
    Array(($0 + "/").utf8)
  }
  private static let usr = Array("usr/".utf8)

  /// - Parameter path: without leading slash, `.` or `..`.
  init(_ path: some Collection<UInt8>) {
    let hash = path.withContiguousStorageIfAvailable { PathKey.hash(of: $0) }
    self.hash = hash ?? Array(path).withUnsafeBufferPointer { PathKey.hash(of: $0) }
  }

  /// The same for a path as layers are walked.
  ///
  /// - Parameter path: without leading slash, `.` or `..`.
  package init(_ path: String) {
    self.init(path.utf8)
  }

  private static func hash(of path: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hasher = Hasher()
    if let start = startOfMerged(path) {
      let whole = UnsafeRawBufferPointer(path)
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: whole[..<start]))
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: whole[(start + usr.count)...]))
    } else {
      hasher.combine(bytes: UnsafeRawBufferPointer(path))
    }
    return UInt64(truncatingIfNeeded: hasher.finalize())
  }

  /// Where the first `usr/` stands that is followed by a merged folder: the root may itself lie in a folder.
  private static func startOfMerged(_ path: UnsafeBufferPointer<UInt8>) -> Int? {
    var start = 0
    while start < path.count {
      let rest = path[start...]
      if rest.starts(with: usr) {
        let below = rest.dropFirst(usr.count)
        if merged.contains(where: { below.starts(with: $0) }) { return start }
      }
      guard let slash = rest.firstIndex(of: .slash) else { return nil }
      start = slash + 1
    }
    return nil
  }
}

extension UInt8 {
  static let slash = UInt8(ascii: "/")
  static let space = UInt8(ascii: " ")
  static let newline = UInt8(ascii: "\n")
  static let dot = UInt8(ascii: ".")
  static let colon = UInt8(ascii: ":")
  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
}
