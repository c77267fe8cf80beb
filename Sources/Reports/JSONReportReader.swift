public import Findings
import FoundationEssentials

/// Reads the JSON reports that this tool wrote, to be converted and merged. They are taken for untrusted: whatever the
/// model cannot hold, and every number that no scan could count, is an error.
public enum JSONReportReader {
  /// What is wrong with a file.
  public struct Fault: Error, CustomStringConvertible {
    /// One line, safe to show.
    public let description: String
  }

  /// The name of the format, before anything else is asked of the file.
  private struct Head: Decodable {
    var schema: String
  }

  private struct Collection: Decodable {
    var reports: [Report]
  }

  /// The largest number that JSON hands on exactly everywhere, 2^53.
  private static let largest = 1 << 53

  /// The reports of a file of schema `contraband/report/1` or `contraband/reports/1`.
  ///
  /// - Parameter keepsClear: keeps secrets in clear, where the file holds them.
  /// - Throws: `Fault`.
  public static func read(_ bytes: [UInt8], keepsClear: Bool = false) throws -> [Report] {
    let decoder = JSONDecoder()
    let data = Data(bytes)
    let head: Head
    do {
      head = try decoder.decode(Head.self, from: data)
    } catch DecodingError.keyNotFound, DecodingError.typeMismatch, DecodingError.valueNotFound {
      throw Fault(description: "is JSON, but names no schema; it is no report of contraband")
    } catch {
      throw Fault(description: "is not JSON")
    }
    var reports: [Report]
    do {
      switch head.schema {
      case Report.schema: reports = [try decoder.decode(Report.self, from: data)]
      case JSONReport.schema: reports = try decoder.decode(Collection.self, from: data).reports
      default:
        let schema = StyledText(head.schema, shortenedTo: 60).plain
        throw Fault(
          description: "has schema \(schema); \(Report.schema) and \(JSONReport.schema) can be read")
      }
    } catch let error as DecodingError {
      throw Fault(description: reason(of: error))
    }
    for report in reports where report.schema != Report.schema {
      throw Fault(description: "holds a report of schema \(StyledText(report.schema, shortenedTo: 60).plain)")
    }
    for report in reports { try check(report) }
    if !keepsClear { for index in reports.indices { reports[index].redact() } }
    return reports
  }

  /// What is missing or of another kind, and where.
  private static func reason(of error: DecodingError) -> String {
    let (what, context): (String, DecodingError.Context)
    switch error {
    case .keyNotFound(let key, let found): (what, context) = ("has no \(key.stringValue)", found)
    case .typeMismatch(_, let found), .valueNotFound(_, let found):
      (what, context) = ("has a value of another kind", found)
    case .dataCorrupted(let found): (what, context) = ("has a value that version 1 does not know", found)
    @unknown default: return "cannot be read as a report"
    }
    var path = ""
    for key in context.codingPath {
      path += key.intValue.map { "[\($0)]" } ?? (path.isEmpty ? key.stringValue : "." + key.stringValue)
    }
    return what + (path.isEmpty ? "" : " at " + StyledText(path, shortenedTo: 200).plain)
  }

  /// Refuses numbers that no scan counts, so that nothing that adds them up can overflow.
  private static func check(_ report: Report) throws {
    let coverage = report.coverage
    var numbers = [
      coverage.layers, coverage.files, coverage.bytes, coverage.nestedFiles, coverage.nestedBytes,
      coverage.skippedCount, report.failing ?? 0,
    ]
    for entry in coverage.skipped { numbers += [entry.layer ?? 0, entry.bytes ?? 0] }
    func add(_ location: Location, _ layer: LayerReference?) {
      numbers += [location.line, location.column, location.endLine, location.endColumn, location.offset]
      numbers += [layer?.index ?? 0, layer?.dockerfileLine ?? 0]
    }
    for finding in report.findings {
      add(finding.location, finding.layer)
      for place in finding.places { add(place.location, place.layer) }
      for part in finding.parts {
        add(part.location, nil)
        numbers.append(part.secret.length)
      }
      // There are far fewer findings than fill the rest of a 64-bit sum.
      let count = finding.count ?? 0
      if !(0...(1 << 32)).contains(count) { throw Fault(description: "has a count of \(count)") }
      numbers += [finding.secret.length, finding.placeCount ?? 0]
    }
    if let number = numbers.first(where: { !(0...largest).contains($0) }) {
      throw Fault(description: "has the number \(number), which no scan counts")
    }
  }
}

extension Report {
  /// Drops secrets in clear.
  fileprivate mutating func redact() {
    for index in findings.indices {
      findings[index].secret = findings[index].secret.withoutClear
      for part in findings[index].parts.indices {
        findings[index].parts[part].secret = findings[index].parts[part].secret.withoutClear
      }
    }
  }
}
