import Matching
import Testing

@testable import Patterns

/// Expressions of Go's RE2 match as Go's regexp does, construct by construct: what is expected here is what
/// re2/wiki/Syntax and the documentation of regexp/syntax say.
@Suite struct RE2SyntaxTests {
  /// The first match in `text`, as text; nil where there is none.
  private static func match(_ regex: String, _ text: String, group: Int = 0) throws -> String? {
    try match(regex, Array(text.utf8), group: group).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func match(_ regex: String, _ bytes: [UInt8], group: Int = 0) throws -> [UInt8]? {
    let expression = try PCRE2Expression(try RE2Syntax.translate(regex))
    let padded = bytes.isEmpty ? [] : bytes
    return try padded.withUnsafeBytes { raw in
      try expression.firstMatch(in: raw, from: 0).flatMap { found in
        found.groups[group].map { Array(padded[$0]) }
      }
    }
  }

  @Test(arguments: [
    // What stays as it is.
    "abc", #"\bkey_[0-9a-f]{32}\b"#, "(?i)(?:a|b)+", "(?P<name>x)", "(?s).", "[[:alpha:]_-]", "[^a-z]",
    #"[\w.-]+"#,
    #"\d\D\w\W"#, "a{2}b{2,}c{2,3}", "a*?b+?c??", "(?i:x)(?-i:y)", #"[\]\\]"#, #"\x41"#, #"[\x00-\x1f]"#,
    "(?U)a+",
    "(?<!a)b(?=c)", #"(a)\1"#, "a++", "(?>a)", "[]a]", "[^]a]",
  ])
  func whatMeansTheSameStays(regex: String) throws {
    let translated = try RE2Syntax.translate(regex)
    if regex != #"\x41"# { #expect(translated == regex) }
    _ = try PCRE2Expression(translated)
  }

  @Test func aDollarIsTheEndOfTheTextAlone() throws {
    #expect(try RE2SyntaxTests.match("a$", "a\n") == nil)
    #expect(try RE2SyntaxTests.match("a$", "ba") == "a")
    #expect(try RE2SyntaxTests.match("(?m)a$", "a\nb") == "a")
    #expect(try RE2SyntaxTests.match("(?m:x$)|a$", "a\n") == nil, "the flag ends with its group")
    #expect(try RE2SyntaxTests.match("(?m:x$)|a$", "x\n") == "x")
    #expect(try RE2SyntaxTests.match("(?:(?m)x$|b$)c?|a$", "a\n") == nil)
    #expect(try RE2SyntaxTests.match(#"a\z"#, "a\n") == nil)
    #expect(try RE2SyntaxTests.match("(?m)(?-m)a$", "a\n") == nil)
    #expect(try RE2SyntaxTests.match(#"a\$"#, "a$b") == "a$")
    #expect(try RE2SyntaxTests.match("[$]", "$") == "$")
  }

  @Test func blanksLackTheVerticalTab() throws {
    #expect(try RE2SyntaxTests.match(#"a\sb"#, "a\u{b}b") == nil)
    #expect(try RE2SyntaxTests.match(#"a\Sb"#, "a\u{b}b") == "a\u{b}b")
    #expect(try RE2SyntaxTests.match(#"a[\s,]b"#, "a\u{b}b") == nil)
    #expect(try RE2SyntaxTests.match(#"a[^\s]b"#, "a\u{b}b") == "a\u{b}b")
    #expect(try RE2SyntaxTests.match(#"a[\S]b"#, "a b") == nil)
    for blank in ["\t", "\n", "\u{c}", "\r", " "] {
      #expect(try RE2SyntaxTests.match(#"a\s[\s]b"#, "a\(blank)\(blank)b") != nil)
    }
    #expect(try RE2SyntaxTests.match("a[[:space:]]b", "a\u{b}b") != nil, "POSIX counts it")
  }

  @Test func theVerticalTabHasAnEscape() throws {
    #expect(try RE2SyntaxTests.match(#"a\vb"#, "a\u{b}b") != nil)
    #expect(try RE2SyntaxTests.match(#"a\vb"#, "a\nb") == nil)
    #expect(try RE2SyntaxTests.match(#"a[\v]b"#, "a\nb") == nil)
  }

  @Test func quotedTextIsLiteral() throws {
    #expect(try RE2SyntaxTests.match(#"\Qa.b*[\E+"#, "a.b*[[[") == "a.b*[[[")
    #expect(try RE2SyntaxTests.match(#"\Qa.b"#, "axb") == nil)
    #expect(try RE2SyntaxTests.match(#"x\Q\Ey"#, "xy") == "xy")
    #expect(Anchor.best(of: try RE2Syntax.translate(#"\Qacme.key\E=[0-9]+"#)) != nil)
  }

  @Test func codePointsAreTheirUTF8() throws {
    #expect(try RE2SyntaxTests.match(#"\x{e9}"#, "é") == "é")
    #expect(try RE2SyntaxTests.match(#"\xe9"#, "é") == "é")
    #expect(try RE2SyntaxTests.match(#"\xe9"#, [0xe9]) == nil, "a lone byte is no é")
    #expect(try RE2SyntaxTests.match(#"\x{1F600}{2}"#, "😀😀") == "😀😀")
    #expect(try RE2SyntaxTests.match("é+x", "éééx") == "éééx", "the quantifier holds for the character")
    #expect(try RE2SyntaxTests.match("é?x", "x") == "x")
    #expect(try RE2SyntaxTests.match(#"\x{41}\x42"#, "AB") == "AB")
    #expect(try RE2SyntaxTests.match(#"\101\x2a"#, "A*") == "A*", "octal")
    #expect(try RE2SyntaxTests.match(#"(a)\1\x31"#, "aa1") == "aa1", "a digit does not join a back reference")
  }

  @Test func classesHoldCharactersBeyondASCII() throws {
    #expect(try RE2SyntaxTests.match("[aé]+", "éaéb") == "éaé")
    #expect(try RE2SyntaxTests.match("[à-ÿ]+", "xàéÿz") == "àéÿ")
    #expect(try RE2SyntaxTests.match("[à-ÿ]", "ß") == nil)
    #expect(try RE2SyntaxTests.match(#"[\x{400}-\x{4ff}]+"#, "abЖЯc") == "ЖЯ")
    #expect(try RE2SyntaxTests.match("[^é]+", "aßé") == "aß")
    #expect(try RE2SyntaxTests.match("[a-z😀]{3}", "a😀b") == "a😀b")
    #expect(try RE2SyntaxTests.match(#"[\x{7f}-\x{10ffff}]+"#, "a\u{7f}é一😀b") == "\u{7f}é一😀")
    #expect(try RE2SyntaxTests.match(#"[^\x00-\x{10FFFF}]"#, "a") == nil, "the empty class")
    #expect(try RE2SyntaxTests.match(#"[\x00-\x{10FFFF}]"#, "a") == "a")
  }

  @Test func propertiesNameCategoriesAndScripts() throws {
    #expect(try RE2SyntaxTests.match(#"\p{Greek}+"#, "abγδe") == "γδ")
    #expect(try RE2SyntaxTests.match(#"[\p{Greek}a]+"#, "xaγb") == "aγ")
    #expect(try RE2SyntaxTests.match(#"\P{Greek}+"#, "γabγ") == "ab")
    #expect(try RE2SyntaxTests.match(#"\p{^Greek}+"#, "γabγ") == "ab")
    #expect(try RE2SyntaxTests.match(#"\pN+"#, "a1٣b") == "1٣")
    #expect(try RE2SyntaxTests.match(#"\p{Lu}"#, "aÉ") == "É")
    #expect(try RE2SyntaxTests.match(#"[^\p{L}]+"#, "aé1-ß") == "1-")
    #expect(try RE2SyntaxTests.match(#"\p{Han}\p{Hiragana}"#, "漢あ") == "漢あ")
    #expect(try RE2SyntaxTests.match(#"\p{Sc}"#, "5€") == "€")
  }

  @Test func caseIsFolded() throws {
    #expect(try RE2SyntaxTests.match("(?i)acme_[a-c]", "ACME_B") == "ACME_B")
    #expect(try RE2SyntaxTests.match("(?i)É", "é") == "é")
    #expect(try RE2SyntaxTests.match("(?i)[à-é]", "É") == "É")
    #expect(try RE2SyntaxTests.match("(?i:a)b", "AB") == nil)
    #expect(try RE2SyntaxTests.match("a(?i)b|c", "C") == "C", "to the end of the group")
    #expect(try RE2SyntaxTests.match("(a(?i)b)c", "aBC") == nil)
  }

  @Test func flagsChangeHowItMatches() throws {
    #expect(try RE2SyntaxTests.match("(?s)a.b", "a\nb") != nil)
    #expect(try RE2SyntaxTests.match("a.b", "a\nb") == nil)
    #expect(try RE2SyntaxTests.match("(?U)a+", "aaa") == "a")
    #expect(try RE2SyntaxTests.match("(?U)a+?", "aaa") == "aaa")
    #expect(try RE2SyntaxTests.match("(?m)^b", "a\nb") == "b")
    #expect(try RE2SyntaxTests.match("(?im)^b$", "a\nB\nc") == "B")
  }

  @Test func groupsKeepTheirNumbers() throws {
    #expect(try RE2SyntaxTests.match("(?P<key>a)([é])(?<value>b)", "aéb", group: 3) == "b")
    let long = String(repeating: "n", count: 40)
    #expect(try RE2SyntaxTests.match("(?P<\(long)>a)(b)", "ab", group: 2) == "b")
  }

  @Test func bracesThatAreNoQuantifierAreLiteral() throws {
    #expect(try RE2SyntaxTests.match("a{,3}", "a{,3}") == "a{,3}")
    #expect(try RE2SyntaxTests.match("a{ 2 }", "a{ 2 }") == "a{ 2 }")
    #expect(try RE2SyntaxTests.match("${x}", "${x}") == nil)
    #expect(try RE2SyntaxTests.match(#"\${x}"#, "${x}") == "${x}")
    #expect(try RE2SyntaxTests.match("a{1000}", String(repeating: "a", count: 1000)) != nil)
  }

  @Test func aQuantifierMayFollowAnAssertion() throws {
    #expect(try RE2SyntaxTests.match(#"(?:^)*a\b+$?"#, "a") == "a")
    #expect(try RE2SyntaxTests.match("^*a", "ba") == "a")
  }

  @Test func posixClassesAndOddBrackets() throws {
    #expect(try RE2SyntaxTests.match("[[:^digit:]x]+", "12ab3") == "ab")
    #expect(try RE2SyntaxTests.match("[[:word:]-]+", " a_1-b ") == "a_1-b")
    #expect(
      try RE2SyntaxTests.match("[:alpha:]+", "1:ahpl") == ":ahpl",
      "outside of brackets it is a class of letters")
    #expect(try RE2SyntaxTests.match("[[.x]+", "a[.x") == "[.x")
    #expect(try RE2SyntaxTests.match(#"[\w-.]+"#, " a-.b ") == "a-.b")
    #expect(try RE2SyntaxTests.match(#"[\Q]^\E]+"#, "a]^") == "]^")
    #expect(try RE2SyntaxTests.match(#"[\n\t\.\-]+"#, "a\n\t.-") == "\n\t.-")
    #expect(try RE2SyntaxTests.match(#"\C\C"#, [0xff, 0x0a]) == [0xff, 0x0a], "any byte")
  }

