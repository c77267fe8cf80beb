import Findings
import Matching
import Patterns
import Testing

/// Readers are shown the files that their rules name, by path or by a marker in the content.
@Suite struct ReaderSelectionTests {
  /// Reports every line that begins with `+`, and whether it was named.
  private struct PlusReader: CredentialReader {
    let name = "plus"

    func credentials(in file: FileView) -> [Credential] {
      var found: [Credential] = []
      var start = 0
      for line in file.bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
        if line.first == 0x2b, line.count > 1 {
          found.append(
            Credential(
              secret: (start + 1)..<(start + line.count), severity: .low, verification: .structure,
              detail: file.isNamed ? "named" : "marked"))
        }
        start += line.count + 1
      }
      return found
    }
  }

  /// Answers with places that are not in the file.
  private struct WildReader: CredentialReader {
    let name = "wild"

    func credentials(in file: FileView) -> [Credential] {
      [Credential(secret: 0..<(file.bytes.count + 1)), Credential(secret: 3..<3), Credential(secret: -2..<1)]
    }
  }

  private static func matcher(path: String?, regex: String?) throws -> SmallMatcher {
    let rule = makeRule(regex) {
      $0.path = path
      $0.reader = "plus"
    }
    return try SmallMatcher(rule, readers: [PlusReader()])
  }

  @Test func aFileIsKnownByItsPath() throws {
    let matcher = try ReaderSelectionTests.matcher(path: #"\.plus$"#, regex: nil)
    let bytes = Array("a\n+secret\nb".utf8)
    let match = try #require(try matcher.matches(in: bytes, path: "x/a.plus").first)
    #expect(match.secret == 3..<9 && match.detail == "named")
    #expect(match.severity == .low && match.verification == .structure)
    #expect(try matcher.matches(in: bytes, path: "x/a.minus").isEmpty)
  }

  @Test func aRenamedFileIsKnownByItsMarker() throws {
    let matcher = try ReaderSelectionTests.matcher(path: #"\.plus$"#, regex: #"(?m)^PLUSFILE$"#)
    let marked = Array("PLUSFILE\n+secret\n".utf8)
    #expect(try matcher.matches(in: marked, path: "backup.bin").map(\.detail) == ["marked"])
    #expect(try matcher.matches(in: marked, path: "a.plus").map(\.detail) == ["named"], "shown once")
    #expect(try matcher.matches(in: Array("+secret\n".utf8), path: "backup.bin").isEmpty)
  }

  @Test func aLaterPieceBeginsAtALine() throws {
    let matcher = try ReaderSelectionTests.matcher(path: #"\.plus$"#, regex: nil)
    let bytes = Array("+cut line\n+whole".utf8)
    let found = try matcher.matches(in: bytes, path: "a.plus", owned: 4..<bytes.count, isFirst: false)
    #expect(found.map(\.secret) == [11..<16])
  }

  @Test func secretsBelongToThePieceThatOwnsThem() throws {
    let matcher = try ReaderSelectionTests.matcher(path: #"\.plus$"#, regex: nil)
    let bytes = Array("+one\n+two\n+three".utf8)
    #expect(try matcher.matches(in: bytes, path: "a.plus", owned: 0..<6).map(\.secret.lowerBound) == [1])
  }

  @Test func secretsBeyondTheLimitAreTold() throws {
    let matcher = try ReaderSelectionTests.matcher(path: #"\.plus$"#, regex: nil)
    let text = String(repeating: "+s\n", count: Matcher.matchesPerRule + 1)
    var overflown: [Int] = []
    let found = try matcher.matches(in: Array(text.utf8), path: "a.plus") { overflown.append($0) }
    #expect(found.count == Matcher.matchesPerRule && overflown == [0])
  }

  @Test func placesOutsideTheFileAreDropped() throws {
    let rule = makeRule(nil) {
      $0.path = "wild"
      $0.reader = "wild"
    }
    let matcher = try SmallMatcher(rule, readers: [WildReader()])
    #expect(try matcher.matches(in: Array("content".utf8), path: "wild").isEmpty)
  }
}
