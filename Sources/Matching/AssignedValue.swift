internal import Findings

/// Tells secrets from what else is assigned to a name that says secret: variables, calls, paths, prose,
/// placeholders, the name again.
enum AssignedValue {
  /// `assigned-value`: the match is `name operator value`, the secret is the value without quotes.
  static let verify: VerifierFunction = { secret, match in
    guard let name = name(in: match), let kind = SecretName.kind(of: name) else { return Verdict(.refuted) }
    let isQuoted = match.count > secret.count && quotes.contains(match[match.count - 1])
    guard looksSecret(secret, kind: kind, isQuoted: isQuoted) else { return Verdict(.refuted) }
    return Verdict(.unknown, detail: "assigned to \(Printable.text(name))")
  }

  private static let quotes = Array("\"'`".utf8)
  private static let operators = Array(":=".utf8)

  /// The name at the start of the match.
  private static func name(in match: [UInt8]) -> [UInt8]? {
    let name = match.prefix { byte in
      ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".")
    }
    return name.isEmpty || name.count > 100 ? nil : Array(name)
  }

  private static func looksSecret(_ value: [UInt8], kind: SecretName.Kind, isQuoted: Bool) -> Bool {
    guard !Placeholder.isLikely(value), !Placeholder.isReference(value) else { return false }
    var letters = 0
    var digits = 0
    var capitals = 0
    var marks = 0
    for byte in value {
      if ASCII.isLetter(byte) { letters += 1 } else if ASCII.isDigit(byte) { digits += 1 } else { marks += 1 }
      if ASCII.isUpper(byte) { capitals += 1 }
      // Blanks are prose, brackets are code, a NUL is neither.
      if byte <= 0x20 || byte >= 0x7f || "()[]{}<>\\,;|`".utf8.contains(byte) { return false }
    }
    guard letters > 0, digits > 0 else { return false }
    if ["arn:", "urn:", "amzn1."].contains(where: { value.starts(with: $0.utf8) }) { return false }
    if isPathOrHost(value) || isIdentifier(value) || HashRole.isNamed(in: value) { return false }
    let entropy = Entropy.shannon(value)
    switch kind {
    case .password:
      return value.count >= 8 && entropy >= (isQuoted ? 2.7 : 3.0) && (isQuoted || digits > 1 || capitals > 0)
    case .token:
      // Most UUIDs under a token's name mark a request.
      if value.count == 36, value.count(where: { $0 == UInt8(ascii: "-") }) == 4 { return false }
      return value.count >= 16 && entropy >= 3.2 && digits > 2 && marks * 4 <= value.count
    }
  }

  /// A path, an address, a file name, a version, a dotted name.
  private static func isPathOrHost(_ value: [UInt8]) -> Bool {
    let first = value[0]
    if "/.~$%@&*#".utf8.contains(first) || ASCII.contains(Array("://".utf8), in: value) { return true }
    let dots = value.count { $0 == UInt8(ascii: ".") }
    let slashes = value.count { $0 == UInt8(ascii: "/") }
    return dots > 0
      && value.allSatisfy { byte in
        ASCII.isLower(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
          || byte == UInt8(ascii: "-")
      } || slashes > 2
  }

  /// Words joined by `_`, `-` or camel case, with a digit or two: `oauth2_token_v1`, `Sha256Password`.
  private static func isIdentifier(_ value: [UInt8]) -> Bool {
    guard
      value.allSatisfy({ byte in
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
      })
    else { return false }
    // Runs of letters in lower case at least three long, which random text rarely has.
    var covered = 0
    var run = 0
    for byte in value {
      if ASCII.isLower(byte) {
        run += 1
      } else {
        if run >= 3 { covered += run }
        run = 0
      }
    }
    if run >= 3 { covered += run }
    return covered * 10 >= value.count * 6
  }
}
