#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Walks the files of a folder, in the order of their names, without following symbolic links.
public final class FolderWalker {
  private let visitor: any ContentVisitor
  private let walker: ContentWalker
  private let progress: (Int) -> Void

  /// Folders within folders that are entered.
  private static let depthLimit = 512

  /// A walker that tells `visitor` what it meets.
  public init(
    visitor: any ContentVisitor, limits: WalkLimits, baseline: Int,
    deferral: (any ArchiveDeferral)? = nil, progress: @escaping (Int) -> Void = { _ in }
  ) {
    self.visitor = visitor
    walker = ContentWalker(visitor: visitor, limits: limits, baseline: baseline, deferral: deferral)
    self.progress = progress
  }

  /// Walks the folder at `path`; what cannot be opened is told to the visitor as skipped.
  public func walk(_ path: String) {
    walk(path, relative: "", depth: 0)
  }

  private func walk(_ path: String, relative: String, depth: Int) {
    guard depth < FolderWalker.depthLimit else {
      visitor.skip(
        [relative], bytes: nil, reason: "folders are nested more than \(FolderWalker.depthLimit) deep")
      return
    }
    guard let folder = opendir(path) else {
      visitor.skip(
        relative.isEmpty ? [] : [relative], bytes: nil, reason: "cannot be opened: \(lastSystemError())")
      return
    }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    closedir(folder)
    for name in names.sorted() {
      visit(path + "/" + name, relative: relative.isEmpty ? name : relative + "/" + name, depth: depth)
    }
  }

  private func visit(_ path: String, relative: String, depth: Int) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      visitor.skip([relative], bytes: nil, reason: "cannot be read: \(lastSystemError())")
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      visitor.visit(ArchiveEntry(path: relative, kind: .directory), in: [])
      walk(path, relative: relative, depth: depth + 1)
    case S_IFREG:
      visitor.visit(ArchiveEntry(path: relative, kind: .file, size: Int(status.st_size)), in: [])
      walkFile(path, relative: relative, size: Int(status.st_size))
    case S_IFLNK:
      visitor.visit(ArchiveEntry(path: relative, kind: .symbolicLink(target: target(of: path))), in: [])
    default:
      visitor.visit(ArchiveEntry(path: relative, kind: .special), in: [])
    }
  }

  /// Walks one file, named `relative` to the visitor.
  ///
  /// - Parameter size: its bytes, where they are known.
  public func walkFile(_ path: String, relative: String, size: Int? = nil) {
    do {
      walker.walk(try DescriptorStream(path: path, progress: progress), at: [relative], size: size)
    } catch {
      visitor.skip([relative], bytes: nil, reason: error.description)
    }
  }

  private func target(of link: String) -> String {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }
}
