#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Git commands, each reading what the one before it writes, as in a shell's pipe but without a shell.
final class GitPipeline {
  private let names: [String]
  private var processes: [pid_t] = []
  private let output: FileDescriptor
  private let errors: FileDescriptor
  private var input: FileDescriptor?
  /// What they wrote to standard error, the first of it.
  private var complaint: [UInt8] = []
  private var errorsEnded = false
  private let buffer: UnsafeMutableRawBufferPointer

  /// Bytes read at a time: as many as a pipe holds, and as few calls for large files.
  private static let blockSize = 256 << 10
  /// Bytes of git's messages that are kept.
  private static let complaintLimit = 4096

  /// Starts the commands.
  ///
  /// - Parameters:
  ///   - commands: the arguments of each.
  ///   - input: what the first one reads, all at once; it must read all of it before it writes.
  ///   - isInteractive: leave the first one's input open for `send`.
  /// - Throws: `GitError` of kind `system`.
  init(
    _ git: Git, _ commands: [[String]], input: [UInt8]? = nil, isInteractive: Bool = false,
    keepsHooks: Bool = false
  ) throws(GitError) {
    names = commands.map { $0.first ?? "" }
    buffer = .allocate(byteCount: GitPipeline.blockSize, alignment: 64)
    let complaints = try FileDescriptor.pipe()
    errors = complaints.reading
    var source: FileDescriptor?
    if input != nil || isInteractive {
      let sockets = try FileDescriptor.sockets()
      source = sockets.theirs
      self.input = sockets.ours
    }
    var last = source
    for command in commands {
      let pipe = try FileDescriptor.pipe()
      processes.append(
        try git.start(
          command, input: last, output: pipe.writing, errors: complaints.writing, keepsHooks: keepsHooks))
      pipe.writing.close()
      last?.close()
      last = pipe.reading
    }
    complaints.writing.close()
    output = last ?? complaints.reading
    if let input {
      // Where it has ended already, its exit code tells why.
      _ = self.input?.send(input)
      if !isInteractive { self.input?.close() }
    }
  }

  deinit {
    reap()
    buffer.deallocate()
  }

  /// Sends bytes to the first command; false where it has ended.
  func send(_ bytes: [UInt8]) -> Bool { input?.send(bytes) ?? false }

  /// What the last command wrote next, valid until the next call; nil at its end. Messages are taken meanwhile, so
  /// that no command waits for somebody to read them.
  ///
  /// - Throws: `GitError` of kind `system`.
  func next() throws(GitError) -> UnsafeRawBufferPointer? {
    while true {
      var waiting = [
        pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errorsEnded ? -1 : errors.number, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&waiting, 2, -1) >= 0 else {
        if errno == EINTR { continue }
        throw GitError(.system, "git cannot be waited for: \(systemMessage(errno))")
      }
      if waiting[1].revents != 0 { takeErrors() }
      guard waiting[0].revents != 0 else { continue }
      let count = systemRead(output.number, buffer.baseAddress, buffer.count)
      if count >= 0 {
        return count == 0 ? nil : UnsafeRawBufferPointer(rebasing: buffer[..<count])
      }
      guard errno == EINTR else {
        throw GitError(.system, "git cannot be read: \(systemMessage(errno))")
      }
    }
  }

  private func takeErrors() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { systemRead(errors.number, $0.baseAddress, $0.count) }
    guard count > 0 else {
      errorsEnded = count == 0 || errno != EINTR
      return
    }
    complaint += buffer.prefix(min(count, max(0, GitPipeline.complaintLimit - complaint.count)))
  }

  /// Waits for the end of all commands.
  ///
  /// - Throws: `GitError` of kind `failed` where one of them ended with a code that is not among `accepted`.
  func finish(accepted: Set<Int32> = [0]) throws(GitError) {
    input?.close()
    while !errorsEnded { takeErrors() }
    for (name, status) in zip(names, reap()) {
      let signal = status & 0x7f
      let code = (status >> 8) & 0xff
      // The one before a command that gave up is ended by the closed pipe; the other says why.
      if signal == SIGPIPE { continue }
      guard signal == 0, accepted.contains(code) else {
        throw GitError(
          .failed, failure(of: name, signal == 0 ? "ended with \(code)" : "was ended by signal \(signal)"))
      }
    }
  }

  /// Git's own words.
  var message: String {
    let text = String(decoding: complaint, as: UTF8.self)
    return text.split(separator: "\n").map { line in
      line.hasPrefix("fatal: ") ? String(line.dropFirst(7)) : String(line)
    }.joined(separator: "; ")
  }

  private func failure(of name: String, _ end: String) -> String {
    message.isEmpty ? "git \(name) \(end)" : "git \(name): \(message)"
  }

  @discardableResult
  private func reap() -> [Int32] {
    input?.close()
    output.close()
    let ended = processes
    processes = []
    return ended.map { process in
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0 && errno == EINTR {}
      return status
    }
  }
}

private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, bytes, count)
}
