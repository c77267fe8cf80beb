import Crypto

/// Base58 and Base58Check, as Bitcoin defined them and others took them over with their own alphabets.
///
/// draft-msporny-base58 and the Bitcoin wiki's "Base58Check encoding".
struct Base58: Sendable {
  /// Bitcoin's alphabet: no `0`, `O`, `I`, `l`.
  static let bitcoin = Base58("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
  /// Ripple's, the same characters in another order (xrpl.org, "Base58 encodings").
  static let ripple = Base58("rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz")

  private let alphabet: [UInt8]

  private init(_ alphabet: StaticString) {
    self.alphabet = Array("\(alphabet)".utf8)
  }

  /// Decoding costs the square of the length; nothing that is checked here is longer.
  static let limit = 256

  /// Decodes `text`; nil on a foreign character or more than `limit` of them.
  func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count <= Base58.limit, let zero = alphabet.first else { return nil }
    // Little-endian while it grows.
    var bytes: [UInt8] = []
    for character in text {
      guard var carry = alphabet.firstIndex(of: character) else { return nil }
      for index in bytes.indices {
        carry += Int(bytes[index]) * 58
        bytes[index] = UInt8(truncatingIfNeeded: carry)
        carry >>= 8
      }
      while carry > 0 {
        bytes.append(UInt8(truncatingIfNeeded: carry))
        carry >>= 8
      }
    }
    return Array(repeating: 0, count: text.prefix { $0 == zero }.count) + bytes.reversed()
  }

  /// Decodes `text` and takes off the last four bytes, if they are the checksum of the rest.
  func decodeChecked(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard let bytes = decode(text), bytes.count > 4 else { return nil }
    let payload = Array(bytes.dropLast(4))
    let digest = SHA256.hash(data: Array(SHA256.hash(data: payload)))
    return Array(digest.prefix(4)) == Array(bytes.suffix(4)) ? payload : nil
  }
}
