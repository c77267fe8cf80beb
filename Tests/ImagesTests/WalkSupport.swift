import Archives

@testable import Images

/// Passes nothing on.
final class Nowhere: ContentVisitor {
  func visit(_ entry: ArchiveEntry, in chain: [String]) {}
  func open(_ chain: [String]) {}
  func append(_ block: ByteBlock) {}
  func close() {}
  func finish(_ chain: [String], bytes: Int, digest: String?) {}
  func skip(_ chain: [String], bytes: Int?, reason: String) {}
}

extension ImageWalk {
  /// A walk that has seen nothing yet.
  static func empty() -> ImageWalk { ImageWalk(downstream: Nowhere()) }

  /// Tells of a file at the top of the archive.
  func see(_ path: String, _ text: String) {
    visit(ArchiveEntry(path: path, kind: .file, size: text.utf8.count), in: [])
    open([path])
    // In two blocks, as a stream may have it.
    let bytes = Array(text.utf8)
    let half = bytes.count / 2
    for range in [0..<half, half..<bytes.count] where !range.isEmpty {
      Array(bytes[range]).withUnsafeBytes { append(ByteBlock(bytes: $0, offset: range.lowerBound)) }
    }
    close()
    finish([path], bytes: bytes.count, digest: nil)
  }

  /// Tells of a layer with files.
  func seeLayer(_ path: String, files: [String]) {
    visit(ArchiveEntry(path: path, kind: .file), in: [])
    for file in files {
      visit(ArchiveEntry(path: file, kind: .file), in: [path])
      finish([path, file], bytes: 1, digest: nil)
    }
    finish([path], bytes: 1, digest: nil)
  }
}
