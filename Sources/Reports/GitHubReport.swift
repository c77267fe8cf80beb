import Findings

/// Reports as workflow commands of GitHub Actions, which the runner reads from a step's output and shows as annotations
/// (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands). Of each kind it shows the
/// first ten of a step, so that the worst come first.
public enum GitHubReport {
  private static let messageColumns = 2000

  /// Writes the reports, a command a line.
  public static func render(_ reports: [Report], showsPackageFiles: Bool = false) -> [UInt8] {
    let reports = reports.map { ReportSelection($0, showsPackageFiles: showsPackageFiles).report }
    var text = ""
    // What makes the result worth nothing stands before any finding.
    for report in reports where report.status == .incomplete || !report.coverage.skipped.isEmpty {
      let target = FindingWords.prose(report.target.reference, 200)
      var message = "\(target): \(FindingWords.incompleteness(of: report))"
      for entry in report.coverage.skipped.prefix(3) {
        message += " " + FindingWords.skipped(entry, layers: report.coverage.layers)
      }
      text += command("error", ["title": "Contraband: incomplete"], message)
    }
    var lines: [(rank: Int, text: String)] = []
    for report in reports {
      let judgement = Judgement(report)
      for finding in report.findings where finding.waiver == nil {
        let fails = judgement.fails(finding)
        let kind = fails ? "error" : finding.severity >= .medium ? "warning" : "notice"
        lines.append((fails ? finding.severity.rank + 5 : finding.severity.rank, line(kind, finding, report)))
      }
    }
    // Stable: findings of one rank stay in the order of the reports.
    for rank in stride(from: 9, through: 0, by: -1) {
      for line in lines where line.rank == rank { text += line.text }
    }
    return Array(text.utf8)
  }

  private static func line(_ kind: String, _ finding: Finding, _ report: Report) -> String {
    let words = FindingWords(finding: finding, layers: report.coverage.layers)
    var properties = ["title": "\(finding.severity.rawValue): \(words.title)"]
    let path = ArtifactPath(location: finding.location, target: report.target)
    var message = words.message
    if path.isInRepository {
      // A name that would not survive a terminal, or is far too long, is no file that the page could show.
      let name = path.joined
      if name.utf8.count <= 1000, TerminalText.escaped(name) == name {
        properties["file"] = name
        properties["line"] = String(max(1, finding.location.line))
        properties["endLine"] = String(max(1, finding.location.line, finding.location.endLine))
        // Columns are shown only within one line.
        if finding.location.endLine <= finding.location.line {
          properties["col"] = String(max(1, finding.location.column))
          properties["endColumn"] = String(max(1, finding.location.column, finding.location.endColumn))
        }
      }
    } else {
      message = FindingWords.prose(report.target.reference, 200) + ": " + message
    }
    return command(kind, properties, message)
  }

  private static func command(_ kind: String, _ properties: [String: String], _ message: String) -> String {
    let order = ["file", "line", "endLine", "col", "endColumn", "title"]
    let list = order.compactMap { name in properties[name].map { "\(name)=\(property($0))" } }
    let message = StyledText(message, shortenedTo: messageColumns).plain
    return "::\(kind) \(list.joined(separator: ","))::\(data(message))\n"
  }

  /// The runner's own escapes for what follows the second `::`.
  static func data(_ text: String) -> String { replaced(text) { dataEscape($0) } }

  /// The runner's own escapes for the value of a property.
  static func property(_ text: String) -> String {
    replaced(text) { byte in
      switch byte {
      case UInt8(ascii: ":"): "%3A"
      case UInt8(ascii: ","): "%2C"
      default: dataEscape(byte)
      }
    }
  }

  private static func dataEscape(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "%"): "%25"
    case 0x0d: "%0D"
    case 0x0a: "%0A"
    default: nil
    }
  }

  private static func replaced(_ text: String, _ escape: (UInt8) -> String?) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if let escape = escape(byte) { output += escape.utf8 } else { output.append(byte) }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
