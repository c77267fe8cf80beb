import ArgumentParser
import Findings
import FoundationEssentials
import Gate
import Reports

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Brings judged reports to where the user wants them, and tells how the process ends.
struct ReportWriter {
  let flags: OutputFlags
  /// Whether findings in the base image do not fail.
  var ignoresBase = false
  /// When the run began, in seconds since 1970.
  private let started = ReportWriter.now

  init(flags: OutputFlags, ignoresBase: Bool = false) {
    self.flags = flags
    self.ignoresBase = ignoresBase
  }

  /// - Throws: `ValidationError` where secrets would be shown to a pipe.
  func check() throws {
    let isPiped = try flags.outlets().contains { $0.file == nil } && isatty(Terminal.standardOutput) != 1
    if flags.showSecrets, isPiped {
      throw ValidationError("--show-secrets writes only to a terminal, or to a file named with --output")
    }
  }

  /// Judges the reports and writes them.
  ///
  /// - Returns: the exit code.
  func write(_ reports: [Report]) throws -> GateExitCode {
    let gate = Gate(threshold: flags.failOn ?? .medium, ignoresBase: ignoresBase)
    let judged = reports.map(gate.judge)
    let code = gate.exitCode(for: judged)
    try write(judged: judged, code: code)
    return code
  }

  /// Writes reports that were judged, each form to its place. Where one fails the others are still written.
  ///
  /// - Throws: `OutputError`, or what an encoder throws.
  func write(judged reports: [Report], code: GateExitCode) throws {
    var failure: (any Error)?
    for outlet in try flags.outlets() {
      // A report that was asked for in a file, or for a program, is written whatever it says.
      if flags.quiet && code == .clean && outlet == ReportOutlet(format: .text, file: nil) { continue }
      do {
        try write(render(reports, for: outlet), to: outlet.file)
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  private func write(_ bytes: [UInt8], to file: String?) throws {
    guard let path = file else {
      // A reader that has gone has seen enough; the verdict stands.
      Terminal.write(bytes, to: Terminal.standardOutput)
      return
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, flags.showSecrets ? 0o600 : 0o644)
    guard descriptor >= 0 else { throw OutputError(path: path) }
    defer { close(descriptor) }
    // A file that was there keeps its mode; secrets in clear must not inherit a wide one.
    if flags.showSecrets { fchmod(descriptor, 0o600) }
    guard Terminal.write(bytes, to: descriptor) else { throw OutputError(path: path) }
  }

  private func render(_ reports: [Report], for outlet: ReportOutlet) throws -> [UInt8] {
    switch outlet.format {
    case .json: return try JSONReport.render(reports)
    case .jsonl: return try JSONLinesReport.render(reports)
    case .sarif: return try SARIFReport.render(reports, run: run, showsPackageFiles: flags.showPackageFiles)
    case .junit: return JUnitReport.render(reports, run: run)
    case .gitlab: return try GitLabReport.render(reports, run: run, showsPackageFiles: flags.showPackageFiles)
    case .github: return GitHubReport.render(reports, showsPackageFiles: flags.showPackageFiles)
    case .markdown: return MarkdownReport.render(reports, showsPackageFiles: flags.showPackageFiles)
    case .csv: return CSVReport.render(reports)
    case .text:
      let rich = outlet.file == nil && Terminal.isRich(Terminal.standardOutput)
      let style = TextReport.Style(
        color: flags.color == .always || (flags.color == .auto && rich),
        width: min(120, outlet.file == nil ? Terminal.width(Terminal.standardOutput) : 100),
        verbose: flags.verbose, showsPackageFiles: flags.showPackageFiles, showSecrets: flags.showSecrets)
      return Array(TextReport(style: style).render(reports).utf8)
    }
  }

  /// When the run was, and the commit that GitLab or GitHub says it is for. `SOURCE_DATE_EPOCH` makes reports the same
  /// every time (https://reproducible-builds.org/specs/source-date-epoch/).
  private var run: ReportRun {
    let environment = ProcessInfo.processInfo.environment
    let commit = environment["CI_COMMIT_SHA"] ?? environment["GITHUB_SHA"]
    if let fixed = environment["SOURCE_DATE_EPOCH"].flatMap({ Int($0) }) {
      return ReportRun(started: fixed, finished: fixed, commit: commit)
    }
    return ReportRun(started: started, finished: ReportWriter.now, commit: commit)
  }

  private static var now: Int { Int(time(nil)) }
}

/// A report that could not be written.
struct OutputError: Error, CustomStringConvertible {
  let path: String
  private let code: Int32

  /// Takes the reason from `errno`.
  init(path: String) {
    code = errno
    self.path = path
  }

  var description: String {
    "the report cannot be written to \(TerminalText.escaped(path)): \(String(cString: strerror(code)))"
  }
}
