import Findings

/// A password hash recognised by its shape: which scheme, how strong.
///
/// Schemes as crypt(5) (libxcrypt), Apache's "Password Formats" and Dovecot's "Password Schemes" name them.
struct PasswordHash: Equatable {
  /// For the report: "MD5 (apr1), weak", "bcrypt cost 10".
  var scheme: String
  var severity: Severity

  /// Reads `value`; nil where it is no hash.
  ///
  /// - Parameter allowsDES: whether 13 characters of the crypt alphabet count, which any word may be.
  static func identify(_ value: ArraySlice<UInt8>, allowsDES: Bool = true) -> PasswordHash? {
    guard let first = value.first, value.count <= 512, value.allSatisfy(\.isGraphic) else { return nil }
    switch first {
    case .dollar: return modular(Array(value))
    case UInt8(ascii: "{"): return prefixed(Array(value))
    case UInt8(ascii: "_"):
      guard value.count == 20, value.dropFirst().allSatisfy(isCryptByte) else { return nil }
      return PasswordHash(scheme: "extended DES, weak", severity: .high)
    default:
      if value.starts(with: Array("pbkdf2_sha".utf8)), value.split(separator: .dollar).count == 4 {
        return PasswordHash(scheme: "PBKDF2", severity: .medium)
      }
      guard allowsDES, value.count == 13, value.allSatisfy(isCryptByte) else { return nil }
      return PasswordHash(scheme: "DES, weak", severity: .high)
    }
  }

  /// `$id$…$hash`.
  private static func modular(_ value: [UInt8]) -> PasswordHash? {
    let parts = value.fields(1..<value.count, separator: .dollar)
    guard parts.count >= 2, let digest = parts.last, let id = parts.first else { return nil }
    guard !digest.isEmpty else { return nil }
    let name = String(decoding: value[id], as: UTF8.self)
    func crypt(_ length: Int, _ scheme: String, _ severity: Severity) -> PasswordHash? {
      guard parts.count >= 3, digest.count == length, value[digest].allSatisfy(isCryptByte) else {
        return nil
      }
      var scheme = scheme
      if parts.count == 4, value.has("rounds=", at: parts[1].lowerBound), parts[1].count <= 20 {
        scheme += " " + value.label(parts[1])
      }
      return PasswordHash(scheme: scheme, severity: severity)
    }
    switch name {
    case "apr1": return crypt(22, "MD5 (apr1), weak", .high)
    case "1": return crypt(22, "MD5, weak", .high)
    case "5": return crypt(43, "SHA-256-crypt", .medium)
    case "6": return crypt(86, "SHA-512-crypt", .medium)
    case "sha1": return crypt(28, "SHA-1, weak", .high)
    case "3": return digest.count == 32 ? PasswordHash(scheme: "NTLM, weak", severity: .high) : nil
    case "P", "H":
      guard value.count == 34, value[digest].allSatisfy(isCryptByte) else { return nil }
      return PasswordHash(scheme: "phpass MD5, weak", severity: .high)
    case "2a", "2b", "2x", "2y":
      guard parts.count == 3, parts[1].count == 2, value[parts[1]].allSatisfy(\.isDigit), digest.count == 53,
        value[digest].allSatisfy(isCryptByte)
      else { return nil }
      let cost = value[parts[1].lowerBound] == UInt8(ascii: "0") ? parts[1].dropFirst() : parts[1]
      return PasswordHash(scheme: "bcrypt cost " + value.label(cost), severity: .medium)
    case "y": return crypt(43, "yescrypt", .medium)
    case "gy": return crypt(43, "gost-yescrypt", .medium)
    case "7", "scrypt": return digest.count >= 20 ? PasswordHash(scheme: "scrypt", severity: .medium) : nil
    case "argon2i", "argon2d", "argon2id":
      guard parts.count >= 4, digest.count >= 16 else { return nil }
      return PasswordHash(scheme: name, severity: .medium)
    case "md5", "md5,rounds":
      return digest.count == 22 ? PasswordHash(scheme: "Sun MD5, weak", severity: .high) : nil
    default:
      guard name.hasPrefix("pbkdf2"), name.utf8.count <= 16, parts.count == 4 else { return nil }
      return PasswordHash(scheme: "PBKDF2", severity: .medium)
    }
  }

  /// `{SCHEME}…` of LDAP (RFC 2307), Apache, nginx and Dovecot.
  private static func prefixed(_ value: [UInt8]) -> PasswordHash? {
    guard let close = value.firstIndex(of: UInt8(ascii: "}")), close < 24, close > 1, close + 1 < value.count
    else {
      return nil
    }
    let name = String(decoding: value[1..<close].map(\.lowercased), as: UTF8.self)
    let rest = value[(close + 1)...]
    func digest(_ sizes: ClosedRange<Int>, _ scheme: String) -> PasswordHash? {
      let bytes = Base64.decode(rest)?.count ?? 0
      let hex = rest.allSatisfy { $0.hexValue != nil } ? rest.count / 2 : 0
      guard sizes.contains(bytes) || sizes.contains(hex) else { return nil }
      return PasswordHash(scheme: scheme + ", weak", severity: .high)
    }
    switch name.split(separator: ".").first.map(String.init) ?? name {
    case "sha", "sha1": return digest(20...20, "SHA-1")
    case "ssha": return digest(21...64, "salted SHA-1")
    case "md5", "plain-md5", "ldap-md5":
      return rest.first == .dollar ? identify(rest) : digest(16...16, "MD5")
    case "smd5": return digest(17...64, "salted MD5")
    case "sha256", "ssha256": return digest(32...96, "SHA-256")
    case "sha512", "ssha512": return digest(64...128, "SHA-512")
    case "cram-md5": return digest(32...32, "CRAM-MD5")
    case "digest-md5": return digest(16...16, "Digest-MD5")
    case "crypt", "md5-crypt", "sha256-crypt", "sha512-crypt", "blf-crypt", "des-crypt", "argon2i",
      "argon2id":
      return rest.first == UInt8(ascii: "{") ? nil : identify(rest)
    case "pbkdf2", "scram-sha-1", "scram-sha-256":
      return rest.count >= 20 ? PasswordHash(scheme: name.uppercased(), severity: .medium) : nil
    case "plain", "clear", "cleartext":
      guard !PlaceholderValue.matches(rest) else { return nil }
      return PasswordHash(scheme: "plain text", severity: .critical)
    default: return nil
    }
  }

  /// The alphabet of crypt(3): `./0-9A-Za-z`.
  static func isCryptByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: ".") || byte == .slash
  }
}
