import Matching

/// Whether the value of a setting whose name says secret is one: not a reference, a path, a call, a type, prose or
/// the name of something.
struct SettingValue {
  /// How sure it is from elsewhere that the setting is a login in use.
  enum Context: Int, Comparable {
    /// Any text: the value itself must look like a secret.
    case unknown
    /// A file of settings, or one that shows whose login it is.
    case settings
    /// A credential file by its name, or a login with user and host beside it: a weak word counts.
    case certain

    static func < (a: Context, b: Context) -> Bool { a.rawValue < b.rawValue }
  }

  let name: ArraySlice<UInt8>
  let kind: SecretName.Kind
  let value: [UInt8]
  let isQuoted: Bool
  let context: Context

  /// Whether it is one.
  var isSecret: Bool {
    guard (3...1024).contains(value.count), !PlaceholderValue.matches(value), !isReference, !isPath,
      !isExpression, !isNameAgain, !isSample, !isResult
    else { return false }
    if AssignedValue.isAddress(value) || AssignedValue.isSealed(value) { return false }
    if context < .certain, Placeholder.isLikely(value) || IssuedLength.isWrong(value) || isTranslation {
      return false
    }
    if PasswordHash.identify(value[...], allowsDES: false) != nil { return true }
    let shape = Shape(value)
    guard shape.isText else { return false }
    switch kind {
    case .password: return isPassword(shape)
    case .token: return isToken(shape)
    }
  }

  /// What a test's log says has passed: `PASS: gdb.base/watch.exp`.
  private var isResult: Bool {
    !isQuoted && name.elementsEqual("PASS".utf8) && value.contains { $0 == .slash || $0 == UInt8(ascii: ".") }
  }

  /// Names of resources, and what manuals write in a secret's place.
  private var isSample: Bool {
    if ["arn:", "urn:", "amzn1."].contains(where: { value.has($0, at: 0) }) { return true }
    let lower = value.prefix(256).map(\.lowercased)
    if lower.indexOf("example", in: lower.indices) != nil { return true }
    guard context < .certain || value.count >= 16 else { return false }
    return ["your", "required", "sample", "dummy", "abcdef", "1234567890"].contains {
      lower.indexOf($0, in: lower.indices) != nil
    }
  }

  private func isPassword(_ shape: Shape) -> Bool {
    if isVersion { return false }
    if shape.blanks > 0 {
      return context == .certain && isQuoted && shape.blanks < 6 && shape.digits > 0
    }
    if SettingValue.terms.contains(shape.lowered) || isFieldName(shape) { return false }
    if context < .certain, SettingValue.names.contains(shape.lowered) { return false }
    if shape.digits > 0, shape.letters > 0 {
      return value.count >= 5 && !isVersionedTerm(shape) && !(context == .unknown && isDottedName(shape))
    }
    if shape.letters == 0 { return context == .certain && value.count >= 4 && shape.distinct > 1 }
    // Letters alone, with or without marks: a word that only its place makes a password.
    if context == .certain { return value.count >= 4 }
    return context == .settings && shape.capitals > 0 && value.count >= 8
      && value.dropLast().contains { "!@#$%^&*+".utf8.contains($0) }
  }

  private func isToken(_ shape: Shape) -> Bool {
    guard shape.blanks == 0, !SettingValue.terms.contains(shape.lowered), !isVersion, !isFieldName(shape),
      context == .certain || !SettingValue.names.contains(shape.lowered)
    else { return false }
    if isUUID { return context > .unknown && !isNamed(["id", "uid", "guid"]) }
    guard shape.digits > 0, shape.letters > 0, !isVersionedTerm(shape) else {
      return context == .certain && value.count >= 6 && shape.letters > 0 && shape.marks == 0
        && saysSecret
    }
    if isIdentifier(shape) || isPhrase, context == .unknown || !saysSecret { return false }
    if value.count >= 16 { return shape.distinct >= 7 && shape.marks * 4 <= value.count && shape.digits > 1 }
    // A weak word stands for a secret, seldom for a key made by a machine.
    if context == .unknown { return isQuoted && value.count >= 8 && saysSecret && shape.marks == 0 }
    return value.count >= 6 && (saysSecret || context == .certain)
      && !isDottedName(shape)
  }

  private func endsIn(_ word: String) -> Bool {
    name.count >= word.utf8.count
      && name.suffix(word.utf8.count).elementsEqual(word.utf8) { $0.lowercased == $1 }
  }

  /// `secret`, `SECRET_KEY`, `client_secret`: people choose these themselves, as they do passwords.
  private var saysSecret: Bool {
    let lower = name.map(\.lowercased)
    return lower.indexOf("secret", in: lower.indices) != nil
  }

