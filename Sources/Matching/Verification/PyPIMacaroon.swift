internal import Findings
import FoundationEssentials

/// PyPI's API tokens: `pypi-` and a macaroon (libmacaroons' binary format 2) in base64url.
///
/// pypi.org/help/#apitoken; pypi/warehouse, "Introspecting API tokens".
enum PyPIMacaroon {
  /// `pypi-macaroon`.
  static let verify: VerifierFunction = { secret, _ in
    verdict(secret, now: Printable.now())
  }

  private enum Field {
    static let end = 0
    static let location = 1
    static let identifier = 2
    static let signature = 6
  }

  /// What the token `secret` says of itself at the moment `now`, in seconds since 1970.
  static func verdict(_ secret: [UInt8], now: Double) -> Verdict {
    guard secret.hasPrefix("pypi-"), let bytes = Base64Decoding.decode(secret.dropFirst(5), .urlSafe),
      bytes.first == 2
    else { return Verdict(.refuted) }
    var reader = ByteReader(bytes[1...])
    guard let location = packet(&reader), location.type == Field.location else { return Verdict(.refuted) }
    let host = String(decoding: location.data, as: UTF8.self)
    guard host == "pypi.org" || host == "test.pypi.org" else { return Verdict(.refuted) }
    guard let caveats = caveats(&reader) else { return Verdict(.doubtful, detail: host) }
    var details = [host]
    var severity: Severity?
    for caveat in caveats.prefix(8) {
      let text = Array(caveat)
      if let restriction = scope(text) { details.append(restriction) }
      if let expiry = expiry(text), let day = Printable.day(secondsSince1970: expiry) {
        details.append(expiry < now ? "expired \(day)" : "expires \(day)")
        if expiry < now { severity = .low }
      }
    }
    return Verdict(.confirmed(.structure), detail: details.joined(separator: ", "), severity: severity)
  }

  private struct Packet {
    var type: Int
    var data: ArraySlice<UInt8>
  }

  /// One field: its type, and unless it is the end of a section, a length and that many bytes.
  private static func packet(_ reader: inout ByteReader) -> Packet? {
    guard let type = varint(&reader) else { return nil }
    if type == Field.end { return Packet(type: type, data: []) }
    guard let length = varint(&reader), let data = reader.take(length) else { return nil }
    return Packet(type: type, data: data)
  }

  private static func varint(_ reader: inout ByteReader) -> Int? {
    var value = 0
    for shift in stride(from: 0, to: 28, by: 7) {
      guard let byte = reader.byte() else { return nil }
      value |= Int(byte & 0x7f) << shift
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }

  /// The caveats' texts, if the macaroon is whole up to a signature of 32 bytes.
  private static func caveats(_ reader: inout ByteReader) -> [ArraySlice<UInt8>]? {
    guard packet(&reader)?.type == Field.identifier, packet(&reader)?.type == Field.end else { return nil }
    var caveats: [ArraySlice<UInt8>] = []
    while reader.next != 0 {
      var text: ArraySlice<UInt8>?
      while let field = packet(&reader), field.type != Field.end {
        if field.type == Field.identifier { text = field.data }
      }
      guard let text, caveats.count < 64 else { return nil }
      caveats.append(text)
    }
    _ = reader.byte()
    guard let signature = packet(&reader), signature.type == Field.signature, signature.data.count == 32
    else {
      return nil
    }
    return caveats
  }

  /// What the token may be used for, in the two ways that PyPI wrote it.
  private static func scope(_ caveat: [UInt8]) -> String? {
    struct Projects: Decodable { var projects: [String] }
    struct Account: Decodable { var permissions: String }
    struct Project: Decodable { var permissions: Projects }
    if let scope = JSONObject.decode(Project.self, from: caveat) { return named(scope.permissions.projects) }
    if JSONObject.decode(Account.self, from: caveat)?.permissions == "user" { return "whole account" }
    // Since 2022 a list: a number for the kind, then its values.
    guard caveat.first == UInt8(ascii: "["), caveat.count < 4096 else { return nil }
    if caveat.hasPrefix("[3,") { return "whole account" }
    guard caveat.hasPrefix("[1,") else { return nil }
    let inner = caveat.dropFirst(3).dropLast()
    return (try? JSONDecoder().decode([String].self, from: Data(inner))).flatMap(named)
  }

  private static func named(_ projects: [String]) -> String? {
    guard let first = projects.first else { return nil }
    return "project \(Printable.text(first))" + (projects.count > 1 ? " and \(projects.count - 1) more" : "")
  }

  /// The end of `[0, expires, not before]`.
  private static func expiry(_ caveat: [UInt8]) -> Double? {
    guard caveat.hasPrefix("[0,"), caveat.count < 64 else { return nil }
    return (try? JSONDecoder().decode([Double].self, from: Data(caveat)))?.dropFirst().first
  }
}
