/// Private keys in DER: PKCS#1 (RFC 8017), SEC 1 (RFC 5915), PKCS#8 (RFC 5958), OpenSSL's DSA.
enum ASN1Key {
  private static let algorithms: [String: String] = [
    "1.2.840.113549.1.1.1": "RSA", "1.2.840.113549.1.1.10": "RSA-PSS", "1.2.840.10045.2.1": "EC",
    "1.2.840.10040.4.1": "DSA", "1.2.840.113549.1.3.1": "DH", "1.3.101.110": "X25519", "1.3.101.111": "X448",
    "1.3.101.112": "Ed25519", "1.3.101.113": "Ed448", "2.16.840.1.101.3.4.3.17": "ML-DSA-44",
    "2.16.840.1.101.3.4.3.18": "ML-DSA-65", "2.16.840.1.101.3.4.3.19": "ML-DSA-87",
    "2.16.840.1.101.3.4.4.1": "ML-KEM-512", "2.16.840.1.101.3.4.4.2": "ML-KEM-768",
    "2.16.840.1.101.3.4.4.3": "ML-KEM-1024",
  ]

  private static let curves: [String: String] = [
    "1.2.840.10045.3.1.1": "P-192", "1.3.132.0.33": "P-224", "1.2.840.10045.3.1.7": "P-256",
    "1.3.132.0.34": "P-384", "1.3.132.0.35": "P-521", "1.3.132.0.10": "secp256k1",
    "1.3.36.3.3.2.8.1.1.7": "brainpoolP256r1", "1.3.36.3.3.2.8.1.1.11": "brainpoolP384r1",
    "1.3.36.3.3.2.8.1.1.13": "brainpoolP512r1",
  ]

  private static let ciphers: [String: String] = [
    "2.16.840.1.101.3.4.1.2": "AES-128-CBC", "2.16.840.1.101.3.4.1.22": "AES-192-CBC",
    "2.16.840.1.101.3.4.1.42": "AES-256-CBC", "2.16.840.1.101.3.4.1.6": "AES-128-GCM",
    "2.16.840.1.101.3.4.1.46": "AES-256-GCM", "1.2.840.113549.3.7": "DES-EDE3-CBC",
    "1.3.14.3.2.7": "DES-CBC", "1.2.840.113549.3.2": "RC2-CBC",
    "1.2.840.113549.1.5.3": "PBE-MD5-DES", "1.2.840.113549.1.5.10": "PBE-SHA1-DES",
    "1.2.840.113549.1.12.1.1": "PBE-SHA1-RC4-128", "1.2.840.113549.1.12.1.3": "PBE-SHA1-3DES",
    "1.2.840.113549.1.12.1.6": "PBE-SHA1-RC2-40",
  ]

  /// What `bytes` are: the key's structure says it better than the label round it.
  static func verdict(_ bytes: ArraySlice<UInt8>) throws(DER.Failure) -> Verdict {
    let fields = try DER.sequence(bytes)
    if let encrypted = try encryptedInfo(fields) { return encrypted }
    guard fields.count > 1, fields[0].tag == DER.Tag.integer else { throw .malformed }
    if fields.allSatisfy({ $0.tag == DER.Tag.integer }) || fields.count == 10 {
      return try integers(fields)
    }
    if fields[1].tag == DER.Tag.octetString { return try ellipticCurve(fields, curve: nil) }
    guard fields.count > 2, fields[1].tag == DER.Tag.sequence, fields[2].tag == DER.Tag.octetString else {
      throw .malformed
    }
    return try keyInfo(fields)
  }

  /// PKCS#1 has nine numbers and perhaps more primes; OpenSSL writes a DSA key as six.
  private static func integers(_ fields: [DER.Element]) throws(DER.Failure) -> Verdict {
    if fields.count >= 9 { return rsa(fields) }
    guard fields.count == 6 else { throw .malformed }
    return PrivateKey.verdict(algorithm: "DSA \(DER.bitCount(fields[1].content)) bits", encryption: nil)
  }

