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

/// Brings judged reports to where the user wants them, and tells how the process ends.
struct ReportWriter {
  let flags: OutputFlags
  /// Whether findings in the base image do not fail.
  var ignoresBase = false

  /// - Throws: `ValidationError` where secrets would be shown to a pipe.
  func check() throws {
    if flags.showSecrets, flags.output == nil, isatty(Terminal.standardOutput) != 1 {
      throw ValidationError("--show-secrets writes only to a terminal, or to a file named with --output")
    }
  }

  /// Writes the reports.
  ///
  /// - Returns: the exit code.
  func write(_ reports: [Report]) throws -> GateExitCode {
    let gate = Gate(threshold: flags.failOn, ignoresBase: ignoresBase)
    let judged = reports.map(gate.judge)
    let code = gate.exitCode(for: judged)
    // A report that was asked for in a file, or for a program, is written whatever it says.
    if flags.quiet && code == .clean && flags.output == nil && flags.format == .text { return code }
    let bytes = try render(judged)
    guard let path = flags.output else {
      // A reader that has gone has seen enough; the verdict stands.
      Terminal.write(bytes, to: Terminal.standardOutput)
      return code
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, flags.showSecrets ? 0o600 : 0o644)
    guard descriptor >= 0 else { throw OutputError(path: path) }
    defer { close(descriptor) }
    // A file that was there keeps its mode; secrets in clear must not inherit a wide one.
    if flags.showSecrets { fchmod(descriptor, 0o600) }
    guard Terminal.write(bytes, to: descriptor) else { throw OutputError(path: path) }
    return code
  }

  private func render(_ reports: [Report]) throws -> [UInt8] {
    switch flags.format {
    case .json: return try JSONReport.render(reports)
    case .text:
      let rich = flags.output == nil && Terminal.isRich(Terminal.standardOutput)
      let style = TextReport.Style(
        color: flags.color == .always || (flags.color == .auto && rich),
        width: min(120, flags.output == nil ? Terminal.width(Terminal.standardOutput) : 100),
        verbose: flags.verbose, showsPackageFiles: flags.showPackageFiles, showSecrets: flags.showSecrets)
      return Array(TextReport(style: style).render(reports).utf8)
    }
  }
}

/// A report that could not be written.
struct OutputError: Error, CustomStringConvertible {
  var path: String
  var description: String { "the report cannot be written to \(path): \(String(cString: strerror(errno)))" }
}
