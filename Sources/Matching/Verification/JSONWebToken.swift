internal import Findings

/// JSON Web Tokens (RFC 7519) in the compact form of RFC 7515 (signed) and RFC 7516 (encrypted).
enum JSONWebToken {
  /// `jwt`.
  static let verify: VerifierFunction = { secret, _ in
    verdict(secret, now: Printable.now())
  }

  private struct Header: Decodable {
    var algorithm: String?
    var keyID: LooseString?
    var encryption: LooseString?

    enum CodingKeys: String, CodingKey {
      case algorithm = "alg"
      case keyID = "kid"
      case encryption = "enc"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      algorithm = try? container.decode(String.self, forKey: .algorithm)
      keyID = try? container.decode(LooseString.self, forKey: .keyID)
      encryption = try? container.decode(LooseString.self, forKey: .encryption)
    }
  }

  private struct Claims: Decodable {
    var issuer: LooseString?
    var audience: LooseString?
    var subject: LooseString?
    var name: LooseString?
    var role: LooseString?
    var expiry: Double?

    enum CodingKeys: String, CodingKey {
      case issuer = "iss"
      case audience = "aud"
      case subject = "sub"
      case name
      case role
      case expiry = "exp"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      issuer = try? container.decode(LooseString.self, forKey: .issuer)
      audience = try? container.decode(LooseString.self, forKey: .audience)
      subject = try? container.decode(LooseString.self, forKey: .subject)
      name = try? container.decode(LooseString.self, forKey: .name)
      role = try? container.decode(LooseString.self, forKey: .role)
      expiry = try? container.decode(Double.self, forKey: .expiry)
    }

    /// The claims of jwt.io's example, whatever it is signed with.
    var isSample: Bool { subject?.value == "1234567890" && name?.value == "John Doe" }
  }

  /// What the token `secret` says of itself at the moment `now`, in seconds since 1970.
  static func verdict(_ secret: [UInt8], now: Double) -> Verdict {
    let parts = secret.split(separator: UInt8(ascii: "."), maxSplits: 5, omittingEmptySubsequences: false)
    guard let head = parts.first, let headerJSON = Base64Decoding.decode(head, .urlSafe),
      let header = JSONObject.decode(Header.self, from: headerJSON), let algorithm = header.algorithm
    else { return Verdict(.refuted) }
    var details = [Printable.text(algorithm, limit: 20)]
    if parts.count == 5, header.encryption != nil {
      return Verdict(.confirmed(.structure), detail: "encrypted (\(details[0]))")
    }
    guard parts.count == 3 else { return Verdict(.doubtful) }
    guard let body = Base64Decoding.decode(parts[1], .urlSafe),
      let claims = JSONObject.decode(Claims.self, from: body)
    else { return Verdict(.doubtful) }
    if claims.isSample { return Verdict(.unknown, detail: PublishedSample.detail, severity: .info) }
    details += describe(header, claims)
    var severity = supabaseSeverity(claims)
    let isUnsigned = algorithm.lowercased() == "none"
    if isUnsigned {
      details[0] = "not signed (alg none)"
      severity = .low
    }
    if let expiry = claims.expiry, let day = Printable.day(secondsSince1970: expiry) {
      details.append(expiry < now ? "expired \(day)" : "expires \(day)")
      if expiry < now { severity = .low }
    }
    let isWhole = isUnsigned || isPlausible(signature: parts[2], algorithm)
    return Verdict(
      isWhole ? .confirmed(.structure) : .doubtful, detail: details.joined(separator: ", "),
      severity: severity)
  }

  /// Names that identify the token and grant nothing: issuer, audience, key id, a service account.
  private static func describe(_ header: Header, _ claims: Claims) -> [String] {
    var details: [String] = []
    if let issuer = claims.issuer?.value, !issuer.isEmpty {
      details.append("issuer \(Printable.text(issuer))")
    }
    if let role = supabaseRole(claims) { details.append("role \(Printable.text(role, limit: 20))") }
    let account = "system:serviceaccount:"
    if let subject = claims.subject?.value, subject.hasPrefix(account) {
      details.append("service account \(Printable.text(String(subject.dropFirst(account.count))))")
    }
    if let audience = claims.audience?.value, !audience.isEmpty {
      details.append("audience \(Printable.text(audience))")
    }
    if let keyID = header.keyID?.value, !keyID.isEmpty {
      details.append("key \(Printable.text(keyID, limit: 24))")
    }
    return details
  }

  /// The role in Supabase's API keys (supabase.com, "Understanding API keys").
  private static func supabaseRole(_ claims: Claims) -> String? {
    claims.issuer?.value.hasPrefix("supabase") == true ? claims.role?.value : nil
  }

  /// `anon` keys are made for browsers; `supabase-demo` issues the keys printed in the self-hosting guide.
  private static func supabaseSeverity(_ claims: Claims) -> Severity? {
    if claims.issuer?.value == "supabase-demo" { return .low }
    return supabaseRole(claims) == "anon" ? .low : nil
  }

  /// Whether a signature has the length that its algorithm makes (RFC 7518, section 3.1).
  private static func isPlausible(signature: ArraySlice<UInt8>, _ algorithm: String) -> Bool {
    guard let bytes = Base64Decoding.decode(signature, .urlSafe), bytes.count >= 16, !bytes.isUniform else {
      return false
    }
    switch algorithm {
    case "HS256": return bytes.count == 32
    case "HS384": return bytes.count == 48
    case "HS512", "ES256", "ES256K": return bytes.count == 64
    case "ES384": return bytes.count == 96
    case "ES512": return bytes.count == 132
    case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512": return bytes.count >= 64
    default: return true
    }
  }
}
