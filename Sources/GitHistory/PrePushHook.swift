#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The pre-push hook of a repository: a short script that hands git's question on to this program.
package struct PrePushHook: Sendable {
  /// The folder that git takes hooks from: `core.hooksPath`, or the one that all worktrees share.
  package let folder: String

  /// Where the script stands.
  package var path: String { folder + "/pre-push" }
  /// Where a hook is kept that was there before.
  package var keptPath: String { folder + "/pre-push.before-contraband" }

  /// What tells the script from others.
  private static let mark = "# contraband pre-push hook"

  /// The hook of the repository that `git` is called in.
  ///
  /// - Throws: `GitError` where there is no repository.
  package init(_ git: Git) throws(GitError) {
    let lines = Repository.lines(
      try git.output(
        ["rev-parse", "--path-format=absolute", "--git-path", "hooks"], keepsHooks: true))
    guard let folder = lines.first, folder.hasPrefix("/") else {
      throw GitError(.unexpected, "git rev-parse tells no folder of hooks")
    }
    self.folder = folder
  }

  /// What is there.
  package enum State: Sendable, Hashable {
    /// No pre-push hook.
    case absent
    /// This program's.
    case ours
    /// Somebody else's.
    case foreign
  }

  /// What stands at `path`.
  package var state: State {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .absent }
    guard status.st_mode & S_IFMT == S_IFREG, let text = PrePushHook.read(path) else { return .foreign }
    return text.contains(PrePushHook.mark) ? .ours : .foreign
  }

  /// Whether a hook is kept that was there before.
  package var keepsOther: Bool {
    var status = stat()
    return lstat(keptPath, &status) == 0
  }

  /// Writes the script; a hook of somebody else's is kept, and called first.
  ///
  /// - Parameters:
  ///   - program: absolute path of this program.
  ///   - options: words for `hook run`, put before its own.
  ///   - force: put the script in place of a hook even where another is kept already, which is then lost.
  /// - Throws: `GitError` of kind `system`.
  package func install(program: String, options: [String] = [], force: Bool = false) throws(GitError) {
    try makeFolder()
    if state == .foreign {
      guard force || !keepsOther else {
        throw GitError(
          .system,
          "\(path) is somebody else's, and \(keptPath) is there as well: move one of them away, or give --force "
            + "to lose the one kept")
      }
      guard rename(path, keptPath) == 0 else {
        throw GitError(.system, "\(path) cannot be moved: \(systemMessage(errno))")
      }
    }
    try write(PrePushHook.script(program: program, options: options))
  }

  /// Takes the script away and puts back what was there before.
  ///
  /// - Returns: whether there was anything to take away.
  /// - Throws: `GitError` of kind `system`.
  package func uninstall() throws(GitError) -> Bool {
    guard state == .ours else { return false }
    if keepsOther {
      guard rename(keptPath, path) == 0 else {
        throw GitError(.system, "\(keptPath) cannot be moved back: \(systemMessage(errno))")
      }
    } else {
      guard unlink(path) == 0 else {
        throw GitError(.system, "\(path) cannot be removed: \(systemMessage(errno))")
      }
    }
    return true
  }

  /// Folders that are missing; `core.hooksPath` may name one that nobody made.
  private func makeFolder() throws(GitError) {
    var current = ""
    for part in folder.split(separator: "/") {
      current += "/" + part
      if mkdir(current, 0o777) != 0, errno != EEXIST {
        throw GitError(.system, "\(current) cannot be made: \(systemMessage(errno))")
      }
    }
  }

  /// By rename, so that no push ever meets half a script.
  private func write(_ script: String) throws(GitError) {
    let draft = folder + "/pre-push.contraband-\(getpid())"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o755)
    guard descriptor >= 0 else {
      throw GitError(.system, "\(draft) cannot be written: \(systemMessage(errno))")
    }
    let file = FileDescriptor(descriptor)
    let bytes = Array(script.utf8)
    guard systemWrite(file.number, bytes) == bytes.count, fchmod(file.number, 0o755) == 0,
      rename(draft, path) == 0
    else {
      let reason = systemMessage(errno)
      unlink(draft)
      throw GitError(.system, "\(path) cannot be written: \(reason)")
    }
  }

  private static func read(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    let file = FileDescriptor(descriptor)
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = systemRead(file.number, &buffer)
    return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
  }

  /// The script. Git's lines on standard input are read once and given to both hooks; a program that is missing
  /// stops the push, since a push that nobody checked must not look like one that passed.
  static func script(program: String, options: [String]) -> String {
    let words = options.map { " " + quoted($0) }.joined()
    return """
      #!/bin/sh
      \(mark); `contraband hook uninstall` takes it away
      program=\(quoted(program))
      if [ ! -x "$program" ]; then
        program=$(command -v contraband) || {
          echo 'contraband: the program is gone, so nobody checked this push for secrets: it is blocked.' >&2
          echo 'Install contraband again, or remove the hook:' >&2
          echo "  rm '$0'" >&2
          if [ -e "$0.before-contraband" ]; then
            echo "  mv '$0.before-contraband' '$0'" >&2
          fi
          exit 2
        }
      fi
      refs=$(cat; echo .)
      refs=${refs%.}
      if [ -x "$0.before-contraband" ]; then
        printf %s "$refs" | "$0.before-contraband" "$@" || exit
      fi
      printf %s "$refs" | "$program" hook run\(words) -- "$@"

      """
  }

  /// A word that the shell takes as it is.
  private static func quoted(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: [UInt8]) -> Int {
  bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
}

private func systemRead(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
  buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
}
