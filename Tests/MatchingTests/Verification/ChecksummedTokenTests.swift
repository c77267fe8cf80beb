import Testing

@testable import Matching

@Suite("Tokens with a checksum")
struct ChecksummedTokenTests {
  /// Published tokens, in parts so that none stands here whole: GitHub's and npm's documentation, Grafana's source.
  private static let publishedTokens: [(name: String, token: String)] = [
    ("github-crc32", "gh" + "p_zQWBuTSOoRi4A9spHcVY5" + "ncnsDkxkJ" + "0mLq17"),
    ("npm-crc32", "np" + "m_qkJaB6MffYVzZXWqmcoF49" + "yrUxP3wf" + "0LsakP"),
    ("grafana-crc32", "gl" + "sa_iNValIdinValiDinvalidinvalidinva" + "_5b582697"),
  ]

  @Test("published tokens are confirmed, and refuted once a character changes", arguments: publishedTokens)
  func published(name: String, token: String) {
    #expect(outcome(name, token) == .confirmed(.checksum))
    #expect(outcome(name, altered(token, at: 12)) == .refuted)
    #expect(outcome(name, altered(token, at: token.utf8.count - 1)) == .refuted)
    #expect(outcome(name, String(token.dropLast())) == .refuted)
  }

  private func base62(_ text: String) -> String {
    String(
      decoding: PositionalNumber.encode(
        CRC32.checksum(text.utf8.map { $0 }), alphabet: PositionalNumber.base62, width: 6), as: UTF8.self)
  }

  private func hex(_ text: String) -> String {
    String(decoding: PositionalNumber.hex(CRC32.checksum(text.utf8.map { $0 })), as: UTF8.self)
  }

  @Test("GitHub's refresh tokens have a body of 70 characters")
  func refresh() {
    let body = String(repeating: "aB3dE6gH9k", count: 7)
    #expect(outcome("github-crc32", "gh" + "r_" + body + base62(body)) == .confirmed(.checksum))
    #expect(outcome("github-crc32", "gh" + "r_" + body + "000000") == .refuted)
  }

  @Test("GitHub's installation tokens are not judged")
  func installation() {
    #expect(outcome("github-crc32", "gh" + "s_" + String(repeating: "aB3d", count: 9)) == .unknown)
  }

  @Test("a fine-grained token's inner digest confirms it, and never drops it")
  func fineGrained() {
    let head =
      "github" + "_pat_" + String(repeating: "A1b2C3d4E5f", count: 2) + "_"
      + String(repeating: "k", count: 43)
    #expect(head.utf8.count == 77)
    let digest = String(
      decoding: Base32Decoding.encode(SHA256Bytes.digest(Array(head.utf8))).prefix(8), as: UTF8.self)
    let token = head + digest + "AbCdEfGh"
    #expect(outcome("github-fine-grained", token) == .confirmed(.checksum))
    #expect(outcome("github-fine-grained", altered(token, at: 80)) == .doubtful)
    #expect(outcome("github-fine-grained", String(token.dropLast())) == .unknown)
  }

  @Test("Atlassian's checksum runs over the equals sign")
  func atlassian() {
    let body = "ATA" + "TT3xFfGF0" + String(repeating: "aB3dE6gH-_", count: 17) + "="
    #expect(outcome("atlassian-crc32", body + hex(body).uppercased()) == .confirmed(.checksum))
    #expect(outcome("atlassian-crc32", body + "00000000") == .refuted)
    #expect(outcome("atlassian-crc32", "ATBB" + String(repeating: "a", count: 32)) == .unknown)
  }

  @Test("Zuplo, Polar and Sanctum")
  func others() {
    let body = "0123456789abcdefghijABCDEFGHIJKL"
    #expect(outcome("zuplo-crc32", "zp" + "ka_" + body + "_" + hex(body)) == .confirmed(.checksum))
    #expect(outcome("zuplo-crc32", "zp" + "ka_" + body + "_00000000") == .refuted)
    let polar = body + "mnopq"
    #expect(outcome("polar-crc32", "polar_" + "oat_" + polar + base62(polar)) == .confirmed(.checksum))
    #expect(outcome("polar-crc32", "polar_" + "oat_" + polar + "000000") == .doubtful)
    let sanctum = body + "mnopqrst"
    #expect(outcome("laravel-sanctum", "17|" + sanctum + hex(sanctum)) == .confirmed(.checksum))
    #expect(outcome("laravel-sanctum", "17|app_" + sanctum + hex(sanctum)) == .confirmed(.checksum))
    #expect(outcome("laravel-sanctum", "17|" + sanctum + "00000000") == .refuted)
    #expect(outcome("laravel-sanctum", "17|" + sanctum) == .unknown)
  }

