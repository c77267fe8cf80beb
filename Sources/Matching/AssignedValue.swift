internal import Findings
internal import Patterns

/// Tells secrets from what else is assigned to a name that says secret: variables, calls, paths, prose,
/// placeholders, the name again.
package enum AssignedValue {
  /// `assigned-value`: the match is `name operator value`, the secret is the value without quotes.
  ///
  /// Of names that end in `key` and their kin many hold no secret: there only a long value made by a machine
  /// counts, and a UUID only where the name is a variable's of the environment or a service's.
  static let verify = verifier(EntropyLimits())

  /// By which rules name it.
  static let name = "assigned-value"

  /// The same, with the user's own limits of entropy in place of the built-in ones.
  static func verifier(_ limits: EntropyLimits) -> VerifierFunction {
    { secret, match in
      guard let name = name(in: match), !isFile(name) else { return Verdict(.refuted) }
      let isQuoted = match.count > secret.count && quotes.contains(match[match.count - 1])
      let limit = limits.isEmpty ? nil : limits.least(of: secret)
      let isSecret =
        if let kind = SecretName.kind(of: name) {
          looksSecret(secret, kind: kind, isQuoted: isQuoted, limit: limit)
            && (isQuoted || !isResult(name, secret))
        } else {
          SecretName.isMachineKey(name) && isMachineKey(secret, name: name, isQuoted: isQuoted, limit: limit)
        }
      guard isSecret else { return Verdict(.refuted) }
      let entropy = DecimalText.of(Entropy.shannon(secret))
      return Verdict(
        .unknown, detail: "assigned to \(Printable.text(name)), entropy \(entropy) bits per byte")
    }
  }

  private static func isMachineKey(
    _ value: [UInt8], name: [UInt8], isQuoted: Bool, limit: Double?
  ) -> Bool {
    if isUUID(value) { return isVariable(name) || isQuoted && SecretName.isServiceKey(name) }
    if isFingerprint(value) { return false }
    if value.count < 16 {
      let digits = value.count { ASCII.isDigit($0) }
      guard value.count >= 12, digits > 1, value.allSatisfy({ ASCII.isLetter($0) || ASCII.isDigit($0) })
      else {
        return false
      }
    }
    // `cache:user:12345`
    let head = value.prefix { $0 != UInt8(ascii: ":") }
    if head.count < value.count, head.count > 2, WordLikeness.covered(Array(head)) == head.count {
      return false
    }
    return looksSecret(value, kind: .token, isQuoted: isQuoted, limit: limit)
  }

  private static let quotes = Array("\"'`".utf8)

  /// Words that may stand before the name.
  private static let lead = ["ENV", "setx", "-gx", "#define"].map { Array($0.utf8) }
  /// Last words of names that have a blank in them: `api key`.
  private static let spaced = Array(" key".utf8)

  /// The name at the start of the match.
  private static func name(in match: [UInt8]) -> [UInt8]? {
    var start = 0
    if let word = lead.first(where: { match.starts(with: $0) && match.count > $0.count }),
      isBlank(match[word.count])
    {
      start = match[word.count...].firstIndex { !isBlank($0) } ?? match.count
    }
    var end = match[start...].firstIndex { !isNameByte($0) } ?? match.count
    if ASCII.lowercased(match[end...].prefix(spaced.count)) == spaced { end += spaced.count }
    return end == start || end - start > 100 ? nil : Array(match[start..<end])
  }

  /// Whether a name is written as those of the environment are: `ACME_KEY`.
  private static func isVariable(_ name: [UInt8]) -> Bool {
    name.contains(UInt8(ascii: "_")) && !name.contains { ASCII.isLower($0) }
  }

  /// Whether an unquoted value tells what passed: `PASS: gdb.base/watch-2.exp`.
  private static func isResult(_ name: [UInt8], _ value: [UInt8]) -> Bool {
    ASCII.lowercased(name) == Array("pass".utf8)
      && (!name.contains { ASCII.isLower($0) } || WordLikeness.isWordy(value))
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    ASCII.isLetter(byte) || ASCII.isDigit(byte) || "_-.".utf8.contains(byte)
  }

  /// - Parameter limit: entropy asked for, in bits per byte; nil: as much as suits length and alphabet.
  private static func looksSecret(
    _ value: [UInt8], kind: SecretName.Kind, isQuoted: Bool, limit: Double?
  ) -> Bool {
    guard value.count >= 8, !Placeholder.isLikely(value), !Placeholder.isReference(value) else {
      return false
    }
    guard let traits = Traits(value, kind: kind, isQuoted: isQuoted) else { return false }
    if ["arn:", "urn:", "amzn1."].contains(where: { value.starts(with: $0.utf8) }) { return false }
    if IssuedLength.isWrong(value) || isAddress(value) || isSealed(value)
      || isPathOrHost(value, isQuoted: isQuoted)
      || HashRole.isNamed(in: value)
    {
      return false
    }
    switch kind {
    case .password:
      guard traits.letters > 0, !isIdentifier(value) else { return false }
      if traits.digits == 0 {
        return value.count >= 10 && traits.isMixed && !WordLikeness.isWordy(value)
      }
      return Entropy.shannon(value) >= (limit ?? (isQuoted ? 2.7 : 3.0))
        && (isQuoted || traits.digits > 1 || traits.capitals > 0)
    case .token:
      return isUUID(value) || isMachineMade(value, traits, limit: limit)
    }
  }

  /// How many bytes of a value are what.
  private struct Traits {
    var letters = 0
    var digits = 0
    var capitals = 0
    var marks = 0

    /// Whether both cases stand in it more than once or twice.
    var isMixed: Bool { capitals >= 3 && letters - capitals >= 3 }

    /// Nil for prose and code. Blanks are prose, brackets are code, a NUL is neither.
    init?(_ value: [UInt8], kind: SecretName.Kind, isQuoted: Bool) {
      let mayHoldBrackets = isQuoted && kind == .password
      var parentheses = 0
      for byte in value {
        if ASCII.isLetter(byte) {
          letters += 1
        } else if ASCII.isDigit(byte) {
          digits += 1
        } else {
          marks += 1
        }
        if ASCII.isUpper(byte) { capitals += 1 }
        if byte <= 0x20 || byte >= 0x7f || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "`") {
          return nil
        }
        if "()[]{}<>,;".utf8.contains(byte), !mayHoldBrackets { return nil }
        if byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") { parentheses += 1 }
      }
      if parentheses > 1 { return nil }
    }
  }

  private static func isMachineMade(_ value: [UInt8], _ traits: Traits, limit: Double?) -> Bool {
    let padding = value.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard value.count >= 10, traits.letters > 0, (traits.marks - padding) * 4 <= value.count else {
      return false
    }
    // Among many digits letters happen to look like words.
    let isWordy =
      value.count >= 24 && traits.digits > 4
      ? WordLikeness.covered(value) * 4 > value.count * 3 : WordLikeness.isWordy(value)
    if isWordy { return false }
    let entropy = Entropy.shannon(value)
    if traits.digits == 0 {
      // Letters alone: long, and neither one case nor words.
      return value.count >= (traits.isMixed ? 20 : 32) && entropy >= (limit ?? 3.5)
    }
    return value.count < 16
      ? traits.digits > 1 && entropy >= (limit ?? 2.8) : entropy >= (limit ?? 3)
  }

  private static func isUUID(_ value: [UInt8]) -> Bool {
    value.count == 36 && value.count(where: { $0 == UInt8(ascii: "-") }) == 4
      && value.allSatisfy { byte in
        ASCII.isDigit(byte) || (0x61...0x66).contains(byte | 0x20) || byte == UInt8(ascii: "-")
      }
  }

  /// An account or contract of Ethereum: a token's address is no token.
  package static func isAddress(_ value: [UInt8]) -> Bool {
    value.count == 42 && value.starts(with: "0x".utf8)
      && value.dropFirst(2).allSatisfy { ASCII.isDigit($0) || (0x61...0x66).contains($0 | 0x20) }
  }

  /// What a SealedSecret holds, encrypted for the cluster: base64 of the length of an RSA ciphertext (256 to 1023
  /// bytes) in two bytes, that ciphertext, and the rest.
  package static func isSealed(_ value: [UInt8]) -> Bool {
    value.count >= 24 && value.starts(with: "Ag".utf8) && "ABCD".utf8.contains(value[2])
      && value.allSatisfy { ASCII.isLetter($0) || ASCII.isDigit($0) || "+/=".utf8.contains($0) }
  }

  /// The fingerprint or long id of a PGP key.
  private static func isFingerprint(_ value: [UInt8]) -> Bool {
    (value.count == 40 || value.count == 16)
      && value.allSatisfy { ASCII.isDigit($0) || (0x41...0x46).contains($0) }
  }

  /// Endings of files that packages and builds are made of.
  private static let endings: [[UInt8]] = [
    ".deb", ".rpm", ".apk", ".jar", ".war", ".whl", ".zip", ".tgz", ".tar", ".gz", ".xz", ".bz2", ".zst",
    ".so",
    ".dll", ".exe", ".js", ".css", ".html", ".png", ".svg", ".json", ".yaml", ".yml", ".xml", ".txt", ".md",
  ].map { Array($0.utf8) }

  /// Whether text is the name of such a file.
  private static func isFile(_ text: [UInt8]) -> Bool {
    endings.contains { text.count > $0.count && text.suffix($0.count).elementsEqual($0) }
  }

  /// A path, an address, a file name, a version, a dotted name.
  private static func isPathOrHost(_ value: [UInt8], isQuoted: Bool) -> Bool {
    let first = value[0]
    if isFile(value) { return true }
    // An account's line of passwd(5): `mysql:x:100:101:…`.
    if ["://", ":x:"].contains(where: { ASCII.contains(Array($0.utf8), in: value) }) { return true }
    if !isQuoted, let head = value.split(separator: UInt8(ascii: ".")).first, head.count < value.count - 1,
      head.count >= 3, head.allSatisfy(ASCII.isLower), WordLikeness.covered(Array(head)) == head.count
    {
      // `self.key2`, `config.auth.token2`
      return true
    }
    let isCrypt = first == UInt8(ascii: "$") && value[1] == UInt8(ascii: "2")
    if !isQuoted, "$%@&*#".utf8.contains(first), !isCrypt { return true }
    if value.split(separator: UInt8(ascii: "/")).count > 1, hasWordSegment(value) { return true }
    let isShortOrWordy = value.count < 20 || WordLikeness.isWordy(value)
    if "/.~".utf8.contains(first), isShortOrWordy { return true }
    let dots = value.count { $0 == UInt8(ascii: ".") }
    let slashes = value.count { $0 == UInt8(ascii: "/") }
    let isPlain = value.allSatisfy { byte in
      ASCII.isLower(byte) || ASCII.isDigit(byte) || "._-".utf8.contains(byte)
    }
    if dots > 0, isPlain {
      return !value.split(separator: UInt8(ascii: ".")).contains { isLongAndRandom($0) }
    }
    return slashes > 2 && isShortOrWordy
  }

  /// Whether a part between slashes is one word in lower case.
  private static func hasWordSegment(_ value: [UInt8]) -> Bool {
    value.split(separator: UInt8(ascii: "/")).contains { part in
      part.count >= 4 && part.allSatisfy(ASCII.isLower) && WordLikeness.covered(Array(part)) == part.count
    }
  }

  private static func isLongAndRandom(_ part: ArraySlice<UInt8>) -> Bool {
    part.count >= 16 && part.contains { ASCII.isDigit($0) } && !WordLikeness.isWordy(Array(part))
  }

  /// Words joined by `_`, `-` or camel case, with a digit or two: `oauth2_token_v1`, `Sha256Password`,
  /// `required|min:8`.
  private static func isIdentifier(_ value: [UInt8]) -> Bool {
    guard
      value.allSatisfy({ byte in
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "|")
      })
    else { return false }
    return WordLikeness.covered(value) * 10 >= value.count * 6
  }
}
