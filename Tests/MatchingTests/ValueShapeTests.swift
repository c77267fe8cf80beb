import Matching
import Testing

/// Entropy, placeholders, the role of digests, binary content.
@Suite struct ValueShapeTests {
  @Test func entropyIsThatOfShannon() {
    #expect(Entropy.shannon([UInt8]()) == 0)
    #expect(Entropy.shannon(Array("aaaa".utf8)) == 0)
    #expect(abs(Entropy.shannon(Array("abab".utf8)) - 1) < 1e-12)
    #expect(abs(Entropy.shannon(Array("abcdefgh".utf8)) - 3) < 1e-12)
    #expect(abs(Entropy.shannon(Array(UInt8.min...UInt8.max)) - 8) < 1e-12)
  }

  @Test(arguments: [
    "your_api_key", "EXAMPLEKEY123", "xxxxxxxxxxxx", "changeme", "aaaa", "${TOKEN}", "$TOKEN", "$(cat token)",
    "{{ token }}", "<token>", "%(token)s", "%TOKEN%", "@token@", "#{token}", "__TOKEN__", "abc${X}def",
    "[token]", "pre{{x}}",
  ])
  func standInsAreTold(value: String) {
    #expect(Placeholder.isLikely(Array(value.utf8)))
  }

  @Test(arguments: [
    "k7w2z9Qm4x", "$2b$10$N9qo8uLOickgx2ZMRZoMye", "$6$salt$hash", "hunter2!", "a_b-c.d9", "correct horse",
    "$apr1$abcd$efgh", "p@ssw0rd!",
  ])
  func secretsAreNoStandIns(value: String) {
    #expect(!Placeholder.isLikely(Array(value.utf8)))
  }

  @Test func noShortOrOddValueTrapsTheCheck() {
    for length in 0...3 {
      for byte in [UInt8(0), 0x24, 0x7b, 0x3c, 0x25, 0xff] {
        _ = Placeholder.isLikely([UInt8](repeating: byte, count: length))
        _ = Placeholder.isReference([UInt8](repeating: byte, count: length))
      }
    }
  }

  @Test func digestsAreToldByTheirNames() {
    #expect(HashRole.isNamed(in: Array("-SHA256: ".utf8)))
    #expect(HashRole.isNamed(in: Array(".git+https://x#".utf8)))
    #expect(!HashRole.isNamed(in: Array("_secret_key = ".utf8)))
    #expect(!HashRole.isNamed(in: [UInt8]()))
  }

  @Test func aDigestAtTheHeadOfALineOfTextIsListed() {
    let digest = String(repeating: "0af3", count: 10)
    func isListed(_ before: String, _ after: String) -> Bool {
      let start = before.utf8.count
      return Array((before + digest + after).utf8).withUnsafeBytes {
        HashRole.isListed(start..<start + digest.utf8.count, of: $0)
      }
    }
    #expect(isListed("acme\n", " rotate acme's token\n"))
    #expect(isListed("acme\n", "  usr/share/acme"))
    #expect(!isListed("acme ", " x"))
    #expect(!isListed("acme\n", "\nnext"))
    #expect(!isListed("acme\n", ""))
    #expect(!isListed("", " x"))
  }

  @Test func binaryIsWhatHasAZeroByteEarly() {
    func isBinary(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { ASCII.isBinary($0) } }
    #expect(!isBinary([]))
    #expect(!isBinary(Array("text ü".utf8)))
    #expect(isBinary([0x41, 0]))
    #expect(isBinary([UInt8](repeating: 0x41, count: 7999) + [0]))
    #expect(!isBinary([UInt8](repeating: 0x41, count: 8000) + [0]))
  }

  @Test func wordsAreFoundCaseAside() {
    #expect(ASCII.contains(Array("acme".utf8), in: Array("xxACMe".utf8)))
    #expect(!ASCII.contains(Array("acme".utf8), in: Array("acm".utf8)))
    #expect(ASCII.contains([], in: Array("a".utf8)))
    #expect(ASCII.contains(Array("1_a".utf8), in: Array("01_A".utf8)))
  }

  @Test func aLineIsBoundedByNewlinesAndByLength() {
    let bytes = Array("first\nsecond line\nthird".utf8)
    #expect(bytes.withUnsafeBytes { ASCII.line(around: 9..<12, in: $0) } == Array("second line".utf8))
    let long = [UInt8](repeating: 0x41, count: 20_000)
    #expect(long.withUnsafeBytes { ASCII.line(around: 10_000..<10_001, in: $0) }.count == 8193)
  }
}
