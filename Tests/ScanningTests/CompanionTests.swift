import Findings
import Testing

/// An id and its key are one credential.
@Suite struct CompanionTests {
  private func content(_ name: String, _ lines: [String]) -> TestContent {
    TestContent(name, Array(lines.joined(separator: "\n").utf8))
  }

  private func key(_ number: Int) -> String { String(decoding: token(number), as: UTF8.self) }

  @Test func anIDBesideItsKeyIsAPartOfTheKeysFinding() throws {
    let found = try findings(in: [content("a", ["id AID12345678", "key \(key(1))"])])
    let finding = try #require(found.first)
    #expect(found.count == 1)
    #expect(finding.rule == "acme-token" && finding.location.line == 2)
    #expect(finding.parts.map(\.rule) == ["acme-id"])
    #expect(finding.parts.map(\.location.line) == [1])
    #expect(finding.places.isEmpty, "places are those of the same secret")
  }

  @Test func anIDWithoutAKeyIsAFindingOfItsOwn() throws {
    let found = try findings(in: [content("a", ["id AID12345678"])])
    #expect(found.map(\.rule) == ["acme-id"])
    #expect(found.flatMap(\.parts).isEmpty)
  }

  @Test func eachKeyTakesTheIDNearestToIt() throws {
    let lines = ["AID00000001", key(1), "", "", "AID00000002", key(2)]
    let found = try findings(in: [content("a", lines)])
    #expect(found.count == 2)
    for finding in found {
      #expect(finding.parts.map(\.location.line) == [finding.location.line - 1])
    }
  }

  @Test func anIDInAnotherFileBelongsToNoKey() throws {
    let found = try findings(in: [content("a", ["AID00000001"]), content("b", [key(1)])])
    #expect(found.map(\.rule).sorted() == ["acme-id", "acme-token"])
  }

  @Test func anIDFarAwayBelongsToNoKey() throws {
    let gap = String(repeating: " ", count: 20_000)
    let found = try findings(in: [content("a", ["AID00000001", gap, key(1)])])
    #expect(found.map(\.rule).sorted() == ["acme-id", "acme-token"])
  }

  @Test func aCompanionIsToldOnlyWithWhatItBelongsTo() throws {
    #expect(try findings(in: [content("a", ["SEAL12345678"])]).isEmpty)
    let found = try findings(in: [content("a", ["SEAL12345678", key(1)])])
    #expect(found.map(\.rule) == ["acme-token"])
    #expect(found.first?.parts.map(\.rule) == ["acme-seal"])
  }
}
