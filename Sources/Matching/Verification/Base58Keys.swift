internal import Findings

/// Keys in Base58Check, whose last four bytes are a double SHA-256 of the rest.
enum Base58Keys {
  /// What the first bytes of a payload and its length say.
  private struct Kind {
    var version: [UInt8]
    var payloadLength: Int
    var name: String
    var isEncrypted = false

    func matches(_ bytes: [UInt8]) -> Bool {
      bytes.count == version.count + payloadLength && bytes.starts(with: version)
    }

    var verdict: Verdict {
      Verdict(.confirmed(.checksum), detail: name, severity: isEncrypted ? .medium : nil)
    }
  }

  /// `bitcoin-wif`: a key in Bitcoin's wallet import format.
  static let walletImportFormat: VerifierFunction = { secret, _ in
    if let sample = PublishedSample.verdict(secret) { return sample }
    guard let payload = Base58.bitcoin.decodeChecked(secret), let version = payload.first else {
      return Verdict(.refuted)
    }
    // The key alone, or followed by 1 where its public key is compressed.
    guard payload.count == 33 || payload.count == 34 && payload.last == 1 else { return Verdict(.refuted) }
    switch version {
    case 0x80: return Verdict(.confirmed(.checksum), detail: "main network")
    case 0xef: return Verdict(.confirmed(.checksum), detail: "test network", severity: .low)
    default: return Verdict(.confirmed(.checksum))
    }
  }

  /// Extended keys of BIP-32 and SLIP-132, encrypted keys of BIP-38.
  private static let extended: [Kind] = [
    Kind(version: [0x04, 0x88, 0xad, 0xe4], payloadLength: 74, name: "extended private key (xprv)"),
    Kind(version: [0x04, 0x35, 0x83, 0x94], payloadLength: 74, name: "extended private key (tprv)"),
    Kind(version: [0x04, 0x9d, 0x78, 0x78], payloadLength: 74, name: "extended private key (yprv)"),
    Kind(version: [0x04, 0xb2, 0x43, 0x0c], payloadLength: 74, name: "extended private key (zprv)"),
    Kind(version: [0x01, 0x42], payloadLength: 37, name: "encrypted (BIP-38)", isEncrypted: true),
    Kind(version: [0x01, 0x43], payloadLength: 37, name: "encrypted (BIP-38)", isEncrypted: true),
  ]

  /// `base58check`: any payload with Bitcoin's alphabet.
  static let checked: VerifierFunction = { secret, _ in
    guard let payload = Base58.bitcoin.decodeChecked(secret) else { return Verdict(.refuted) }
    return extended.first { $0.matches(payload) }?.verdict ?? Verdict(.confirmed(.checksum))
  }

  /// Tezos: the version bytes of `base58.ml` in its reference implementation.
  private static let tezosKinds: [Kind] = [
    Kind(version: [13, 15, 58, 7], payloadLength: 32, name: "Ed25519 seed"),
    Kind(version: [43, 246, 78, 7], payloadLength: 64, name: "Ed25519 secret key"),
    Kind(version: [17, 162, 224, 201], payloadLength: 32, name: "secp256k1 secret key"),
    Kind(version: [16, 81, 238, 189], payloadLength: 32, name: "P-256 secret key"),
    Kind(version: [7, 90, 60, 179, 41], payloadLength: 56, name: "Ed25519, encrypted", isEncrypted: true),
    Kind(
      version: [9, 237, 241, 174, 150], payloadLength: 56, name: "secp256k1, encrypted", isEncrypted: true),
    Kind(version: [9, 48, 57, 115, 171], payloadLength: 56, name: "P-256, encrypted", isEncrypted: true),
  ]

  /// `tezos-base58check`: a secret key of Tezos.
  static let tezos: VerifierFunction = { secret, _ in
    guard let payload = Base58.bitcoin.decodeChecked(secret) else { return Verdict(.refuted) }
    return tezosKinds.first { $0.matches(payload) }?.verdict ?? Verdict(.confirmed(.checksum))
  }

  private static let rippleKinds: [Kind] = [
    Kind(version: [0x21], payloadLength: 16, name: "seed"),
    Kind(version: [0x01, 0xe1, 0x4b], payloadLength: 16, name: "Ed25519 seed"),
  ]

  /// `ripple-base58`: a seed of the XRP Ledger (xrpl.org, "Base58 encodings").
  static let ripple: VerifierFunction = { secret, _ in
    if let sample = PublishedSample.verdict(secret) { return sample }
    guard let payload = Base58.ripple.decodeChecked(secret) else { return Verdict(.refuted) }
    return rippleKinds.first { $0.matches(payload) }?.verdict ?? Verdict(.refuted)
  }
}
