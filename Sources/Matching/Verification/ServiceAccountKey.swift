/// Keys of Google Cloud's service accounts, JSON files that hold a private key.
///
/// cloud.google.com/iam/docs/keys-create-delete.
enum ServiceAccountKey {
  /// `gcp-service-account`: whose key it is, and whether it is one.
  ///
  /// The match may be a part of the file, or escaped inside another.
  static let verify: VerifierFunction = { secret, match in
    let key = PrivateKey.verdict(match)
    if let key, key.outcome == .refuted { return key }
    var details: [String] = []
    if let email = value(of: "client_email", in: match) {
      details.append("service account \(Printable.text(email, limit: 80))")
      guard email.contains(UInt8(ascii: "@")) else { return Verdict(.refuted) }
    }
    if let id = value(of: "private_key_id", in: match) {
      if id.isUniform || id.isEmpty { return Verdict(.refuted) }
      details.append("key \(Printable.text(id, limit: 8))")
      if PositionalNumber.unhex(id)?.count != 20 { return Verdict(.doubtful, detail: joined(details)) }
    }
    guard let key else { return Verdict(.unknown, detail: joined(details)) }
    return Verdict(
      key.outcome, detail: joined(details) ?? key.detail,
      severity: key.severity == .info ? .info : nil)
  }

  private static func joined(_ details: [String]) -> String? {
    details.isEmpty ? nil : details.joined(separator: ", ")
  }

  /// The text after `"name":`, at most 256 bytes; quotes may be escaped.
  private static func value(of name: StaticString, in text: [UInt8]) -> ArraySlice<UInt8>? {
    guard let start = text.firstIndex(of: Array("\(name)".utf8), within: text.startIndex..<text.endIndex)
    else {
      return nil
    }
    let fillers = Set("\"\\: \t\r\n".utf8)
    let rest = text[start...].dropFirst(name.utf8CodeUnitCount).prefix(320)
    guard rest.first == UInt8(ascii: "\"") || rest.first == UInt8(ascii: "\\") else { return nil }
    let value = rest.drop { fillers.contains($0) }
    return value.prefix(256).prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
  }
}
