/// What the name of a variable, key or option says of its value.
///
/// The words are those of BuildKit's `SecretsUsedInArgOrEnv` check (moby/buildkit, frontend/dockerfile/linter), with
/// the exceptions it lacks: fingerprints, files, versions, switches.
enum VariableName {
  /// What the value is.
  enum Kind {
    /// Chosen by people: any value may be one.
    case password
    /// Made by machines.
    case token
  }

  /// Longer names are none.
  private static let lengthLimit = 128

  /// What a name promises; nil where it promises no secret.
  static func kind(of name: some Collection<UInt8>) -> Kind? {
    guard name.count <= lengthLimit else { return nil }
    let words = words(of: Array(name))
    guard let last = words.last, !harmlessEndings.contains(last), words.allSatisfy({ !innocent.contains($0) })
    else { return nil }
    if passwords.contains(last) || passwordEndings.contains(where: { last.hasSuffix($0) }) {
      return .password
    }
    if last == "token", words.count > 1, cursors.contains(words[words.count - 2]) { return nil }
    if tokens.contains(last) || tokenEndings.contains(where: { last.hasSuffix($0) }) { return .token }
    let isBase = last == "base" && words.count > 2 && words[words.count - 2] == "key"
    let rest = isBase ? words.dropLast() : words[...]
    if rest.last == "key", rest.count > 1, keyOwners.contains(rest[rest.count - 2]) { return .token }
    return nil
  }

  /// What a name promises; nil where it promises no secret.
  static func kind(of name: String) -> Kind? { kind(of: name.utf8) }

  /// Whether a private key is meant: what an SSH agent would hold.
  static func isPrivateKey(_ name: String) -> Bool {
    let words = words(of: Array(name.utf8.prefix(lengthLimit)))
    guard words.allSatisfy({ !innocent.contains($0) }), words.last != "file", words.last != "path" else {
      return false
    }
    let joined = words.joined(separator: "_")
    return ["ssh_key", "ssh_private_key", "id_rsa", "id_ed25519", "private_key", "deploy_key", "ssh_prv_key"]
      .contains { joined.hasSuffix($0) }
  }

  /// Whether a name says that everybody may know its value.
  static func isPublic(_ name: String) -> Bool {
    words(of: Array(name.utf8.prefix(lengthLimit))).contains {
      ["gpg", "pgp", "public", "pub", "fingerprint"].contains($0)
    }
  }

  /// In lower case, cut at punctuation and where camel case rises.
  private static func words(of name: [UInt8]) -> [String] {
    var words: [[UInt8]] = [[]]
    for (offset, byte) in name.enumerated() {
      let isLower = (0x61...0x7a).contains(byte)
      let isUpper = (0x41...0x5a).contains(byte)
      let isDigit = (0x30...0x39).contains(byte)
      let rises = isUpper && offset > 0 && (0x61...0x7a).contains(name[offset - 1])
      if rises || !(isLower || isUpper || isDigit) { words.append([]) }
      if isLower || isUpper || isDigit { words[words.count - 1].append(isUpper ? byte | 0x20 : byte) }
    }
    return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }

  private static let passwords: Set<String> = [
    "password", "passwd", "pass", "pwd", "pw", "psw", "pword", "passphrase", "passwords", "passcode",
  ]
  private static let passwordEndings = ["password", "passwd", "passphrase", "dbpass"]
  private static let tokens: Set<String> = [
    "token", "secret", "apikey", "auth", "credential", "credentials", "creds", "secretkey", "accesskey",
    "privatekey", "pat", "apitoken", "bearer",
  ]
  private static let tokenEndings = ["token", "secret", "apikey", "secretkey", "accesskey", "privatekey"]
  private static let keyOwners: Set<String> = [
    "api", "secret", "private", "access", "encryption", "signing", "master", "auth", "app", "account",
    "session",
    "shared", "service", "jwt", "hmac", "aes", "cookie", "webhook", "storage", "admin", "deploy", "ssh",
    "license",
    "prv", "subscription", "stripe", "sendgrid", "mailgun", "openai", "anthropic", "datadog", "dd", "sentry",
  ]
  /// Words that make the whole name harmless.
  private static let innocent: Set<String> = [
    "public", "pub", "gpg", "pgp", "allow", "disable", "disabled", "enable", "enabled", "random", "empty",
    "no", "skip",
    "dummy", "fingerprint", "publishable", "parallelism", "has", "require", "required", "min", "max",
    "length",
    "generate", "ask", "prompt", "without", "ignore", "validate", "rotate", "show", "hide", "mount",
  ]
  /// Last words after which the value tells about a secret and is none.
  private static let harmlessEndings: Set<String> = [
    "file", "files", "path", "version", "url", "uri", "host", "port", "name", "user", "username", "id", "ids",
    "type",
    "size", "ttl", "expiry", "expires", "timeout", "policy", "prefix", "suffix", "header", "algorithm",
    "method",
    "endpoint", "dir", "folder", "arn", "count", "limit", "provider", "format", "store", "driver", "location",
    "sha256",
    "checksum", "digest", "hash", "env", "var", "mode", "manager", "region", "server", "plugin", "realm",
    "domain",
  ]
  private static let cursors: Set<String> = [
    "next", "page", "csrf", "xsrf", "pad", "eos", "bos", "unk", "mask", "cls",
  ]
}
