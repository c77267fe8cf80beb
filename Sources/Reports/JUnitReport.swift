import Findings

/// Reports as JUnit's XML, in the form of Ant and Jenkins: a suite for each report, a test case for each place of each
/// finding, and one for the coverage. A finding that fails the gate is a failure, a waived one is skipped, and what
/// was not read is an error.
public enum JUnitReport {
  private static let nameColumns = 300

  /// Writes the reports.
  public static func render(_ reports: [Report], run: ReportRun) -> [UInt8] {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
    for (index, report) in reports.enumerated() { write(report, index: index, run: run, to: &text) }
    text += "</testsuites>\n"
    return Array(text.utf8)
  }

  /// What a test case holds.
  private enum Outcome { case passed, failed, errored, skipped }

  private static func write(_ report: Report, index: Int, run: ReportRun, to text: inout String) {
    var cases = ""
    var counts: [Outcome: Int] = [:]
    func add(_ name: String, _ rule: String, _ outcome: Outcome, _ message: String, _ type: String) {
      counts[outcome, default: 0] += 1
      // Names are tokens in the schema: blanks at their ends and runs of them would not survive.
      cases +=
        "    <testcase name=\"\(XMLText.markup(name))\" classname=\"\(XMLText.escaped(rule, columns: 200))\" time=\"0\""
      let message = XMLText.markup(message)
      switch outcome {
      case .passed: cases += "/>\n"
      case .skipped: cases += ">\n      <skipped message=\"\(message)\"/>\n    </testcase>\n"
      case .failed, .errored:
        let element = outcome == .failed ? "failure" : "error"
        cases += ">\n      <\(element) type=\"\(type)\" message=\"\(message)\">\(message)</\(element)>\n"
        cases += "    </testcase>\n"
      }
    }
    let layers = report.coverage.layers
    let judgement = Judgement(report)
    for finding in report.findings {
      let words = FindingWords(finding: finding, layers: layers)
      let id = StyledText(Digest.short(finding.fingerprint), shortenedTo: 40).plain
      let outcome: Outcome =
        finding.waiver != nil ? .skipped : judgement.fails(finding) ? .failed : .passed
      let reason = finding.waiver.map {
        FindingWords.prose("waived in \($0.source): \($0.reason)", FindingWords.wordColumns)
      }
      let message = reason ?? words.message
      add("\(words.place) (\(id))", finding.rule, outcome, message, finding.severity.rawValue)
      for place in finding.places {
        let name = FindingWords.place(place.location, place.layer, layers)
        add("\(name) (\(id))", finding.rule, outcome, message, finding.severity.rawValue)
      }
    }
    writeCoverage(of: report) { name, outcome, message in
      add(name, "contraband.coverage", outcome ? .passed : .errored, message, "incomplete")
    }
    let name = FindingWords.prose(report.target.reference, nameColumns)
    let kind = FindingWords.prose(report.target.kind, 40)
    text += "  <testsuite name=\"\(XMLText.markup(name.isEmpty ? "contraband" : name))\""
    text += " package=\"contraband.\(XMLText.markup(kind))\" id=\"\(index)\""
    text += " timestamp=\"\(ReportRun.stamp(run.started))\" hostname=\"localhost\""
    text += " tests=\"\(counts.values.reduce(0, +))\" failures=\"\(counts[.failed] ?? 0)\""
    text += " errors=\"\(counts[.errored] ?? 0)\" skipped=\"\(counts[.skipped] ?? 0)\""
    text += " time=\"\(run.finished - run.started)\">\n"
    text += properties(of: report) + cases
    text += "    <system-out/>\n    <system-err>\(notes(of: report))</system-err>\n  </testsuite>\n"
  }

  /// One case that passes where all was read; else one that errs for each thing that was not.
  private static func writeCoverage(of report: Report, add: (String, Bool, String) -> Void) {
    guard report.status == .incomplete || !report.coverage.skipped.isEmpty else {
      return add("everything was read", true, "")
    }
    add("everything was read", false, FindingWords.incompleteness(of: report))
    for entry in report.coverage.skipped {
      let message = FindingWords.skipped(entry, layers: report.coverage.layers)
      add(StyledText(entry.path, shortenedTo: nameColumns).plain, false, message)
    }
  }

  private static func properties(of report: Report) -> String {
    let values = [
      ("tool", "\(report.tool.name) \(report.tool.version)"), ("patterns", report.tool.patterns),
      ("source", report.target.source), ("digest", report.target.digest ?? ""),
      ("platform", report.target.platform ?? ""), ("status", report.status.rawValue),
      ("verdict", report.verdict.rawValue), ("threshold", report.threshold?.rawValue ?? ""),
      ("read", CoverageText(coverage: report.coverage).extent),
    ]
    var text = "    <properties>\n"
    for (name, value) in values where !value.isEmpty {
      text += "      <property name=\"\(name)\" value=\"\(XMLText.escaped(value, columns: 300))\"/>\n"
    }
    return text + "    </properties>\n"
  }

  private static func notes(of report: Report) -> String {
    (report.notes ?? []).map { "note: " + XMLText.markup(FindingWords.prose($0, 1000)) }.joined(
      separator: "\n")
  }
}
