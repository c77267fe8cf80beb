#if canImport(Glibc)
  import Glibc
#endif

/// How the C library's allocator treats the large blocks of decoders and buffers.
enum AllocatorSettings {
  /// `M_MMAP_THRESHOLD` (mallopt(3)).
  private static let mmapThreshold: Int32 = -3

  /// Blocks from 1 MiB on go back to the system when they are freed. Left to itself glibc raises that bound to the
  /// largest block freed, and each thread keeps the dictionaries of all decoders it ever had.
  static let apply: Void = {
    #if canImport(Glibc)
      // Looked up by name: Swift's Glibc module leaves out <malloc.h>, and other C libraries have no such setting.
      guard let symbol = dlsym(nil, "mallopt") else { return }
      let set = unsafeBitCast(symbol, to: (@convention(c) (Int32, Int32) -> Int32).self)
      _ = set(mmapThreshold, 1 << 20)
    #endif
  }()
}
