/// Tells values that stand for a secret from secrets.
package enum Placeholder {
  /// Words that a real secret does not hold, in lower case. Each is long enough not to turn up by chance.
  private static let words: [[UInt8]] = [
    "example", "xxxx", "your_", "your-", "yourtoken", "yourapikey", "yourpassword", "placeholder", "changeme",
    "change_me", "change-me", "redacted", "dummy", "insert_", "insert-", "replace_", "replaceme", "sample",
    "****", "....", "<your", "my_token", "my-token", "mytoken", "my_secret", "my-secret", "notreal",
    "not-real",
    "not_real", "foobar", "deadbeef", "0123456789", "1234567890", "abcdefgh", "00000000", "11111111",
    "_here", "-here", "keyhere", "tokenhere", "secrethere", "yourkey", "yoursecret",
    "change-this",
    "change_this", "changethis", "notareal", "not-a-real", "not_a_real", "fakefake", "fake-", "fake_",
    "testtest",
  ].map { Array($0.utf8) }

  /// Whether `secret` is written like a stand-in: a marker word, a variable, or too few distinct characters.
  package static func isLikely(_ secret: [UInt8]) -> Bool {
    let lower = secret.map { 0x41 <= $0 && $0 <= 0x5a ? $0 | 0x20 : $0 }
    if Set(lower).count < min(4, lower.count) { return true }
    if isReference(secret) { return true }
    if wholes.contains(String(decoding: lower, as: UTF8.self)) { return true }
    return words.contains { ASCII.contains($0, in: lower) }
  }

  /// Values that only stand for a secret when they are all of it.
  private static let wholes: Set<String> = [
    "password", "passwd", "secret", "token", "username", "my_password", "mypassword", "my-password", "pass",
    "pwd", "user", "apikey", "api_key", "credentials",
    "p@ssw0rd", "pa$$w0rd", "passw0rd", "s3cr3t", "mysecret", "undefined", "null", "none", "true", "false",
  ]

  /// Whether `value` names a variable or template in place of a value: `${X}`, `$X`, `{{ x }}`, `<x>`, `%(x)s`.
  package static func isReference(_ value: [UInt8]) -> Bool {
    guard let first = value.first, let last = value.last, value.count > 1 else { return false }
    let second = value[1]
    switch first {
    case UInt8(ascii: "$"):
      // `$2b$` and its kin are password hashes, not variables.
      return second == UInt8(ascii: "{") || second == UInt8(ascii: "(")
        || isNameStart(second)
          && value.dropFirst(2).allSatisfy { isNameStart($0) || (0x30...0x39).contains($0) }
    case UInt8(ascii: "{"): return second == first || last == UInt8(ascii: "}")
    case UInt8(ascii: "<"): return last == UInt8(ascii: ">")
    case UInt8(ascii: "["): return last == UInt8(ascii: "]")
    case UInt8(ascii: "%"): return second == UInt8(ascii: "(") || second == UInt8(ascii: "s") || last == first
    case UInt8(ascii: "#"): return second == UInt8(ascii: "{")
    case UInt8(ascii: "@"): return last == first
    case UInt8(ascii: "_"): return second == first && last == first
    default: return ASCII.contains(Array("${".utf8), in: value) || ASCII.contains(Array("{{".utf8), in: value)
    }
  }

  private static func isNameStart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (0x41...0x5a).contains(byte & 0xdf)
  }
}
