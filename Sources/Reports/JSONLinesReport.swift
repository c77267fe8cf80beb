import Findings
import FoundationEssentials

/// Reports as JSON Lines (https://jsonlines.org), for programs that read a finding at a time: of each report a line
/// about the run, then one for each finding, in the keys of the JSON report.
public enum JSONLinesReport {
  /// Name and version of this format.
  public static let schema = "contraband/lines/1"

  /// What a report says besides its findings.
  private struct Head: Encodable {
    var type = "report"
    var schema = JSONLinesReport.schema
    var tool: Report.Tool
    var target: Report.Target
    var status: Report.Status
    var verdict: Report.Verdict
    var threshold: Severity?
    var failing: Int?
    var coverage: Coverage
    var notes: [String]?
    /// Lines that follow for this report.
    var findingCount: Int
  }

  /// A finding, and which report it belongs to.
  private struct Line: Encodable {
    var finding: Finding
    var target: String

    private enum Key: String, CodingKey { case type, target }

    func encode(to encoder: any Encoder) throws {
      try finding.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode("finding", forKey: .type)
      try container.encode(target, forKey: .target)
    }
  }

  /// Writes the reports, each line ended by a line feed; keys sorted, and escaped as in the JSON report.
  ///
  /// - Throws: what the encoder throws.
  public static func render(_ reports: [Report]) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var output: [UInt8] = []
    func append(_ value: some Encodable) throws {
      output += TerminalSafeJSON.escaped([UInt8](try encoder.encode(value)))
      output.append(UInt8(ascii: "\n"))
    }
    for report in reports {
      try append(
        Head(
          tool: report.tool, target: report.target, status: report.status, verdict: report.verdict,
          threshold: report.threshold, failing: report.failing, coverage: report.coverage,
          notes: report.notes, findingCount: report.findings.count))
      for finding in report.findings {
        try append(Line(finding: finding, target: report.target.reference))
      }
    }
    return output
  }
}