  @Test func whatRE2LacksStillWorks() throws {
    #expect(try RE2SyntaxTests.match(#"(['"])x\1"#, "'x\" \"x\"") == "\"x\"")
    #expect(try RE2SyntaxTests.match(#"(?<q>['"])x\k<q>"#, "\"x\"") == "\"x\"")
    #expect(try RE2SyntaxTests.match("(?<![a-z])key(?!s)", "akey keys key") == "key")
    #expect(try RE2SyntaxTests.match("(?x) a b # ( [ $ comment\n c$", "abc") == "abc")
    #expect(try RE2SyntaxTests.match("a(?# ( [ note)b", "ab") == "ab")
    #expect(try RE2SyntaxTests.match("(a)?(?(1)b|c)$", "ab") == "ab")
  }

  @Test(arguments: [
    "[a", "[z-a]", #"[a-\d]"#, #"\p{Klingon}"#, #"\p{"#, #"\x{110000}"#, #"\x4"#, #"\"#, "[[:nope:]]",
    "(?P<a",
    #"\é"#, "[", #"[\"#,
  ])
  func whatHasNoMeaningIsAFault(regex: String) {
    #expect(throws: RE2Syntax.Fault.self) { try RE2Syntax.translate(regex) }
  }

  @Test(arguments: ["a(", "a)", "*a", "a**b{2}{", "(?P<a>x)(?P<a>y)", "(*UTF)a", #"\y"#])
  func whatIsLeftToPCRE2ItRefusesOrTakes(regex: String) throws {
    // Whatever comes out, nothing traps, and PCRE2 has the last word.
    let translated = try RE2Syntax.translate(regex)
    _ = try? PCRE2Expression(translated)
  }

  @Test func deepNestingIsAFaultNotACrash() {
    let deep = String(repeating: "(", count: 100_000)
    #expect(throws: RE2Syntax.Fault.self) { try RE2Syntax.translate(deep) }
  }

  /// Every scalar of a set, and no other, has its bytes matched.
  @Test func encodedRangesAreExact() throws {
    let samples: [ClosedRange<UInt32>] = [
      0x80...0x10ffff, 0x7ff...0x801, 0xd000...0xe010, 0xfffe...0x10001, 0x3b1...0x3c9, 0x40...0x90,
      0x1f5ff...0x1f64f, 0x10fffe...0x10ffff,
    ]
    for range in samples {
      let set = ScalarRanges([range])
      let alternatives = set.encodedAlternatives
      guard !alternatives.isEmpty else { continue }
      let expression = try PCRE2Expression(#"\A(?:"# + alternatives.joined(separator: "|") + #")\z"#)
      let edges: [UInt32] = [0x80, 0x7ff, 0x800, 0xfff, 0x1000, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff]
      let values = edges + [range.lowerBound, range.upperBound]
      for value in Set(values.flatMap { [$0 &- 1, $0, $0 &+ 1] }) {
        guard value >= 0x80, let scalar = Unicode.Scalar(value) else { continue }
        let isMember = range.contains(value)
        #expect(expression.matches(Array(String(scalar).utf8)) == isMember, "\(value) in \(range)")
      }
    }
  }
}
