#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Which build of the program runs: what it keeps in a cache is only for itself.
enum ProgramIdentity {
  /// Size and time of change of the executable; empty where the system does not tell.
  static var text: String {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return "" }
    #if os(Linux)
      let changed = status.st_mtim
      return "\(status.st_size) \(changed.tv_sec).\(changed.tv_nsec)"
    #else
      return "\(status.st_size)"
    #endif
  }

  /// Absolute path of the executable; nil where the system does not tell.
  static var path: String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    #if os(Linux)
      let count = readlink("/proc/self/exe", &buffer, buffer.count)
      guard count > 0, count < buffer.count else { return nil }
      return String(decoding: buffer.prefix(count), as: UTF8.self)
    #else
      var size = UInt32(buffer.count)
      let isThere = buffer.withUnsafeMutableBytes { raw in
        _NSGetExecutablePath(raw.baseAddress?.assumingMemoryBound(to: CChar.self), &size) == 0
      }
      guard isThere else { return nil }
      let path = String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      return path.hasPrefix("/") ? path : nil
    #endif
  }
}
