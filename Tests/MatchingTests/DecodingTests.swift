import FoundationEssentials
import Testing

@testable import Matching

/// Secrets that stand encoded are found as if they stood in clear, at the bytes that hold them.
@Suite("Encoded secrets") struct DecodingTests {
  private static let secret = "acme_k7w2z9qqqqqqqqqq0a1b"
  private let matcher: SmallMatcher

  init() throws { matcher = try SmallMatcher(makeRule(#"\b(acme_[0-9a-z]{20})\b"#)) }

  /// A text, the part of it that holds the secret, and how it is encoded.
  struct Case: CustomTestStringConvertible, Sendable {
    var how: String
    var before: String
    var encoded: String
    var after: String

    var testDescription: String { how }
  }

  private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  private static func each(_ text: String, _ form: (UInt8) -> String) -> String {
    text.utf8.map(form).joined()
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }

  static let cases: [Case] = [
    Case(how: "base64", before: "t: ", encoded: base64(secret), after: "\n"),
    Case(how: "hex", before: "t=", encoded: each(secret, hex), after: ""),
    Case(how: "percent", before: "?s=", encoded: each(secret) { "%" + hex($0) }, after: "&x=1"),
    Case(how: "\\x", before: "s = \"", encoded: each(secret) { "\\x" + hex($0) }, after: "\";"),
    Case(how: "\\u", before: "s = \"", encoded: each(secret) { "\\u00" + hex($0) }, after: "\";"),
    Case(how: "array", before: "[]byte{", encoded: each(secret) { "0x" + hex($0) + ", " }, after: "}"),
    Case(how: "entities", before: "<a t=\"", encoded: each(secret) { "&#x" + hex($0) + ";" }, after: "\"/>"),
    Case(
      how: "joined by plus", before: "t = \"",
      encoded: secret.prefix(9) + "\" +\n   \"" + secret.dropFirst(9), after: "\";"),
    Case(
      how: "joined by a dot", before: "$t = '", encoded: secret.prefix(9) + "' . '" + secret.dropFirst(9),
      after: "';"),
    Case(
      how: "joined by adjacency", before: "t = (\"",
      encoded: secret.prefix(9) + "\"\n     \"" + secret.dropFirst(9), after: "\")"),
    Case(
      how: "joined by a continued line", before: "T=",
      encoded: secret.prefix(9) + "\\\n" + secret.dropFirst(9), after: "\n"),
    Case(
      how: "escaped in part", before: "{\"t\":\"",
      encoded: secret.prefix(9) + "\\u00" + hex(secret.utf8.dropFirst(9).first ?? 0) + secret.dropFirst(10),
      after: "\"}"),
  ]

  private func matches(_ bytes: [UInt8], owned: Range<Int>? = nil) throws -> [Match] {
    try matcher.matches(in: bytes, path: "a", owned: owned)
  }

  @Test(arguments: cases) func aSecretIsFoundInEachEncoding(_ example: Case) throws {
    let text = example.before + example.encoded + example.after
    let found = try matches(Array(text.utf8))
    let match = try #require(found.first)
    #expect(found.count == 1)
    #expect(match.decoded.map { String(decoding: $0, as: UTF8.self) } == DecodingTests.secret)
    #expect(match.detail?.hasPrefix("decoded from ") == true)
    // The first byte is exact; the last may belong to a group that holds the byte after it as well.
    let place = example.before.utf8.count
    #expect(match.secret.lowerBound == place)
    #expect(match.secret.upperBound <= place + example.encoded.utf8.count)
  }

  @Test func encodingsWithinEachOtherAreUndone() throws {
    let inner = DecodingTests.base64("export T=" + DecodingTests.secret)
    let text = "x: " + DecodingTests.base64(inner) + "\n"
    let match = try #require(try matches(Array(text.utf8)).first)
    #expect(match.detail == "decoded from base64 in base64")
    #expect(match.secret.lowerBound >= 3 && match.secret.upperBound <= text.utf8.count)
  }

  @Test func wrappedBase64IsOneText() throws {
    let encoded = DecodingTests.base64(
      "# settings of the service\nT=" + DecodingTests.secret + "\nmore=settings here\n")
    var lines = ""
    for (index, character) in encoded.enumerated() {
      if index > 0, index % 64 == 0 { lines += "\n    " }
      lines.append(character)
    }
    #expect(try matches(Array(("a: |\n    " + lines + "\n").utf8)).count == 1)
  }

  @Test(arguments: [true, false]) func wideTextIsRead(isBigEndian: Bool) throws {
    let units = ("token=" + DecodingTests.secret + "\r\n").utf8.flatMap { byte -> [UInt8] in
      isBigEndian ? [0, byte] : [byte, 0]
    }
    for prefix in [isBigEndian ? [0xfe, 0xff] : [0xff, 0xfe], [UInt8](repeating: 1, count: 64)] {
      let match = try #require(try matches(prefix + units).first, "behind \(prefix.count) bytes")
      let start = prefix.count + 12
      #expect(match.secret.lowerBound >= start - 1 && match.secret.lowerBound <= start + 1)
    }
  }

  @Test func aSecretInClearIsFoundOnce() throws {
    let text = "{\"note\":\"a\\u0062c\", \"t\":\"" + DecodingTests.secret + "\"}"
    let found = try matches(Array(text.utf8))
    #expect(found.map(\.isDecoded) == [false])
  }

  @Test func aSecretBelongsToThePieceThatHoldsItsStart() throws {
    let text = Array(("t: " + DecodingTests.base64(DecodingTests.secret) + "\n").utf8)
    #expect(try matches(text, owned: 0..<3).isEmpty)
    #expect(try matches(text, owned: 0..<text.count).count == 1)
  }

  @Test func anyBytesDecodeToPlacesWithinThem() {
    var state: UInt64 = 0x9e37_79b9
    var decoder = ContentDecoder()
    let alphabet = Array("ABab01+/=%\\xu\"' .&#;\n\0".utf8)
    for round in 0..<300 {
      let bytes = (0..<(round * 7 % 900)).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return round % 3 == 0
          ? UInt8(truncatingIfNeeded: state >> 40) : alphabet[Int(state >> 40) % alphabet.count]
      }
      bytes.withUnsafeBytes { raw in
        var budget = bytes.count
        decoder.decode(raw, budget: &budget) { text in
          let whole = text.sourceRange(of: 0..<text.bytes.count)
          #expect(whole.lowerBound >= 0 && whole.upperBound <= bytes.count)
        }
        #expect(budget >= 0)
      }
    }
  }

  @Test func aSpentBudgetEndsTheDecoding() {
    let text = Array(
      String(
        repeating: DecodingTests.base64("some words that stand here, and " + DecodingTests.secret) + "\n\n",
        count: 50
      ).utf8)
    var decoder = ContentDecoder()
    var budget = 200
    var count = 0
    text.withUnsafeBytes { decoder.decode($0, budget: &budget) { count += $0.bytes.count } }
    #expect(count <= 200)
    #expect(decoder.isCutShort)
  }
}
