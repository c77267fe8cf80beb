import Findings

/// Reports as GitLab's secret detection report, version 15
/// (https://gitlab.com/gitlab-org/security-products/security-report-schemas), one vulnerability for each finding.
///
/// The schema wants a commit for every finding: it is the one that the pipeline builds, or zeros. A waived finding is
/// flagged as likely a false positive, the only flag there is.
public enum GitLabReport {
  /// The schema's version; GitLab refuses reports of versions it does not know.
  static let schemaVersion = "15.2.4"
  /// What stands for a commit where none is known.
  static let noCommit = String(repeating: "0", count: 40)

  /// Writes the reports as one object.
  ///
  /// - Throws: what the encoder throws.
  public static func render(
    _ reports: [Report], run: ReportRun, showsPackageFiles: Bool = false
  ) throws -> [UInt8] {
    let selections = reports.map { ReportSelection($0, showsPackageFiles: showsPackageFiles) }
    let reports = selections.map(\.report)
    let commit = run.commit.flatMap(hash) ?? noCommit
    var ids: Set<String> = []
    var vulnerabilities: [JSONValue] = []
    for (index, report) in reports.enumerated() {
      for finding in report.findings {
        var id = finding.fingerprint.isEmpty ? "contraband" : finding.fingerprint
        // The same secret in two inputs.
        if ids.contains(id) { id += "-\(index)" }
        if ids.contains(id) { id += "-\(vulnerabilities.count)" }
        ids.insert(id)
        vulnerabilities.append(vulnerability(finding, id: id, in: report, commit: commit))
      }
    }
    let isComplete = reports.allSatisfy { $0.status == .complete && $0.coverage.skipped.isEmpty }
    let version = reports.first.map { FindingWords.prose($0.tool.version, 100) } ?? ""
    let tool: JSONValue = [
      "id": "contraband", "name": "Contraband", "vendor": ["name": "Contraband"],
      "version": .string(version.isEmpty ? "unknown" : version),
    ]
    return try JSONText.render(
      [
        "version": .string(schemaVersion),
        "scan": [
          "analyzer": tool, "scanner": tool, "type": "secret_detection",
          "start_time": .string(ReportRun.stamp(run.started)),
          "end_time": .string(ReportRun.stamp(run.finished)),
          "status": isComplete ? "success" : "failure", "messages": .array(messages(of: selections)),
        ],
        "vulnerabilities": .array(vulnerabilities),
      ] as JSONValue)
  }

  /// `text` if it is the name of a commit: SHA-1 or SHA-256 in hexadecimal.
  private static func hash(_ text: String) -> String? {
    let isHash =
      (text.utf8.count == 40 || text.utf8.count == 64)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
    return isHash ? text : nil
  }

  private static func messages(of selections: [ReportSelection]) -> [JSONValue] {
    selections.flatMap { selection -> [JSONValue] in
      let report = selection.report
      let target = FindingWords.prose(report.target.reference, 200)
      var texts = (report.notes ?? []).map { ("info", FindingWords.prose($0, 1000)) }
      if let note = selection.note { texts.append(("info", note)) }
      if report.status == .incomplete || !report.coverage.skipped.isEmpty {
        texts.append(("warn", FindingWords.incompleteness(of: report)))
      }
      texts += report.coverage.skipped.map {
        ("warn", FindingWords.skipped($0, layers: report.coverage.layers))
      }
      return texts.map { ["level": .string($0), "value": .string("\(target): \($1)")] }
    }
  }

  private static func vulnerability(
    _ finding: Finding, id: String, in report: Report, commit: String
  ) -> JSONValue {
    let words = FindingWords(finding: finding, layers: report.coverage.layers)
    let path = ArtifactPath(location: finding.location, target: report.target)
    let line = max(1, finding.location.line)
    let rule = FindingWords.prose(finding.rule, 200)
    let address = finding.reference.flatMap(SARIFRules.webAddress)
    return [
      "id": .string(id), "name": .string(FindingWords.prose(words.title, 255)),
      "description": .string(description(of: finding, words, in: report)),
      "severity": .string(severity(finding.severity)),
      "solution": .string(FindingWords.prose(finding.remediation, 4000)),
      "identifiers": [
        [
          "type": "contraband_rule_id", "name": "Contraband rule ID \(rule)",
          "value": .string(rule.isEmpty ? "unknown" : rule), "url": .optional(address),
        ]
      ],
      "links": address.map { [["url": .string($0)]] } ?? .null,
      "flags": finding.waiver.map { waiver in
        [
          [
            "type": "flagged-as-likely-false-positive", "origin": "Contraband",
            "description": .string(FindingWords.prose("waived in \(waiver.source): \(waiver.reason)", 1000)),
          ]
        ]
      } ?? .null,
      "location": [
        "file": .string(path.joined), "start_line": .number(line),
        "end_line": .number(max(line, finding.location.endLine)), "commit": ["sha": .string(commit)],
      ],
      "raw_source_code_extract": .string(StyledText(finding.secret.redacted, shortenedTo: 100).plain),
    ]
  }

  /// GitLab shows Markdown here.
  private static func description(of finding: Finding, _ words: FindingWords, in report: Report) -> String {
    var lines = [words.message, "Found in \(FindingWords.prose(report.target.reference, 200))."]
    let listed = finding.places.prefix(20)
    lines += listed.map {
      "Also at \(FindingWords.place($0.location, $0.layer, report.coverage.layers))."
    }
    if words.furtherPlaces > listed.count {
      lines.append("And at \(Quantity.count(words.furtherPlaces - listed.count, "more place")).")
    }
    return lines.map(MarkdownText.escaped).joined(separator: "\n\n")
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .critical: "Critical"
    case .high: "High"
    case .medium: "Medium"
    case .low: "Low"
    case .info: "Info"
    }
  }
}
