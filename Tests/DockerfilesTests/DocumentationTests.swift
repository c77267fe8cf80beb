import Foundation
import Testing

/// Pages that speak of the code, held in step with it.
@Suite("Documentation")
struct DocumentationTests {
  private static let root = (#filePath as NSString).deletingLastPathComponent + "/../.."

  @Test("has a page of all rules, as they are")
  func rules() throws {
    let path = Self.root + "/docs/dockerfile-rules.md"
    if ProcessInfo.processInfo.environment["UPDATE_DOCS"] != nil {
      try RulePage.text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(
      try String(contentsOfFile: path, encoding: .utf8) == RulePage.text,
      "UPDATE_DOCS=1 make test writes it anew")
  }

  @Test("has a table of the grammar's traps whose tests exist")
  func traps() throws {
    let page = try String(contentsOfFile: Self.root + "/docs/dockerfile-traps.md", encoding: .utf8)
    let folder = Self.root + "/Tests/DockerfilesTests/"
    let sources = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      $0.hasSuffix(".swift")
    }
    .map { try String(contentsOfFile: folder + $0, encoding: .utf8) }.joined()
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| Trap") }
    #expect(rows.count >= 40)
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      try #require(cells.count == 2, "\(row)")
      for test in cells[1].components(separatedBy: " · ") {
        #expect(sources.contains(test.replacingOccurrences(of: "`", with: "")), "no test: \(test)")
      }
    }
  }
}
