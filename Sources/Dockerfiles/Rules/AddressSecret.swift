/// Secrets in addresses: `https://user:password@host`, and signatures in queries (RFC 3986, 3.2.1 and 3.4).
enum AddressSecret {
  /// Addresses of one text that are looked at.
  private static let limit = 64

  /// The passwords and tokens before the hosts of all addresses in a text, as ranges of its bytes.
  static func credentials(in text: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    var count = 0
    while index + 3 < text.count, count < limit {
      guard text[index] == UInt8(ascii: ":"), text[index + 1] == UInt8(ascii: "/"),
        text[index + 2] == UInt8(ascii: "/")
      else {
        index += 1
        continue
      }
      count += 1
      let start = index + 3
      var end = start
      var at: Int?
      while end < text.count, !ends(text[end]) {
        if text[end] == UInt8(ascii: "@") { at = end }
        end += 1
      }
      if let at, let secret = secret(text, start..<at) { found.append(secret) }
      index = max(end, start)
    }
    return found
  }

  private static func secret(_ text: [UInt8], _ user: Range<Int>) -> Range<Int>? {
    guard let colon = text[user].firstIndex(of: UInt8(ascii: ":")) else {
      // A name alone is a token only if it looks made by a machine.
      let isToken = user.count >= 20 && LiteralSecret.matches(text[user], kind: .token)
      return isToken ? user : nil
    }
    let password = colon + 1..<user.upperBound
    if LiteralSecret.matches(text[password], kind: .password),
      text[password] != text[user.lowerBound..<colon] || colon - user.lowerBound > 3
    {
      return harmless.contains(String(decoding: text[password], as: UTF8.self).lowercased()) ? nil : password
    }
    // `https://TOKEN:@host` and `https://TOKEN:x-oauth-basic@host`.
    let name = user.lowerBound..<colon
    let isToken = name.count >= 20 && LiteralSecret.matches(text[name], kind: .token)
    return isToken ? name : nil
  }

  /// The value of a query parameter that opens what the address names.
  static func signature(in text: [UInt8]) -> Range<Int>? {
    guard let query = text.firstIndex(of: UInt8(ascii: "?")) else { return nil }
    var start = query + 1
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: "&")) ?? text.count
      if let equals = text[start..<end].firstIndex(of: UInt8(ascii: "=")) {
        let name = String(decoding: text[start..<equals], as: UTF8.self).lowercased()
        let value = equals + 1..<end
        if parameters.contains(name), LiteralSecret.matches(text[value], kind: .token) { return value }
      }
      start = end + 1
    }
    return nil
  }

  /// What stands where a password would, in addresses that everybody may know.
  private static let harmless: Set<String> = [
    "x-oauth-basic", "x-access-token", "password", "pass", "anonymous",
  ]
  private static let parameters: Set<String> = [
    "x-amz-signature", "x-amz-security-token", "signature", "sig", "x-goog-signature", "token",
    "access_token",
    "private_token", "api_key", "apikey", "auth", "key", "job_token",
  ]

  private static func ends(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
      || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }
}