  private func makeRoutable(version: String, routingFirst: Bool = true) -> String {
    let routing = Array("o:1\nu:5k".utf8)
    let random = (0..<16).map { UInt8($0 * 13 + 1) }
    let bytes = (routingFirst ? routing + random : random + routing) + [16]
    let payload = String(
      decoding: Base64Decoding.encode(bytes).map {
        $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0
      }, as: UTF8.self)
    let length = String(payload.utf8.count, radix: 36)
    let head =
      "gl" + "pat-" + payload + version + "." + String(repeating: "0", count: 2 - length.count) + length
    let crc = PositionalNumber.encode(
      CRC32.checksum(Array(head.utf8)), alphabet: PositionalNumber.base36, width: 7)
    return head + String(decoding: crc, as: UTF8.self)
  }

  @Test("GitLab's routable tokens say whose they are", arguments: ["", ".01"], [true, false])
  func routable(version: String, routingFirst: Bool) {
    let token = makeRoutable(version: version, routingFirst: routingFirst)
    let verdict = verify("gitlab-routable", token)
    #expect(verdict?.outcome == .confirmed(.checksum))
    #expect(verdict?.detail == "organization 1, user 200")
    #expect(outcome("gitlab-routable", altered(token, at: 9)) == .refuted)
  }

  @Test("a classic GitLab token is not judged")
  func classic() {
    #expect(outcome("gitlab-routable", "gl" + "pat-" + String(repeating: "aB3d_", count: 4)) == .unknown)
  }

  @Test("Azure's annotated keys name their provider and month", arguments: [false, true])
  func annotated(inBase62: Bool) {
    let body = String(repeating: "aB3d", count: 13) + "JQ" + "QJ99" + "BC" + "ACAAAAAAAAAA" + "AAAB" + "AZD0"
    let checksum = Marvin32.hash32(Base64Decoding.decode(body.utf8) ?? [], seed: AzureKeys.defaultSeed)
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) }
    let text =
      inBase62
      ? PositionalNumber.encode(checksum, alphabet: PositionalNumber.base62, width: 1)
      : Base64Decoding.encode(bytes)
    let short = body + String(decoding: text.prefix(4), as: UTF8.self)
    let verdict = verify("azure-cask", short)
    #expect(verdict?.outcome == .confirmed(.checksum))
    #expect(verdict?.detail == "provider AZD0, issued 2025-03")
    #expect(
      outcome("azure-cask", body + String(decoding: text, as: UTF8.self).padding(6) + "==")
        == .confirmed(.checksum))
    #expect(outcome("azure-cask", altered(short, at: 3)) == .refuted)
    #expect(outcome("azure-cask", String(short.dropLast())) == .unknown)
  }

  @Test(
    "Azure's identifiable keys are checked with their service's seed", arguments: ["+ASt", "ACDb", "AzCa"])
  func identifiable(signature: String) {
    // 64 bytes: the signature's three stand before the four of the checksum.
    var bytes = (0..<57).map { UInt8($0 * 4) } + (Base64Decoding.decode(signature.utf8) ?? [])
    let seed = AzureKeys.seeds[Array(signature.utf8)] ?? 0
    let checksum = Marvin32.hash32(bytes, seed: seed)
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) }
    let key = String(decoding: Base64Decoding.encode(bytes), as: UTF8.self) + "=="
    #expect(verify("azure-identifiable", key)?.outcome == .confirmed(.checksum))
    #expect(verify("azure-identifiable", key)?.detail == "signature \(signature)")
    #expect(outcome("azure-identifiable", altered(key, at: 5)) == .refuted)
    #expect(outcome("azure-identifiable", key.replacing(signature, with: "Zz9y")) == .unknown)
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: "0", count: max(0, width - utf8.count))
  }
}
