import Testing

@testable import Matching

@Suite struct DecodingNestedTests {
  private let secret = "db-user:s3cr3t~w0rd"

  @Test("Two encodings are undone, and the place is that in the original")
  func two() throws {
    let inner = "token: " + Encoded.base64(secret)
    let content = "data: " + Encoded.base64(inner)
    let found = decode(content)
    #expect(found.map(\.encodings) == [[.base64], [.base64, .base64]])
    let last = try #require(found.last)
    #expect(last.text == "token: " + secret)
    // Characters of the inner stretch, then of the outer one.
    let innerStart = 7
    let innerEnd = 7 + Encoded.base64(secret, padded: false).utf8.count
    let start = 6 + innerStart * 4 / 3
    let end = 6 + (innerEnd * 4 + 2) / 3
    let lead = last.labelCount
    #expect(last.sourceRange(of: lead..<last.bytes.count) == start..<end)
  }

  @Test("Hexadecimal, percent-encoding, escapes and joined strings hold other encodings")
  func mixed() {
    let encoded = Encoded.base64(secret + "??>>", padded: true)
    let hex = Encoded.hex(encoded)
    #expect(decode("x " + hex).contains { $0.encodings == [.hex, .base64] && $0.text == secret + "??>>" })
    let half = encoded.count / 2
    let joined = "pw = \"\(encoded.prefix(half))\" +\n    \"\(encoded.dropFirst(half))\""
    #expect(
      decode(joined).contains { $0.encodings == [.joined, .base64] && $0.text == "pw: " + secret + "??>>" })
    let json = "{\"c\": \"{\\\"token\\\": \\\"\(encoded)\\\"}\"}"
    #expect(decode(json).contains { $0.text == "token: " + secret + "??>>" })
    let wide = Encoded.utf16("value = " + encoded)
    #expect(
      decode(wide).contains { $0.encodings == [.utf16le, .base64] && $0.text.hasSuffix(secret + "??>>") })
  }

  @Test("Four encodings are undone, and no more")
  func depth() {
    var content = "password=" + secret
    var contents: [String] = []
    for _ in 0..<6 {
      contents.append(content)
      content = Encoded.base64(content)
    }
    let found = decode(content)
    #expect(found.map(\.encodings.count) == [1, 2, 3, 4])
    #expect(found.map(\.text) == contents.reversed().prefix(4).map { $0 })
  }

  @Test("No more comes out than the budget allows, and it is said")
  func budget() {
    let lines = (0..<50).map { number in "v: \(Encoded.base64("value-number-\(number)"))\n" }
    let content = Array(lines.joined().utf8)
    var decoder = ContentDecoder()
    for limit in [0, 1, 40, 300, 5000] {
      var budget = limit
      var size = 0
      var count = 0
      content.withUnsafeBytes {
        decoder.decode($0, budget: &budget) {
          size += $0.bytes.count
          count += 1
        }
      }
      #expect(size + count * ContentDecoder.costPerText == limit - budget)
      #expect(budget >= 0)
      #expect(decoder.isCutShort == (count < 50))
    }
  }

  @Test("A stretch larger than the budget is cut short, not decoded in full")
  func largerThanBudget() {
    let content = Array(Encoded.base64(String(repeating: "some text ", count: 1000)).utf8)
    var decoder = ContentDecoder()
    var budget = 1000
    var count = 0
    content.withUnsafeBytes { decoder.decode($0, budget: &budget) { _ in count += 1 } }
    #expect(decoder.isCutShort)
    #expect(count == 0)
    #expect(budget == 1000)
  }

  @Test("A decoder forgets one content before the next")
  func again() {
    var decoder = ContentDecoder()
    for text in ["first-secret-value-1", "second-secret-value-22"] {
      let content = Array("x \(Encoded.base64(text))".utf8)
      var budget = 1000
      var texts: [String] = []
      content.withUnsafeBytes { decoder.decode($0, budget: &budget) { texts.append($0.text) } }
      #expect(texts == [text])
    }
  }

  @Test("Whatever the content, places lie within it")
  func noise() {
    var noise = SplitMix(state: 17)
    let pieces: [String] = [
      "\\u0041", "\\x41", "\\n", "\\\"", "\\", "\\\\", "%41", "%", "%3", "&#x41;", "&amp;", "&#", "0x41, ",
      "0x41,",
      "\" + \"", "\"", "'", "''", "\\\n", "\n", "\r\n", " ", "=", "==", ":", "password",
      "token1234567890abcd",
      "aGVsbG8gd29ybGQgaGVsbG8=", "68656c6c6f20776f726c642068656c6c6f", "data:x;base64,", "\\/", "://", "@",
      "(byte)", "a\0b\0c\0d\01\0e\0f\0g\0h\0=\0j\0k\0l\0", "\0", "\u{e9}", "\\ud83d\\ude00", "\\ud83d", "<",
      ">",
    ]
    for round in 0..<1500 {
      var content: [UInt8] = []
      for _ in 0..<Int.random(in: 0...40, using: &noise) {
        switch Int.random(in: 0..<5, using: &noise) {
        case 0: content += noise.bytes(Int.random(in: 0...9, using: &noise))
        case 1 where round % 3 == 0: content += Encoded.base64(content.suffix(60)).utf8
        default: content += Array((pieces.randomElement(using: &noise) ?? "").utf8)
        }
      }
      let whole = 0..<content.count
      for text in decode(content, budget: 1 << 16) {
        #expect(text.encodings.count <= ContentDecoder.depthLimit)
        #expect(text.labelCount <= text.bytes.count)
        #expect(whole.contains(text.source))
        #expect(text.label.map { whole.contains($0) } ?? true)
        for index in text.bytes.indices {
          let range = text.sourceRange(of: index..<index + 1)
          #expect(whole.contains(range))
        }
        #expect(whole.contains(text.sourceRange(of: 0..<text.bytes.count)))
        #expect(whole.contains(text.sourceRange(of: 3..<1000)))
      }
    }
  }

  @Test("Empty and tiny contents are passed over")
  func tiny() {
    for content in ["", "\"", "\\", "%", "&", "0", "0x", "a", "\0", "\\u", "%4"] {
      #expect(decode(content).isEmpty)
    }
    #expect(decode([0xff, 0xfe]).isEmpty)
    #expect(decode([0xff, 0xfe, 0x41]).isEmpty)
  }
}
