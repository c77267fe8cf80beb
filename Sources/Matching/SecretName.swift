/// Whether the name of a variable or key says that its value is a secret.
///
/// Words as BuildKit's `SecretsUsedInArgOrEnv` check has them, with the exceptions it lacks.
package enum SecretName {
  /// How strongly, and what for.
  package enum Kind {
    /// Anything may be a password.
    case password
    /// Tokens and keys are made by machines: short or plain values are none.
    case token
  }

  /// What `name` promises; nil where it is no secret's name.
  package static func kind(of name: some Collection<UInt8>) -> Kind? {
    guard name.count <= 128 else { return nil }
    let words = words(of: Array(name))
    guard let last = words.last, !harmless.contains(last), !words.contains("public") else { return nil }
    if last == "token", words.count > 1, cursors.contains(words[words.count - 2]) { return nil }
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
      let isWordByte = ASCII.isLetter(byte) || ASCII.isDigit(byte)
      let rises = ASCII.isUpper(byte) && offset > 0 && ASCII.isLower(name[offset - 1])
      if rises || !isWordByte { words.append([]) }
      if isWordByte { words[words.count - 1] += ASCII.lowercased([byte]) }
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
  /// Words before `token` that make it a cursor, a lock or a mark of idempotency.
  private static let cursors: Set<String> = [
    "next", "continuation", "page", "paging", "pagination", "request", "idempotency", "lock", "change",
    "sync",
    "update", "forward", "backward", "action", "resume", "start", "end", "previous", "prev", "position",
    "event", "marker", "starting", "csrf", "xsrf", "eos", "bos", "pad", "sep", "unk", "mask", "cls", "stop",
  ]
  /// Last words after which the value tells about a secret and is none.
  private static let harmless: Set<String> = [
    "file", "files", "path", "version", "url", "uri", "host", "port", "name", "user", "username", "id", "ids",
    "type", "length", "len", "size", "ttl", "expiry", "expires", "expiration", "expire", "timeout", "enabled",
    "enable", "disabled", "required", "policy", "prefix", "suffix", "header", "field", "algorithm", "algo",
    "method", "endpoint", "dir", "folder", "arn", "count", "limit", "max", "min", "rotation", "provider",
    "format", "label", "hint", "regex", "pattern", "alias", "issuer", "audience", "class", "mode", "days",
    "seconds", "minutes", "hours", "tokens", "parallelism", "strategy", "backend", "store", "driver", "ref",
    "used", "last", "changed", "created", "updated", "date", "time", "at", "on", "status", "state", "error",
    "message", "title", "text", "description", "desc", "help", "placeholder", "link", "page", "input",
    "location", "lifetime", "age", "reset", "set", "check", "command", "cmd", "env", "var", "service",
    "manager",
  ]
}