  /// An RSA key whose modulus is not the product of its primes was made up, or cut and pasted.
  private static func rsa(_ fields: [DER.Element]) -> Verdict {
    let modulus = fields[1].content
    let bits = DER.bitCount(modulus)
    let isSound =
      fields.count > 9 || Multiplication.holds(fields[4].content, fields[5].content, product: modulus)
    return PrivateKey.verdict(
      algorithm: "RSA \(bits) bits", encryption: nil,
      outcome: bits >= 256 && isSound ? .confirmed(.structure) : .doubtful)
  }

  private static func ellipticCurve(
    _ fields: [DER.Element], curve: String?
  ) throws(DER.Failure) -> Verdict {
    let key = fields[1].content
    guard (14...72).contains(key.count) else { throw .malformed }
    if key.isUniform { return Verdict(.refuted) }
    var name = curve
    if let parameters = fields.first(where: { $0.tag == DER.Tag.explicit0 }),
      let inner = try DER.elements(parameters.content).first, inner.tag == DER.Tag.objectIdentifier
    {
      name = DER.objectIdentifier(inner.content).map { curves[$0] ?? $0 }
    }
    return PrivateKey.verdict(algorithm: "EC \(name ?? "\(key.count * 8) bits")", encryption: nil)
  }

  /// PKCS#8: version, algorithm, the key in its own encoding.
  private static func keyInfo(_ fields: [DER.Element]) throws(DER.Failure) -> Verdict {
    let algorithm = try DER.elements(fields[1].content)
    guard let identifier = algorithm.first, identifier.tag == DER.Tag.objectIdentifier,
      let dotted = DER.objectIdentifier(identifier.content)
    else { throw .malformed }
    let name = algorithms[dotted] ?? "algorithm \(dotted)"
    let inner = fields[2].content
    switch name {
    case "RSA", "RSA-PSS":
      return rsa(try numbers(inner, atLeast: 9))
    case "EC":
      let curve = algorithm.dropFirst().first.flatMap { DER.objectIdentifier($0.content) }
      let key = try DER.sequence(inner)
      guard key.count > 1, key[1].tag == DER.Tag.octetString else { throw .malformed }
      return try ellipticCurve(key, curve: curve.map { curves[$0] ?? $0 })
    case "DSA", "DH":
      let prime = try algorithm.dropFirst().first.map { (parameters) throws(DER.Failure) in
        try DER.elements(parameters.content)
      }
      guard let modulus = prime?.first else { throw .malformed }
      return PrivateKey.verdict(algorithm: "\(name) \(DER.bitCount(modulus.content)) bits", encryption: nil)
    case "Ed25519", "X25519":
      var rest = inner
      let key = try DER.element(&rest)
      guard key.tag == DER.Tag.octetString, key.content.count == 32 else { throw .malformed }
      if key.content.isUniform { return Verdict(.refuted) }
      return PrivateKey.verdict(algorithm: name, encryption: nil)
    default:
      return PrivateKey.verdict(algorithm: name, encryption: nil)
    }
  }

  private static func numbers(
    _ bytes: ArraySlice<UInt8>, atLeast count: Int
  ) throws(DER.Failure) -> [DER.Element] {
    let fields = try DER.sequence(bytes)
    guard fields.count >= count, fields.prefix(count).allSatisfy({ $0.tag == DER.Tag.integer }) else {
      throw .malformed
    }
    return fields
  }

  /// `EncryptedPrivateKeyInfo`: the scheme, the encrypted key. PBES2 (RFC 8018) names its cipher inside.
  private static func encryptedInfo(_ fields: [DER.Element]) throws(DER.Failure) -> Verdict? {
    guard fields.count == 2, fields[0].tag == DER.Tag.sequence, fields[1].tag == DER.Tag.octetString else {
      return nil
    }
    let scheme = try DER.elements(fields[0].content)
    guard let identifier = scheme.first, identifier.tag == DER.Tag.objectIdentifier,
      var dotted = DER.objectIdentifier(identifier.content)
    else { throw .malformed }
    if dotted == "1.2.840.113549.1.5.13", let parameters = scheme.dropFirst().first {
      let parts = try DER.elements(parameters.content)
      if let cipher = parts.dropFirst().first, let inner = try DER.elements(cipher.content).first {
        dotted = DER.objectIdentifier(inner.content) ?? dotted
      }
    }
    return PrivateKey.verdict(algorithm: "PKCS#8 key", encryption: ciphers[dotted] ?? dotted)
  }
}
