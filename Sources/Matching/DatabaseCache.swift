import CHyperscan
import Crypto
internal import Findings
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Keeps compiled databases in the user's cache folder, so that only the first run pays for compiling.
///
/// A database is keyed by its expressions, the library's version and the processor, written under a temporary
/// name and renamed, and read only where this user owns it. Any fault means compiling again, never failing.
public struct DatabaseCache: Sendable {
  /// The folder; made when first written to.
  public let folder: String

  /// A cache in `folder`.
  public init(folder: String) {
    self.folder = folder
  }

  /// `$XDG_CACHE_HOME/contraband`, or `~/.cache/contraband`; nil without a home.
  public static func standard(environment: [String: String]) -> DatabaseCache? {
    if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") {
      return DatabaseCache(folder: base + "/contraband")
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return DatabaseCache(folder: home + "/.cache/contraband")
  }

  func load(_ expressions: [String]) -> HyperscanDatabase? {
    guard let bytes = readOwned(path(for: expressions)) else { return nil }
    return try? HyperscanDatabase.deserialize(bytes, expressions: expressions.count)
  }

  func store(_ database: HyperscanDatabase, for expressions: [String]) {
    guard let bytes = try? database.serialized() else { return }
    store(bytes, at: path(for: expressions))
  }

  /// What `keep` kept under `key`.
  func snapshot(_ key: String) -> [UInt8]? { readOwned(path(for: [key])) }

  /// Keeps `bytes` under `key`, which names all they depend on but library and processor.
  func keep(_ bytes: [UInt8], _ key: String) { store(bytes, at: path(for: [key])) }

  private func store(_ bytes: [UInt8], at target: String) {
    guard (try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil
    else { return }
    let temporary = target + ".\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    var written = 0
    bytes.withUnsafeBytes { raw in
      while written < raw.count {
        let count = write(descriptor, raw.baseAddress?.advanced(by: written), raw.count - written)
        if count <= 0 { break }
        written += count
      }
    }
    close(descriptor)
    if written < bytes.count || rename(temporary, target) != 0 { unlink(temporary) }
    prune()
  }

  /// Databases that are kept: those of a few versions and choices of rules.
  static let fileLimit = 12

  /// Removes the files that were not used for longest, where there are more than `fileLimit`.
  private func prune() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var files: [(path: String, used: timespec)] = []
    for name in names where name.hasSuffix(".hsdb") {
      var status = stat()
      let path = folder + "/" + name
      guard lstat(path, &status) == 0, status.st_uid == geteuid() else { continue }
      #if canImport(Darwin)
        files.append((path, status.st_mtimespec))
      #else
        files.append((path, status.st_mtim))
      #endif
    }
    files.sort { ($0.used.tv_sec, $0.used.tv_nsec, $0.path) > ($1.used.tv_sec, $1.used.tv_nsec, $1.path) }
    for file in files.dropFirst(DatabaseCache.fileLimit) { unlink(file.path) }
  }

  /// The largest file read: far above any real database.
  private static let limit = 512 << 20

  /// The bytes of a regular file that this user owns and nobody else can write.
  private func readOwned(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_mode & 0o022 == 0, status.st_size > 0, status.st_size <= DatabaseCache.limit
    else { return nil }
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = read(descriptor, buffer.baseAddress?.advanced(by: count), size - count)
        if got <= 0 { break }
        count += got
      }
    }
    guard bytes.count == size else { return nil }
    // Says that it was used; without the right to, it only looks older than it is.
    _ = futimens(descriptor, nil)
    return bytes
  }

  private func path(for expressions: [String]) -> String {
    var hash = SHA256()
    var platform = hs_platform_info_t()
    hs_populate_platform(&platform)
    hash.update(
      data: Array("2 \(HyperscanDatabase.version) \(platform.tune) \(platform.cpu_features)\0".utf8))
    for expression in expressions {
      hash.update(data: Array(expression.utf8))
      hash.update(data: [0])
    }
    let name = HexText.lower(hash.finalize().prefix(16))
    return folder + "/" + name + ".hsdb"
  }
}
