import Testing

@testable import Matching

@Suite("Verifiers and hostile input")
struct HostileInputTests {
  @Test("no verifier stumbles over bytes at random, of any length", arguments: Verifiers.all.keys.sorted())
  func randomBytes(name: String) {
    var random = SplitMix(state: 1)
    for length in Array(0..<150) + [512, 4096, 70_000] {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = Verifiers.all[name]?(bytes, bytes)
      let text = bytes.map { PositionalNumber.base62[Int($0) % 62] }
      _ = Verifiers.all[name]?(text, bytes + text)
    }
  }

  @Test(
    "no verifier stumbles over what begins well and ends anywhere", arguments: Verifiers.all.keys.sorted())
  func cutSamples(name: String) {
    let keys = KeyFixtures.self
    let bodies = [
      keys.rsaPKCS1, keys.rsaEncryptedPKCS8, keys.ecSEC1, keys.dsaPKCS8, keys.openSSHRSA, keys.pgp,
      keys.pgpEncrypted,
    ]
    let labels = ["RSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"]
    for (body, label) in bodies.flatMap({ body in labels.map { (body, $0) } }) {
      let text = Array(("-----BEGIN " + label + "-----\n" + body.joined(separator: "\n")).utf8)
      for end in stride(from: 0, to: text.count, by: 7) {
        _ = Verifiers.all[name]?(Array(text[..<end]), Array(text[..<end]))
      }
    }
  }

  @Test("a damaged key never crashes the parsers")
  func damaged() {
    var random = SplitMix(state: 2)
    for body in [
      KeyFixtures.rsaPKCS8, KeyFixtures.rsaEncryptedPKCS8, KeyFixtures.ecPKCS8, KeyFixtures.dsaPKCS8,
      KeyFixtures.openSSHEd25519, KeyFixtures.pgpEncrypted,
    ] {
      let bytes = Base64Decoding.decode(body.filter { !$0.hasPrefix("=") }.joined().utf8) ?? []
      for _ in 0..<400 {
        var copy = bytes
        for _ in 0..<3 {
          copy[Int.random(in: 0..<copy.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        let text = String(decoding: Base64Decoding.encode(copy), as: UTF8.self)
        _ = verify(
          "private-key", "-----BEGIN " + "PRIVATE KEY-----\n" + text + "\n-----END " + "PRIVATE KEY-----")
        _ = OpenPGPKey.verdict(copy, checksum: nil, isComplete: true)
      }
    }
  }

  @Test(
    "large and repetitive input ends in bounded time", .timeLimit(.minutes(1)),
    arguments: [
      "-----BEGIN ", "\\", "\"", "\" +", "a.", "(", "&#10;", "=", "client_email\\\"",
      "PuTTY-User-Key-File-2: x\n",
    ])
  func repetitive(piece: String) {
    let bytes = Array(String(repeating: piece, count: 200_000 / piece.utf8.count).utf8)
    for function in Verifiers.all.values { _ = function(bytes, bytes) }
  }

  @Test("an object identifier or length of any size is refused, not computed")
  func lengths() {
    for bytes: [UInt8] in [
      [0x30, 0x84, 0xff, 0xff, 0xff, 0xff], [0x30, 0x88, 1, 1, 1, 1, 1, 1, 1, 1], [0x30, 0x80], [0x3f, 0x01],
    ] {
      var slice = bytes[...]
      #expect(throws: DER.Failure.self) { try DER.element(&slice) }
    }
  }
}
