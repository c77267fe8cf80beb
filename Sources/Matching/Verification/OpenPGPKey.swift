internal import Findings

/// Secret keys of OpenPGP (RFC 9580, section 5.5.3).
enum OpenPGPKey {
  private static let secretKeyTag = 5

  /// The verdict on the packets inside an armor.
  static func verdict(_ bytes: [UInt8], checksum: [UInt8]?, isComplete: Bool) -> Verdict {
    var reader = ByteReader(bytes)
    guard let packet = packet(&reader) else { return PrivateKey.truncated(isComplete: isComplete) }
    guard packet.tag == secretKeyTag else { return Verdict(.doubtful) }
    var outcome = Verdict.Outcome.confirmed(.structure)
    if let checksum, let sum = Base64Decoding.decode(checksum), sum.count == 3 {
      let expected = sum.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      outcome = CRC24.checksum(bytes) == expected ? .confirmed(.checksum) : .doubtful
    }
    guard let body = packet.body else { return PrivateKey.truncated(isComplete: isComplete) }
    guard let key = describe(body) else { return Verdict(.doubtful) }
    if key.protection == .absent {
      return Verdict(outcome, detail: "\(key.algorithm), stub without the secret", severity: .info)
    }
    return PrivateKey.verdict(
      algorithm: key.algorithm, encryption: key.protection == .encrypted ? "OpenPGP" : nil, outcome: outcome)
  }

  private struct Packet {
    var tag: Int
    /// nil where it is cut.
    var body: ArraySlice<UInt8>?
  }

  private static func packet(_ reader: inout ByteReader) -> Packet? {
    guard let header = reader.byte(), header & 0x80 != 0 else { return nil }
    let isNewFormat = header & 0x40 != 0
    let tag = Int(isNewFormat ? header & 0x3f : header >> 2 & 0x0f)
    guard let length = isNewFormat ? newLength(&reader) : oldLength(&reader, header & 3) else { return nil }
    return Packet(tag: tag, body: reader.take(length))
  }

  private static func oldLength(_ reader: inout ByteReader, _ type: UInt8) -> Int? {
    switch type {
    case 0: reader.number(1)
    case 1: reader.number(2)
    case 2: reader.number(4)
    default: reader.remaining
    }
  }

  private static func newLength(_ reader: inout ByteReader) -> Int? {
    guard let first = reader.number(1) else { return nil }
    switch first {
    case 0..<192: return first
    case 192..<224: return reader.number(1).map { (first - 192) << 8 + $0 + 192 }
    case 255: return reader.number(4)
    default: return nil
    }
  }

  private enum Protection { case none, encrypted, absent }

  /// Reads past the public half to the octet that says how the secret half is kept.
  private static func describe(_ body: ArraySlice<UInt8>) -> (algorithm: String, protection: Protection)? {
    var reader = ByteReader(body)
    guard let version = reader.byte(), (3...6).contains(version), reader.take(4) != nil else { return nil }
    if version == 3, reader.take(2) == nil { return nil }
    guard let code = reader.byte() else { return nil }
    if version >= 5, reader.take(4) == nil { return nil }
    guard let algorithm = publicKey(code, &reader), let usage = reader.byte() else { return nil }
    if usage == 0 { return (algorithm, .none) }
    // GnuPG's own: method 101, "GNU", 1 for a key that is kept elsewhere, 2 for one on a card.
    if usage == 254 || usage == 255, let specifier = reader.take(7), specifier.dropFirst().first == 101,
      specifier.dropFirst(3).starts(with: Array("GNU".utf8))
    {
      return (algorithm, .absent)
    }
    return (algorithm, .encrypted)
  }

  /// Skips the public parameters of an algorithm and names it.
  private static func publicKey(_ code: UInt8, _ reader: inout ByteReader) -> String? {
    switch code {
    case 1, 2, 3: return sized("RSA", &reader, numbers: 2)
    case 16, 20: return sized("Elgamal", &reader, numbers: 3)
    case 17: return sized("DSA", &reader, numbers: 4)
    case 18, 19, 22:
      guard let length = reader.number(1), let curve = reader.take(length), number(&reader) != nil else {
        return nil
      }
      if code == 18 {
        guard let parameters = reader.number(1), reader.take(parameters) != nil else { return nil }
      }
      return curveName(curve) ?? (code == 22 ? "EdDSA" : "EC")
    case 25, 27: return reader.take(32) == nil ? nil : code == 25 ? "X25519" : "Ed25519"
    case 26: return reader.take(56) == nil ? nil : "X448"
    case 28: return reader.take(57) == nil ? nil : "Ed448"
    default: return nil
    }
  }

  private static func sized(_ name: String, _ reader: inout ByteReader, numbers: Int) -> String? {
    guard let bits = number(&reader) else { return nil }
    for _ in 1..<numbers where number(&reader) == nil { return nil }
    return "\(name) \(bits) bits"
  }

  /// Skips a multiprecision integer, two bytes of length in bits and its bytes; returns the length.
  private static func number(_ reader: inout ByteReader) -> Int? {
    guard let bits = reader.number(2), reader.take((bits + 7) / 8) != nil else { return nil }
    return bits
  }

  private static func curveName(_ identifier: ArraySlice<UInt8>) -> String? {
    switch DER.objectIdentifier(identifier) {
    case "1.3.6.1.4.1.11591.15.1": "Ed25519"
    case "1.3.6.1.4.1.3029.1.5.1": "X25519"
    case "1.2.840.10045.3.1.7": "EC P-256"
    case "1.3.132.0.34": "EC P-384"
    case "1.3.132.0.35": "EC P-521"
    case "1.3.132.0.10": "EC secp256k1"
    default: nil
    }
  }
}
