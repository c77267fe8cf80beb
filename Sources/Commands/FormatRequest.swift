import ArgumentParser
import Reports

/// Forms of a report.
enum ReportFormat: String, CaseIterable {
  case text, json, jsonl, sarif, junit, gitlab, github, markdown, csv
}

/// `--format NAME[=FILE]`.
struct FormatRequest: ExpressibleByArgument {
  var format: ReportFormat
  /// nil for standard output, or the file of `--output`.
  var file: String?

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first, let format = ReportFormat(rawValue: String(name)) else { return nil }
    self.format = format
    guard parts.count > 1, let path = parts.last else { return }
    if path.isEmpty { return nil }
    file = path == "-" ? nil : String(path)
  }

  static var allValueStrings: [String] { ReportFormat.allCases.map(\.rawValue) }
}

/// A report in one form, on its way to one place.
struct ReportOutlet: Equatable {
  var format: ReportFormat
  /// nil for standard output.
  var file: String?

  /// What `--format` and `--output` ask for: text on standard output where they say nothing.
  ///
  /// - Throws: `ValidationError` where two formats go to one place, or `--output` is left without one.
  static func all(of requests: [FormatRequest], output: String?) throws -> [ReportOutlet] {
    let output = output == "-" ? nil : output
    guard !requests.isEmpty else { return [ReportOutlet(format: .text, file: output)] }
    let unnamed = requests.filter { $0.file == nil }
    if unnamed.count > 1 {
      throw ValidationError(
        "two formats without a file: write --format \(unnamed[1].format.rawValue)=FILE for one of them")
    }
    if output != nil, unnamed.isEmpty {
      throw ValidationError("--output has no format left: each --format names its own file")
    }
    let outlets = requests.map { ReportOutlet(format: $0.format, file: $0.file ?? output) }
    var files: Set<String> = []
    for file in outlets.compactMap(\.file) where !files.insert(file).inserted {
      throw ValidationError("two formats are to be written to \(TerminalText.escaped(file))")
    }
    return outlets
  }
}
