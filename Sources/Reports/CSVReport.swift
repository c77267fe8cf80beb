import Findings

/// Reports as comma-separated values (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180), for spreadsheets: a row for
/// each report, for each place of each finding, and for whatever was not read.
///
/// A field that a spreadsheet would take for a formula begins with an apostrophe
/// (https://owasp.org/www-community/attacks/CSV_Injection).
public enum CSVReport {
  /// The first row.
  static let columns = [
    "record", "target", "verdict", "severity", "confidence", "verification", "rule", "title", "kind", "path",
    "nested", "line", "column", "end_line", "end_column", "offset", "layer", "diff_id", "instruction",
    "dockerfile_line", "state", "origin", "package", "secret", "length", "count", "fingerprint", "waiver",
    "detail", "remediation", "reference",
  ]

  /// Columns of a field; a spreadsheet's cell takes 32,767 characters.
  private static let widestField = 30_000

  /// Writes the reports; lines end with CR LF, all fields are quoted.
  public static func render(_ reports: [Report]) -> [UInt8] {
    var rows = [UInt8]()
    write(columns, to: &rows)
    for report in reports {
      writeHead(of: report, to: &rows)
      let judgement = Judgement(report)
      for finding in report.findings {
        let verdict = finding.waiver != nil ? "waived" : judgement.fails(finding) ? "fail" : "pass"
        let first = Finding.Place(location: finding.location, layer: finding.layer, state: finding.state)
        for (index, place) in ([first] + finding.places).enumerated() {
          var row = fields(of: finding, at: place, in: report)
          row["record"] = index == 0 ? "finding" : "place"
          row["verdict"] = verdict
          write(row, to: &rows)
        }
      }
      for entry in report.coverage.skipped {
        write(
          [
            "record": "skipped", "target": report.target.reference, "path": entry.path,
            "layer": entry.layer.map { String($0) } ?? "", "length": entry.bytes.map { String($0) } ?? "",
            "detail": entry.reason,
          ], to: &rows)
      }
    }
    return rows
  }

  private static func writeHead(of report: Report, to rows: inout [UInt8]) {
    let skipped = CoverageText(coverage: report.coverage).skippedCount
    write(
      [
        "record": "report", "target": report.target.reference, "kind": report.target.kind,
        "verdict": report.verdict.rawValue, "state": report.status.rawValue,
        "count": String(report.findings.count),
        "detail": skipped == 0 ? "" : FindingWords.incompleteness(of: report),
      ], to: &rows)
  }

  private static func fields(
    of finding: Finding, at place: Finding.Place, in report: Report
  ) -> [String: String] {
    let location = place.location
    return [
      "target": report.target.reference, "severity": finding.severity.rawValue,
      "confidence": finding.confidence.rawValue, "verification": finding.verification.rawValue,
      "rule": finding.rule, "title": finding.title, "kind": location.kind.rawValue, "path": location.path,
      "nested": location.nested.joined(separator: " ! "), "line": String(location.line),
      "column": String(location.column), "end_line": String(location.endLine),
      "end_column": String(location.endColumn), "offset": String(location.offset),
      "layer": place.layer?.index.map { String($0) } ?? "", "diff_id": place.layer?.diffID ?? "",
      "instruction": place.layer?.instruction ?? "",
      "dockerfile_line": place.layer?.dockerfileLine.map { String($0) } ?? "", "state": place.state.rawValue,
      "origin": finding.origin.rawValue, "package": finding.package ?? "", "secret": finding.secret.redacted,
      "length": String(finding.secret.length), "count": finding.count.map { String($0) } ?? "",
      "fingerprint": finding.fingerprint,
      "waiver": finding.waiver.map { "\($0.source): \($0.reason)" } ?? "", "detail": finding.detail ?? "",
      "remediation": finding.remediation, "reference": finding.reference ?? "",
    ]
  }

  private static func write(_ row: [String: String], to rows: inout [UInt8]) {
    write(columns.map { row[$0] ?? "" }, to: &rows)
  }

  private static func write(_ fields: [String], to rows: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { rows.append(UInt8(ascii: ",")) }
      rows.append(UInt8(ascii: "\""))
      for byte in guarded(field).utf8 {
        if byte == UInt8(ascii: "\"") { rows.append(byte) }
        rows.append(byte)
      }
      rows.append(UInt8(ascii: "\""))
    }
    rows += [0x0d, 0x0a]
  }

  /// `text` with its control characters escaped, and no formula.
  static func guarded(_ text: String) -> String {
    let safe = StyledText(text, shortenedTo: widestField).plain
    // The full-width forms are formulas in some locales. What precedes blanks counts too: they may be trimmed.
    guard let first = text.unicodeScalars.first(where: { $0 != " " }) else { return safe }
    let starts: [Unicode.Scalar] = [
      "=", "+", "-", "@", "\t", "\r", "\n", "|", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}",
    ]
    return starts.contains(first) ? "'" + safe : safe
  }
}
