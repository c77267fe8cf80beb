#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The user's `git`, called so that nothing of the repository's own configuration runs.
///
/// Only plumbing commands are called (git-rev-list, git-diff-tree, git-diff-index, git-cat-file, git-rev-parse):
/// none of them runs a hook, a filter, a pager or an external diff. Of what is left, the file system monitor and
/// hooks are turned off by `-c`, fetching of missing objects by forbidding every transport, and replacement
/// objects are not honoured, since a push sends the originals.
package struct Git: Sendable {
  private let program: String
  private let folder: String
  private let environment: [String]

  /// - Parameters:
  ///   - folder: where git runs: the repository's working tree, or any folder in it.
  ///   - environment: of this process; its `GIT_DIR` and `GIT_WORK_TREE` hold for git as well.
  /// - Throws: `GitError` of kind `missing`.
  package init(folder: String, environment: [String: String]) throws(GitError) {
    guard let program = Git.search(environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin") else {
      throw GitError(.missing, "git is not installed, or not in PATH")
    }
    self.program = program
    self.folder = folder
    self.environment = Git.safe(environment).map { "\($0.key)=\($0.value)" }.sorted()
  }

  /// Relative folders of PATH are left out: the repository could hold a `git` of its own.
  private static func search(_ path: String) -> String? {
    for folder in path.split(separator: ":") where folder.hasPrefix("/") {
      let candidate = String(folder) + "/git"
      var status = stat()
      guard stat(candidate, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      if access(candidate, X_OK) == 0 { return candidate }
    }
    return nil
  }

  private static func safe(_ environment: [String: String]) -> [String: String] {
    var safe = environment
    for name in [
      "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_PAGER", "GIT_LITERAL_PATHSPECS",
      "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_REPLACE_REF_BASE",
    ] { safe[name] = nil }
    safe["GIT_OPTIONAL_LOCKS"] = "0"
    safe["GIT_NO_REPLACE_OBJECTS"] = "1"
    safe["GIT_NO_LAZY_FETCH"] = "1"
    // For git before 2.45, which fetches missing objects of a partial clone whatever the line above says.
    safe["GIT_ALLOW_PROTOCOL"] = "none"
    safe["GIT_TERMINAL_PROMPT"] = "0"
    safe["GIT_GRAFT_FILE"] = "/dev/null"
    safe["GIT_PAGER"] = "cat"
    safe["LC_ALL"] = "C"
    return safe
  }

  /// Starts git with `arguments`.
  ///
  /// - Parameters:
  ///   - input: what its standard input reads; nothing where it is nil.
  ///   - output: where its standard output goes.
  ///   - errors: where its standard error goes.
  ///   - keepsHooks: tell what the repository configures as its hooks' folder, rather than none.
  /// - Returns: the process's id.
  /// - Throws: `GitError` of kind `system`.
  func start(
    _ arguments: [String], input: FileDescriptor?, output: FileDescriptor, errors: FileDescriptor,
    keepsHooks: Bool = false
  ) throws(GitError) -> pid_t {
    var line = [program, "-C", folder, "--no-pager", "--no-optional-locks", "--no-replace-objects"]
    line += [
      "-c", "core.fsmonitor=false", "-c", "core.alternateRefsCommand=", "-c", "log.showSignature=false",
    ]
    if !keepsHooks { line += ["-c", "core.hooksPath=/dev/null"] }
    line += arguments
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input.number, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, output.number, 1)
    posix_spawn_file_actions_adddup2(&actions, errors.number, 2)
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // This process may ignore SIGPIPE; git relies on it.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var words: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for word in words + variables { free(word) } }
    var process = pid_t()
    let code = posix_spawn(&process, program, &actions, &attributes, &words, &variables)
    guard code == 0 else {
      throw GitError(.system, "\(program) cannot be started: \(systemMessage(code))")
    }
    return process
  }

  /// What git writes to standard output.
  ///
  /// - Parameters:
  ///   - input: bytes for its standard input.
  ///   - accepted: exit codes that are no failure.
  /// - Throws: `GitError`, of kind `failed` with git's own message.
  package func output(
    _ arguments: [String], input: [UInt8]? = nil, accepted: Set<Int32> = [0], keepsHooks: Bool = false
  ) throws(GitError) -> [UInt8] {
    let pipeline = try GitPipeline(self, [arguments], input: input, keepsHooks: keepsHooks)
    var bytes: [UInt8] = []
    while let block = try pipeline.next() {
      guard bytes.count + block.count <= Git.outputLimit else {
        throw GitError(.unexpected, "git \(arguments.first ?? "") writes more than \(Git.outputLimit) bytes")
      }
      bytes += block
    }
    try pipeline.finish(accepted: accepted)
    return bytes
  }

  /// Bytes of an answer that is read whole: paths and ids.
  private static let outputLimit = 16 << 20
}
