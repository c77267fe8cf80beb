import Foundation
import Testing

/// A file of thousands of secrets, and what the user may ask of values that only look random.
@Suite("Many secrets in one file")
struct CrowdTests {
  private struct Counted: Decodable {
    struct Finding: Decodable {
      var rule: String
      var detail: String?
      var count: Int?
    }
    var status: String
    var findings: [Finding]
  }

  /// `count` values of 40 letters and digits, the same every time.
  private static func text(_ count: Int) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    var state: UInt64 = 0x2545_f491_4f6c_dd1d
    return (0..<count).map { number in
      let value = (0..<40).map { _ -> Character in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return alphabet[Int(state % UInt64(alphabet.count))]
      }
      return "service_\(number)_token = \"\(String(value))\"\n"
    }.joined()
  }

  private static let cache = Result { try Workspace.shared() }

  private static func scan(_ options: [String], count: Int = 5000) throws -> CommandResult {
    let place = try Workspace()
    try place.write("files/notes.txt", text(count))
    // Engines that differ in their limits of entropy share a folder of compiled patterns, and must not be mixed up.
    let cache = try cache.get().folder
    return try Contraband.run(["fs", place.path("files"), "--cache-dir", cache] + options)
  }

  @Test("is a report that stays small, counts them all, and fails")
  func small() throws {
    let result = try Self.scan(["--format", "json"])
    let report = try JSONDecoder().decode(Counted.self, from: Data(result.text.utf8))
    #expect(result.status == 1 && report.status == "complete")
    #expect(result.text.utf8.count < 200_000)
    #expect(report.findings.reduce(0) { $0 + ($1.count ?? 1) } == 5000)
    #expect(report.findings.contains { ($0.count ?? 1) > 4000 })
  }

  @Test("is read on one page, which says how many there are")
  func readable() throws {
    let result = try Self.scan([])
    #expect(result.text.split(separator: "\n", omittingEmptySubsequences: false).count < 100)
    #expect(result.text.contains("5,000 secrets in all"))
  }

  @Test("is the same whatever the number of workers")
  func deterministic() throws {
    let texts = try ["1", "2"].map { try Self.scan(["--format", "json", "--jobs", $0]).text }
    func findings(_ text: String) -> Substring? {
      text.range(of: "\"findings\"").map { text[$0.lowerBound...] }
    }
    // The folder's own name differs.
    let parts = texts.map { findings($0)?.components(separatedBy: "\"schema\"").first }
    #expect(parts[0] == parts[1] && parts[0] != nil)
  }

  @Test("may be asked to be more random than it is, or not be looked for")
  func entropy() throws {
    func rules(_ options: [String]) throws -> [Counted.Finding] {
      let result = try Self.scan(
        ["--format", "json", "--enable-rule", "assigned-secret"] + options, count: 3)
      return try JSONDecoder().decode(Counted.self, from: Data(result.text.utf8)).findings
    }
    let found = try rules([])
    #expect(found.count == 3 && found.allSatisfy { $0.detail?.contains("bits per byte") == true })
    #expect(try rules(["--entropy-base64", "5.9"]).isEmpty)
    #expect(try rules(["--entropy-hex", "3.9"]).count == 3)
    #expect(try rules(["--no-entropy"]).isEmpty)
  }

  @Test(
    "has limits of entropy that make sense",
    arguments: [
      ["--entropy-base64", "7"], ["--entropy-hex", "-1"], ["--entropy-hex", "5"],
      ["--no-entropy", "--entropy-hex", "3"],
    ])
  func usage(_ options: [String]) throws {
    #expect(try Contraband.run(["fs", "."] + options).status == 64)
  }
}