  /// `^5.0.0`, `>=1.2`, `0x40107447`, `464/tcp`, `1.2.3-rc1`.
  private var isVersion: Bool {
    guard let first = value.first else { return true }
    if "^~<>=".utf8.contains(first) { return true }
    if value.has("0x", at: 0), value.count <= 18, value.dropFirst(2).allSatisfy({ $0.hexValue != nil }) {
      return true
    }
    if first.isDigit,
      ["/tcp", "/udp", "/sctp"].contains(where: { value.suffix(5).starts(with: $0.utf8) })
        || ["/tcp", "/udp"].contains(where: { value.suffix(4).elementsEqual($0.utf8) })
    {
      return true
    }
    let dots = value.count { $0 == UInt8(ascii: ".") }
    // `6.hours`, `6..128`
    if dots > 0, !isQuoted, first.isDigit, value.count < 16 { return true }
    return dots >= 2 && first.isDigit && value.count < 24
  }

  private func isNamed(_ endings: [String]) -> Bool { endings.contains(where: endsIn) }

  /// Words and numbers joined by dashes: `page-2024-section-3`.
  private var isPhrase: Bool {
    value.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") } && WordLikeness.isWordy(value)
  }

  /// A word of another language than English, in the escapes of Java's properties: `Contrase\u00f1a`. Secrets made
  /// by machines are ASCII, and so are most passwords.
  private var isTranslation: Bool {
    guard let start = value.indexOf("\\u0", in: value.indices),
      let code = value[start...].dropFirst(2).prefix(4).reduce(
        Int?.some(0),
        { code, byte in
          guard let code, let digit = byte.hexValue else { return nil }
          return code << 4 | Int(digit)
        })
    else { return false }
    return code >= 0xa0
  }

  private var isUUID: Bool {
    value.count == 36 && [8, 13, 18, 23].allSatisfy { value[$0] == UInt8(ascii: "-") }
      && value.allSatisfy { $0.hexValue != nil || $0 == UInt8(ascii: "-") }
  }

  /// `$x`, `${x}`, `{{x}}`, `%x%`, `#{x}`, `@x@` and what else stands for a value.
  private var isReference: Bool {
    if Placeholder.isReference(value) { return true }
    if value.first == .dollar {
      return PasswordHash.identify(value[...], allowsDES: false) == nil && !hasDigitFirst
    }
    let text = value[...]
    return ["#{", "${", "{{", "$(", "<%", "{%"].contains { value.indexOf($0, in: text.indices) != nil }
      || value.first == UInt8(ascii: "%") || value.first == UInt8(ascii: "&")
      || value.first == UInt8(ascii: "*") && value.count > 1 && value[1].isLetter && !isQuoted
  }

  private var hasDigitFirst: Bool { value.count > 1 && value[1].isDigit }

  private var isPath: Bool {
    guard let first = value.first else { return true }
    if value.indexOf("://", in: 0..<min(24, value.count)) != nil { return true }
    if first == .slash, value.dropFirst().contains(.slash) || kind == .password {
      return !value.contains(.equals)
    }
    if value.has("./", at: 0) || value.has("../", at: 0) || value.has("~/", at: 0) { return true }
    if value.count > 2, value[1] == .colon, value[2] == .backslash { return true }
    let endings = [
      ".pem", ".key", ".txt", ".json", ".yml", ".yaml", ".conf", ".crt", ".jks", ".p12", ".html",
      ".php", ".py", ".js", ".xml", ".svg", ".png", ".css", ".md", ".com", ".org", ".net", ".io", ".sh",
    ]
    return endings.contains {
      value.count > $0.utf8.count && value.suffix($0.utf8.count).elementsEqual($0.utf8)
    }
  }

  /// A call, a subscript, a comparison, a regular expression, a format.
  private var isExpression: Bool {
    let range = value.indices
    if !isQuoted {
      if isObject { return true }
      if value.contains(where: { "()[]{}<>|`\"'".utf8.contains($0) }) { return true }
      if value.first == .colon || value.first == .dollar && value.count > 1 && value[1].isLetter {
        return true
      }
      if value.indexOf("->", in: range) != nil || value.indexOf("::", in: range) != nil { return true }
    }
    return ["[a-z", "[0-9", "[^", "\\w", "\\d", "\\s", ".*", ".+", "(?", "()", "%s", "%d", "%v", "$1", "&&"]
      .contains { value.indexOf($0, in: range) != nil }
  }

  /// How Java prints an object: `SecretKeySpec@1b2c3d4e`.
  private var isObject: Bool {
    let parts = value.split(separator: UInt8(ascii: "@"))
    guard parts.count == 2, let type = parts.first, let address = parts.last else { return false }
    return (5...8).contains(address.count) && address.allSatisfy { $0.hexValue != nil && !$0.isUpper }
      && type.contains(where: \.isUpper) && WordLikeness.covered(Array(type)) == type.count
  }

