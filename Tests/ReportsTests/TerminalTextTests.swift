import Reports
import Testing

@Suite("Untrusted text on a terminal")
struct TerminalTextTests {
  @Test(
    "is escaped where it would steer the terminal, reorder the line or be invisible",
    arguments: [
      ("plain text, é, 日本, 🔑", "plain text, é, 日本, 🔑"),
      ("a\nb\r\tc", #"a\nb\r\tc"#),
      ("\u{1b}[2J\u{1b}]0;title\u{7}", #"\u{1b}[2J\u{1b}]0;title\u{7}"#),
      ("\u{9b}31m\u{7f}\u{0}", #"\u{9b}31m\u{7f}\u{0}"#),
      ("evil\u{202e}txt.exe\u{2066}\u{200f}", #"evil\u{202e}txt.exe\u{2066}\u{200f}"#),
      ("zero\u{200b}width\u{feff}\u{3164}", #"zero\u{200b}width\u{feff}\u{3164}"#),
      ("\u{2028}\u{2029}\u{e0041}", #"\u{2028}\u{2029}\u{e0041}"#),
      (#"a\n is a backslash and an n"#, #"a\n is a backslash and an n"#),
      ("", ""),
    ])
  func escaping(text: String, expected: String) {
    #expect(TerminalText.escaped(text) == expected)
    #expect(TerminalText.escaped(expected) == expected)
  }

  @Test("keeps a few combining marks on a character and escapes the rest, and those that stand on none")
  func combiningMarks() {
    #expect(TerminalText.escaped("e\u{301}\u{302}") == "e\u{301}\u{302}")
    #expect(
      TerminalText.escaped("e" + String(repeating: "\u{301}", count: 4)) == "e\u{301}\u{301}\u{301}\\u{301}")
    #expect(TerminalText.escaped("\u{301}a") == "\\u{301}a")
    #expect(TerminalText.escaped("\u{1b}\u{301}") == "\\u{1b}\\u{301}")
  }

  @Test("shows U+FFFD for bytes that are not UTF-8")
  func invalidUTF8() {
    #expect(TerminalText.escaped(utf8: [0x61, 0xff, 0x62, 0x1b]) == "a\u{fffd}b\\u{1b}")
    #expect(TerminalText.escaped(utf8: [0xc2]) == "\u{fffd}")
  }

  @Test(
    "has the width that a terminal gives it",
    arguments: [
      ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本語", 6), ("한글", 4), ("\u{1112}\u{1161}\u{11ab}", 2),
      ("ｗｉｄｅ", 8), ("ﾊﾝ", 2), ("🔑", 2), ("𠀋", 2), ("\n", 2), ("\u{1b}", 6), ("", 0), ("…·─", 3),
    ])
  func width(text: String, columns: Int) {
    #expect(TerminalText.width(text) == columns)
  }

  @Test("loses its middle where it is too wide, and is never wider than asked")
  func truncation() {
    #expect(TerminalText.truncated("abcdefghij", to: 10) == "abcdefghij")
    #expect(TerminalText.truncated("abcdefghij", to: 7) == "abc…hij")
    for text in [
      "日本語の名前.txt", "a\u{301}\u{1b}bc\u{202e}def", "plain", String(repeating: "x", count: 100_000),
    ] {
      for columns in 0...12 {
        let cut = TerminalText.truncated(text, to: columns)
        #expect(TerminalText.width(cut) <= columns)
        #expect(columns == 0 || TerminalText.width(text) <= columns || cut.contains("…"))
      }
    }
  }

  @Test("keeps both ends of a name that is far too long")
  func longNames() {
    let marks = String(repeating: "\u{301}", count: 200_000)
    let cut = TerminalText.truncated("begin" + marks + "the end", to: 40)
    #expect(cut.utf8.starts(with: "begin".utf8) && cut.hasSuffix("the end"))
    #expect(cut.utf8.count < 200)
  }

  @Test("wraps at blanks, and breaks only words that are wider than a row")
  func wrapping() {
    #expect(TerminalText.wrapped("one two three", to: 8) == ["one two", "three"])
    #expect(TerminalText.wrapped("one  two", to: 4) == ["one", "two"])
    #expect(TerminalText.wrapped("  indented", to: 20) == ["  indented"])
    #expect(TerminalText.wrapped("abcdefgh ij", to: 4) == ["abcd", "efgh", "ij"])
    #expect(TerminalText.wrapped("日本語", to: 5) == ["日本", "語"])
    #expect(TerminalText.wrapped("a\nb", to: 10) == [#"a\nb"#])
    #expect(TerminalText.wrapped("   ", to: 2) == [])
    #expect(TerminalText.wrapped("日本", to: 0) == ["日", "本"])
  }
}
