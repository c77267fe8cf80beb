import Testing

@testable import Packages

/// Digests of `text`.
func digests(_ text: String, _ algorithms: DigestAlgorithms = .usual) -> [FileDigest] {
  var text = text
  return text.withUTF8 { FileDigests.of(UnsafeRawBufferPointer($0), algorithms) }
}

/// The digest of `text` in hexadecimal, as `md5sum` and its like write it.
func hex(_ text: String, _ algorithm: DigestAlgorithm) -> String {
  hex(digests(text, DigestAlgorithms(algorithm)).first?.bytes ?? [])
}

func hex(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

/// The digest of `text` in Base64: of the URL alphabet without padding as Python writes it, or as apk does.
func base64(_ text: String, _ algorithm: DigestAlgorithm, isURL: Bool) -> String {
  let alphabet = Array(
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + (isURL ? "-_" : "+/")).utf8)
  let bytes = digests(text, DigestAlgorithms(algorithm)).first?.bytes ?? []
  var result: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let padded = Array(group) + [0, 0]
    let bits = Int(padded[0]) << 16 | Int(padded[1]) << 8 | Int(padded[2])
    for place in 0..<4 where place <= group.count { result.append(alphabet[bits >> (18 - 6 * place) & 63]) }
    if !isURL { result += Array(repeating: UInt8(ascii: "="), count: 3 - group.count) }
  }
  return String(decoding: result, as: UTF8.self)
}

extension PackageDatabase {
  /// A database of these files of one layer.
  init(_ files: [(String, String)]) {
    self.init()
    for (path, text) in files { add(path: path, bytes: Array(text.utf8)) }
  }

  /// Where a file of this content comes from.
  func origin(of path: String, holding text: String, _ algorithms: DigestAlgorithms = .usual) -> FileOrigin {
    origin(of: path, digests: digests(text, algorithms), size: text.utf8.count)
  }
}

extension FileOrigin {
  /// `name version` of the package of an unchanged file.
  var package: PackageIdentity? { if case .package(let identity) = self { identity } else { nil } }
  /// The package of a changed file.
  var changed: PackageIdentity? { if case .changed(let identity) = self { identity } else { nil } }
}

/// Bytes of an integer.
func integer(_ value: Int, _ count: Int, isBigEndian: Bool) -> [UInt8] {
  let bytes = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  return isBigEndian ? bytes.reversed() : bytes
}
