/// Names of what a lone compressed file holds.
enum CompressedName {
  private static let endings = [".gz", ".xz", ".zst", ".bz2", ".lz4", ".lz", ".lzma", ".z"]

  /// The last component of `name` without the ending of its compression, as the tools name what they unpack.
  static func inner(of name: String) -> String {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    let lower = last.lowercased()
    for ending in endings where lower.hasSuffix(ending) && lower.utf8.count > ending.utf8.count {
      return String(last.dropLast(ending.count))
    }
    return "(uncompressed)"
  }
}
