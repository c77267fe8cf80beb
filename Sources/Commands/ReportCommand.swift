import ArgumentParser
import Findings
import Gate
import Reports

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `contraband report`: converts and merges reports.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Convert and merge JSON reports.",
    discussion: """
      Reads what --format json wrote, of one input or of several, and writes all of it in other forms. Verdicts \
      stay as they were judged, unless --fail-on is given. The exit code is that of a scan.

      EXAMPLES
        contraband report scan.json
        contraband report api.json web.json --format sarif=all.sarif --format markdown
        contraband image app.tar --format json | contraband report - --format junit=junit.xml
      """)

  @Argument(help: ArgumentHelp("JSON reports, or - for standard input.", valueName: "file"))
  var files: [String]

  @OptionGroup(title: "Output") var output: OutputFlags

  /// Bytes of a report that are read; none that was written by a scan comes near.
  private static let sizeLimit = 1 << 30

  func validate() throws {
    if files.count(where: { $0 == "-" }) > 1 { throw ValidationError("- can be read once only") }
  }

  func run() throws {
    let writer = ReportWriter(flags: output)
    try writer.check()
    var reports: [Report] = []
    var failed = false
    for file in files {
      do {
        let bytes = try ReportCommand.contents(of: file)
        reports += try JSONReportReader.read(bytes, keepsClear: output.showSecrets)
      } catch {
        failed = true
        Terminal.message("contraband: \(TerminalText.escaped(file)) \(error)")
      }
    }
    if reports.isEmpty, !failed {
      failed = true
      Terminal.message("contraband: there is no report in what was given")
    }
    // What is left of several would pass for all of them.
    guard !failed else { throw ExitCode(GateExitCode.incomplete.rawValue) }
    do {
      let judged = reports.map { report in
        // A report that no gate has judged gets the usual threshold.
        guard output.failOn != nil || report.threshold == nil else { return report }
        return Gate(threshold: output.failOn ?? .medium).judge(report)
      }
      let code = ReportCommand.exitCode(for: judged)
      try writer.write(judged: judged, code: code)
      throw ExitCode(code.rawValue)
    } catch let code as ExitCode {
      throw code
    } catch {
      Terminal.message("contraband: \(error)")
      throw ExitCode(GateExitCode.incomplete.rawValue)
    }
  }

  private static func exitCode(for reports: [Report]) -> GateExitCode {
    if reports.contains(where: { $0.status == .incomplete }) { return .incomplete }
    return reports.contains { $0.verdict == .fail } ? .findings : .clean
  }

  private static func contents(of file: String) throws -> [UInt8] {
    let descriptor = file == "-" ? 0 : open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputError(reason: String(cString: strerror(errno))) }
    defer { if file != "-" { close(descriptor) } }
    var contents: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw InputError(reason: String(cString: strerror(errno))) }
      if count == 0 { return contents }
      contents += buffer[..<count]
      if contents.count > sizeLimit { throw InputError(reason: "it is larger than a report can be") }
    }
  }

  /// A report that could not be read.
  private struct InputError: Error, CustomStringConvertible {
    var reason: String
    var description: String { "cannot be read: \(reason)" }
  }
}
