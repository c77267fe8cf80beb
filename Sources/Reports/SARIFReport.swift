import Findings

/// Reports as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), a run for each report.
///
/// Columns of the model are UTF-8 bytes, which SARIF does not know: they are given as they are, with the exact place as
/// `byteOffset`, and each run says so in its properties. Where the line is ASCII up to the secret they are the same.
public enum SARIFReport {
  /// Results of a run; GitHub refuses a run that has more
  /// (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
  public static let resultLimit = 25_000

  /// Where the paths of an image begin, in its file system and in its configuration; and those of a repository.
  private enum Base: String {
    case image = "IMAGE"
    case configuration = "IMAGECONFIG"
    case repository = "%SRCROOT%"
  }

  /// Writes the reports as one object.
  ///
  /// - Throws: what the encoder throws.
  public static func render(
    _ reports: [Report], run: ReportRun, showsPackageFiles: Bool = false,
    resultLimit: Int = SARIFReport.resultLimit
  ) throws -> [UInt8] {
    var ids: Set<String> = []
    let runs = reports.enumerated().map { index, report in
      // GitHub refuses a file that names a category twice.
      var id = automationID(of: report.target)
      if !ids.insert(id).inserted {
        id += "\(index)/"
        ids.insert(id)
      }
      return object(
        of: ReportSelection(report, showsPackageFiles: showsPackageFiles), id: id, run: run,
        limit: resultLimit)
    }
    return try JSONText.render(
      [
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": .array(runs),
      ] as JSONValue)
  }

  /// `contraband/image/app:1.2/linux/amd64/`: what GitHub tells analyses apart by, up to the last slash.
  private static func automationID(of target: Report.Target) -> String {
    let names = ["contraband", target.kind, target.reference, target.platform ?? ""]
    return names.filter { !$0.isEmpty }.map { FindingWords.prose($0, 200) }.joined(separator: "/") + "/"
  }

  private static func object(
    of selection: ReportSelection, id: String, run: ReportRun, limit: Int
  ) -> JSONValue {
    let report = selection.report
    let rules = SARIFRules(report.findings)
    let shown = worst(limit, of: report.findings)
    let hasWaivers = shown.contains { $0.waiver != nil }
    let results = shown.map { result(of: $0, in: report, rules: rules, hasWaivers: hasWaivers) }
    let target = FindingWords.prose(report.target.reference, 500)
    return [
      "tool": [
        "driver": [
          "name": "Contraband", "version": .string(report.tool.version),
          "semanticVersion": .string(report.tool.version), "rules": .array(rules.objects),
          "properties": ["patterns": .string(report.tool.patterns)],
        ]
      ],
      "automationDetails": ["id": .string(id)],
      "invocations": [invocation(of: selection, run: run, left: report.findings.count - shown.count)],
      "originalUriBaseIds": .object([
        Base.image.rawValue: ["description": ["text": "The root of the image's file system: \(target)"]],
        Base.configuration.rawValue: ["description": ["text": "The configuration of the image: \(target)"]],
        Base.repository.rawValue: ["description": ["text": "The folder that the scan was started in"]],
      ]),
      "columnKind": "unicodeCodePoints",
      "results": .array(results),
      "properties": [
        "columns": "UTF-8 bytes; the same as characters where the line is ASCII. byteOffset is exact.",
        "status": .string(report.status.rawValue), "verdict": .string(report.verdict.rawValue),
        "threshold": .optional(report.threshold?.rawValue), "failing": .optional(report.failing),
        "target": [
          "kind": .string(report.target.kind), "source": .string(report.target.source),
          "reference": .string(report.target.reference), "digest": .optional(report.target.digest),
          "platform": .optional(report.target.platform), "base": .optional(report.target.base),
        ],
        "coverage": [
          "layers": .number(report.coverage.layers), "files": .number(report.coverage.files),
          "bytes": .number(report.coverage.bytes), "nestedFiles": .number(report.coverage.nestedFiles),
          "nestedBytes": .number(report.coverage.nestedBytes),
          "skippedCount": .number(CoverageText(coverage: report.coverage).skippedCount),
        ],
      ],
    ]
  }

  /// The first findings of the worst severities, where there are too many.
  private static func worst(_ limit: Int, of findings: [Finding]) -> ArraySlice<Finding> {
    guard findings.count > limit else { return findings[...] }
    return Severity.allCases.sorted(by: >).flatMap { severity in
      findings.filter { $0.severity == severity }
    }.prefix(limit)
  }

  // MARK: Results

  private static func result(
    of finding: Finding, in report: Report, rules: SARIFRules, hasWaivers: Bool
  ) -> JSONValue {
    let words = FindingWords(finding: finding, layers: report.coverage.layers)
    var members: [String: JSONValue] = [
      "ruleId": .string(finding.rule), "ruleIndex": .optional(rules.index(of: finding.rule)),
      "kind": "fail", "level": .string(SARIFRules.level(finding.severity)),
      "message": message(words.message),
      "locations": [
        place(finding.location, in: report, logical: words.place, id: nil, message: nil)
      ],
      // The second is what GitHub tells alerts apart by.
      "partialFingerprints": [
        "contrabandFingerprint/v1": .string(finding.fingerprint),
        "primaryLocationLineHash": .string(finding.fingerprint),
      ],
      "properties": properties(of: finding),
    ]
    if !finding.places.isEmpty {
      members["relatedLocations"] = .array(
        finding.places.enumerated().map { index, further in
          let name = FindingWords.place(further.location, further.layer, report.coverage.layers)
          let state = StateText(state: further.state, kind: further.location.kind).short
          return place(
            further.location, in: report, logical: name, id: index + 1,
            message: "The same secret at \(name)" + (state.map { " (\($0))" } ?? ""))
        })
    }
    // Where one result has suppressions all must have, so that none is unknown (§3.27.23).
    if hasWaivers { members["suppressions"] = .array(suppressions(of: finding)) }
    return .object(members)
  }

