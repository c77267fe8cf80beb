import Testing

@testable import Matching

@Suite struct DecodingTextTests {
  private let secret = "Tr0ub4dor-and-3-more"

  // MARK: Hexadecimal

  @Test("Hexadecimal text is decoded, in either case, with its place")
  func hex() throws {
    for (prefix, upper) in [("", false), ("", true), ("0x", false)] {
      let content = "key = " + prefix + Encoded.hex(secret, upper: upper) + ";"
      let found = try #require(decode(content).first)
      #expect(found.text == "key: " + secret)
      #expect(found.encodings == [.hex])
      #expect(found.encoded("4dor", in: content) == Encoded.hex("4dor", upper: upper))
    }
    #expect(
      decode(String(("x " + Encoded.hex(secret)).dropLast())).map(\.text) == [String(secret.dropLast())])
    let long = String(repeating: "a line of text 1\n", count: 8)
    let dump = Encoded.wrapped(Encoded.hex(long), at: 60, "\n")
    #expect(decode(dump).map(\.text) == [long])
  }

  @Test("Digests, numbers and odd lengths in hexadecimal yield nothing")
  func noHex() {
    #expect(decode("d41d8cd98f00b204e9800998ecf8427e").isEmpty)
    #expect(decode("4142434445464748494a4b4c4d4e4f5").isEmpty)
    #expect(decode(Encoded.hex("too short 12")).isEmpty)
    #expect(decode("31415926535897932384626433832795").isEmpty)
    #expect(decode(Encoded.hex(secret) + "g").isEmpty)
    #expect(decode(String(repeating: "4", count: 32)).isEmpty)
    #expect(decode("{" + Encoded.hex("`abcdefghijklmnopqrst", prefix: "0x", separator: ",") + "}").isEmpty)
  }

  @Test("A byte array in source code is decoded")
  func byteArray() throws {
    for separator in [", ", ",", ",\n    ", ", (byte)"] {
      let content = "char key[] = { " + Encoded.hex(secret, prefix: "0x", separator: separator) + " };"
      let found = try #require(decode(content).first)
      #expect(found.text == "key: " + secret)
      #expect(found.encodings == [.byteArray])
      #expect(found.encoded("-3-", in: content) == Encoded.hex("-3-", prefix: "0x", separator: separator))
    }
    #expect(decode("{ 0x41, 0x42, 0x00, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x90 }").isEmpty)
  }

  // MARK: Percent-encoding and references

  @Test("Percent-encoding is undone where it hides a token, a password or its name")
  func percent() throws {
    let content = "GET /?next=%2Ftoken%3D\(secret)&x=1"
    let found = try #require(decode(content).first)
    #expect(found.text == "/?next=/token=\(secret)&x=1")
    #expect(found.encodings == [.percent])
    #expect(found.encoded(secret, in: content) == secret)
    #expect(found.encoded("/token=", in: content) == "%2Ftoken%3D")
    let url = "postgres://app:p%40ss%2Fw+rd@db/x"
    #expect(decode(url).map(\.text) == ["postgres://app:p@ss/w+rd@db/x"])
    let whole = "?dsn=postgres%3A%2F%2Fapp%3Apass%40db"
    #expect(decode(whole).map(\.text) == ["?dsn=postgres://app:pass@db"])
  }

  @Test("Percent signs that hide nothing are left alone")
  func noPercent() {
    #expect(decode("printf(\"%d of %20s, 50%, 100%25\")").isEmpty)
    #expect(decode("https://en.wikipedia.org/wiki/%E4%B8%AD%E6%96%87_Zhongwen").isEmpty)
    #expect(decode("<a href=\"a%20b%20c\">").isEmpty)
    #expect(decode("%4").isEmpty)
  }

  @Test("Character references are undone where they hide something")
  func references() throws {
    let content = "<input value=\"{&quot;token&quot;:&quot;\(secret)&quot;}\">"
    let found = try #require(decode(content).first)
    #expect(found.text.hasSuffix("{\"token\":\"\(secret)\"}"))
    #expect(found.encodings == [.entities])
    #expect(found.encoded("\(secret)\"", in: content) == secret + "&quot;")
    #expect(decode("<p>Tr0ub4dor&#x2d;and&#45;3-more").first?.text == secret)
    #expect(decode("<p>fish &amp; chips &lt;b&gt; a&&b").isEmpty)
  }

  // MARK: Escapes

  @Test(
    "Escapes within a token are undone",
    arguments: ["\\u0034", "\\x34", "\\064", "\\u{34}", "\\U00000034"])
  func escapes(escape: String) throws {
    let content = "var password = \"Tr0ub\(escape)dor-and-3-more\";"
    let found = try #require(decode(content).first)
    #expect(found.text == "var password = \"\(secret)\"")
    #expect(found.encodings == [.escaped])
    #expect(found.encoded("b4d", in: content) == "b\(escape)d")
    #expect(found.encoded(secret, in: content) == "Tr0ub\(escape)dor-and-3-more")
  }

  @Test("JSON in a JSON string is undone, twice as well")
  func nestedJSON() throws {
    let inner = "{\\\"password\\\": \\\"\(secret)\\\"}"
    let content = "{\"config\": \"\(inner)\"}"
    let found = try #require(decode(content).first)
    #expect(found.text.contains("{\"password\": \"\(secret)\"}"))
    #expect(found.encoded(secret, in: content) == secret)
    #expect(found.encoded("\"password\"", in: content) == "\\\"password\\\"")

    let escaped = inner.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    #expect(
      decode("{\"a\": \"{\\\"config\\\": \\\"\(escaped)\\\"}\"}")
        .contains { $0.text.contains("{\"password\": \"\(secret)\"}") })
  }

  @Test("Slashes that PHP escapes in a URL with a password are undone")
  func slashes() {
    let found = decode("{\"url\":\"https:\\/\\/app:p4ssw0rd@host\\/x\"}")
    #expect(found.map(\.text) == ["{\"url\":\"https://app:p4ssw0rd@host/x\""])
  }

  @Test("What follows a line break in a string no longer begins with its letter")
  func lineBreaks() {
    #expect(decode("x = \"first\\nA1B2C3D4E5F6G7H8I9\"").first?.text == "x = \"first\nA1B2C3D4E5F6G7H8I9\"")
    #expect(
      decode("x = \"HOST=a\\nPASSWORD=hunter22\\n\"").first?.text.contains("\nPASSWORD=hunter22") == true)
    #expect(decode("puts(\"hello\\nworld\\n\\tand more of it 123\");").isEmpty)
  }

  @Test("A token cut by a continued line is joined")
  func continuedLine() throws {
    let content = "export TOKEN=Tr0ub4dor\\\n-and-3-more\n"
    let found = try #require(decode(content).first)
    #expect(found.text.contains("TOKEN=\(secret)"))
    #expect(found.encoded(secret, in: content) == "Tr0ub4dor\\\n-and-3-more")
  }

  @Test("Escapes that hide nothing are left alone")
  func noEscapes() {
    #expect(
      decode("say(\"a \\\"quoted\\\" word\"); re = /\\d+\\.\\w*\\//; p = 'C:\\\\Users\\\\name'").isEmpty)
    #expect(decode("b\"\\x00\\x01\\xff\\xfe\" '\\u4e2d\\u6587' \\textbf{word}").isEmpty)
    #expect(decode("\"ends with a backslash \\").isEmpty)
  }

  // MARK: Joined strings

  @Test(
    "A string in parts is joined, behind the name it is given to",
    arguments: [
      "\" + \"", "\"+\"", "\" +\n        \"", "\"\n    + \"", "\" \"", "\"\n  \"", "\" . \"", "\" .. \"",
      "\" & \"",
      "\" <> \"", "\" || \"", "\" + f\"", "\" \\\n  \"", "\" ++ \"",
    ])
  func joined(seam: String) throws {
    let content = "  api_key = \"Tr0ub4\(seam)dor-and-\(seam)3-more\";\n"
    let found = try #require(decode(content).first)
    #expect(found.text == "  api_key = \"\(secret)\"")
    #expect(found.encodings == [.joined])
    #expect(found.encoded("4d", in: content) == "4\(seam)d")
    #expect(found.encoded("r-and", in: content) == "r-and")
    #expect(found.encoded(secret, in: content) == "Tr0ub4\(seam)dor-and-\(seam)3-more")
  }

  @Test("Quotes of the shell side by side are joined")
  func shell() {
    #expect(decode("PASS='Tr0ub4''dor-and-3-more'").map(\.text) == ["PASS='\(secret)'"])
    #expect(decode("PASS=\"Tr0ub4\"'dor-and-3-more'").map(\.text) == ["PASS=\"\(secret)'"])
  }

  @Test("Strings in a row that hold no token are not joined")
  func notJoined() {
    #expect(decode("log(\"the quick brown \" + \"fox jumps over 13 dogs\")").isEmpty)
    #expect(decode("f(\"Tr0ub4\", \"dor-and-3-more\")").isEmpty)
    #expect(
      decode("x = \"some\" + \"thing\"; s = '' + \"\"; '''doc'''; \"\"\"doc1234567890abcd\"\"\"").isEmpty)
    #expect(decode("x = \"Tr0ub4\" + name + \"dor-and-3-more\"").isEmpty)
  }

  // MARK: UTF-16

  @Test("Stretches of UTF-16 in a binary come out, at any place", arguments: [false, true], [0, 1, 2, 7])
  func wide(bigEndian: Bool, shift: Int) throws {
    let text = "password=" + secret
    let before: [UInt8] = Array(repeating: 0xcc, count: 40 + shift)
    let content = before + Encoded.utf16(text, bigEndian: bigEndian) + [0xcc, 0xcc, 0xcc]
    let found = try #require(decode(content).first)
    #expect(found.text == text)
    #expect(found.encodings == [bigEndian ? .utf16be : .utf16le])
    let start = before.count + 18
    #expect(found.sourceRange(of: 9..<9 + secret.utf8.count) == start..<start + 2 * secret.utf8.count)
  }

  @Test("Stretches are lines of one text, each at its place")
  func wideLines() throws {
    let gap: [UInt8] = [0, 0, 1, 2, 3, 0x90, 0x90, 0x91]
    let content = gap + Encoded.utf16("first-value=1") + gap + Encoded.utf16("second-value=2") + gap
    let found = try #require(decode(content).first)
    #expect(found.text == "first-value=1\nsecond-value=2")
    let second = 8 + 26 + 8
    #expect(found.sourceRange(of: 14..<20) == second..<second + 12)
  }

  @Test("A byte order mark opens the whole content", arguments: [false, true])
  func byteOrderMark(bigEndian: Bool) throws {
    let text = "Größe = 中文 😀\r\nkey=" + secret
    let content = (bigEndian ? [0xfe, 0xff] : [0xff, 0xfe]) + Encoded.utf16(text, bigEndian: bigEndian)
    let found = try #require(decode(content).first)
    #expect(found.text == text)
    let start = content.count - 2 * secret.utf8.count
    let place = found.bytes.count - secret.utf8.count
    #expect(found.sourceRange(of: place..<found.bytes.count) == start..<content.count)
  }

  @Test("Zeros, tables of numbers and short words in binaries yield nothing")
  func noWide() {
    #expect(decode(Array(repeating: 0, count: 4096)).isEmpty)
    #expect(
      decode((0..<256).flatMap { [UInt8(truncatingIfNeeded: $0), 0] }).allSatisfy { $0.bytes.count < 128 })
    #expect(decode([1, 2, 0, 0] + Encoded.utf16("short=1") + [0, 0, 9]).isEmpty)
    #expect(decode([1, 2, 0, 0] + Encoded.utf16("just a few words of it") + [0, 0, 9]).isEmpty)
  }
}
