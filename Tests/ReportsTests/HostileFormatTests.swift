import Findings
import FoundationEssentials
import Reports
import Testing

/// Names that try to be more than names, in each format that is not the text report.
@Suite("A hostile name in a report's format")
struct HostileFormatTests {
  static let run = ReportRun(started: 1_700_000_000, finished: 1_700_000_003, commit: nil)

  static let names = [
    "a\u{1b}[2J\u{7}\u{9b}\u{7f}\u{202e}b", "</script><script>alert(1)</script>", "::error::x",
    "\n::error::x\r\n::add-mask::y", "=HYPERLINK(\"http://evil\",\"x\")", "+cmd", "-1+1", "@SUM(1)", "\tx",
    "[click](http://evil) `x` | <img src=x onerror=alert(1)> @octocat www.evil.example",
    "%0A::error::x,file=y",
    "../../etc/passwd", "http://e.example/a?b#c", "]]>", "\u{fffe}\u{ffff}\u{b}", "##vso[task.x]y", "- item",
    "1. x",
    "\"a\",\"b\"", "日本語😀", "", String(repeating: "x\u{1}é", count: 33_000),
  ]

  /// `name` wherever a name can stand.
  static func report(_ name: String, kind: Location.Kind = .file) -> Report {
    var finding = Samples.finding(title: name, path: name, nested: [name, name], kind: kind)
    finding.fingerprint = name
    finding.rule = name
    finding.detail = name
    finding.remediation = name + "\n    " + name
    finding.reference = name
    finding.originNote = name
    finding.origin = .package
    finding.package = name
    finding.layer = LayerReference(
      index: .max, diffID: name, digest: name, instruction: name, dockerfileLine: .min)
    finding.location.line = .min
    finding.location.column = .max
    finding.location.endLine = .min
    finding.location.offset = .min
    finding.placeCount = .min
    finding.places = [Finding.Place(location: finding.location, layer: finding.layer, state: .deleted)]
    var waived = finding
    waived.waiver = Finding.Waiver(source: name, reason: name)
    let coverage = Coverage(
      layers: .max, files: .max, bytes: .max,
      skipped: [Skipped(path: name, layer: .max, bytes: .max, reason: name)], skippedCount: .min)
    var report = Report(
      tool: Report.Tool(name: name, version: name, patterns: name),
      target: Report.Target(kind: "fs", source: "folder", reference: name, digest: name, platform: name),
      status: .incomplete, verdict: .fail, threshold: .medium, coverage: coverage, notes: [name],
      findings: [finding, waived])
    report.failing = 1
    return report
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func hasNoControls(_ text: String, besides allowed: [Unicode.Scalar] = ["\n"]) -> Bool {
    !text.unicodeScalars.contains {
      $0.properties.generalCategory == .control && !allowed.contains($0)
        || ["\u{202e}", "\u{2028}"].contains($0)
    }
  }

  @Test("is no command of a workflow: each line is one annotation of ours", arguments: names)
  func gitHub(_ name: String) throws {
    let output = Self.text(GitHubReport.render([Self.report(name), Self.report(name, kind: .layerFile)]))
    #expect(Self.hasNoControls(output))
    // Two reports are incomplete, two findings are not waived.
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count == 4)
    for line in lines {
      #expect(line.hasPrefix("::error "))
      // The first `::` after the command ends the properties: none of ours holds a colon.
      let end = try #require(line.dropFirst(2).firstRange(of: "::"))
      let properties = line[line.index(line.startIndex, offsetBy: 8)..<end.lowerBound]
      for property in properties.split(separator: ",") {
        let key = property.prefix { $0 != "=" }
        #expect(
          ["file", "line", "endLine", "col", "endColumn", "title"].contains(String(key)), "\(property)")
      }
      #expect(line.utf8.count < 12_000)
    }
  }

  @Test("is no formula, and no field or row of its own", arguments: names)
  func csv(_ name: String) throws {
    let output = Self.text(CSVReport.render([Self.report(name)]))
    #expect(Self.hasNoControls(output, besides: ["\r", "\n"]))
    let rows = try CSVRows.parse(output)
    #expect(rows.map(\.count) == Array(repeating: rows.first?.count ?? 0, count: 7))
    for field in rows.joined() {
      let first = field.first { $0 != " " }
      // Numbers of the report itself may be negative.
      if let first, Int(field) == nil { #expect(!"=+-@\t\r".contains(first), "\(field.prefix(50))") }
      #expect(field.count <= 32_767)
    }
  }

  @Test("is no markup and no mention in Markdown", arguments: names)
  func markdown(_ name: String) {
    let output = Self.text(MarkdownReport.render([Self.report(name)]))
    #expect(Self.hasNoControls(output))
    let markup = [
      "<script", "</script", "<img", "](", "`", "@octocat", "http://", "www.evil", "\n::", "\n- item", "\n1.",
    ]
    for mark in markup { #expect(!output.contains(mark), "\(mark)") }
    for row in output.split(separator: "\n") where row.hasPrefix("| ") {
      #expect(row.count { $0 == "|" } == 6)
    }
    #expect(output.utf8.count < 30_000)
  }

  @Test("is well-formed XML", arguments: names)
  func junit(_ name: String) throws {
    let output = Self.text(JUnitReport.render([Self.report(name)], run: Self.run))
    #expect(Self.hasNoControls(output))
    #expect(!output.unicodeScalars.contains { $0 == "\u{fffe}" || $0 == "\u{ffff}" })
    // Outside of tags no markup character stands by itself, and inside of attributes none either.
    var tags = 0
    var isInTag = false
    var isQuoted = false
    for byte in output.utf8 {
      switch byte {
      case UInt8(ascii: "<"):
        #expect(!isInTag)
        isInTag = true
        tags += 1
      case UInt8(ascii: ">"):
        #expect(isInTag && !isQuoted)
        isInTag = false
      case UInt8(ascii: "\""):
        #expect(isInTag)
        isQuoted.toggle()
      default: break
      }
    }
    #expect(!isInTag && !isQuoted)
    // What is empty has no property.
    if name.isEmpty { return }
    #expect(tags == Self.text(JUnitReport.render([Self.report("plain")], run: Self.run)).count { $0 == "<" })
    #expect(output.utf8.count < 60_000)
  }

  @Test("stays a string in SARIF, and a path that only leads downward", arguments: names)
  func sarif(_ name: String) throws {
    let bytes = try SARIFReport.render([Self.report(name, kind: .layerFile)], run: Self.run)
    #expect(Self.hasNoControls(Self.text(bytes)))
    let run = try #require(try JSONTree.parse(bytes)["runs"]?.elements.first)
    let results = try #require(run["results"]?.elements)
    #expect(results.count == 2)
    for result in results {
      let place = try #require(result["locations"]?.elements.first?["physicalLocation"])
      guard case .string(let uri) = place["artifactLocation"]?["uri"] else {
        Issue.record("no uri")
        continue
      }
      let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%/!")
      #expect(uri.allSatisfy { allowed.contains($0) })
      #expect(!uri.split(separator: "/").contains { $0 == ".." || $0 == "." })
      #expect(!uri.hasPrefix("/"))
      for key in ["startLine", "startColumn", "endLine", "endColumn"] {
        guard case .number(let number) = place["region"]?[key] else {
          Issue.record("no \(key)")
          continue
        }
        #expect(number >= 1)
      }
      guard case .string(let message) = result["message"]?["text"] else { continue }
      #expect(!message.contains("](") || message.contains("\\]("))
      #expect(message.utf8.count < 12_000)
    }
  }

  @Test("stays within the lengths that GitLab takes", arguments: names)
  func gitLab(_ name: String) throws {
    let bytes = try GitLabReport.render([Self.report(name)], run: Self.run)
    #expect(Self.hasNoControls(Self.text(bytes)))
    let found = try #require(try JSONTree.parse(bytes)["vulnerabilities"]?.elements)
    #expect(Set(found.map { $0["id"] }.map { "\(String(describing: $0))" }).count == 2)
    for vulnerability in found {
      for (key, limit) in [("name", 255), ("solution", 7000), ("description", 1_048_576)] {
        guard case .string(let text) = vulnerability[key] else {
          Issue.record("no \(key)")
          continue
        }
        #expect(text.unicodeScalars.count <= limit)
      }
      #expect(vulnerability["location"]?["start_line"] == .number(1))
    }
  }

  @Test("is one line of JSON Lines", arguments: names)
  func jsonLines(_ name: String) throws {
    let bytes = try JSONLinesReport.render([Self.report(name)])
    #expect(Self.hasNoControls(Self.text(bytes)))
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == 3)
    for line in lines { #expect(try JSONTree.parse(Array(line))["type"] != nil) }
  }

  @Test("does not begin a line as a command of a workflow")
  func text() throws {
    for name in ["::error::x", String(repeating: "/::error::x", count: 50), "a ##[error]x ##vso[task.x]y"] {
      let style = TextReport.Style(width: 40, verbose: true)
      let output = TextReport(style: style).render([Self.report(name)])
      let others = try [
        JSONReport.render([Self.report(name)]), JSONLinesReport.render([Self.report(name)]),
        SARIFReport.render([Self.report(name)], run: Self.run), CSVReport.render([Self.report(name)]),
        JUnitReport.render([Self.report(name)], run: Self.run), MarkdownReport.render([Self.report(name)]),
        GitLabReport.render([Self.report(name)], run: Self.run),
      ]
      for line in others.flatMap({ Self.text($0).split(separator: "\n") }) {
        #expect(!line.drop { $0 == " " }.hasPrefix("::"), "\(line)")
      }
      for line in output.split(separator: "\n") {
        #expect(!line.drop { $0 == " " }.hasPrefix("::"), "\(line)")
        #expect(!line.contains("##[") && !line.contains("##vso["), "\(line)")
      }
    }
  }
}

/// Comma-separated values read back, as RFC 4180 has them: all fields quoted, rows ended by CR LF.
enum CSVRows {
  struct Malformed: Error {}

  static func parse(_ text: String) throws -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      guard bytes.popFirst() == UInt8(ascii: "\"") else { throw Malformed() }
      var field: [UInt8] = []
      while let byte = bytes.popFirst() {
        if byte != UInt8(ascii: "\"") {
          field.append(byte)
        } else if bytes.first == UInt8(ascii: "\"") {
          field.append(byte)
          bytes.removeFirst()
        } else {
          break
        }
      }
      row.append(String(decoding: field, as: UTF8.self))
      switch bytes.popFirst() {
      case UInt8(ascii: ","): continue
      case 0x0d where bytes.popFirst() == 0x0a:
        rows.append(row)
        row = []
      default: throw Malformed()
      }
    }
    return rows
  }
}
