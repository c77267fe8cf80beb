import Testing

@testable import Matching

@Suite("Checksums and encodings")
struct ChecksumTests {
  @Test("CRC-32, CRC-16 and CRC-24 of the catalogue's check input")
  func catalogue() {
    let check = Array("123456789".utf8)
    #expect(CRC32.checksum(check) == 0xcbf4_3926)
    #expect(CRC16.xmodem(check) == 0x31c3)
    #expect(CRC24.checksum(check) == 0x21_cf02)
    #expect(CRC32.checksum([UInt8]()) == 0)
  }

  @Test("Marvin32 gives SymCrypt's published hashes")
  func marvin() {
    #expect(Marvin32.hash64(Array("abc".utf8), seed: 0xd53c_d9ce_cd08_93b7) == 0x22c7_4339_4927_69bf)
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    #expect(Marvin32.hash64(alphabet, seed: 0x0ddd_deee_efff_f000) == 0xa128_eb7e_7260_aca2)
  }

  @Test("base64 decodes RFC 4648's vectors, with or without padding, across lines")
  func base64() {
    for (text, plain) in [
      ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg", "foob"), ("Zm9v\r\n Ym Fy", "foobar"),
    ] {
      #expect(Base64Decoding.decode(text.utf8) == Array(plain.utf8))
    }
    #expect(Base64Decoding.decode("-_8".utf8, .urlSafe) == [0xfb, 0xff])
  }

  @Test(
    "base64 refuses foreign characters, text after padding, a lone character",
    arguments: ["Zm9v!", "Zg==Zg", "Zm9vY", "-_8"])
  func badBase64(text: String) {
    #expect(Base64Decoding.decode(text.utf8) == nil)
  }

  @Test("base64 and base32 encode what they decode")
  func roundTrip() {
    var random = SplitMix(state: 7)
    for length in 0..<40 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(Base64Decoding.decode(Base64Decoding.encode(bytes)) == bytes)
      #expect(Base32Decoding.decode(Base32Decoding.encode(bytes)) == bytes)
    }
  }

  @Test("Base58 keeps leading zeros and refuses characters it leaves out")
  func base58() {
    #expect(Base58.bitcoin.decode("2NEpo7TZRRrLZSi2U".utf8) == Array("Hello World!".utf8))
    #expect(Base58.bitcoin.decode("11233QC4".utf8) == [0, 0, 0x28, 0x7f, 0xb4, 0xcd])
    #expect(Base58.bitcoin.decode("0OIl".utf8) == nil)
    #expect(Base58.bitcoin.decode(Array(repeating: UInt8(ascii: "z"), count: 10_000)) == nil)
  }

  @Test("Bech32 accepts BIP-173's valid strings and refuses its invalid ones")
  func bech32() {
    for valid in ["A12UEL5L", "a12uel5l", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"] {
      #expect(Bech32.decode(Array(valid.utf8)) != nil)
    }
    for invalid in [
      "A12uEL5L", "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "li1dgmt3", "A1G7SGD8", "10a06t8", "1qzzfhee",
    ] {
      #expect(Bech32.decode(Array(invalid.utf8)) == nil)
    }
  }

  @Test("numbers in base 62 and 36 are padded and decoded without overflow")
  func numbers() {
    #expect(PositionalNumber.encode(0, alphabet: PositionalNumber.base62, width: 6) == Array("000000".utf8))
    #expect(
      PositionalNumber.encode(.max, alphabet: PositionalNumber.base62, width: 6) == Array("4gfFC3".utf8))
    #expect(PositionalNumber.decode("zz".utf8, alphabet: PositionalNumber.base36) == 1295)
    let long = String(repeating: "z", count: 400)
    #expect(PositionalNumber.decode(long.utf8, alphabet: PositionalNumber.base36) == nil)
    #expect(PositionalNumber.decode("".utf8, alphabet: PositionalNumber.base36) == nil)
  }

  @Test(
    "days are those of the calendar",
    arguments: [
      (0.0, "1970-01-01"), (951_782_400, "2000-02-29"), (1_609_459_200, "2021-01-01"),
      (1_735_689_599, "2024-12-31"),
    ])
  func days(seconds: Double, day: String) {
    #expect(Printable.day(secondsSince1970: seconds) == day)
  }

  @Test("a moment that no calendar has is no day", arguments: [-1.0, 1e300, .infinity, .nan])
  func noDay(seconds: Double) {
    #expect(Printable.day(secondsSince1970: seconds) == nil)
  }

  @Test("a product is compared without regard to leading zeros")
  func products() {
    #expect(
      Multiplication.holds(
        [0xff, 0xff, 0xff, 0xff, 0xff], [0xff, 0xff], product: [0, 0xff, 0xfe, 0xff, 0xff, 0xff, 0, 1]))
    #expect(!Multiplication.holds([3], [5], product: [16]))
    #expect(Multiplication.holds([], [5], product: [0]))
  }

  @Test("DER object identifiers read as dotted numbers, unfinished ones as none")
  func objectIdentifiers() {
    #expect(
      DER.objectIdentifier([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]) == "1.2.840.113549.1.1.1")
    #expect(DER.objectIdentifier([0x2a, 0x86]) == nil)
    #expect(DER.objectIdentifier([]) == nil)
    #expect(DER.objectIdentifier(ArraySlice(repeating: 0xff, count: 100)) == nil)
  }
}
