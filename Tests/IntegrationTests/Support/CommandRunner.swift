import Foundation

/// How a command ended, and what it wrote and used.
struct CommandResult: Sendable {
  /// The exit code; 128 and the signal's number where a signal ended it, 137 where the time was up.
  var status: Int32
  var output: [UInt8]
  var errors: String
  /// The most memory that the command held at a time.
  var peakBytes: Int

  var text: String { String(decoding: output, as: UTF8.self) }
}

/// A command that could not be started, or did not do what a fixture needs.
struct CommandFailure: Error, CustomStringConvertible {
  var description: String
}

/// What a command reads from its standard input.
enum CommandInput: Sendable {
  case nothing
  /// The file itself.
  case file(String)
  /// The file, through a pipe.
  case pipe(String)
}

/// Runs commands one at a time on the calling thread, killed when their time is up.
enum CommandRunner {
  /// Runs `arguments`, the first of which is looked up in PATH.
  ///
  /// - Parameters:
  ///   - folder: where the command runs.
  ///   - environment: all of the environment, beside PATH.
  ///   - seconds: after which the command is killed.
  static func run(
    _ arguments: [String], input: CommandInput = .nothing, in folder: String = "/",
    environment: [String: String] = [:], seconds: Int = 60
  ) throws -> CommandResult {
    let scratch = try Workspace()
    let used = scratch.path("used")
    // `env` sets the scene, `time` measures, `timeout` kills: none of them shares memory with this process,
    // whose own size would count as the command's if it were started from here directly.
    var line = ["env", "-i", "-C", folder, "PATH=" + path]
    line += environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    line += ["time", "-q", "-f", "%M", "-o", used, "timeout", "-s", "KILL", "\(seconds)"] + arguments
    var source = "/dev/null"
    switch input {
    case .nothing: break
    case .file(let path): source = path
    case .pipe(let path): line = ["sh", "-c", "cat -- \"$0\" | exec \"$@\"", path] + line
    }
    let status = try spawn(
      line, input: source, output: scratch.path("output"), errors: scratch.path("errors"))
    let kilobytes = (try? String(contentsOfFile: used, encoding: .utf8)).flatMap { text in
      Int(text.split(separator: "\n").last ?? "")
    }
    return CommandResult(
      status: status, output: try scratch.read("output"),
      errors: String(decoding: try scratch.read("errors"), as: UTF8.self), peakBytes: (kilobytes ?? 0) << 10)
  }

  /// Runs a tool that a fixture needs.
  ///
  /// - Parameter package: the Debian package to install where the tool is missing.
  /// - Returns: what it wrote to standard output.
  @discardableResult
  static func tool(
    _ arguments: [String], package: String? = nil, input: CommandInput = .nothing, in folder: String = "/",
    environment: [String: String] = [:]
  ) throws -> [UInt8] {
    let name = arguments.first ?? ""
    let result = try run(arguments, input: input, in: folder, environment: environment, seconds: 300)
    if result.status == 127 {
      throw CommandFailure(
        description:
          "\(name) is missing; install the Debian package \(package ?? name), or run: make test-deps")
    }
    guard result.status == 0 else {
      throw CommandFailure(
        description: "\(arguments.joined(separator: " ")) ended with \(result.status): \(result.errors)")
    }
    return result.output
  }

  private static let path =
    ProcessInfo.processInfo.environment["PATH"]
    ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  private static func spawn(_ line: [String], input: String, output: String, errors: String) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var words: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let code = posix_spawnp(&process, line[0], &actions, nil, &words, environ)
    guard code == 0 else {
      throw CommandFailure(description: "\(line[0]) cannot be started: \(String(cString: strerror(code)))")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else {
        throw CommandFailure(description: "\(line[0]) was lost: \(String(cString: strerror(errno)))")
      }
    }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }
}
