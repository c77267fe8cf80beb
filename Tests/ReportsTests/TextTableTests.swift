import Findings
import Reports
import Testing

/// Tables and pages of labelled rows, as `contraband patterns` prints them.
@Suite struct TextTableTests {
  private static func table(_ rows: [[String]], width: Int? = nil, color: Bool = false) -> String {
    var table = TextTable()
    for row in rows { table.append(row.map { .init($0) }) }
    return table.render(color: color, width: width)
  }

  @Test func columnsAreAsWideAsTheirWidestCell() {
    #expect(TextTableTests.table([["a", "bb", "c"], ["aaa", "b", "cc"]]) == "a    bb  c\naaa  b   cc\n")
    #expect(TextTableTests.table([]) == "")
  }

  @Test func wideCharactersTakeTwoColumns() {
    #expect(TextTableTests.table([["漢", "x"], ["ab", "y"]]) == "漢  x\nab  y\n")
  }

  @Test func onlyTheLastColumnIsCut() {
    let text = TextTableTests.table([["id", String(repeating: "long ", count: 20)]], width: 40)
    #expect(text.hasPrefix("id  long") && text.contains("…"))
    #expect(TerminalText.width(String(text.dropLast())) <= 40)
  }

  @Test func nothingUntrustedReachesTheTerminal() {
    let text = TextTableTests.table([["a\u{1b}[31m", "b\nc\u{202e}"]])
    #expect(text == "a\\u{1b}[31m  b\\nc\\u{202e}\n")
    var page = TextPage(color: false, width: 80)
    page.heading("t\u{1b}")
    page.row("label", "x\ny\u{7}", .bad)
    #expect(!page.text.contains("\u{1b}") && !page.text.contains("\u{7}"))
    #expect(page.text.contains("label  x\\ny\\u{7}"))
  }

  @Test func colourIsThereWhereItIsWanted() {
    var table = TextTable()
    table.append([.init("high", .severity(.high))])
    #expect(table.render(color: true, width: nil) == "\u{1b}[31mhigh\u{1b}[0m\n")
    #expect(table.render(color: false, width: nil) == "high\n")
  }

  @Test func jsonIsSafeForATerminalToo() throws {
    let text = String(decoding: try JSONText.render(["b": "x\u{9b}\u{202e}", "a": "/"]), as: UTF8.self)
    #expect(text == "{\n  \"a\" : \"/\",\n  \"b\" : \"x\\u009b\\u202e\"\n}\n")
  }
}
