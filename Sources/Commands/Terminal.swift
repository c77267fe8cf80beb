import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the process's streams can show.
enum Terminal {
  static let standardOutput: Int32 = 1
  static let standardError: Int32 = 2

  /// Whether a stream takes colour and a progress bar: a terminal, outside CI, that is not dumb
  /// (no-color.org for `NO_COLOR`).
  static func isRich(_ descriptor: Int32) -> Bool {
    guard isatty(descriptor) == 1 else { return false }
    let environment = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "CI"] where !(environment[name] ?? "").isEmpty { return false }
    return environment["TERM"] != "dumb"
  }

  /// Whether somebody reads along.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of a stream's terminal, or 100 where it is none.
  static func width(_ descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return max(40, Int(size.ws_col))
  }

  /// Writes a line to standard error; never into the report.
  static func message(_ text: String) {
    write(Array((text + "\n").utf8), to: standardError)
  }

  /// Writes all bytes; false where the reader has gone or the disk is full.
  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { raw in
      var done = 0
      while done < raw.count {
        let count = systemWrite(descriptor, raw.baseAddress?.advanced(by: done), raw.count - done)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return false }
        done += count
      }
      return true
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
