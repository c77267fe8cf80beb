import Archives
import Images

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Opens an image source, whatever its form, and walks it.
struct SourceWalk {
  let limits: WalkLimits
  let progress: (Int) -> Void

  /// - Throws: `ScanError` where the source cannot be opened or is no image.
  /// - Returns: whether the source is a folder.
  func walk(
    _ source: ImageSource, _ walk: ImageWalk, _ archives: ArchiveQueue?, standardInput descriptor: Int32
  ) throws(ScanError) -> Bool {
    // Two containers lie round a layer's files: the archive and the layer.
    guard let path = source.path else {
      try walkArchive(
        DescriptorStream(descriptor: descriptor, progress: progress), walk, archives, name: "standard input")
      return false
    }
    var status = stat()
    guard stat(path, &status) == 0 else { throw ScanError("\(path): \(lastSystemError())") }
    if status.st_mode & S_IFMT == S_IFDIR {
      guard source.transport != .dockerArchive, source.transport != .ociArchive else {
        throw ScanError("\(path) is a folder; \(source.transport.rawValue) wants a file")
      }
      FolderWalker(
        visitor: walk, limits: limits, baseline: 1, deferral: archives, progress: progress
      ).walk(path)
      return true
    }
    guard source.transport != .oci, source.transport != .dir else {
      throw ScanError("\(path) is a file; \(source.transport.rawValue) wants a folder")
    }
    do {
      try walkArchive(DescriptorStream(path: path, progress: progress), walk, archives, name: path)
    } catch let error as ArchiveError {
      throw ScanError("\(path) \(error)")
    } catch {
      throw ScanError("\(error)")
    }
    return false
  }

  private func walkArchive(
    _ stream: any ByteStream, _ walk: ImageWalk, _ archives: ArchiveQueue?, name: String
  ) throws(ScanError) {
    let walker = ContentWalker(visitor: walk, limits: limits, baseline: 2, deferral: archives)
    guard walker.walk(stream, at: []) == .archive else {
      throw ScanError(
        "\(name) is not an image: neither a tar archive nor a compressed one; for other files use "
          + "contraband fs")
    }
  }
}
