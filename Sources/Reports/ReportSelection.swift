import Findings

/// What of a report goes to trackers and dashboards: all of it but what published packages ship verbatim, which is
/// nobody's leak and would bury what is. What fails the gate always goes.
struct ReportSelection {
  /// The report without what is left out.
  let report: Report
  /// Findings left out.
  let leftOut: Int

  init(_ report: Report, showsPackageFiles: Bool) {
    var selected = report
    if !showsPackageFiles {
      let judgement = Judgement(report)
      selected.findings.removeAll { finding in
        finding.severity == .info && finding.origin == .package && finding.waiver == nil
          && !judgement.fails(finding)
      }
    }
    leftOut = report.findings.count - selected.findings.count
    self.report = selected
  }

  /// That something is left out, and how it is shown.
  var note: String? {
    guard leftOut > 0 else { return nil }
    return "\(Quantity.count(leftOut, "finding")) in files verbatim from published packages left out "
      + "(--show-package-files)."
  }
}
