import Findings
import FoundationEssentials
import Reports
import Testing

@Suite("The reader of JSON reports")
struct JSONReportReaderTests {
  private func fault(_ text: String) -> String? {
    do {
      _ = try JSONReportReader.read(Array(text.utf8))
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("reads one report and several as they were written")
  func roundTrip() throws {
    var finding = Samples.finding(path: "a\u{1b}b")
    finding.waiver = Finding.Waiver(source: "Dockerfile:3", reason: "test")
    finding.parts = [
      Finding.Part(
        rule: "id", title: "Id", secret: Secret(redacting: Array("AKIA".utf8)), detail: nil,
        location: finding.location)
    ]
    let one = Samples.report([finding], verdict: .fail)
    #expect(try JSONReportReader.read(try JSONReport.render([one])) == [one])
    let two = [one, Samples.report(reference: "db:5")]
    #expect(try JSONReportReader.read(try JSONReport.render(two)) == two)
    #expect(try JSONReportReader.read(try JSONReport.render([])) == [])
  }

  @Test("drops secrets in clear unless it is told to keep them")
  func clearSecrets() throws {
    let clear = Secret(redacting: Array(Samples.token.utf8), keepClear: true)
    let bytes = try JSONReport.render([Samples.report([Samples.finding(secret: clear)])])
    #expect(try JSONReportReader.read(bytes).first?.findings.first?.secret == clear.withoutClear)
    #expect(try JSONReportReader.read(bytes, keepsClear: true).first?.findings.first?.secret == clear)
    #expect(clear.withoutClear.clear == nil)
  }

  @Test(
    "says what is wrong with a file",
    arguments: [
      ("", "is not JSON"), ("{", "is not JSON"), ("[]", "names no schema"), ("{}", "names no schema"),
      (#"{"schema": 1}"#, "names no schema"), (#"{"schema": "contraband/report/2"}"#, "contraband/report/2"),
      (#"{"schema": "\u001b[2J"}"#, #"\u{1b}[2J"#), (#"{"schema": "contraband/report/1"}"#, "has no tool"),
      (#"{"schema": "contraband/reports/1", "reports": [{}]}"#, "has no schema at reports[0]"),
      (#"{"schema": "contraband/reports/1", "reports": 3}"#, "another kind at reports"),
    ])
  func faults(_ text: String, says: String) throws {
    let fault = try #require(self.fault(text))
    #expect(fault.contains(says), "\(fault)")
    #expect(!fault.contains("\u{1b}"))
  }

  @Test("refuses values that version 1 does not know, and numbers that no scan counts")
  func values() throws {
    let good = String(decoding: try JSONReport.render([Samples.report([Samples.finding()])]), as: UTF8.self)
    #expect(fault(good) == nil)
    for (old, new, says) in [
      (#""critical""#, #""urgent""#, "findings[0].severity"), (#""files" : 65107"#, #""files" : -1"#, "-1"),
      (#""line" : 3"#, #""line" : 9223372036854775807"#, "9223372036854775807"),
      (#""length" : 40"#, #""length" : 1e30"#, ""),
    ] {
      #expect(good.contains(old))
      let fault = try #require(self.fault(good.replacing(old, with: new)))
      #expect(fault.contains(says), "\(fault)")
    }
  }

  @Test("refuses JSON that is nested without end")
  func depth() {
    let deep = #"{"schema": "contraband/report/1", "tool": "# + String(repeating: "[", count: 100_000)
    #expect(fault(deep) != nil)
  }
}
