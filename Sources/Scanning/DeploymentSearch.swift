import Archives
import Deployments
import Findings

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds deployment files by what they hold.
struct DeploymentSearch {
  /// A file that may be one.
  struct File {
    /// As reports show it.
    let name: String
    /// Where it stands; nil for standard input.
    let folder: String?
    let bytes: [UInt8]
    /// Whether the user named it.
    let isNamed: Bool

    /// Whether it is called as such files are.
    var hasUsualName: Bool {
      let lower = name.lowercased()
      return [".yaml", ".yml", ".json", ".template", ".tpl"].contains { lower.hasSuffix($0) }
    }
  }

  /// What there is to find.
  static let known = "ECS task definition, CloudFormation, Compose, Kubernetes"
  /// What is said of a file that is none.
  static let unknown = "no deployment file of a known kind (\(known))"

  private(set) var files: [File] = []
  private(set) var failures: [Skipped] = []
  private(set) var isFolder = false

  private static let depthLimit = 128
  private static let fileLimit = 10_000
  /// Files beside a Dockerfile are looked at up to this size, in bytes.
  private static let nearLimit = 256 << 10
  /// Bytes of all deployment files that are held together.
  private static let totalLimit = 128 << 20
  private var total = 0
  private let progress: (Int) -> Void

  init(progress: @escaping (Int) -> Void = { _ in }) { self.progress = progress }

  /// Reads the file, or the files in the folder.
  ///
  /// - Throws: `ScanError` where the path cannot be read.
  mutating func read(_ path: String) throws(ScanError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw ScanError("\(path): \(lastSystemError())") }
    if status.st_mode & S_IFMT == S_IFDIR {
      isFolder = true
      return walk(path, "", DeploymentSearch.depthLimit)
    }
    let folder = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
    let parts = path.split(separator: "/").map(String.init).filter { $0 != "." }
    let name = path.hasPrefix("/") ? parts.last ?? path : parts.joined(separator: "/")
    do {
      try add(DescriptorStream(path: path), name, folder: folder.isEmpty ? "/" : folder, isNamed: true)
    } catch {
      throw ScanError("\(path): \(error)")
    }
  }

  mutating func read(descriptor: Int32) throws(ScanError) {
    do {
      try add(DescriptorStream(descriptor: descriptor), "stdin", folder: nil, isNamed: true)
    } catch {
      throw ScanError("-: \(error)")
    }
  }

  /// Reads the small files of one folder, and not those in folders of it; what fails is left out.
  mutating func readNear(_ path: String) {
    for name in DeploymentSearch.names(in: path) ?? [] {
      var status = stat()
      guard lstat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        (1...DeploymentSearch.nearLimit).contains(Int(status.st_size))
      else { continue }
      visit(path + "/" + name, name, folder: path, size: Int(status.st_size))
    }
  }

  private static func names(in path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private mutating func walk(_ path: String, _ relative: String, _ depth: Int) {
    guard depth > 0 else {
      return fail(relative, "folders are nested more than \(DeploymentSearch.depthLimit) deep")
    }
    guard let names = DeploymentSearch.names(in: path) else {
      return fail(relative.isEmpty ? "." : relative, "cannot be opened: \(lastSystemError())")
    }
    for name in names {
      let inner = relative.isEmpty ? name : relative + "/" + name
      var status = stat()
      guard lstat(path + "/" + name, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: walk(path + "/" + name, inner, depth - 1)
      case S_IFREG where status.st_size > 0:
        visit(path + "/" + name, inner, folder: path, size: Int(status.st_size))
      default: break
      }
    }
  }

  private mutating func fail(_ path: String, _ reason: String) {
    failures.append(Skipped(path: path, reason: reason))
  }

  private mutating func visit(_ path: String, _ name: String, folder: String, size: Int) {
    guard files.count < DeploymentSearch.fileLimit else {
      return fail(name, "more than \(DeploymentSearch.fileLimit) deployment files")
    }
    do {
      try add(DescriptorStream(path: path), name, folder: folder, isNamed: false)
    } catch {
      failures.append(Skipped(path: name, bytes: size, reason: "\(error)"))
    }
  }

  private mutating func add(_ stream: DescriptorStream, _ name: String, folder: String?, isNamed: Bool) throws
  {
    var bytes: [UInt8] = []
    while let block = try stream.next() {
      bytes.append(contentsOf: block.bytes)
      progress(block.bytes.count)
      // A program or an archive.
      if !isNamed, bytes.count == block.bytes.count, bytes.prefix(512).contains(0) { return }
      guard bytes.count <= DeploymentAnalysis.byteLimit else {
        // Of a large file the beginning tells whether it may be one.
        if isNamed || DeploymentMarkers.kind(of: Array(bytes.prefix(1 << 20))) != nil { tooLarge(name) }
        return
      }
    }
    guard isNamed || DeploymentMarkers.kind(of: bytes) != nil else { return }
    total += bytes.count
    guard total <= DeploymentSearch.totalLimit else {
      return fail(name, "more than \(DeploymentSearch.totalLimit >> 20) MiB of deployment files")
    }
    files.append(File(name: name, folder: folder, bytes: bytes, isNamed: isNamed))
  }

  private mutating func tooLarge(_ name: String) {
    fail(name, "larger than the \(DeploymentAnalysis.byteLimit >> 20) MiB that are read")
  }
}
