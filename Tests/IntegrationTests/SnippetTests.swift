import Foundation
import Testing

/// Dockerfiles as people write them, written down before the rules were looked at, with what is to be found in each:
/// `Tests/DockerfileFolder/snippets.txt`.
@Suite("Dockerfile snippets")
struct SnippetTests {
  struct Snippet: Sendable {
    var name: String
    /// Path and text; the first is the Dockerfile.
    var files: [(path: String, text: String)]
    /// `line:rule`; nothing for an innocent one.
    var findings: Set<String>
  }

  /// The snippets of the file: `== name`, the Dockerfile, `++ path` before each further file, `-- findings`.
  private static func snippets() throws -> [Snippet] {
    let path = (#filePath as NSString).deletingLastPathComponent + "/../DockerfileFolder/snippets.txt"
    var all: [Snippet] = []
    for line in try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line.hasPrefix("== ") {
        all.append(Snippet(name: String(line.dropFirst(3)), files: [("Dockerfile", "")], findings: []))
      } else if all.isEmpty {
        continue
      } else if line.hasPrefix("++ ") {
        all[all.count - 1].files.append((String(line.dropFirst(3)), ""))
      } else if line == "--" || line.hasPrefix("-- ") {
        all[all.count - 1].findings = Set(line.dropFirst(2).split(separator: " ").map(String.init))
      } else {
        let last = all[all.count - 1].files.count - 1
        all[all.count - 1].files[last].text += secretsPut(in: String(line)) + "\n"
      }
    }
    return all
  }

  /// Puts made-up secrets in the place of `{{kind}}`.
  private static func secretsPut(in line: String) -> String {
    var line = line
    let letters = { (name: String, count: Int) in Tokens.letters(name, count) }
    let kinds: [(String, String)] = [
      ("pw", "S7ruggl3" + ".Mint"), ("ghp", Tokens.gitHub("snippet")),
      (
        "hex",
        String(
          letters("hex", 64).utf8.map {
            Character(UnicodeScalar("0123456789abcdef".utf8.map { $0 }[Int($0) % 16]))
          })
      ),
      (
        "hex48",
        String(
          letters("hex48", 48).utf8.map {
            Character(UnicodeScalar("0123456789abcdef".utf8.map { $0 }[Int($0) % 16]))
          })
      ),
      ("npm", "np" + "m_" + checked(letters("npm", 30))), ("akia", "AK" + "IA" + upper(letters("akia", 16))),
      ("awssecret", letters("aws secret", 40)),
      (
        "slackhook",
        "https://hooks.slack" + ".com/services/T" + upper(letters("t", 8)) + "/B" + upper(letters("b", 10))
          + "/" + letters("hook", 24)
      ),
      ("sig", letters("signature", 43) + "%3D"), ("b62x90", letters("vault", 90)),
      ("stripe", "sk" + "_live_" + letters("stripe", 24)),
      ("hf", "hf" + "_" + lettersOnly(letters("hf", 34))),
      ("pypi", "pypi-" + "AgEIcHlwaS5vcmc" + letters("pypi", 150)),
    ]
    for (name, value) in kinds { line = line.replacingOccurrences(of: "{{\(name)}}", with: value) }
    return line
  }

  private static func checked(_ body: String) -> String {
    let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    var number = Tokens.crc32(body.utf8)
    var digits = ""
    for _ in 0..<6 {
      digits = String(alphabet[Int(number % 62)]) + digits
      number /= 62
    }
    return body + digits
  }

  private static func upper(_ text: String) -> String {
    String(text.uppercased().map { "0189".contains($0) ? "Q" : $0 })
  }

  private static func lettersOnly(_ text: String) -> String { String(text.map { $0.isNumber ? "k" : $0 }) }

  @Test("are found where they leak, by the rules that are named, and let pass where they only look so")
  func table() throws {
    let all = try Self.snippets()
    #expect(all.count >= 146)
    #expect(all.count { $0.findings.isEmpty } >= 60)
    let place = try Workspace()
    var arguments = ["dockerfile"]
    for (index, snippet) in all.enumerated() {
      for file in snippet.files { try place.write("\(index)/\(file.path)", file.text) }
      arguments.append(place.path("\(index)/Dockerfile"))
    }
    let reports = try Contraband.scan(arguments).reports
    try #require(reports.count == all.count)
    for (snippet, report) in zip(all, reports) {
      let failing = report.findings.filter { !["low", "info"].contains($0.severity) }
      // A rule about values is Patterns/'s to name.
      func label(_ finding: ReportView.Finding) -> String {
        "\(finding.location.line):" + (finding.rule.hasPrefix("dockerfile-") ? finding.rule : "*")
      }
      let found = Set(
        report.findings.map { ($0.severity, label($0)) }
          .filter { !["low", "info"].contains($0) || snippet.findings.contains($1) }.map(\.1))
      #expect(found == snippet.findings, "\(snippet.name)")
      #expect(!failing.contains { $0.remediation?.isEmpty ?? true }, "\(snippet.name)")
      for finding in report.findings {
        #expect(
          finding.remediation?.contains("S7ruggl3" + ".Mint") != true, "\(snippet.name) shows its secret")
      }
    }
  }
}
