/// Azure's keys with a signature and a Marvin32 checksum inside.
///
/// microsoft/security-utilities, `IdentifiableSecrets`, the library that Azure's services make their keys with.
enum AzureKeys {
  /// The seed of keys whose service has none of its own, the text `Default0`.
  static let defaultSeed: UInt64 = 0x4465_6661_756c_7430

  /// Seeds by the four characters of the signature.
  static let seeds: [[UInt8]: UInt64] = [
    Array("+ASt".utf8): defaultSeed,
    Array("ACDb".utf8): 0x4d61_7374_5257_3030,
    Array("AzCa".utf8): 0x4163_6365_7373_3030,
  ]

  /// `azure-cask`: common annotated security keys, 84 or 88 characters.
  ///
  /// 52 random characters, `JQQJ9` and a kind, two for the month, 16 reserved, four of the provider; then the
  /// checksum of the 60 bytes before it, in base64 at first, later in base62, cut to four or six characters.
  static let annotated: VerifierFunction = { secret, _ in
    guard secret.count == 84 || secret.count == 88, secret[52...].hasPrefix("JQQJ9") else {
      return Verdict(.unknown)
    }
    guard let body = Base64Decoding.decode(secret[..<80]), body.count == 60 else { return Verdict(.refuted) }
    let checksum = Marvin32.hash32(body, seed: defaultSeed)
    let found = secret[80...].prefix { $0 != UInt8(ascii: "=") }
    let littleEndian = (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) }
    let isValid = [Base64Decoding.encode(littleEndian), base62(checksum)].contains { expected in
      let length = min(expected.count, found.count)
      return length >= 4 && expected.prefix(length).elementsEqual(found.prefix(length))
    }
    return isValid ? Verdict(.confirmed(.checksum), detail: detail(secret)) : Verdict(.refuted)
  }

  /// Base62 of a number's four bytes: no padding, but a `0` for every leading zero byte.
  private static func base62(_ value: UInt32) -> [UInt8] {
    let leading = min(value.leadingZeroBitCount / 8, 3)
    let digits = PositionalNumber.encode(value, alphabet: PositionalNumber.base62, width: 1)
    return Array(repeating: UInt8(ascii: "0"), count: value == 0 ? 3 : leading) + digits
  }

  /// The provider and the month of issue: `A` stands for 2024, and for January.
  private static func detail(_ secret: [UInt8]) -> String {
    let provider = Printable.text(secret[76..<80])
    let year = 2024 + Int(secret[58]) - Int(UInt8(ascii: "A"))
    let month = Int(secret[59]) - Int(UInt8(ascii: "A")) + 1
    guard (2024...2049).contains(year), (1...12).contains(month) else { return "provider \(provider)" }
    return "provider \(provider), issued \(year)-\(month < 10 ? "0" : "")\(month)"
  }

  /// `azure-identifiable`: keys that end with a signature and the Marvin32 of what stands before.
  ///
  /// Each service has its own seed. A key whose signature's seed is known is refuted by a wrong checksum; for
  /// others nothing is known unless a known seed happens to fit.
  static let identifiable: VerifierFunction = { secret, _ in
    guard secret.count <= 512, let bytes = Base64Decoding.decode(secret, .either), bytes.count >= 24 else {
      return Verdict(.unknown)
    }
    let text = secret.prefix { $0 != UInt8(ascii: "=") }
    guard text.count > 10 else { return Verdict(.unknown) }
    let signature = Array(text.dropLast(6).suffix(4))
    let checksum = bytes.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let body = Array(bytes.dropLast(4))
    let detail = "signature \(Printable.text(signature))"
    if let seed = seeds[signature] {
      return Marvin32.hash32(body, seed: seed) == checksum
        ? Verdict(.confirmed(.checksum), detail: detail) : Verdict(.refuted)
    }
    let fits = seeds.values.contains { Marvin32.hash32(body, seed: $0) == checksum }
    return fits ? Verdict(.confirmed(.checksum), detail: detail) : Verdict(.unknown)
  }
}
