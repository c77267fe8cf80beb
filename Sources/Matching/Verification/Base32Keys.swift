/// Ed25519 seeds in base32 with a CRC-16 at the end.
enum Base32Keys {
  /// `stellar-strkey`: a seed of Stellar (SEP-23): version 18, 32 bytes, the checksum, lowest byte first.
  static let stellar: VerifierFunction = { secret, _ in
    guard secret.count == 56, let bytes = checked(secret), bytes.count == 33 else { return Verdict(.refuted) }
    return Verdict(bytes.first == 18 << 3 ? .confirmed(.checksum) : .refuted)
  }

  /// Who a NATS key belongs to, by the second letter of its seed.
  private static let roles: [(UInt8, String)] = [
    (UInt8(ascii: "O"), "operator"), (UInt8(ascii: "A"), "account"), (UInt8(ascii: "U"), "user"),
    (UInt8(ascii: "N"), "server"), (UInt8(ascii: "C"), "cluster"), (UInt8(ascii: "X"), "curve"),
    (UInt8(ascii: "M"), "module"), (UInt8(ascii: "V"), "service"),
  ]

  /// `nkey`: a seed of NATS (nats-io/nkeys, `strkey.go`): two letters for seed and role, 32 bytes, the checksum.
  static let nkey: VerifierFunction = { secret, _ in
    guard secret.count == 58, secret.first == UInt8(ascii: "S"), let bytes = checked(secret),
      bytes.count == 34
    else { return Verdict(.refuted) }
    let role = roles.first { $0.0 == secret[1] }?.1
    return Verdict(.confirmed(.checksum), detail: role)
  }

  private static func checked(_ secret: [UInt8]) -> [UInt8]? {
    guard let bytes = Base32Decoding.decode(secret), bytes.count > 2 else { return nil }
    let body = Array(bytes.dropLast(2))
    let found = bytes.suffix(2).reversed().reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
    return CRC16.xmodem(body) == found ? body : nil
  }
}
