import Findings
import Gate
import Testing

@Suite struct GateTests {
  private static func report(
    _ severities: [Severity], status: Report.Status = .complete
  ) -> Report {
    let findings = severities.enumerated().map { index, severity in
      Finding(
        fingerprint: "f\(index)", rule: "rule", title: "Rule", severity: severity, confidence: .high,
        verification: .none, secret: Secret(redacting: Array("not-a-secret".utf8)),
        location: Location(kind: .file, path: "a"))
    }
    return Report(
      tool: .init(version: "1", patterns: "sha256:0"),
      target: .init(kind: "fs", source: "folder", reference: "."), status: status, verdict: .fail,
      coverage: Coverage(), findings: findings)
  }

  @Test func nothingFoundEndsWithZero() {
    #expect(Gate(threshold: .medium).exitCode(for: [GateTests.report([])]).rawValue == 0)
  }

  @Test(arguments: Severity.allCases, Severity.allCases)
  func findingsCountFromTheThresholdUp(severity: Severity, threshold: Severity) {
    let report = GateTests.report([severity])
    let gate = Gate(threshold: threshold)
    #expect(gate.exitCode(for: [report]) == (severity >= threshold ? .findings : .clean))
    #expect(gate.judge(report).verdict == (severity >= threshold ? .fail : .pass))
    #expect(gate.failures(in: report) == (severity >= threshold ? 1 : 0))
  }

  @Test func findingsBelowTheThresholdPass() {
    let gate = Gate(threshold: .high)
    #expect(gate.exitCode(for: [GateTests.report([.medium, .low, .info])]) == .clean)
    #expect(gate.exitCode(for: [GateTests.report([.medium, .high])]).rawValue == 1)
  }

  @Test func aWaivedFindingDoesNotFail() {
    var report = GateTests.report([.critical, .high])
    report.findings[0].waiver = Finding.Waiver(source: "Dockerfile:3", reason: "test data")
    let gate = Gate(threshold: .medium)
    #expect(gate.judge(report).failing == 1)
    report.findings[1].waiver = report.findings[0].waiver
    #expect(gate.exitCode(for: [report]) == .clean)
    #expect(gate.judge(report).verdict == .pass && gate.judge(report).failing == 0)
  }

  @Test func anIncompleteScanNeverPasses() {
    let gate = Gate(threshold: .critical)
    let report = GateTests.report([], status: .incomplete)
    #expect(gate.exitCode(for: [report]).rawValue == 2)
    #expect(gate.judge(report).verdict == .fail)
  }

  @Test func incompletenessOutranksFindings() {
    let gate = Gate(threshold: .low)
    #expect(gate.exitCode(for: [GateTests.report([.critical], status: .incomplete)]) == .incomplete)
    #expect(
      gate.exitCode(for: [GateTests.report([.critical]), GateTests.report([], status: .incomplete)])
        == .incomplete)
  }

  @Test func oneFailingReportFailsTheRun() {
    let gate = Gate(threshold: .medium)
    #expect(gate.exitCode(for: [GateTests.report([]), GateTests.report([.critical])]) == .findings)
  }

  @Test func usageErrorsHaveTheCodeOfSysexits() {
    #expect(GateExitCode.usage.rawValue == 64)
  }
}
