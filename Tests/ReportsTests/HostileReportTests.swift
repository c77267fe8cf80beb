import Findings
import Reports
import Testing

@Suite("A report of hostile content")
struct HostileReportTests {
  private static let steering =
    "\u{1b}[2J\u{1b}]8;;http://x\u{7}\u{9b}0m\r\n  CRITICAL  forged\u{202e}\u{200b}\u{301}"
  private static let huge = steering + String(repeating: "日x/", count: 30_000) + steering

  /// Every text of it is hostile and 100 kB long, every number extreme.
  private static func report(_ text: String) -> Report {
    var finding = Samples.finding(title: text, path: text, nested: Array(repeating: text, count: 20))
    finding.fingerprint = text
    finding.rule = text
    finding.detail = text
    finding.remediation = text
    finding.reference = text
    finding.origin = .package
    finding.package = text
    finding.secret = Secret(redacting: Array(text.utf8), keepClear: true)
    finding.layer = LayerReference(
      index: .max, diffID: text, digest: text, instruction: text, dockerfileLine: .min)
    finding.location.line = .max
    finding.location.column = .min
    finding.places = (0..<30).map { _ in
      Finding.Place(location: finding.location, layer: finding.layer, state: .overwritten)
    }
    let skipped = Skipped(path: text, layer: .max, bytes: .max, reason: text)
    let coverage = Coverage(
      layers: .max, files: .max, bytes: .max, nestedFiles: .max, nestedBytes: .min,
      skipped: Array(repeating: skipped, count: 30), skippedCount: .min)
    return Report(
      tool: Report.Tool(name: text, version: text, patterns: text),
      target: Report.Target(kind: text, source: text, reference: text, digest: text, platform: text),
      status: .incomplete, verdict: .fail, coverage: coverage, findings: [finding])
  }

  @Test("stays within the page, without a control character", arguments: [40, 80, 120], [false, true])
  func staysWithinThePage(width: Int, color: Bool) {
    for text in [Self.steering, Self.huge] {
      let report = Self.report(text)
      let style = TextReport.Style(color: color, width: width, showSecrets: false)
      let output = TextReport(style: style).render([report, report])
      let plain = color ? TextReportTests.withoutColour(output) : output
      let controls = plain.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" }
      #expect(controls.isEmpty)
      #expect(!plain.unicodeScalars.contains { ["\u{202e}", "\u{200b}"].contains($0) })
      let tooWide = plain.split(separator: "\n").filter { TerminalText.width(String($0)) > width }
      #expect(tooWide == [])
      #expect(output.utf8.count < 150_000)
    }
  }

  @Test("cannot forge a label: what stands in the gutter is the report's own")
  func gutter() {
    let labels: Set = [
      "", "target", "CRITICAL", "at", "from", "state", "why", "secret", "detail", "origin", "fix", "see",
      "layer",
      "offset", "also", "packages", "with", "id", "findings", "read", "skipped", "tool",
    ]
    for verbose in [false, true] {
      let style = TextReport.Style(width: 80, verbose: verbose, showSecrets: true)
      let output = TextReport(style: style).render([Self.report(Self.steering)])
      for line in output.split(separator: "\n") {
        if ["──", "INCOMPLETE:", "FAIL:"].contains(where: line.hasPrefix) { continue }
        #expect(line.dropFirst(9).hasPrefix("  "), "\(line)")
        #expect(labels.contains(line.prefix(9).drop { $0 == " " }.description), "\(line)")
      }
    }
  }

  @Test("has no blanks at the end of a line")
  func trailingBlanks() {
    let style = TextReport.Style(width: 80, verbose: true)
    let output = TextReport(style: style).render([Self.report(Self.steering), Samples.report()])
    #expect(!output.contains(" \n"))
  }
}
