import Findings
import FoundationEssentials
import Reports
import Testing

/// What each format says of the same reports.
@Suite("The formats for other programs")
struct FormatTests {
  private static let run = ReportRun(
    started: 1_700_000_000, finished: 1_700_000_003, commit: String(repeating: "ab12", count: 10))

  /// One finding of each kind: failing, with places, below the threshold, waived, in the base.
  private static var report: Report {
    var deleted = Samples.finding(.high, fingerprint: "f1", kind: .layerFile, state: .deleted)
    deleted.reference = "https://docs.example.com/tokens"
    deleted.places = [Finding.Place(location: deleted.location, layer: deleted.layer, state: .present)]
    var low = Samples.finding(.low, fingerprint: "f2", path: "etc/app.conf", nested: [])
    low.rule = "weak-key"
    var waived = Samples.finding(
      .critical, fingerprint: "f3", path: "Dockerfile", nested: [], kind: .dockerfile)
    waived.waiver = Finding.Waiver(source: "Dockerfile:3", reason: "a test key")
    var report = Samples.report([waived, deleted, low], verdict: .fail)
    report.threshold = .medium
    report.failing = 1
    return report
  }

  private static var incomplete: Report {
    var coverage = Samples.coverage
    coverage.skipped = [Skipped(path: "a/b.zip", layer: 2, bytes: 10, reason: "encrypted")]
    coverage.skippedCount = 1
    return Samples.report(status: .incomplete, verdict: .fail, coverage: coverage)
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  // MARK: SARIF

  private func runs(_ reports: Report...) throws -> [JSONTree] {
    let tree = try JSONTree.parse(try SARIFReport.render(reports, run: Self.run))
    #expect(tree["version"] == .string("2.1.0"))
    return tree["runs"]?.elements ?? []
  }

  @Test("SARIF names a rule once, with the score and level of its worst finding")
  func sarifRules() throws {
    let run = try #require(try runs(Self.report).first)
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.elements)
    #expect(rules.map { $0["id"] } == [.string("github-pat"), .string("weak-key")])
    #expect(rules.first?["properties"]?["security-severity"] == .string("9.5"))
    #expect(rules.last?["properties"]?["security-severity"] == .string("2.0"))
    #expect(rules.first?["defaultConfiguration"]?["level"] == .string("error"))
    #expect(rules.last?["defaultConfiguration"]?["level"] == .string("note"))
    #expect(rules.last?["helpUri"] == nil)
    for result in run["results"]?.elements ?? [] {
      guard case .number(let index) = result["ruleIndex"] else {
        Issue.record("no ruleIndex")
        continue
      }
      #expect(rules[Int(index)]["id"] == result["ruleId"])
    }
    #expect(try runs(Samples.report()).first?["tool"]?["driver"]?["rules"] == .array([]))
  }

  @Test("SARIF says where: the path within archives, byte offset, further places")
  func sarifPlaces() throws {
    let results = try #require(try runs(Self.report).first?["results"]?.elements)
    let place = results[1]["locations"]?.elements.first?["physicalLocation"]
    #expect(place?["artifactLocation"]?["uri"] == .string("app/lib.jar!/config.properties"))
    #expect(place?["artifactLocation"]?["uriBaseId"] == .string("IMAGE"))
    #expect(place?["region"]?["startLine"] == .number(3))
    #expect(place?["region"]?["byteOffset"] == .number(118))
    #expect(place?["region"]?["byteLength"] == .number(40))
    #expect(results[1]["relatedLocations"]?.elements.count == 1)
    #expect(results[1]["level"] == .string("error"))
    #expect(results[1]["partialFingerprints"]?["contrabandFingerprint/v1"] == .string("f1"))
    let own = results[0]["locations"]?.elements.first?["physicalLocation"]
    #expect(own?["artifactLocation"]?["uriBaseId"] == .string("%SRCROOT%"))
  }

