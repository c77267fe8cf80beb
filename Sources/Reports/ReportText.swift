import Findings

/// One report on the page: what was scanned, the findings, the summary, the verdict.
struct ReportText {
  let report: Report

  func write(on sheet: inout Sheet) {
    writeHeader(on: &sheet)
    let style = sheet.style
    let waived = report.findings.filter { $0.waiver != nil }
    let shown = report.findings.filter { finding in
      guard finding.waiver == nil else { return false }
      guard finding.severity == .info else { return true }
      return ReportText.isOfPackage(finding) ? style.showsPackageFiles : style.verbose
    }
    let ofPackages = report.findings.count(where: ReportText.isOfPackage)
    let counts = SeverityCounts(report.findings.filter { $0.waiver == nil && !ReportText.isOfPackage($0) })
    let shownCounts = SeverityCounts(shown)
    let hidden = style.verbose ? 0 : counts[.info]
    if shown.isEmpty {
      sheet.blank()
      writeNothingFound(on: &sheet)
    }
    for severity in shownCounts.severities {
      sheet.blank()
      let title = "\(Quantity.grouped(shownCounts[severity])) \(severity.rawValue)"
      sheet.heading(StyledText(title, .severity(severity)))
      for finding in findings(severity, of: shown) {
        sheet.blank()
        FindingText(finding: finding, layers: report.coverage.layers).write(on: &sheet)
      }
    }
    sheet.blank()
    sheet.heading(StyledText("summary", .strong))
    sheet.blank()
    var found = counts.styled(zeros: true)
    if hidden > 0 { found += StyledText(" (shown with --verbose)", .faint) }
    let own = report.findings.filter { !ReportText.isOfPackage($0) }
    let secrets = own.reduce(0) { $0 + ($1.count ?? 1) }
    if secrets > own.count {
      found += StyledText("; \(Quantity.count(secrets, "secret")) in all", .faint)
    }
    sheet.row("findings", found)
    if ofPackages > 0 {
      let files = "\(Quantity.count(ofPackages, "finding")) in files verbatim from published packages: info"
      let hint = style.showsPackageFiles ? "" : " (shown with --show-package-files)"
      sheet.row("packages", StyledText(files) + StyledText(hint, .faint))
    }
    if !waived.isEmpty {
      sheet.row("waived", StyledText(Quantity.count(waived.count, "finding") + ", not counted above"))
      for finding in waived { writeWaived(finding, on: &sheet) }
    }
    CoverageText(coverage: report.coverage).write(on: &sheet)
    for note in report.notes ?? [] { sheet.prose("note", StyledText(prose: note, .warning)) }
    writeTool(on: &sheet)
    sheet.blank()
    VerdictText(report: report).write(on: &sheet)
  }

  /// What, where and why, in a row.
  private func writeWaived(_ finding: Finding, on sheet: inout Sheet) {
    let place = "\(finding.location.path):\(finding.location.line)"
    let text =
      StyledText(place, .path, shortenedTo: sheet.columns)
      + StyledText("  \(finding.severity.rawValue)  \(finding.rule)  ", .faint)
      + StyledText(prose: finding.waiver?.reason ?? "", shortenedTo: sheet.columns * 2)
    sheet.indented(text, at: .words)
  }

  /// Whether a finding is what a package publishes, verbatim.
  private static func isOfPackage(_ finding: Finding) -> Bool {
    finding.severity == .info && finding.origin == .package
  }

  /// Findings of one severity: the user's own content first, then by place.
  private func findings(_ severity: Severity, of shown: [Finding]) -> [Finding] {
    shown.filter { $0.severity == severity }.sorted { a, b in
      let (x, y) = (ReportText.order(a.origin), ReportText.order(b.origin))
      if x != y { return x < y }
      if a.location != b.location { return a.location < b.location }
      let (layerA, layerB) = (a.layer?.index ?? -1, b.layer?.index ?? -1)
      return (layerA, a.rule, a.fingerprint) < (layerB, b.rule, b.fingerprint)
    }
  }

  private static func order(_ origin: Origin) -> Int {
    switch origin {
    case .own: 0
    case .base: 1
    case .package: 2
    }
  }

  private func writeHeader(on sheet: inout Sheet) {
    let target = report.target
    sheet.row(
      "target", StyledText(target.reference, .strong, shortenedTo: sheet.columns * 3), at: .path)
    let coverage = report.coverage
    var facts = target.kind == target.source ? [target.kind] : [target.kind, target.source]
    if let platform = target.platform { facts.append(platform) }
    if coverage.layers > 0 { facts.append(Quantity.count(coverage.layers, "layer")) }
    facts.append(Quantity.size(coverage.bytes))
    if let digest = target.digest, !sheet.style.verbose { facts.append(Digest.short(digest)) }
    sheet.list("", facts)
    if let base = target.base {
      let hint = target.baseIsKnown == true ? "" : "; give --base to tell its layers apart"
      sheet.row("base", StyledText(base, shortenedTo: sheet.columns * 2) + StyledText(hint, .faint))
    }
    if let digest = target.digest, sheet.style.verbose {
      sheet.row("", StyledText(digest, .faint, shortenedTo: sheet.columns * 2))
    }
  }

  /// Says what no findings means, and no more than that.
  private func writeNothingFound(on sheet: inout Sheet) {
    let coverage = report.coverage
    if report.status == .incomplete {
      return sheet.prose(
        "", StyledText("No secrets found in what was read. Not everything was: see below.", .warning))
    }
    if coverage.files <= 0, report.target.kind != "dockerfile" {
      return sheet.prose("", StyledText("No files were read, so there was nothing to find.", .warning))
    }
    let skipped = CoverageText(coverage: coverage).skippedCount
    let what =
      report.findings.allSatisfy(ReportText.isOfPackage)
      ? "No secrets found." : "No findings above severity info."
    sheet.prose("", StyledText(what, .good))
    sheet.prose(
      "",
      StyledText(
        "Looked at \(CoverageText(coverage: coverage).extent)\(skipped == 0 ? "; nothing was skipped" : ""). "
          + "Secrets in a form that no rule describes can still be there.", .faint))
  }

  private func writeTool(on sheet: inout Sheet) {
    let tool = report.tool
    sheet.list("tool", ["\(tool.name) \(tool.version)", "rules \(Digest.short(tool.patterns))"], .faint)
  }
}
