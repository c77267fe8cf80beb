import Findings
import Reports
import Testing

@Suite("The summary of the text report")
struct TextSummaryTests {
  private func render(_ reports: Report..., verbose: Bool = false) -> String {
    TextReport(style: TextReport.Style(width: 100, verbose: verbose)).render(reports)
  }

  private func skipping(_ count: Int, of total: Int? = nil) -> Coverage {
    var coverage = Samples.coverage
    coverage.skipped = (0..<count).map {
      Skipped(path: "srv/\($0).zip", layer: 2, bytes: 1500, reason: $0 == 0 ? "truncated" : "encrypted")
    }
    coverage.skippedCount = total ?? count
    return coverage
  }

  @Test("reassures only with what was looked at")
  func nothingFound() {
    let text = render(Samples.report())
    #expect(text.contains("No secrets found."))
    #expect(text.contains("Looked at 5 layers, 65,107 files (1.17 GB), 312 files inside archives (45.2 MB)"))
    #expect(text.contains("; nothing\n           was skipped."))
    #expect(text.hasSuffix("\nPASS: no findings\n"))
  }

  @Test("does not reassure where nothing was read")
  func nothingRead() {
    let text = render(Samples.report(coverage: Coverage()))
    #expect(text.contains("No files were read"))
    #expect(!text.contains("No secrets found"))
  }

  @Test(
    "is loud where the scan is incomplete, and never says PASS there",
    arguments: [Report.Verdict.fail, .pass])
  func incomplete(verdict: Report.Verdict) {
    let report = Samples.report(status: .incomplete, verdict: verdict, coverage: skipping(2))
    let text = render(report)
    #expect(text.contains("\nINCOMPLETE: 2 entries were not read (see above); secrets may stand there\n"))
    #expect(text.contains("\nFAIL: an incomplete scan cannot pass"))
    #expect(!text.contains("PASS"))
    #expect(text.contains("No secrets found in what was read. Not everything was"))
    #expect(!text.contains("nothing was skipped"))
  }

  @Test("is loud about an incomplete scan that cannot say what it missed")
  func incompleteWithoutList() {
    let text = render(Samples.report(status: .incomplete, verdict: .fail))
    #expect(text.contains("INCOMPLETE: the scan did not read everything"))
  }

  @Test("lists what was skipped under its reason, the first twenty unless verbose")
  func skipped() {
    let report = Samples.report(status: .incomplete, verdict: .fail, coverage: skipping(30, of: 1300))
    let text = render(report)
    #expect(
      text.contains(
        "  skipped  1,300 entries\n           truncated\n             layer 3/5  srv/0.zip  (1.50 kB)\n"))
    #expect(text.contains("           encrypted\n             layer 3/5  srv/1.zip"))
    #expect(text.contains("srv/19.zip") && !text.contains("srv/20.zip"))
    #expect(text.contains("and 1,280 more"))
    let verbose = render(report, verbose: true)
    #expect(verbose.contains("srv/29.zip"))
    #expect(verbose.contains("and 1,270 more"))
  }

  @Test("says FAIL with no more than the report knows of the threshold")
  func verdicts() {
    let high = Samples.finding(.high)
    #expect(
      render(Samples.report([high, high, high], verdict: .fail))
        .hasSuffix("\nFAIL: 3 findings at or above the threshold\n"))
    #expect(
      render(Samples.report([high, Samples.finding(.low)], verdict: .fail))
        .hasSuffix("\nFAIL: findings at or above the threshold, 1 high among them\n"))
    #expect(
      render(Samples.report([Samples.finding(.low)]))
        .hasSuffix("\nPASS: 1 finding, none at or above the threshold\n"))
    #expect(render(Samples.report(verdict: .fail)).hasSuffix("\nFAIL: the policy is not met\n"))
  }

  @Test("ends several reports with the outcome of each")
  func overview() {
    let text = render(
      Samples.report(), Samples.report([Samples.finding()], verdict: .fail, reference: "web:3"),
      Samples.report(status: .incomplete, verdict: .fail, coverage: skipping(3), reference: "db:5"))
    let overview =
      "\n\nPASS        app:1.2  no findings\nFAIL        web:3    1 critical\n"
      + "INCOMPLETE  db:5     no findings; 3 skipped\n\n"
      + "INCOMPLETE: 1 of 3 targets not read in full\nFAIL: 2 of 3 targets did not pass\n"
    #expect(text.hasSuffix(overview))
    #expect(render(Samples.report(), Samples.report()).hasSuffix("\nPASS: all 2 targets\n"))
  }

  @Test("says so where nothing was scanned")
  func noReports() {
    #expect(render() == "Nothing was scanned.\n")
  }
}
