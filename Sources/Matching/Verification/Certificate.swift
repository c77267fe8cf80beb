/// X.509 certificates (RFC 5280, section 4.1): public, but they tell what the key beside them opens.
enum Certificate {
  /// `certificate`: subject, issuer and expiry of a PEM block; nothing is refuted.
  static let verify: VerifierFunction = { _, match in
    guard let bytes = body(of: match), let detail = try? describe(bytes[...]) else {
      return Verdict(.unknown)
    }
    return Verdict(.confirmed(.structure), detail: detail)
  }

  /// The decoded text between the lines `BEGIN` and `END`.
  private static func body(of match: [UInt8]) -> [UInt8]? {
    let lines = QuotedLines.split(match[...])
    let text = lines.filter { !$0.contains(UInt8(ascii: "-")) }.joined()
    return Base64Decoding.decode(text)
  }

  private static func describe(_ bytes: ArraySlice<UInt8>) throws(DER.Failure) -> String {
    guard let signed = try DER.sequence(bytes).first, signed.tag == DER.Tag.sequence else { throw .malformed }
    var fields = try DER.elements(signed.content)
    if fields.first?.tag == DER.Tag.explicit0 { fields.removeFirst() }
    // serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo
    guard fields.count >= 6 else { throw .malformed }
    var facts: [String] = []
    if let subject = try name(fields[4].content) { facts.append("certificate of \(subject)") }
    if let issuer = try name(fields[2].content) {
      facts.append(fields[2].content == fields[4].content ? "self-signed" : "issued by \(issuer)")
    }
    if let end = try DER.elements(fields[3].content).last.flatMap(day) { facts.append("valid until \(end)") }
    guard !facts.isEmpty else { throw .malformed }
    return facts.joined(separator: ", ")
  }

  /// The common name, or the organisation where there is none.
  private static func name(_ content: ArraySlice<UInt8>) throws(DER.Failure) -> String? {
    var organisation: String?
    for set in try DER.elements(content) {
      for attribute in try DER.elements(set.content) {
        let parts = try DER.elements(attribute.content)
        guard parts.count == 2, parts[0].tag == DER.Tag.objectIdentifier else { continue }
        switch DER.objectIdentifier(parts[0].content) {
        case "2.5.4.3": return Printable.text(parts[1].content)
        case "2.5.4.10": organisation = Printable.text(parts[1].content)
        default: continue
        }
      }
    }
    return organisation
  }

  /// UTCTime or GeneralizedTime (RFC 5280, section 4.1.2.5) as a day.
  private static func day(_ element: DER.Element) -> String? {
    var digits = element.content.prefix { (0x30...0x39).contains($0) }.map { $0 - 0x30 }
    switch element.tag {
    case 0x17:
      guard digits.count >= 6 else { return nil }
      digits = (digits[0] < 5 ? [2, 0] : [1, 9]) + digits
    case 0x18: break
    default: return nil
    }
    guard digits.count >= 8 else { return nil }
    let text = digits.map { String($0) }
    return text[0..<4].joined() + "-" + text[4..<6].joined() + "-" + text[6..<8].joined()
  }
}
