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
    // `password1` and `api_key_2` say what `password` and `api_key` do.
    var words = words(of: Array(name)).map { word in
      String(decoding: Array(word.utf8.reversed().drop(while: ASCII.isDigit).reversed()), as: UTF8.self)
    }
    if words.count > 1, words.last?.isEmpty ?? false { words.removeLast() }
    guard let last = words.last, !harmless.contains(last), !words.contains("public") else { return nil }
    if last.hasSuffix("csrftoken") || last.hasSuffix("xsrftoken") { return nil }
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

  /// Whether `name` is that of a key, salt or personal access token of which it does not say what it opens.
  ///
  /// Weaker than `kind(of:)`: a map's key, a cache's key and a public key are named alike.
  package static func isMachineKey(_ name: some Collection<UInt8>) -> Bool {
    guard name.count <= 128 else { return false }
    let words = words(of: Array(name))
    guard let last = words.last, words.allSatisfy({ !plainKeys.contains($0) }) else { return false }
    if machineKeys.contains(last) { return words.count > 1 }
    guard last.hasSuffix("key") else { return false }
    let owner = String(last.dropLast(3))
    return owner.isEmpty ? words.count > 1 : owner.count > 2 && !plainKeys.contains(owner)
  }

  /// Whether `name` is a service's name and `key`, as in `acme_key`: what else has a key has a UUID for it.
  package static func isServiceKey(_ name: some Collection<UInt8>) -> Bool {
    let words = words(of: Array(name))
    guard words.count == 2, let first = words.first, let last = words.last, last == "key" else {
      return false
    }
    return first.utf8.count > 3 && !things.contains(first)
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
    "password", "passwd", "pword", "passphrase", "passcode", "passkey", "pwd", "dbpass", "userpass",
    "rootpass",
  ]
  private static let tokenEndings = [
    "secret", "token", "apikey", "secretkey", "privatekey", "accesskey", "authkey", "encryptionkey", "appkey",
    "sdkkey", "licensekey", "signingkey", "sharedkey",
  ]
  /// `KEY` alone says nothing (a map key, a GnuPG fingerprint): the word before it must.
  private static let keyOwners: Set<String> = [
    "api", "secret", "private", "access", "encryption", "signing", "sign", "signature", "master", "auth",
    "app",
    "account", "session", "shared", "service", "jwt", "hmac", "aes", "crypt", "cookie", "webhook", "storage",
    "admin", "server", "client", "application", "base", "decryption", "integration", "ingest",
    "instrumentation",
    "subscription", "write", "root", "sdk", "license", "record", "setup", "deploy", "ingestion", "insert",
    "management", "function", "device",
  ]
  /// What a database or a program gives keys to.
  private static let things: Set<String> = [
    "entity", "product", "project", "tenant", "customer", "account", "parent", "child", "instance", "record",
    "global", "session", "business", "surrogate", "lock", "install", "installation", "device", "client",
    "user",
    "team", "space", "issue", "task", "step", "flow", "policy", "rule", "role", "plan", "price", "invoice",
    "payment", "transaction", "operation", "batch", "workflow", "form", "view", "widget", "element", "window",
    "dialog", "panel", "report", "dashboard", "channel", "thread", "topic", "comment", "post", "article",
    "menu",
    "category", "type", "model", "class", "method", "function", "variable", "param", "parameter", "option",
    "setting", "config", "feature", "toggle", "source", "target", "dest", "from", "left", "right", "first",
    "last", "next", "prev", "current", "default", "base", "root", "main", "temp", "test", "this", "that",
    "some",
  ]
  /// Last words that promise a value made by a machine as weakly as `key` does.
  private static let machineKeys: Set<String> = [
    "pat", "salt", "hmac", "seed", "auth", "bearer", "skey", "ikey",
  ]
  /// Words that make a key one of a map, a table, a cache, a keyboard, or one that everybody may know.
  private static let plainKeys: Set<String> = [
    "public", "pub", "publishable", "primary", "foreign", "partition", "sort", "range", "cache", "hash",
    "index",
    "object", "lookup", "row", "column", "field", "message", "msg", "i18n", "translation",
    "locale", "label", "title", "group", "routing", "order", "natural", "composite", "unique", "dedup",
    "item",
    "react", "query", "state", "data", "json", "yaml", "registry", "tab", "arrow", "escape", "enter", "hot",
    "shortcut", "keyboard", "idempotency", "correlation", "trace", "request", "event", "metric", "tag",
    "image",
    "video", "file", "path", "blob", "upload", "bucket", "prefix", "tree", "git", "commit", "restore", "gpg",
    "pgp", "verify", "verification", "verifying", "dictionary", "property", "attribute", "resource", "entity",
    "asset", "chunk", "module", "build", "artifact", "checksum", "manifest", "version", "layer", "site",
    "known", "authorized", "fingerprint", "kid", "ssh", "rsa", "x509", "cert",
    "certificate", "content", "node", "edge", "tenant", "component",
    "mon", "tur", "don", "joc", "whis", "hoc", "kms", "cmk", "ref", "shard", "doc", "document",
    "page", "socket", "websocket",
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
    "manager", "hash", "hashes", "sha", "sha1", "sha256", "sha512", "md5", "digest", "checksum",
    "fingerprint",
    "thumbprint", "encoder", "validator", "validators", "generator", "hasher", "resolver", "handler",
    "factory",
    "builder", "form", "dialog", "button", "icon", "selector", "schema", "column", "table", "index", "kind",
    "scope", "scopes", "exchange", "color", "colour", "option", "options", "config", "configuration",
    "template",
    "topic", "queue", "role", "roles", "level", "strength", "modal", "view", "screen", "route", "controller",
    "model", "repository", "interface", "test", "tests", "plugin", "module", "package", "domain", "region",
    "zone", "namespace", "image", "tag", "weight", "probability", "ratio", "family",
  ]
}
