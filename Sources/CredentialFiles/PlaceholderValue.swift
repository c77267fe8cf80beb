/// Values that stand where a secret would, and are none: references, templates, fill-me-in texts.
///
/// A weak password (`changeme`, `secret`) is a real one and is not counted here.
enum PlaceholderValue {
  /// Whether `value` is empty, a placeholder or a reference to something kept elsewhere.
  static func matches(_ value: some Collection<UInt8>) -> Bool {
    let text = value.prefix(256).map(\.lowercased)
    let trimmed = text.trimmed(0..<text.count)
    let bytes = Array(text[trimmed])
    guard let first = bytes.first, let last = bytes.last else { return true }
    if value.count <= 64, words.contains(String(decoding: bytes, as: UTF8.self)) { return true }
    if bytes.count >= 3, bytes.allSatisfy({ $0 == first }) { return true }
    // `11111111-2222-3333-4444-555555555555`
    if bytes.count == 36, bytes.split(separator: UInt8(ascii: "-")).allSatisfy({ Set($0).count == 1 }) {
      return true
    }
    // `sk-ant-...`, `ghp_…`, `•••••`
    if endings.contains(where: {
      bytes.count >= $0.utf8.count && bytes.suffix($0.utf8.count).elementsEqual($0.utf8)
    }) {
      return true
    }
    if prefixes.contains(where: { bytes.has($0, at: 0) }) { return true }
    if value.count <= 256 {
      if pairs.contains(where: { first == $0.0 && last == $0.1 }) { return true }
      if isTemplateName(Array(value)) || isVariable(bytes) || bytes.count == 2 && first == UInt8(ascii: "%") {
        return true
      }
      if value.count <= 64, fragments.contains(where: { bytes.indexOf($0, in: 0..<bytes.count) != nil }) {
        return true
      }
    }
    return templates.contains { opening, closing in
      guard let start = bytes.indexOf(opening, in: 0..<bytes.count) else { return false }
      return bytes.indexOf(closing, in: start..<bytes.count) != nil
    }
  }

  /// `$NAME`, `%NAME%`, `@NAME@`, `__NAME__`.
  private static func isVariable(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, let last = bytes.last, bytes.count > 1 else { return false }
    if first == .dollar, bytes[1].isLetter || bytes[1] == UInt8(ascii: "_") {
      return bytes.dropFirst().allSatisfy(\.isWordByte)
    }
    guard bytes.count > 2 else { return false }
    let inner = bytes.dropFirst().dropLast()
    guard inner.allSatisfy({ $0.isWordByte || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }) else {
      return false
    }
    return (first == UInt8(ascii: "%") || first == .at) && last == first
      || bytes.count > 4 && bytes.has("__", at: 0) && bytes.has("__", at: bytes.count - 2)
  }

  /// `{name}`, as Python's format strings have it; what Jenkins encrypts stands in braces too, in mixed case.
  private static func isTemplateName(_ bytes: [UInt8]) -> Bool {
    bytes.count > 2 && bytes.first == UInt8(ascii: "{") && bytes.last == UInt8(ascii: "}")
      && bytes.dropFirst().dropLast().allSatisfy {
        $0.isLower || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
      }
  }

  private static let words: Set<String> = [
    "mytoken", "my_token", "my-token", "my-auth-token", "myauthtoken",
    "none", "null", "nil", "true", "false", "yes", "no", "on", "off", "undefined", "~", "-", "--", "!", "*",
    "x", "!!", "todo", "tbd", "fixme", "n/a", "unset", "not-set", "not_set", "example", "dummy", "redacted",
    "...", "\"\"", "''", "()", "[]", "{}", "optional", "required", "empty", "default", "hidden", "prompt",
  ]

  private static let endings = ["...", "…", "••"]

  private static let prefixes = [
    "{{", "$__", "env:", "env.", "env(", "env[", "file:", "vault:", "ref+", "op://", "vault://", "akv://",
    "sm://", "ssm:",
    "keyring:", "keychain:", "secret://", "secretsmanager:", "arn:aws:secretsmanager:", "arn:aws:ssm:",
    "projects/", "process.env", "os.environ", "os.getenv", "getenv(", "!vault", "enc[", "enc(", "$(", "`",
    "@microsoft.keyvault(", "lastpass:", "awssm:", "gcpsm:", "{cipher}", "$ansible_vault", "age1",
    "secretref:",
    "keyvault:", "valuefrom", "%env(",
    // dotenvx, ejson: what only a private key opens.
    "encrypted:", "ej[1:",
  ]

  private static let fragments = [
    "xxxx", "****", "your_", "your-", "your ", "yourpass", "yourtoken", "yoursecret", "yourkey",
    "my-secret-here",
    "placeholder", "redacted", "replace_", "replace-", "replaceme", "insert_", "insert-", "_here", "-here",
    "examplekey", "....", "put_", "fill_me", "fill-me", "to_be_", "notreal", "not-a-real", "0123456789abcdef",
    "1234567890abcdef",
    "abcdef1234567890",
  ]

  private static let pairs: [(UInt8, UInt8)] = [
    (UInt8(ascii: "<"), UInt8(ascii: ">")), (UInt8(ascii: "["), UInt8(ascii: "]")),
  ]

  private static let templates = [
    ("${", "}"), ("{{", "}}"), ("<%", "%>"), ("%(", ")s"), ("#{", "}"), ("$((", "))"),
  ]
}
