/// The credentials of HTTP's Basic scheme (RFC 7617): `user:password` in base64.
enum BasicAuthentication {
  /// Passwords that no one has: they say what should stand there.
  private static let standIns: Set<String> = [
    "password", "passwd", "pass", "secret", "token", "your_password", "your-password", "yourpassword",
    "mypassword",
    "my_password", "changeme", "change_me", "example", "placeholder", "redacted", "pwd",
  ]

  /// `basic-auth`.
  static let verify: VerifierFunction = { secret, _ in
    guard secret.count <= 4096, let bytes = Base64Decoding.decode(secret, .either), isText(bytes),
      let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
    else { return Verdict(.refuted) }
    if let sample = PublishedSample.verdict(bytes) { return sample }
    let password = Array(bytes[(colon + 1)...])
    if password.isEmpty { return Verdict(.refuted) }
    // One repeated character is a row of `x` or `*`; a short one might be a password all the same.
    if password.count > 3 && password.isUniform { return Verdict(.refuted) }
    if Placeholder.isReference(password) { return Verdict(.refuted) }
    if standIns.contains(String(decoding: password, as: UTF8.self).lowercased()) { return Verdict(.refuted) }
    let user = Printable.text(bytes[..<colon])
    return Verdict(.confirmed(.structure), detail: user.isEmpty ? "no user" : "user \(user)")
  }

  /// Whether `bytes` are UTF-8 without control characters.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    guard let text = String(validating: bytes, as: UTF8.self) else { return false }
    return text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) }
  }
}
