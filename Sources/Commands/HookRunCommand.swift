import ArgumentParser
import Findings
import FoundationEssentials
import Gate
import GitHistory
import Reports
import Scanning

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `contraband hook run`: what the hook calls.
struct HookRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Search what a push would send, as git's pre-push hook.",
    discussion: """
      Reads "<local ref> <local oid> <remote ref> <remote oid>" lines on standard input, as git writes them (git \
      help hooks). Ends with 0 where nothing is in the way, 1 where a secret is, 2 where the search is incomplete \
      or failed; git pushes only after 0.
      """)

  @Argument(help: "The remote's name, or its URL where it has none.")
  var remote: String

  @Argument(help: "The remote's URL.")
  var url: String?

  @OptionGroup(title: "Scan") var scan: ScanFlags
  @OptionGroup(title: "Rules") var patterns: PatternFlags
  @OptionGroup(title: "Output") var output: OutputFlags

  /// Bytes of standard input: some 200 for each ref that is pushed.
  private static let inputLimit = 256 << 20

  var runner: ScanRunner { ScanRunner(scan: scan, patterns: patterns, output: output) }

  func run() throws {
    do {
      let push = try Push(HookRunCommand.standardInput())
      // Nothing is sent where refs are only deleted.
      guard !push.tips.isEmpty else { return }
      let engine = try runner.engine()
      let git = try Git(folder: ".", environment: ProcessInfo.processInfo.environment)
      let report = try GitScan(engine: engine, options: runner.options, tool: runner.tool(engine)).run(
        .push(push, remote: remote), in: git, reference: remote)
      let threshold = output.failOn ?? .medium
      let gate = Gate(threshold: threshold)
      let code = gate.exitCode(for: [gate.judge(report)])
      let text = PushText(
        report: report, remote: remote, threshold: threshold,
        tip: push.tips.count == 1 ? push.tips[0] : nil)
      if code != .clean {
        Terminal.message(text.blocked(code))
      } else if !output.quiet {
        Terminal.message(text.passed)
      }
      throw ExitCode(code.rawValue)
    } catch let code as ExitCode {
      throw code
    } catch let error as ValidationError {
      throw error
    } catch {
      Terminal.message(
        TerminalText.escaped("contraband: push blocked, since it could not be searched: \(error)"))
      Terminal.message(PushText.escape)
      throw ExitCode(GateExitCode.incomplete.rawValue)
    }
  }

  private static func standardInput() throws(GitError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw GitError(.system, "standard input cannot be read") }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= inputLimit else {
        throw GitError(.unexpected, "git tells of more than \(inputLimit) bytes of refs")
      }
    }
  }
}
