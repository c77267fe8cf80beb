import Findings
import Matching
import Testing

@testable import CredentialFiles

/// What a test asks of a finding: the secret as it stands, and as it is meant.
struct Found: Equatable, CustomStringConvertible {
  var secret: String
  var decoded: String?
  var detail: String

  var description: String { "\(secret) (\(decoded ?? "-")): \(detail)" }
}

/// Shows `text` to the reader called `name` as the file `path`.
func read(_ name: String, _ text: String, path: String = "root/file", named: Bool = true) throws
  -> [Credential]
{
  let reader = try #require(CredentialFileReaders.all.first { $0.name == name })
  return reader.credentials(in: FileView(path: path, bytes: Array(text.utf8), isNamed: named))
}

/// The same, as text.
func found(_ name: String, _ text: String, path: String = "root/file", named: Bool = true) throws -> [Found] {
  let bytes = Array(text.utf8)
  return try read(name, text, path: path, named: named).map { credential in
    let range = credential.secret
    #expect(range.lowerBound >= 0 && range.upperBound <= bytes.count && !range.isEmpty)
    return Found(
      secret: String(decoding: bytes[range], as: UTF8.self),
      decoded: credential.decoded.map { String(decoding: $0, as: UTF8.self) }, detail: credential.detail ?? ""
    )
  }
}

/// The secrets alone.
func secrets(_ name: String, _ text: String, path: String = "root/file", named: Bool = true) throws
  -> [String]
{
  try found(name, text, path: path, named: named).map(\.secret)
}

/// Base64, so that no encoded login stands in the sources.
func base64(_ text: String) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  let bytes = Array(text.utf8)
  var out: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var bits: UInt32 = 0
    for offset in 0..<3 { bits = bits << 8 | (offset < group.count ? UInt32(group[start + offset]) : 0) }
    for digit in 0..<4 {
      out.append(
        digit <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * digit) & 63)] : UInt8(ascii: "="))
    }
  }
  return String(decoding: out, as: UTF8.self)
}

/// `count` characters of the alphabet that crypt(3) writes; the same every time.
func crypt(_ count: Int, seed: UInt64 = 7) -> String {
  let alphabet = Array("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
  var state = seed
  let bytes = (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return alphabet[Int(state >> 58)]
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// `count` letters and digits; the same every time.
func token(_ count: Int, seed: UInt64 = 11) -> String {
  String(
    crypt(count * 2 + 16, seed: seed).filter { $0 != "." && $0 != "/" }.prefix(count))
}
