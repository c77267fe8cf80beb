internal import Findings

/// Tokens without a checksum whose parts can be read.
enum StructuredTokens {
  /// `telegram-bot`: the bot's number, `:`, 35 characters (core.telegram.org/bots/api).
  static let telegramBot: VerifierFunction = { secret, _ in
    if let sample = PublishedSample.verdict(secret) { return sample }
    let parts = secret.split(separator: UInt8(ascii: ":"), maxSplits: 1)
    guard parts.count == 2, (6...12).contains(parts[0].count), parts[0].allSatisfy(isDigit) else {
      return Verdict(.refuted)
    }
    if parts[1].isUniform { return Verdict(.refuted) }
    let detail = "bot \(Printable.text(parts[0]))"
    // All that were issued for years begin with AA; nothing says that they must.
    return Verdict(parts[1].hasPrefix("AA") ? .confirmed(.structure) : .unknown, detail: detail)
  }

  /// `stripe`: what a key is for (docs.stripe.com/keys): secret or restricted, live or test.
  static let stripe: VerifierFunction = { secret, _ in
    if let sample = PublishedSample.verdict(secret) { return sample }
    let parts = secret.split(separator: UInt8(ascii: "_"), maxSplits: 2)
    guard parts.count == 3 else { return Verdict(.unknown) }
    if parts[2].isUniform { return Verdict(.refuted) }
    let isLive = parts[1].elementsEqual(Array("live".utf8))
    guard isLive || parts[1].elementsEqual(Array("test".utf8)) else { return Verdict(.unknown) }
    let mode = isLive ? "live mode" : "test mode"
    switch String(decoding: parts[0], as: UTF8.self) {
    case "sk": return Verdict(.unknown, detail: "secret key, \(mode)", severity: isLive ? .critical : .medium)
    case "rk": return Verdict(.unknown, detail: "restricted key, \(mode)", severity: isLive ? .high : .medium)
    case "pk": return Verdict(.unknown, detail: "publishable key, \(mode)", severity: .info)
    default: return Verdict(.unknown, detail: mode, severity: isLive ? nil : .medium)
    }
  }

  private static let slackKinds: [([UInt8], String)] = [
    (Array("xoxb".utf8), "bot"), (Array("xoxp".utf8), "user"), (Array("xoxa".utf8), "workspace app"),
    (Array("xoxr".utf8), "refresh"), (Array("xoxs".utf8), "session"), (Array("xoxc".utf8), "browser session"),
    (Array("xoxd".utf8), "browser cookie"), (Array("xapp".utf8), "app-level"),
    (Array("xoxe".utf8), "rotating"),
  ]

  /// `slack-token`: a kind, then numbers and a secret between dashes (api.slack.com, "Token types").
  static let slack: VerifierFunction = { secret, _ in
    guard let kind = slackKinds.first(where: { secret.starts(with: $0.0) })?.1 else {
      return Verdict(.unknown)
    }
    let detail = "\(kind) token"
    let parts = secret.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count > 1, let last = parts.last else { return Verdict(.unknown, detail: detail) }
    if last.isUniform { return Verdict(.refuted) }
    let isNumbered = parts.dropFirst().dropLast().contains { $0.count >= 9 && $0.allSatisfy(isDigit) }
    return Verdict(isNumbered ? .confirmed(.structure) : .unknown, detail: detail)
  }

  /// `discord-bot`: the first of three parts is the bot's id, a number in base64.
  ///
  /// discord.com/developers/docs/reference: ids are snowflakes, 17 to 20 digits.
  static let discordBot: VerifierFunction = { secret, _ in
    let parts = secret.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3 else { return Verdict(.unknown) }
    guard let id = Base64Decoding.decode(parts[0], .urlSafe) else { return Verdict(.refuted) }
    guard (17...20).contains(id.count), id.allSatisfy(isDigit) else { return Verdict(.refuted) }
    return Verdict(.confirmed(.structure), detail: "bot \(Printable.text(id))")
  }

  /// `wireguard-key`: 32 bytes in base64; `wg genkey` clears and sets the bits that Curve25519 wants.
  ///
  /// Preshared keys are any 32 bytes, so unset bits prove nothing.
  static let wireGuard: VerifierFunction = { secret, _ in
    guard let bytes = Base64Decoding.decode(secret), bytes.count == 32, !bytes.isUniform else {
      return Verdict(.refuted)
    }
    let isClamped = bytes[0] & 7 == 0 && bytes[31] & 0xc0 == 0x40
    return isClamped ? Verdict(.confirmed(.structure), detail: "private key") : Verdict(.unknown)
  }

  /// `secp256k1-key`: 64 hexadecimal digits below the order of the curve (SEC 2, section 2.4.1).
  static let secp256k1: VerifierFunction = { secret, _ in
    let digits = secret.hasPrefix("0x") ? secret.dropFirst(2) : secret[...]
    let lower = digits.map { (0x41...0x46).contains($0) ? $0 | 0x20 : $0 }
    guard let bytes = PositionalNumber.unhex(lower), bytes.count == 32, !lower.isUniform else {
      return Verdict(.refuted)
    }
    if let sample = PublishedSample.verdict(lower) { return sample }
    let order = PositionalNumber.unhex(
      Array("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141".utf8))
    guard let order, bytes.lexicographicallyPrecedes(order) else { return Verdict(.refuted) }
    return Verdict(.unknown)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
