/// Whether the name of a variable or key says that its value is a secret.
///
/// Words as BuildKit's `SecretsUsedInArgOrEnv` check has them, with the exceptions it lacks.
enum SecretName {
  /// How strongly, and what for.
  enum Kind {
    /// Anything may be a password.
    case password
    /// Tokens and keys are made by machines: short or plain values are none.
    case token
  }

  /// What `name` promises; nil where it is no secret's name.
  static func kind(of name: some Collection<UInt8>) -> Kind? {
    guard name.count <= 128 else { return nil }
    let words = words(of: Array(name))
    guard let last = words.last, !harmless.contains(last), !words.contains("public") else { return nil }
    if words.contains(where: { word in passwordEndings.contains { word.hasSuffix($0) } })
      || passwords.contains(last)
    {
      return .password
    }
    if words.contains(where: { word in tokenEndings.contains { word.hasSuffix($0) } }) { return .token }
    if last == "auth" || last == "credential" || last == "credentials" || last == "creds" { return .token }
    if last == "key", words.count > 1, keyOwners.contains(words[words.count - 2]) { return .token }
    return nil
  }

  /// The words of a name, in lower case, cut at punctuation and where camel case rises.
  private static func words(of name: [UInt8]) -> [String] {
    var words: [[UInt8]] = [[]]
    for (offset, byte) in name.enumerated() {
      let rises = byte.isUpper && offset > 0 && name[offset - 1].isLower
      if rises || !(byte.isLetter || byte.isDigit) { words.append([]) }
      if byte.isLetter || byte.isDigit { words[words.count - 1].append(byte.lowercased) }
    }
    return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }

  private static let passwords: Set<String> = ["pass", "pw", "psw", "pwd", "passwords"]
  private static let passwordEndings = [
    "password", "passwd", "pword", "passphrase", "passcode", "pwd", "dbpass", "userpass", "rootpass",
  ]
  private static let tokenEndings = [
    "secret", "token", "apikey", "secretkey", "privatekey", "accesskey", "authkey", "encryptionkey",
  ]
  /// `KEY` alone says nothing (a map key, a GnuPG fingerprint): the word before it must.
  private static let keyOwners: Set<String> = [
    "api", "secret", "private", "access", "encryption", "signing", "sign", "signature", "master", "auth",
    "app",
    "account", "session", "shared", "service", "jwt", "hmac", "aes", "crypt", "cookie", "webhook", "storage",
    "admin", "server", "client", "application", "base", "decryption", "integration", "ingest",
    "instrumentation",
    "subscription", "write", "root",
  ]
  /// Last words after which the value tells about a secret and is none.
  private static let harmless: Set<String> = [
    "file", "files", "path", "version", "url", "uri", "host", "port", "name", "user", "username", "id", "ids",
    "type", "length", "len", "size", "ttl", "expiry", "expires", "expiration", "expire", "timeout", "enabled",
    "enable", "disabled", "required", "policy", "prefix", "suffix", "header", "field", "algorithm", "algo",
    "method", "endpoint", "dir", "folder", "arn", "count", "limit", "max", "min", "rotation", "provider",
    "format", "label", "hint", "regex", "pattern", "alias", "issuer", "audience", "class", "mode", "days",
    "seconds", "minutes", "hours", "tokens", "parallelism", "strategy", "backend", "store", "driver", "ref",
    "location", "lifetime", "age", "reset", "set", "check", "command", "cmd", "env", "var", "service",
    "manager",
  ]
}
