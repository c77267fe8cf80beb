import Matching

/// Names of settings that hold a secret: those of variables (`SecretName`), and those that configuration files,
/// whose names are their own language, use besides.
enum SettingName {
  /// What `name` promises; nil where it is no secret's name.
  static func kind(of name: some Collection<UInt8>) -> SecretName.Kind? {
    guard (2...64).contains(name.count), Stems.secrets.mayStand(in: name) else { return nil }
    if let kind = SecretName.kind(of: name) { return isHarmless(name) ? nil : kind }
    let flat = String(
      decoding: name.map(\.lowercased).filter { $0.isLetter || $0.isDigit }, as: UTF8.self)
    let last = String(
      decoding: name.map(\.lowercased).split(whereSeparator: { !$0.isLetter && !$0.isDigit }).last ?? [],
      as: UTF8.self)
    if isHarmless(name) { return nil }
    if passwords.contains(flat) || passwords.contains(last) { return .password }
    if passwordEndings.contains(where: flat.hasSuffix), !words.contains(where: last.hasSuffix) {
      return .password
    }
    if keys.contains(where: flat.hasSuffix) { return .token }
    return nil
  }

  /// Names of what is told about a secret: `password_length`, `reset_password_within`, `userPasswordKey`.
  private static func isHarmless(_ name: some Collection<UInt8>) -> Bool {
    var start = name.startIndex
    var previous: UInt8 = 0
    for index in name.indices {
      let byte = name[index]
      if !byte.isLetter || byte.isUpper && previous.isLower {
        start = byte.isLetter ? index : name.index(after: index)
      }
      previous = byte
    }
    let last = String(decoding: name[start...].map(\.lowercased), as: UTF8.self)
    if harmless.contains(last) { return true }
    let flat = String(decoding: name.map(\.lowercased).filter { $0.isLetter || $0.isDigit }, as: UTF8.self)
    return [
      "passwordkey", "passwordref", "passwordsecret", "secretkeyref", "secretref", "secretref",
      "passwordfrom", "clienttoken", "requesttoken", "progresstoken", "grpasswd", "passwordsecretkey",
      "secretkeys", "secretname",
    ].contains(where: flat.hasSuffix)
  }

  private static let harmless: Set<String> = [
    "within", "after", "before", "interval", "period", "history", "attempts", "retries", "tries",
    "complexity",
    "strength", "minlength", "validator", "validators", "validation", "hasher", "hashers", "encoder",
    "generator", "recovery", "confirmation", "confirm", "rules", "rule", "authentication", "protected",
    "expired", "lock", "locked", "mismatch", "incorrect", "invalid", "wrong", "forgot", "forgotten", "empty",
    "missing", "options", "config", "settings", "selector", "template", "column", "property", "param",
    "handler", "callback", "listener", "factory", "filter", "view", "form", "dialog", "button", "label",
    "scopes", "scope", "claims", "claim", "signature", "vocab", "index", "indices", "embedding", "lists",
  ]

  /// Whether `name` says whose login a password beside it is: a user, or a place.
  static func isPlace(_ name: some Collection<UInt8>) -> Bool {
    guard name.count <= 40, Stems.places.mayStand(in: name) else { return false }
    let flat = String(
      decoding: name.map(\.lowercased).filter { $0.isLetter || $0.isDigit }, as: UTF8.self)
    return ["host", "hostname", "server", "servername", "address", "url", "port", "dsn", "jdbcurl", "uri"]
      .contains(where: flat.hasSuffix)
  }

  /// Whether `name` is that of a login.
  static func isUser(_ name: some Collection<UInt8>) -> Bool {
    guard name.count <= 40, Stems.places.mayStand(in: name) else { return false }
    let flat = String(
      decoding: name.map(\.lowercased).filter { $0.isLetter || $0.isDigit }, as: UTF8.self)
    return ["user", "username", "login", "userid", "uid", "usr", "account", "email", "loginname", "identity"]
      .contains(where: flat.hasSuffix)
  }

  /// Whether a value of `name` may be `user:password`.
  static func isLogin(_ name: some Collection<UInt8>) -> Bool {
    name.count <= 40
      && ["auth", "credentials", "login", "slack"].contains { ending in
        name.count >= ending.utf8.count
          && name.suffix(ending.utf8.count).elementsEqual(ending.utf8) { $0.lowercased == $1 }
      }
  }

  private static let passwords: Set<String> = [
    "bindpw", "rootpw", "dbpw", "mysqlpw", "sqlpw", "psk", "wpapsk", "passwort", "kennwort", "motdepasse",
    "mdp", "contrasena", "clave", "senha", "wachtwoord", "haslo", "passphrase", "passwds", "pswd", "passw",
    "authtok", "rocommunity", "rwcommunity", "community", "pepper", "presharedkey", "sharedsecret",
    "ldapdefaultauthtok", "passwordsaltmain", "icesecretread", "icesecretwrite", "webkey", "wepkey",
  ]
  private static let passwordEndings = [
    "pass", "passphrase", "passwordhash", "passwordhashed", "passwordencrypted", "cryptedpassword",
    "hashedpassword", "pwhash", "passwdhash", "passwordadmin",
  ]
  /// Words that end like one and are none.
  private static let words = [
    "bypass", "compass", "surpass", "trespass", "overpass", "underpass", "multipass",
  ]
  private static let keys = [
    "licensekey", "consumerkey", "cookiekey", "keybase", "hashsalt", "passwordsalt", "authsalt",
    "validationkey", "cookievalidationkey", "securitysalt", "fernetkey", "apisalt", "consumersecret",
    "encryptkey", "cryptkey", "upgradekey", "apikeysecret", "saltkey", "decryptionkey", "machinekey",
    "writekey", "readkey",
    "restapikey", "secretaccesskey", "accesskeysecret",
  ]
}
