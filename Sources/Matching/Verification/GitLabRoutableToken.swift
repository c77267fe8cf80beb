/// GitLab's routable tokens: they say which organization and user they belong to, and end with a CRC-32.
///
/// GitLab handbook, "Routable Tokens" (cells design documents):
/// prefix, payload in base64url, `.`, perhaps a version and `.`, the payload's length in two base36 digits,
/// the CRC-32 of all before in seven.
enum GitLabRoutableToken {
  /// `gitlab-routable`.
  static let verify: VerifierFunction = { secret, _ in
    guard secret.count <= 512, let dot = secret.lastIndex(of: UInt8(ascii: ".")), dot > 0 else {
      return Verdict(.unknown)
    }
    let trailer = secret[(dot + 1)...]
    guard trailer.count == 9 else { return Verdict(.doubtful) }
    let crc = CRC32.checksum(secret.dropLast(7))
    let expected = PositionalNumber.encode(crc, alphabet: PositionalNumber.base36, width: 7)
    guard secret.suffix(7).elementsEqual(expected) else { return Verdict(.refuted) }
    let length = PositionalNumber.decode(trailer.prefix(2), alphabet: PositionalNumber.base36) ?? 0
    return Verdict(
      .confirmed(.checksum), detail: routing(payload(before: dot, in: secret, length: length)))
  }

  /// The payload: before the last dot, or before a version of two digits that stands there.
  private static func payload(before dot: Int, in secret: [UInt8], length: Int) -> [UInt8] {
    var head = secret[..<dot]
    if let version = head.lastIndex(of: UInt8(ascii: ".")), head.count - version == 3 {
      head = head[..<version]
    }
    guard length <= head.count else { return [] }
    return Base64Decoding.decode(head.suffix(length), .urlSafe) ?? []
  }

  /// The routing lines (`o:1`, `u:5k`, numbers in base36), which stand before or after the random bytes.
  private static func routing(_ payload: [UInt8]) -> String? {
    guard let randomLength = payload.last, payload.count > Int(randomLength) + 1 else { return nil }
    let body = payload.dropLast()
    for lines in [body.dropLast(Int(randomLength)), body.dropFirst(Int(randomLength))] {
      if let found = names(in: lines) { return found }
    }
    return nil
  }

  private static func names(in lines: ArraySlice<UInt8>) -> String? {
    let titles: [(UInt8, String)] = [
      (UInt8(ascii: "o"), "organization"), (UInt8(ascii: "g"), "group"), (UInt8(ascii: "p"), "project"),
      (UInt8(ascii: "u"), "user"),
    ]
    var found: [String] = []
    for line in lines.split(separator: 0x0a, maxSplits: 8) {
      let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1)
      guard parts.count == 2, parts[0].count == 1 else { return nil }
      guard let title = titles.first(where: { $0.0 == parts[0].first })?.1 else { continue }
      guard let number = PositionalNumber.decode(parts[1], alphabet: PositionalNumber.base36) else {
        return nil
      }
      found.append("\(title) \(number)")
    }
    return found.isEmpty ? nil : found.joined(separator: ", ")
  }
}