  @Test("SARIF suppresses what is waived, and says of the rest that it is not")
  func sarifWaivers() throws {
    let results = try #require(try runs(Self.report).first?["results"]?.elements)
    let waived = try #require(results[0]["suppressions"]?.elements.first)
    #expect(waived["kind"] == .string("inSource"))
    #expect(waived["justification"] == .string("Dockerfile:3: a test key"))
    #expect(results[1]["suppressions"] == .array([]))
  }

  @Test("SARIF tells an incomplete scan from one that was executed successfully")
  func sarifInvocations() throws {
    let incomplete = try #require(try runs(Self.incomplete).first?["invocations"]?.elements.first)
    #expect(incomplete["executionSuccessful"] == .bool(false))
    let notices = try #require(incomplete["toolExecutionNotifications"]?.elements)
    #expect(notices.count == 2)
    #expect(
      notices.last?["locations"]?.elements.first?["physicalLocation"]?["artifactLocation"]?["uri"]
        == .string("a/b.zip"))
    let complete = try #require(try runs(Self.report).first?["invocations"]?.elements.first)
    #expect(complete["executionSuccessful"] == .bool(true))
    #expect(complete["startTimeUtc"] == .string("2023-11-14T22:13:20Z"))
  }

  @Test("SARIF gives each report a run, and no two runs one category")
  func sarifRuns() throws {
    let ids = try runs(Samples.report(), Samples.report(), Samples.report(reference: "db:5")).map {
      $0["automationDetails"]?["id"]
    }
    #expect(
      ids == [
        .string("contraband/image/app:1.2/linux/amd64/"), .string("contraband/image/app:1.2/linux/amd64/1/"),
        .string("contraband/image/db:5/linux/amd64/"),
      ])
  }

  @Test("SARIF has as many results as GitHub takes, the worst, and says how many it left out")
  func sarifLimit() throws {
    #expect(SARIFReport.resultLimit == 25_000)
    let report = Samples.report(
      Array(repeating: Samples.finding(.low), count: 10) + [Samples.finding(.critical)])
    let bytes = try SARIFReport.render([report], run: Self.run, resultLimit: 10)
    let run = try #require(try JSONTree.parse(bytes)["runs"]?.elements.first)
    let results = try #require(run["results"]?.elements)
    #expect(results.count == 10)
    #expect(results.first?["properties"]?["severity"] == .string("critical"))
    let notices = try #require(run["invocations"]?.elements.first?["toolExecutionNotifications"]?.elements)
    guard case .string(let text) = notices.first?["message"]?["text"] else {
      Issue.record("no message")
      return
    }
    #expect(text.hasPrefix("1 finding of the least severity"))
  }

  // MARK: JUnit

  @Test("JUnit has a case for each place: failed, skipped where waived, passed below the threshold")
  func junit() throws {
    let text = Self.text(JUnitReport.render([Self.report], run: Self.run))
    #expect(text.contains(#"tests="5" failures="2" errors="0" skipped="1" time="3""#))
    #expect(text.contains(#"timestamp="2023-11-14T22:13:20""#))
    #expect(text.count(of: "<failure ") == 2)
    #expect(text.count(of: "<skipped ") == 1)
    #expect(
      text.contains(#"<testcase name="layer 4/5  etc/app.conf : 3:10 (f2)" classname="weak-key" time="0"/>"#))
  }

  @Test("JUnit errs for what was not read, and has one case where all was")
  func junitCoverage() throws {
    let text = Self.text(JUnitReport.render([Self.incomplete, Samples.report()], run: Self.run))
    #expect(text.count(of: "<testsuite ") == 2)
    #expect(text.contains(#"id="0" "#) && text.contains(#"id="1" "#))
    #expect(text.contains(#"tests="2" failures="0" errors="2""#))
    #expect(text.contains(#"tests="1" failures="0" errors="0""#))
    #expect(text.contains("a/b.zip") && text.contains("encrypted"))
  }

  // MARK: GitLab

  @Test("GitLab's report has the commit, the flag of what is waived, and failure where incomplete")
  func gitLab() throws {
    let tree = try JSONTree.parse(try GitLabReport.render([Self.report, Self.report], run: Self.run))
    #expect(tree["scan"]?["status"] == .string("success"))
    #expect(tree["scan"]?["type"] == .string("secret_detection"))
    let found = try #require(tree["vulnerabilities"]?.elements)
    #expect(found.count == 6)
    #expect(Set(found.map { "\(String(describing: $0["id"]))" }).count == 6)
    #expect(found[0]["flags"]?.elements.count == 1)
    #expect(found[1]["flags"] == nil)
    #expect(found[1]["severity"] == .string("High"))
    #expect(found[1]["location"]?["commit"]?["sha"] == .string(String(repeating: "ab12", count: 10)))
    #expect(found[1]["location"]?["file"] == .string("app/lib.jar!/config.properties"))
    let broken = try JSONTree.parse(
      try GitLabReport.render([Self.incomplete], run: ReportRun(started: 0, finished: 0, commit: "main")))
    #expect(broken["scan"]?["status"] == .string("failure"))
    #expect(broken["scan"]?["messages"]?.elements.count == 2)
    #expect(broken["scan"]?["start_time"] == .string("1970-01-01T00:00:00"))
  }

  // MARK: GitHub

  @Test("GitHub's annotations put failures first, and files only where the repository has them")
  func gitHub() {
    let lines = Self.text(GitHubReport.render([Self.report, Self.incomplete])).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("::error title=Contraband%3A incomplete::"))
    #expect(lines[1].hasPrefix("::error title=high%3A GitHub token::app:1.2: "))
    #expect(lines[2].hasPrefix("::notice "))
    var finding = Samples.finding(.high, path: "src/a,b.env", nested: [], kind: .file)
    finding.layer = nil
    var report = Samples.report([finding])
    report.target = Report.Target(kind: "fs", source: "folder", reference: "./web/")
    let line = Self.text(GitHubReport.render([report]))
    #expect(line.hasPrefix("::error file=web/src/a%2Cb.env,line=3,endLine=3,col=10,endColumn=50,title="))
  }

  // MARK: Markdown, CSV, JSON Lines

  @Test("Markdown says the outcome first, then a row for each finding that nobody answers for")
  func markdown() {
    let text = Self.text(MarkdownReport.render([Self.report, Self.incomplete, Samples.report()]))
    #expect(text.contains("❌ **Fail**: 1 finding at or above medium."))
    #expect(text.contains("❓ **Incomplete**: 1 entry was not read"))
    #expect(text.contains("✅ **Pass**: 0 findings at or above medium."))
    #expect(text.count(of: "\n| high |") == 1)
    #expect(text.count(of: "\n| critical |") == 0)
    #expect(text.contains("1 finding waived"))
    #expect(text.contains("<code>a/b.zip</code>: encrypted"))
  }

  @Test("Markdown of thousands of findings fits into a job's summary, and counts the rest")
  func markdownLimit() {
    let findings = (0..<3000).map {
      Samples.finding(fingerprint: "\($0)", path: String(repeating: "_", count: 900))
    }
    let reports = Array(repeating: Samples.report(findings, verdict: .fail), count: 5)
    let output = MarkdownReport.render(reports)
    #expect(output.count < 1 << 20)
    #expect(Self.text(output).contains("And 2,800 more findings."))
    #expect(Self.text(output).contains("And 3,000 more findings."))
  }

  @Test("CSV has a row for each report, place and whatever was not read")
  func csv() throws {
    let rows = try CSVRows.parse(Self.text(CSVReport.render([Self.report, Self.incomplete])))
    #expect(
      rows.map(\.first) == [
        "record", "report", "finding", "finding", "place", "finding", "report", "skipped",
      ])
    let verdict = try #require(rows.first?.firstIndex(of: "verdict"))
    #expect(rows.map { $0[verdict] } == ["verdict", "fail", "waived", "fail", "fail", "pass", "fail", ""])
  }

  @Test("JSON Lines begin with the run, then have the keys of the JSON report")
  func jsonLines() throws {
    let lines = try JSONLinesReport.render([Self.report]).split(separator: UInt8(ascii: "\n")).map {
      try JSONTree.parse(Array($0))
    }
    #expect(
      lines.map { $0["type"] } == [
        .string("report"), .string("finding"), .string("finding"), .string("finding"),
      ])
    #expect(lines[0]["findingCount"] == .number(3))
    #expect(lines[0]["coverage"]?["files"] == .number(65_107))
    let object = try JSONTree.parse(try JSONReport.render([Self.report]))
    let keys = try #require(object["findings"]?.elements.first?.keys)
    #expect(lines[1].keys == keys.union(["type", "target"]))
  }

  @Test("a gate that let the base pass is told from the report alone")
  func ignoredBase() {
    var base = Samples.finding(.critical, fingerprint: "f4")
    base.origin = .base
    var report = Samples.report([base], verdict: .pass)
    report.threshold = .medium
    report.failing = 0
    #expect(Self.text(JUnitReport.render([report], run: Self.run)).contains(#"failures="0""#))
    #expect(Self.text(GitHubReport.render([report])).hasPrefix("::warning "))
    report.failing = 1
    #expect(Self.text(GitHubReport.render([report])).hasPrefix("::error "))
  }

  @Test("no format but JSON and JSON Lines holds a secret in clear, even where the report does")
  func redaction() throws {
    let clear = Secret(redacting: Array(Samples.token.utf8), keepClear: true)
    let report = Samples.report([Samples.finding(secret: clear)], verdict: .fail)
    let outputs = [
      try SARIFReport.render([report], run: Self.run), JUnitReport.render([report], run: Self.run),
      try GitLabReport.render([report], run: Self.run), GitHubReport.render([report]),
      MarkdownReport.render([report]), CSVReport.render([report]),
    ]
    for output in outputs {
      #expect(!Self.text(output).contains(Samples.token))
      #expect(Self.text(output).contains("…"))
    }
  }

  @Test("what packages ship verbatim is counted, and listed when asked for or when it fails")
  func packageFiles() throws {
    var published = Samples.finding(.info, fingerprint: "f5")
    published.origin = .package
    var report = Samples.report([Samples.finding(fingerprint: "f6"), published], verdict: .fail)
    report.threshold = .medium
    func counts(_ shows: Bool) throws -> [Int] {
      let gitLab = try JSONTree.parse(
        try GitLabReport.render([report], run: Self.run, showsPackageFiles: shows))
      let sarif = try JSONTree.parse(
        try SARIFReport.render([report], run: Self.run, showsPackageFiles: shows))
      return [
        sarif["runs"]?.elements.first?["results"]?.elements.count ?? 0,
        gitLab["vulnerabilities"]?.elements.count ?? 0, gitLab["scan"]?["messages"]?.elements.count ?? 0,
        Self.text(GitHubReport.render([report], showsPackageFiles: shows)).count(of: "\n"),
        Self.text(MarkdownReport.render([report], showsPackageFiles: shows)).count(of: "| info |"),
      ]
    }
    #expect(try counts(false) == [1, 1, 1, 1, 0])
    #expect(Self.text(MarkdownReport.render([report])).contains("1 finding in files verbatim"))
    #expect(try counts(true) == [2, 2, 0, 2, 1])
    report.threshold = .info
    #expect(try counts(false) == [2, 2, 0, 2, 1])
  }

  @Test("a run without a report is still of its format")
  func nothing() throws {
    #expect(try runs() == [])
    #expect(Self.text(JUnitReport.render([], run: Self.run)).hasSuffix("<testsuites>\n</testsuites>\n"))
    #expect(
      try JSONTree.parse(try GitLabReport.render([], run: Self.run))["vulnerabilities"] == .array([]))
    #expect(Self.text(MarkdownReport.render([])).contains("Nothing was scanned"))
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
