import Findings

/// The outcome of each of several reports, one row each.
struct OverviewText {
  let reports: [Report]

  /// Columns of the longest outcome, `INCOMPLETE`, and a gap.
  private static let outcomeColumns = 12

  func write(on sheet: inout Sheet) {
    sheet.heading(StyledText(Quantity.count(reports.count, "target"), .strong))
    sheet.blank()
    let found = reports.map(OverviewText.found)
    let taken = OverviewText.outcomeColumns + 2 + (found.map(\.columns).max() ?? 0)
    let names = reports.map {
      StyledText($0.target.reference, .path, shortenedTo: max(20, sheet.page - 2 - taken))
    }
    let nameColumns = names.map(\.columns).max() ?? 0
    for ((report, name), found) in zip(zip(reports, names), found) {
      let outcome = VerdictText(report: report).word.padded(to: OverviewText.outcomeColumns)
      sheet.banner(outcome + name.padded(to: nameColumns + 2) + found)
    }
    sheet.blank()
    writeVerdict(on: &sheet)
  }

  private static func found(in report: Report) -> StyledText {
    let counts = SeverityCounts(report.findings.filter { $0.waiver == nil })
    let found = counts.total == 0 ? StyledText("no findings", .faint) : counts.styled(zeros: false)
    let skipped = CoverageText(coverage: report.coverage).skippedCount
    return skipped == 0 ? found : found + StyledText("; \(Quantity.grouped(skipped)) skipped", .warning)
  }

  private func writeVerdict(on sheet: inout Sheet) {
    let incomplete = reports.count { $0.status == .incomplete }
    let passed = reports.count { $0.status == .complete && $0.verdict == .pass }
    let all = Quantity.count(reports.count, "target")
    if incomplete > 0 {
      let text = " \(Quantity.grouped(incomplete)) of \(all) not read in full"
      sheet.banner(StyledText("INCOMPLETE:", .alarm(.incomplete)) + StyledText(text, .warning))
    }
    if passed == reports.count {
      sheet.banner(StyledText("PASS:", .alarm(.pass)) + StyledText(" all \(all)", .good))
    } else {
      let text = " \(Quantity.grouped(reports.count - passed)) of \(all) did not pass"
      sheet.banner(StyledText("FAIL:", .alarm(.fail)) + StyledText(text, .bad))
    }
  }
}
