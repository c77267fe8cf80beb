import Findings
import FoundationEssentials
import Reports
import Testing

@Suite("The JSON report")
struct JSONReportTests {
  /// The example of DESIGN.md, its ellipses kept.
  static let contract = """
    {
      "schema": "contraband/report/1",
      "tool": {"name": "contraband", "version": "…", "patterns": "sha256:…"},
      "target": {"kind": "image", "source": "docker-archive", "reference": "app:1.2", "digest": "sha256:…"},
      "status": "complete",
      "verdict": "fail",
      "coverage": {"layers": 5, "files": 65107, "bytes": 1174602461,
                   "skipped": [{"path": "…", "layer": 3, "bytes": 10, "reason": "…"}]},
      "findings": [{
        "fingerprint": "…", "rule": "htpasswd", "title": "…", "severity": "high", "confidence": "high",
        "verification": "checksum",
        "secret": {"redacted": "ghp_…x9Qz", "length": 40},
        "location": {"kind": "layer-file", "path": "app/lib.jar", "nested": ["config.properties"],
                     "line": 3, "column": 10, "endLine": 3, "endColumn": 50, "offset": 118},
        "layer": {"index": 3, "diffID": "sha256:…", "digest": "sha256:…", "instruction": "COPY . /app",
                  "dockerfileLine": 12},
        "state": "present", "origin": "own", "package": null,
        "remediation": "…"
      }]
    }
    """

  private func tree(_ reports: Report...) throws -> JSONTree {
    try JSONTree.parse(try JSONReport.render(reports))
  }

  @Test("has every key of the contract, and beyond it only those version 1 has added")
  func contractKeys() throws {
    var coverage = Samples.coverage
    coverage.skipped = [Skipped(path: "a.zip", layer: 3, bytes: 10, reason: "encrypted")]
    var finding = Samples.finding()
    finding.places = [Finding.Place(location: finding.location, layer: finding.layer, state: .deleted)]
    let paths = try tree(Samples.report([finding], verdict: .fail, coverage: coverage)).paths
    let contract = try JSONTree.parse(Array(Self.contract.utf8)).paths
    #expect(contract.subtracting(paths) == [])

    let inPlaces = contract.filter { $0.hasPrefix("findings.location") || $0.hasPrefix("findings.layer") }
      .map { "findings.places." + $0.dropFirst("findings.".count) }
    let added: Set = [
      "target.platform", "coverage.nestedFiles", "coverage.nestedBytes", "coverage.skippedCount",
      "findings.detail", "findings.reference", "findings.places", "findings.places.state", "findings.parts",
    ]
    #expect(paths.subtracting(contract) == added.union(inPlaces))
  }

  @Test("writes what is absent as null, not by leaving the key out")
  func nulls() throws {
    var report = Samples.report([Samples.finding()])
    report.target.digest = nil
    report.target.platform = nil
    report.findings[0].layer = nil
    report.coverage.skipped = [Skipped(path: "a", reason: "b")]
    let tree = try tree(report)
    let finding = try #require(tree["findings"]?.elements.first)
    for key in ["layer", "package", "detail", "reference"] { #expect(finding[key] == .null, "\(key)") }
    #expect(finding["places"] == .array([]))
    #expect(tree["target"]?["digest"] == .null)
    #expect(tree["target"]?["platform"] == .null)
    let skipped = try #require(tree["coverage"]?["skipped"]?.elements.first)
    #expect(skipped["layer"] == .null)
    #expect(skipped["bytes"] == .null)
  }

  @Test("is one object for one report, and an object of reports for several or none")
  func severalReports() throws {
    let one = Samples.report()
    #expect(try tree(one)["schema"] == .string("contraband/report/1"))
    let two = try tree(one, Samples.report(reference: "db:5"))
    #expect(two.keys == ["schema", "reports"])
    #expect(two["schema"] == .string("contraband/reports/1"))
    #expect(
      two["reports"]?.elements.map { $0["target"]?["reference"] } == [.string("app:1.2"), .string("db:5")])
    #expect(try tree()["reports"] == .array([]))
  }

  @Test("is pretty, sorted, without escaped slashes, and ends with one line break")
  func form() throws {
    let text = String(decoding: try JSONReport.render([Samples.report([Samples.finding()])]), as: UTF8.self)
    #expect(text.hasSuffix("}\n") && !text.hasSuffix("\n\n"))
    #expect(text.contains("\n  \"target\""))
    #expect(text.contains("contraband/report/1"))
    let keys = ["coverage", "findings", "schema", "status", "target", "tool", "verdict"]
    let positions = keys.compactMap { text.firstRange(of: "\n  \"\($0)\"")?.lowerBound }
    #expect(positions.count == keys.count)
    #expect(positions == positions.sorted())
  }

  @Test("holds no secret in clear unless the report was asked to keep it")
  func clearSecrets() throws {
    let redacted = try JSONReport.render([Samples.report([Samples.finding()])])
    #expect(!String(decoding: redacted, as: UTF8.self).contains(Samples.token))
    #expect(
      try JSONTree.parse(redacted)["findings"]?.elements.first?["secret"]?.keys == ["redacted", "length"])
    let kept = Samples.finding(secret: Secret(redacting: Array(Samples.token.utf8), keepClear: true))
    #expect(
      try tree(Samples.report([kept]))["findings"]?.elements.first?["secret"]?["clear"]
        == .string(Samples.token))
  }

  @Test("reads back as the report it was written from")
  func roundTrip() throws {
    let report = Samples.report([
      Samples.finding(path: "a\u{1b}[2J\u{9b}\u{7f}\u{202e}\u{2028}\u{61c}é…日本/\"\\")
    ])
    let bytes = try JSONReport.render([report])
    #expect(try JSONDecoder().decode(Report.self, from: Data(bytes)) == report)
  }

  @Test("holds no character that steers or reorders a terminal")
  func terminalSafe() throws {
    let hostile =
      "\u{1b}\u{7f}\u{80}\u{9b}\u{9f}\u{a0}\u{61c}\u{200e}\u{2028}\u{202e}\u{2066}\u{2069}\u{206a}"
    let text = String(decoding: try JSONReport.render([Samples.report(reference: hostile)]), as: UTF8.self)
    #expect(
      text.contains(
        #"\u007f\u0080\u009b\u009f"# + "\u{a0}" + #"\u061c\u200e\u2028\u202e\u2066\u2069"# + "\u{206a}"))
  }
}
