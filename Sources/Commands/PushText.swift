import Findings
import Gate
import GitHistory
import Reports

/// What the pre-push hook says, on standard error: git shows it to whoever pushes.
struct PushText {
  let report: Report
  let remote: String
  let threshold: Severity
  /// What is pushed, where it is one thing.
  let tip: ObjectID?

  /// Findings told in full.
  private static let shown = 20
  private static let skippedShown = 5

  /// How to push all the same.
  static let escape = "To push without this check: git push --no-verify"

  private func line(_ text: String) -> String { TerminalText.escaped(text) }

  private static func count(_ number: Int, _ word: String) -> String {
    "\(number) \(word)\(number == 1 ? "" : "s")"
  }

  /// One line.
  var passed: String {
    let read = report.coverage
    let notes = (report.notes ?? []).map { "\n" + line("contraband: note: \($0)") }.joined()
    return "contraband: no secret in \(PushText.count(read.commits ?? 0, "commit")), "
      + PushText.count(read.files, "file") + notes
  }

  private var failing: [Finding] {
    report.findings.filter { $0.severity >= threshold && $0.waiver == nil }
  }

  /// Which secret, where, how to put it right, how to push all the same.
  func blocked(_ code: GateExitCode) -> String {
    var lines: [String] = []
    let failing = failing
    let secrets = failing.isEmpty ? "" : PushText.count(failing.count, "secret") + " in what it would send"
    let unread =
      code == .incomplete
      ? PushText.count(report.coverage.skippedCount, "content") + " could not be searched" : ""
    let reasons = [secrets, unread].filter { !$0.isEmpty }.joined(separator: ", and ")
    lines.append(line("contraband: push to \(remote) blocked: \(reasons)"))
    for finding in failing.prefix(PushText.shown) { lines += [""] + describe(finding) }
    if failing.count > PushText.shown {
      lines += ["", "  and \(failing.count - PushText.shown) more"]
    }
    if code == .incomplete { lines += [""] + unsearched }
    if !failing.isEmpty { lines += [""] + advice(failing) }
    lines.append(PushText.escape)
    return lines.joined(separator: "\n")
  }

  private func describe(_ finding: Finding) -> [String] {
    let location = finding.location
    let place = ([location.path] + location.nested).joined(separator: " ! ")
    var lines = ["  \(finding.severity.rawValue.uppercased())  \(line(finding.title))  \(line(finding.rule))"]
    lines.append("    at      \(line(place)):\(location.line):\(location.column)")
    if let commit = finding.commit {
      lines.append("    commit  \(commit.id.prefix(10))  \(TerminalText.truncated(commit.subject, to: 72))")
    }
    if finding.secret.length > 0 {
      lines.append(
        "    secret  \(line(finding.secret.redacted))  (\(PushText.count(finding.secret.length, "byte")))")
    }
    if let detail = finding.detail, !detail.isEmpty {
      lines.append("    detail  \(TerminalText.truncated(detail, to: 200))")
    }
    for place in finding.places.prefix(3) {
      let commit = place.commit.map { "  (\($0.id.prefix(10)))" } ?? ""
      lines.append("    also    \(line(place.location.path)):\(place.location.line)\(commit)")
    }
    return lines
  }

  private var unsearched: [String] {
    var lines: [String] = []
    for skip in report.coverage.skipped.prefix(PushText.skippedShown) {
      lines.append("  NOT SEARCHED  \(line(skip.path)): \(line(skip.reason))")
    }
    let more = report.coverage.skippedCount - lines.count
    if more > 0 { lines.append("  and \(more) more") }
    return lines
  }

  /// The way out depends on where the secret came in: the last commit can be amended, an older one is rewritten.
  private func advice(_ failing: [Finding]) -> [String] {
    let commits = Set(failing.flatMap { [$0.commit] + $0.places.map(\.commit) }.compactMap { $0 })
    var lines: [String] = []
    if let tip, commits.count == 1, commits.first?.id == tip.description {
      lines.append("To fix: take it out, then: git commit --amend -a")
    } else if let oldest = commits.sorted().first {
      lines.append(
        "To fix: git rebase -i \(oldest.id.prefix(10))^ (--root for the first commit), mark it `edit`,")
      lines.append("        take the secret out, git commit --amend -a, git rebase --continue")
    }
    lines.append("        Taking it out in a further commit is not enough: the older one is pushed as well.")
    lines.append("        If it was ever pushed or shared, revoke it and make a new one.")
    let rule = failing.first?.rule ?? "RULE"
    lines.append("False alarm? Write in its line, or above it: contraband:allow \(line(rule)) REASON")
    return lines
  }
}
