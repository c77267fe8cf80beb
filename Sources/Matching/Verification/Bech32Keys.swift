/// Keys in Bech32, which ends with a checksum of six characters.
enum Bech32Keys {
  /// `age-bech32`: an identity of age (C2SP, age.md), classic or post-quantum, or of a plugin.
  static let age: VerifierFunction = { secret, _ in
    if let sample = PublishedSample.verdict(secret) { return sample }
    guard let (prefix, data) = Bech32.decode(secret) else { return Verdict(.refuted) }
    switch String(decoding: prefix, as: UTF8.self) {
    case "age-secret-key-":
      return Verdict(data.count == 32 ? .confirmed(.checksum) : .refuted, detail: "X25519")
    case "age-secret-key-pq-": return Verdict(.confirmed(.checksum), detail: "post-quantum")
    case let name where name.hasPrefix("age-plugin-"):
      let plugin = Printable.text(String(name.dropFirst(11).dropLast()))
      return Verdict(.confirmed(.checksum), detail: "plugin \(plugin)")
    default: return Verdict(.refuted)
    }
  }

  /// `nostr-nsec`: a private key of Nostr (NIP-19).
  static let nostr: VerifierFunction = { secret, _ in
    if let sample = PublishedSample.verdict(secret) { return sample }
    guard let (prefix, data) = Bech32.decode(secret), prefix.elementsEqual(Array("nsec".utf8)) else {
      return Verdict(.refuted)
    }
    return Verdict(data.count == 32 ? .confirmed(.checksum) : .refuted)
  }
}
