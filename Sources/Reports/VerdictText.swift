import Findings

/// The last lines of a report: whether everything was read, and whether the gate opens.
struct VerdictText {
  let report: Report

  private var counts: SeverityCounts { SeverityCounts(report.findings.filter { $0.waiver == nil }) }
  private var skipped: Int { CoverageText(coverage: report.coverage).skippedCount }

  /// The word that stands for the outcome.
  var word: StyledText {
    if report.status == .incomplete { return StyledText("INCOMPLETE", .alarm(.incomplete)) }
    return switch report.verdict {
    case .pass: StyledText("PASS", .alarm(.pass))
    case .fail: StyledText("FAIL", .alarm(.fail))
    }
  }

  func write(on sheet: inout Sheet) {
    if report.status == .incomplete {
      let text = StyledText(" \(incompleteness)", .warning)
      sheet.banner(StyledText("INCOMPLETE:", .alarm(.incomplete)) + text)
    }
    switch (report.verdict, report.status) {
    case (.fail, _):
      sheet.banner(StyledText("FAIL:", .alarm(.fail)) + StyledText(" \(failure)", .bad))
    case (.pass, .complete):
      sheet.banner(StyledText("PASS:", .alarm(.pass)) + StyledText(" \(success)", .good))
    case (.pass, .incomplete):
      // Such a report contradicts itself; it must not read as a pass.
      let text = StyledText(" an incomplete scan cannot pass", .bad)
      sheet.banner(StyledText("FAIL:", .alarm(.fail)) + text)
    }
  }

  private var incompleteness: String {
    let count = Quantity.count(skipped, "entry was", plural: "entries were")
    return skipped == 0
      ? "the scan did not read everything; secrets may stand in what it missed"
      : "\(count) not read (see above); secrets may stand there"
  }

  private var failure: String {
    let total = Quantity.count(counts.total, "finding")
    switch (report.status, counts.severities) {
    case (.incomplete, let severities):
      let found = severities.isEmpty ? "nothing was found in what was read" : "\(total) in what was read"
      return "an incomplete scan cannot pass; \(found)"
    case (.complete, let severities) where severities.isEmpty:
      return "the policy is not met"
    case (.complete, _) where report.threshold != nil:
      let threshold = report.threshold ?? .info
      let count = report.failing ?? report.findings.count { $0.severity >= threshold && $0.waiver == nil }
      return "\(Quantity.count(count, "finding")) at or above \(threshold.rawValue)"
    case (.complete, let severities) where severities.count == 1:
      return "\(total) at or above the threshold"
    case (.complete, let severities):
      // Without the threshold, that the worst severity reaches it is certain.
      let worst = severities.first ?? .info
      let count = "\(Quantity.grouped(counts[worst])) \(worst.rawValue)"
      return "findings at or above the threshold, \(count) among them"
    }
  }

  private var success: String {
    switch counts.total {
    case 0: "no findings"
    case let total: "\(Quantity.count(total, "finding")), none at or above the threshold"
    }
  }
}