  private static func suppressions(of finding: Finding) -> [JSONValue] {
    guard let waiver = finding.waiver else { return [] }
    // A comment beside the secret is in the source; a configuration or a baseline is not.
    let file = waiver.source.lastIndex(of: ":").map { String(waiver.source[..<$0]) } ?? waiver.source
    let isInSource =
      !file.isEmpty && (file == finding.location.path || finding.location.path.hasSuffix("/" + file))
    return [
      [
        "kind": isInSource ? "inSource" : "external", "status": "accepted",
        "justification": .string(FindingWords.prose("\(waiver.source): \(waiver.reason)", 1000)),
      ]
    ]
  }

  private static func properties(of finding: Finding) -> JSONValue {
    let layer = finding.layer
    return [
      "severity": .string(finding.severity.rawValue), "confidence": .string(finding.confidence.rawValue),
      "verification": .string(finding.verification.rawValue), "state": .string(finding.state.rawValue),
      "origin": .string(finding.origin.rawValue), "package": .optional(finding.package),
      "secret": .string(finding.secret.redacted), "secretLength": .number(finding.secret.length),
      "layer": .optional(layer?.index), "diffID": .optional(layer?.diffID),
      "instruction": .optional(layer?.instruction), "dockerfileLine": .optional(layer?.dockerfileLine),
      "placeCount": .optional(finding.placeCount), "count": .optional(finding.count),
      "remediation": .string(finding.remediation),
    ]
  }

  // MARK: Places

  private static func place(
    _ location: Location, in report: Report, logical: String, id: Int?, message text: String?
  ) -> JSONValue {
    [
      "id": .optional(id),
      "physicalLocation": [
        "artifactLocation": artifact(location, in: report), "region": region(of: location),
      ],
      "logicalLocations": [
        ["fullyQualifiedName": .string(logical), "kind": .string(location.kind.rawValue)]
      ],
      "message": text.map(message) ?? .null,
    ]
  }

  private static func artifact(_ location: Location, in report: Report) -> JSONValue {
    let path = ArtifactPath(location: location, target: report.target)
    let base: Base =
      switch location.kind {
      case .layerFile: .image
      case .imageConfig, .imageHistory, .attestation: .configuration
      case .dockerfile, .file, .git: .repository
      }
    return artifact(
      path.uri, path.isInRepository ? .repository : base, isAbsolute: location.path.hasPrefix("/"))
  }

  private static func artifact(_ uri: String, _ base: Base, isAbsolute: Bool) -> JSONValue {
    // A file outside of the folder that the scan was started in has no base.
    if base == .repository, isAbsolute { return ["uri": .string("file:///" + uri)] }
    return ["uri": .string(uri), "uriBaseId": .string(base.rawValue)]
  }

  /// Lines and columns from 1, in order, whatever the report says.
  private static func region(of location: Location) -> JSONValue {
    let startLine = max(1, location.line)
    let endLine = max(startLine, location.endLine)
    let startColumn = max(1, location.column)
    let endColumn = max(endLine == startLine ? startColumn : 1, location.endColumn)
    // In one line the columns tell how many bytes there are.
    let length = endLine == startLine ? endColumn - startColumn : nil
    return [
      "startLine": .number(startLine), "startColumn": .number(startColumn), "endLine": .number(endLine),
      "endColumn": .number(endColumn), "byteOffset": .number(max(0, location.offset)),
      "byteLength": .optional(length),
    ]
  }

  // MARK: Invocation

  private static func invocation(of selection: ReportSelection, run: ReportRun, left: Int) -> JSONValue {
    let report = selection.report
    var notifications: [JSONValue] = []
    func notify(_ level: String, _ text: String, _ location: JSONValue = .null) {
      notifications.append([
        "level": .string(level), "message": message(text), "locations": location,
      ])
    }
    let coverage = report.coverage
    let isComplete = report.status == .complete && coverage.skipped.isEmpty
    if !isComplete { notify("error", FindingWords.incompleteness(of: report)) }
    for entry in coverage.skipped {
      let kind: Location.Kind = report.target.kind == "image" ? .layerFile : .file
      let location = Location(kind: kind, path: entry.path)
      notify(
        "error", FindingWords.skipped(entry, layers: coverage.layers),
        [["physicalLocation": ["artifactLocation": artifact(location, in: report)]]])
    }
    if left > 0 {
      notify(
        "error",
        "\(Quantity.count(left, "finding")) of the least severity are left out: a run of SARIF has "
          + "\(Quantity.grouped(selection.report.findings.count - left)) results at most. The JSON report has them all."
      )
    }
    for note in report.notes ?? [] { notify("note", FindingWords.prose(note, 1000)) }
    if let note = selection.note { notify("note", note) }
    return [
      "executionSuccessful": .bool(isComplete), "toolExecutionNotifications": .array(notifications),
      "startTimeUtc": .string(ReportRun.stamp(run.started) + "Z"),
      "endTimeUtc": .string(ReportRun.stamp(run.finished) + "Z"),
    ]
  }

  /// A plain text message: brackets would make links of untrusted text (§3.11.6), braces placeholders (§3.11.5).
  static func message(_ text: String) -> JSONValue {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "[", "]", "\\": output += "\\" + String(scalar)
      case "{", "}": output += String(scalar) + String(scalar)
      default: output.unicodeScalars.append(scalar)
      }
    }
    return ["text": .string(output)]
  }
}
