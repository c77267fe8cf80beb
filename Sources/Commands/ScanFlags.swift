import ArgumentParser
import Findings
import FoundationEssentials
import Scanning

extension Severity: ExpressibleByArgument {}

/// Options of what a scan does.
struct ScanFlags: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Threads that match; default: the number of processors.", valueName: "n"))
  var jobs: Int?

  @Option(help: ArgumentHelp("Archives within archives that are unpacked.", valueName: "n"))
  var maxDepth = 8

  @Option(
    help: ArgumentHelp(
      "What one file may unpack to, nested archives included: bytes, or with K, M, G.", valueName: "size"))
  var maxUnpackedSize: ByteSize = ByteSize(bytes: 4 << 30)

  @Option(
    help: ArgumentHelp(
      "Unpacked bytes for each packed byte beyond which a file counts as a bomb.", valueName: "n"))
  var maxRatio = 200

  @Option(help: ArgumentHelp("Folder that keeps compiled patterns between runs.", valueName: "dir"))
  var cacheDir: String?

  @Flag(help: "Compile the patterns anew and keep nothing.")
  var noCache = false

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 256") }
    // Each level is a few stack frames; no honest archive comes near.
    if !(0...64).contains(maxDepth) { throw ValidationError("--max-depth takes a number from 0 to 64") }
    if maxRatio < 1 { throw ValidationError("--max-ratio takes a number from 1") }
  }

  var options: ScanOptions {
    var options = ScanOptions()
    options.jobs = jobs ?? max(1, ProcessInfo.processInfo.activeProcessorCount)
    options.limits.nesting = maxDepth
    options.limits.unpackedBytes = maxUnpackedSize.bytes
    options.limits.ratio = maxRatio
    return options
  }
}

/// A number of bytes on the command line: `500M`, `4G`, `1048576`.
struct ByteSize: ExpressibleByArgument, CustomStringConvertible {
  var bytes: Int

  init(bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    var digits = argument[...]
    var factor = 1
    if let unit = digits.last.map({ String($0).uppercased() }),
      let shift = ["K": 10, "M": 20, "G": 30, "T": 40][unit]
    {
      factor = 1 << shift
      digits = digits.dropLast()
    }
    guard let number = Int(digits), number > 0 else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    self.bytes = bytes
  }

  var description: String {
    for (unit, shift) in [("T", 40), ("G", 30), ("M", 20), ("K", 10)] where bytes % (1 << shift) == 0 {
      return "\(bytes >> shift)\(unit)"
    }
    return "\(bytes)"
  }
}

/// Options of what is shown, and where.
struct OutputFlags: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Form of the report (default: text); with =FILE to a file. Repeatable; one at most without a file.",
      valueName: "name[=file]"))
  var format: [FormatRequest] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write the report to a file: the format without one of its own.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Least severity that fails: critical, high, medium (default), low, info.", valueName: "severity")
  )
  var failOn: Severity?

  @Flag(name: .shortAndLong, help: "No progress, and no report where nothing reaches the threshold.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Show all places, info findings, and what the scan does.")
  var verbose = false

  @Flag(help: "Show findings in files that are verbatim from a published package; they are info.")
  var showPackageFiles = false

  @Flag(help: "Show secrets in clear, in text, json and jsonl: only to a terminal, or to a named file.")
  var showSecrets = false

  @Option(help: "Colour: auto, always or never.")
  var color: ColorChoice = .auto

  /// Where each report goes.
  ///
  /// - Throws: `ValidationError` where two go to one place.
  func outlets() throws -> [ReportOutlet] {
    try ReportOutlet.all(of: format, output: output)
  }

  func validate() throws { _ = try outlets() }

  enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }
}
