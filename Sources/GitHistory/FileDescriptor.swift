#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open descriptor, closed when nobody holds it any more.
final class FileDescriptor {
  /// -1 once it is closed.
  private(set) var number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close() }

  func close() {
    if number >= 0 { systemClose(number) }
    number = -1
  }

  /// The two ends of a new pipe; children inherit neither.
  ///
  /// - Throws: `GitError` of kind `system`.
  static func pipe() throws(GitError) -> (reading: FileDescriptor, writing: FileDescriptor) {
    var ends: [Int32] = [-1, -1]
    let code = systemPipe(&ends)
    for end in ends where code == 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    guard code == 0 else { throw GitError(.system, "no pipe: \(systemMessage(errno))") }
    return (FileDescriptor(ends[0]), FileDescriptor(ends[1]))
  }

  /// Two connected sockets: unlike a pipe they can be written to without a signal when the reader has gone.
  ///
  /// - Throws: `GitError` of kind `system`.
  static func sockets() throws(GitError) -> (ours: FileDescriptor, theirs: FileDescriptor) {
    var ends: [Int32] = [-1, -1]
    #if canImport(Darwin)
      let code = socketpair(AF_UNIX, SOCK_STREAM, 0, &ends)
      var on: Int32 = 1
      for end in ends where code == 0 {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        setsockopt(end, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
      }
    #else
      let code = socketpair(
        AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends)
    #endif
    guard code == 0 else { throw GitError(.system, "no socket: \(systemMessage(errno))") }
    return (FileDescriptor(ends[0]), FileDescriptor(ends[1]))
  }

  /// Writes all bytes to a socket; false where the reader has gone.
  func send(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { raw in
      var done = 0
      while done < raw.count {
        #if canImport(Darwin)
          let flags: Int32 = 0
        #else
          let flags = Int32(MSG_NOSIGNAL)
        #endif
        let count = systemSend(number, raw.baseAddress?.advanced(by: done), raw.count - done, flags)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return false }
        done += count
      }
      return true
    }
  }
}

private func systemClose(_ descriptor: Int32) { close(descriptor) }

private func systemPipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }

private func systemSend(_ socket: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
  send(socket, bytes, count, flags)
}

/// The text of an error number.
func systemMessage(_ code: Int32) -> String { String(cString: strerror(code)) }
