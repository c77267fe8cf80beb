import Findings

/// Reports as Markdown for the summary of a job, to be appended to the file that `GITHUB_STEP_SUMMARY` names.
public enum MarkdownReport {
  /// Findings and skipped entries listed for each report; GitHub takes a summary of 1 MiB
  /// (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary).
  static let findingLimit = 200
  static let skippedLimit = 50
  /// Findings and skipped entries listed in all reports together.
  static let totalLimit = 400

  private static let placeColumns = 120

  /// Writes the reports.
  public static func render(_ reports: [Report], showsPackageFiles: Bool = false) -> [UInt8] {
    var text = ""
    var room = totalLimit
    if reports.isEmpty { text += "## Contraband\n\nNothing was scanned.\n" }
    for report in reports {
      if !text.isEmpty { text += "\n" }
      write(ReportSelection(report, showsPackageFiles: showsPackageFiles), room: &room, to: &text)
    }
    return Array(text.utf8)
  }

  private static func write(_ selection: ReportSelection, room: inout Int, to text: inout String) {
    let report = selection.report
    let target = FindingWords.prose(report.target.reference, placeColumns)
    text += "## Contraband: \(MarkdownText.code(target))\n\n"
    text += "\(outcome(of: report))\n\n"
    let findings = report.findings.filter { $0.waiver == nil }
    let shown = findings.prefix(min(findingLimit, max(0, room)))
    room -= shown.count
    if !shown.isEmpty {
      text += "| Severity | What | Where | From | What to do |\n| --- | --- | --- | --- | --- |\n"
      for finding in shown { text += row(of: finding, in: report) + "\n" }
      text += "\n"
    }
    if findings.count > shown.count {
      text += "And \(Quantity.count(findings.count - shown.count, "more finding")).\n\n"
    }
    let waived = report.findings.count { $0.waiver != nil }
    var facts = ["Read: \(CoverageText(coverage: report.coverage).extent)"]
    if waived > 0 { facts.append("\(Quantity.count(waived, "finding")) waived") }
    if let note = selection.note { facts.append(String(note.dropLast())) }
    text += facts.joined(separator: "; ") + ".\n"
    for note in report.notes ?? [] { text += "\n\(MarkdownText.escaped(FindingWords.prose(note, 1000)))\n" }
    writeSkipped(of: report, room: &room, to: &text)
  }

  private static func outcome(of report: Report) -> String {
    let judgement = Judgement(report)
    let count = report.findings.count(where: judgement.fails)
    let failing = "\(Quantity.count(count, "finding")) at or above \(judgement.threshold.rawValue)"
    if report.status == .incomplete || !report.coverage.skipped.isEmpty {
      return "❓ **Incomplete**: \(FindingWords.incompleteness(of: report)) \(failing) in what was read."
    }
    return report.verdict == .pass ? "✅ **Pass**: \(failing)." : "❌ **Fail**: \(failing)."
  }

  private static func row(of finding: Finding, in report: Report) -> String {
    let words = FindingWords(finding: finding, layers: report.coverage.layers)
    var what = [MarkdownText.escaped(FindingWords.prose(words.title, placeColumns))]
    if let secret = words.secret { what.append(MarkdownText.code(secret)) }
    if let detail = words.detail { what.append(MarkdownText.escaped(FindingWords.prose(detail, 200))) }
    let place = PlaceText(location: finding.location, layer: finding.layer, layers: report.coverage.layers)
    var location = [MarkdownText.code(place.styled(columns: placeColumns).plain)]
    if let state = words.state { location.append(state) }
    if words.furtherPlaces > 0 { location.append("and \(Quantity.count(words.furtherPlaces, "more place"))") }
    let from = words.instruction.map { MarkdownText.code(FindingWords.prose($0, placeColumns)) } ?? ""
    let remedy = MarkdownText.escaped(FindingWords.prose(words.remedy, 300))
    let cells = [
      finding.severity.rawValue, what.joined(separator: "<br>"), location.joined(separator: "<br>"), from,
      remedy,
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private static func writeSkipped(of report: Report, room: inout Int, to text: inout String) {
    let skipped = report.coverage.skipped
    guard !skipped.isEmpty else { return }
    let shown = skipped.prefix(min(skippedLimit, max(0, room)))
    room -= shown.count
    text += "\n**Not read**\n\n"
    for entry in shown {
      let layer = PlaceText.layer(entry.layer, of: report.coverage.layers).map { $0 + ", " } ?? ""
      let path = StyledText(entry.path, shortenedTo: placeColumns).plain
      let reason = MarkdownText.escaped(FindingWords.prose(entry.reason, 200))
      text += "- \(layer)\(MarkdownText.code(path)): \(reason)\n"
    }
    let left = CoverageText(coverage: report.coverage).skippedCount - shown.count
    if left > 0 { text += "- and \(Quantity.grouped(left)) more\n" }
  }
}
