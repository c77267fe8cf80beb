/// Keys of Amazon Web Services.
enum AWSKeys {
  /// What the prefix says, of the IAM user guide's "Unique identifiers".
  private static let kinds: [([UInt8], String)] = [
    (Array("AKIA".utf8), "long-term access key"), (Array("ASIA".utf8), "temporary access key"),
    (Array("ABIA".utf8), "STS bearer token"), (Array("ACCA".utf8), "context-specific credential"),
    (Array("AGPA".utf8), "group"), (Array("AIDA".utf8), "user"), (Array("AIPA".utf8), "instance profile"),
    (Array("ANPA".utf8), "managed policy"), (Array("ANVA".utf8), "policy version"),
    (Array("APKA".utf8), "public key"), (Array("AROA".utf8), "role"), (Array("ASCA".utf8), "certificate"),
  ]

  /// `aws-account`: the account that an access key belongs to.
  ///
  /// The characters after the prefix are base32; ids made since 2019 carry the account's number in the 40 bits
  /// after the first, which is set (undocumented; what `sts get-access-key-info` answers).
  static let account: VerifierFunction = { secret, _ in
    if secret.suffix(7).elementsEqual(Array("EXAMPLE".utf8)) {
      return Verdict(.unknown, detail: PublishedSample.detail, severity: .info)
    }
    guard secret.count >= 16, let kind = kinds.first(where: { secret.starts(with: $0.0) })?.1 else {
      return Verdict(.unknown)
    }
    let body = secret.dropFirst(4)
    if body.isUniform { return Verdict(.refuted) }
    guard let bytes = Base32Decoding.decode(body), bytes.count >= 6 else {
      return Verdict(.doubtful, detail: kind)
    }
    let number = bytes.prefix(6).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard number >> 47 == 1 else { return Verdict(.unknown, detail: kind) }
    let account = (number & 0x7fff_ffff_ff80) >> 7
    guard account < 1_000_000_000_000 else { return Verdict(.doubtful, detail: kind) }
    let digits = String(account)
    let padded = String(repeating: "0", count: 12 - digits.count) + digits
    return Verdict(.confirmed(.structure), detail: "\(kind), account \(padded)")
  }

  /// `aws-secret-key`: 40 characters of base64, which stand for 30 bytes.
  ///
  /// 40 hexadecimal digits are base64 as well, but of a SHA-1: no random key is made of those alone.
  static let secretKey: VerifierFunction = { secret, _ in
    if let sample = PublishedSample.verdict(secret) { return sample }
    guard secret.count == 40, secret.allSatisfy({ Base64Decoding.contains($0) }) else {
      return Verdict(.refuted)
    }
    if secret.isUniform || PositionalNumber.unhex(secret) != nil { return Verdict(.refuted) }
    return Verdict(.unknown)
  }
}
