import Testing

@testable import GitHistory

/// Git's own formats, as its manual pages describe them.
@Suite("Git's formats")
struct FormatTests {
  private static let id = String(repeating: "1a", count: 20)
  private static let null = String(repeating: "0", count: 40)

  @Test("reads the lines of a pre-push hook; a local name may hold blanks")
  func pushLines() throws {
    let push = try Push(
      Array(
        "refs/heads/a \(Self.id) refs/heads/b \(Self.null)\n(delete) \(Self.null) refs/heads/c \(Self.id)\nmain@{1 day ago} \(Self.id) refs/heads/d \(Self.null)\n"
          .utf8))
    #expect(push.refs.map(\.local) == ["refs/heads/a", "(delete)", "main@{1 day ago}"])
    #expect(push.tips.map(\.description) == [Self.id])
    #expect(push.bases.map(\.description) == [Self.id])
  }

  @Test(
    "refuses lines that are none",
    arguments: ["a b c", "a 1a refs/x 1a", "a \(id) refs/x", "a \(id) b \(id)f"])
  func otherLines(_ line: String) {
    #expect(throws: GitError.self) { try Push(Array(line.utf8)) }
  }

  @Test(
    "tells dates in UTC, leap days and the end of time included",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
      (1_700_000_000, "2023-11-14T22:13:20Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"),
    ])
  func dates(_ seconds: Int, _ date: String) {
    let text = CommitText(Array("tree x\nauthor A <a> \(seconds) -0130\n\nSubject\n\nBody".utf8))
    #expect(text.date == date)
    #expect(text.subject == "Subject")
    #expect(text.message == Array("Subject\n\nBody".utf8))
  }

  @Test(
    "takes no date from what is none",
    arguments: [
      "author A <a> 99999999999999999999 +0000", "author A <a> -5 +0000", "author", "author A <a> 5 x",
    ])
  func noDates(_ line: String) {
    #expect(CommitText(Array("\(line)\n\nSubject".utf8)).date == nil)
  }

  @Test("reads ids of both hashes, and nothing else")
  func ids() {
    #expect(ObjectID(Self.id.utf8)?.description == Self.id)
    #expect(ObjectID(String(repeating: "f", count: 64).utf8) != nil)
    #expect(ObjectID(Self.null.utf8)?.isNull == true)
    for text in ["", "1a", String(repeating: "g", count: 40), String(repeating: "A", count: 40)] {
      #expect(ObjectID(text.utf8) == nil)
    }
  }
}
