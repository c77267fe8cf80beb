/// Tokens that end with a CRC-32 of what stands before it.
enum ChecksummedTokens {
  /// GitHub: the last six characters are the CRC-32 of the body in base62.
  ///
  /// github.blog, "Behind GitHub's new authentication token formats". Certain for `ghp_`, `gho_`, `ghu_` (30 + 6)
  /// and `ghr_` (70 + 6); `ghs_` also comes in other forms.
  static let github: VerifierFunction = { secret, _ in
    guard let bodyLength = gitHubBodyLength(secret) else { return Verdict(.unknown) }
    return base62Verdict(secret, prefixLength: 4, bodyLength: bodyLength, failure: .refuted)
  }

  private static func gitHubBodyLength(_ secret: [UInt8]) -> Int? {
    if secret.hasPrefix("ghp_") || secret.hasPrefix("gho_") || secret.hasPrefix("ghu_") { return 30 }
    return secret.hasPrefix("ghr_") ? 70 : nil
  }

  /// GitHub's fine-grained tokens: eight base32 characters of the SHA-256 of the 77 before them.
  ///
  /// Not documented, so a failure only makes the token doubtful.
  static let gitHubFineGrained: VerifierFunction = { secret, _ in
    guard secret.hasPrefix("github_pat_"), secret.count == 93 else { return Verdict(.unknown) }
    let expected = Base32Decoding.encode(SHA256Bytes.digest(secret[..<77])).prefix(8)
    return Verdict(secret[77..<85].elementsEqual(expected) ? .confirmed(.checksum) : .doubtful)
  }

  /// npm: as GitHub's, after `npm_` (github.blog, "npm has a new access token format").
  static let npm: VerifierFunction = { secret, _ in
    guard secret.hasPrefix("npm_") else { return Verdict(.unknown) }
    return base62Verdict(secret, prefixLength: 4, bodyLength: 30, failure: .refuted)
  }

  /// Polar: 37 characters and the CRC-32 in base62 (polarsource/polar, `polar/kit/crypto.py`).
  ///
  /// Tokens from before 2025 have none, so a failure only makes the token doubtful.
  static let polar: VerifierFunction = { secret, _ in
    guard secret.hasPrefix("polar_"), let end = secret.lastIndex(of: UInt8(ascii: "_")) else {
      return Verdict(.unknown)
    }
    return base62Verdict(secret, prefixLength: end + 1, bodyLength: 37, failure: .doubtful)
  }

  /// Compares the last six characters with the CRC-32 of the `bodyLength` before them.
  private static func base62Verdict(
    _ secret: [UInt8], prefixLength: Int, bodyLength: Int, failure: Verdict.Outcome
  ) -> Verdict {
    guard secret.count == prefixLength + bodyLength + 6 else { return Verdict(failure) }
    let body = secret.dropFirst(prefixLength).prefix(bodyLength)
    let expected = PositionalNumber.encode(
      CRC32.checksum(body), alphabet: PositionalNumber.base62, width: 6)
    return Verdict(secret.suffix(6).elementsEqual(expected) ? .confirmed(.checksum) : failure)
  }

  /// Grafana's service accounts: `glsa_`, 32 characters, `_`, the CRC-32's bytes in hexadecimal.
  ///
  /// grafana/grafana, `pkg/components/satokengen`: the sum runs over the prefix too, lowest byte first.
  static let grafana: VerifierFunction = { secret, _ in
    guard secret.hasPrefix("glsa_") else { return Verdict(.unknown) }
    guard secret.count == 46, secret[37] == UInt8(ascii: "_") else { return Verdict(.refuted) }
    let crc = CRC32.checksum(secret[..<37])
    return hexVerdict(PositionalNumber.hex(crc.byteSwapped), secret.suffix(8))
  }

  /// Atlassian: `=` and the CRC-32 of all before, that `=` included, in hexadecimal.
  ///
  /// Certain for `ATATT3…` (support.atlassian.com, "Manage API tokens"); other kinds may lack it.
  static let atlassian: VerifierFunction = { secret, _ in
    let isAPIToken = secret.hasPrefix("ATATT3")
    guard isAPIToken || secret.hasPrefix("ATCTT3") || secret.hasPrefix("ATSTT3") else {
      return Verdict(.unknown)
    }
    let body = secret.dropLast(8)
    guard body.last == UInt8(ascii: "=") else { return Verdict(isAPIToken ? .doubtful : .unknown) }
    let verdict = hexVerdict(PositionalNumber.hex(CRC32.checksum(body)), secret.suffix(8))
    return verdict.outcome == .refuted && !isAPIToken ? Verdict(.doubtful) : verdict
  }

  /// Zuplo: `zpka_`, 32 characters, `_`, their CRC-32 in hexadecimal (zuplo.com, "API key format").
  static let zuplo: VerifierFunction = { secret, _ in
    guard secret.hasPrefix("zpka_") else { return Verdict(.unknown) }
    guard secret.count == 46, secret[37] == UInt8(ascii: "_") else { return Verdict(.doubtful) }
    return hexVerdict(PositionalNumber.hex(CRC32.checksum(secret[5..<37])), secret.suffix(8))
  }

  /// Laravel Sanctum: `id|`, an optional prefix, 40 characters, their CRC-32 in hexadecimal.
  ///
  /// laravel/sanctum, `HasApiTokens::generateTokenString`, since version 3.3; older tokens end after the 40.
  static let sanctum: VerifierFunction = { secret, _ in
    let token = secret.split(separator: UInt8(ascii: "|"), maxSplits: 1).last ?? []
    guard token.count >= 48 else { return Verdict(.unknown) }
    let body = token.dropLast(8).suffix(40)
    return hexVerdict(PositionalNumber.hex(CRC32.checksum(body)), token.suffix(8))
  }

  private static func hexVerdict(_ expected: [UInt8], _ found: some Sequence<UInt8>) -> Verdict {
    let lower = found.map { (0x41...0x46).contains($0) ? $0 | 0x20 : $0 }
    return Verdict(lower == expected ? .confirmed(.checksum) : .refuted)
  }
}