  /// The name of the setting again, punctuation and case aside: `password: password`, `'token' => 'api_token'`.
  private var isNameAgain: Bool {
    let a = name.map(\.lowercased).filter(\.isLetter)
    let b = value.map(\.lowercased).filter(\.isLetter)
    guard b.count >= 4 else { return false }
    let digits = value.count { $0.isDigit }
    return digits == 0 && context < .certain
      && (a == b || a.suffix(b.count) == b || b.suffix(a.count) == a[...])
  }

  /// `user_password2`, `passwordField1`: the name of a field, where `password123` is a password.
  private func isFieldName(_ shape: Shape) -> Bool {
    guard shape.capitals == 0 || shape.digits < 2 else { return false }
    let words = ["password", "passwd", "secret", "token", "username", "credential", "apikey", "api_key"]
    guard let word = words.first(where: { shape.lowered.contains($0) }) else { return false }
    let rest = shape.letters - word.utf8.count
    if shape.digits == 0 { return context < .certain || shape.marks > 0 }
    return rest > 3 && shape.digits < 3
  }

  /// A name of words joined by `_`, `-`, `.` or camel case, with a digit or two.
  private func isIdentifier(_ shape: Shape) -> Bool {
    var covered = 0
    var run = 0
    for byte in value {
      if byte.isLower {
        run += 1
        continue
      }
      if run >= 3 { covered += run }
      run = 0
    }
    if run >= 3 { covered += run }
    return covered * 10 >= value.count * 6 && shape.digits < 4
  }

  /// `a.b.c1`, in lower case.
  private func isDottedName(_ shape: Shape) -> Bool {
    shape.capitals == 0 && value.contains(UInt8(ascii: "."))
      && value.allSatisfy { $0.isWordByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
      && value.last?.isLetter ?? false
  }

  /// `sha256`, `oauth2`, `utf8`, `base64`, `pbkdf2`, `x509`: terms that have a number.
  private func isVersionedTerm(_ shape: Shape) -> Bool {
    let flat = shape.lowered.filter { $0 != "-" && $0 != "_" }
    return SettingValue.numbered.contains { flat.hasPrefix($0) } && value.count < 24
  }

  /// What the bytes are.
  struct Shape {
    var letters = 0
    var capitals = 0
    var digits = 0
    var marks = 0
    var blanks = 0
    var distinct = 0
    var isText = true
    var lowered: String

    init(_ value: [UInt8]) {
      var seen = Set<UInt8>()
      for byte in value {
        seen.insert(byte)
        if byte.isLetter {
          letters += 1
        } else if byte.isDigit {
          digits += 1
        } else if byte.isBlank {
          blanks += 1
        } else {
          marks += 1
        }
        if byte.isUpper { capitals += 1 }
        if byte < 0x20 && byte != 0x09 || byte == 0x7f { isText = false }
      }
      if value.contains(where: { $0 >= 0x80 }), String(validating: value, as: UTF8.self) == nil {
        isText = false
      }
      distinct = seen.count
      lowered = value.count <= 64 ? String(decoding: value.map(\.lowercased), as: UTF8.self) : ""
    }
  }

  /// Words that stand where a secret's type, kind or rule is told.
  private static let terms: Set<String> = [
    "string", "str", "text", "char", "varchar", "bytes", "byte", "buffer", "object", "any", "int", "integer",
    "number", "bool", "boolean", "void", "var", "let", "const", "self", "this", "required", "optional",
    "nullable", "bearer", "basic", "digest", "plain", "login", "hidden",
    "input", "prompt", "ask", "file", "env", "environment", "static", "dynamic", "random", "generate",
    "generated", "automatic", "auto", "manual", "enabled", "disabled", "always", "never", "encrypted",
    "sensitive", "strict", "lax", "none", "md5", "sha1", "sha256", "sha512", "crypt", "bcrypt", "scram",
    "trust", "peer", "ident", "newpassword1", "newpassword2", "new_password1",
    "new_password2", "field", "value", "variable", "parameter", "argument", "default", "example", "xxx",
    "kerberos", "ldap", "radius", "files", "systemd", "compat", "sss", "pam_unix.so",
  ]
  /// Words that are a weak secret only where all else says so.
  private static let names: Set<String> = [
    "password", "passwd", "secret", "token", "pass", "password1", "password2", "test", "username", "user",
  ]
  private static let numbered = [
    "sha1", "sha2", "sha3", "sha5", "md4", "md5", "oauth", "utf8", "utf16", "base64", "base32", "base16",
    "pbkdf2", "x509", "argon2", "aes128", "aes192", "aes256", "rsa1", "rsa2", "rsa4", "hs256", "hs384",
    "hs512",
    "rs256", "es256", "rs512", "ed25519", "p256", "scram", "pkcs", "tls1", "tlsv1", "http1", "http2", "h264",
    "iso8859", "latin1", "ascii", "int32", "int64", "uint", "float", "char", "varchar", "nvarchar", "string1",
    "string2", "hmac", "ntlm", "mschap", "wpa2", "wpa3", "ssl3", "blowfish", "i18n", "l10n", "ripemd",
  ]
}
