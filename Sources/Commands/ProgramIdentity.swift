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
}
