import Findings
import FoundationEssentials

/// Reports as JSON, for programs.
public enum JSONReport {
  /// Name and version of the object that holds several reports.
  public static let schema = "contraband/reports/1"

  /// Several reports as one object.
  private struct Collection: Encodable {
    var schema: String
    var reports: [Report]
  }

  /// Writes one report as one object, several (or none) as an object that holds them; keys sorted, a newline
  /// at the end. Characters that could steer or reorder a terminal's output are written as `\u` escapes.
  public static func render(_ reports: [Report]) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let data =
      if reports.count == 1, let report = reports.first {
        try encoder.encode(report)
      } else {
        try encoder.encode(Collection(schema: schema, reports: reports))
      }
    return TerminalSafeJSON.escaped([UInt8](data)) + [UInt8(ascii: "\n")]
  }
}
