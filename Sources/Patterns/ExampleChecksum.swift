import CZlib
import Crypto

/// Checksums as tokens carry them, for the examples of rules that check them.
enum ExampleChecksum {
  private static func crc(_ bytes: some Sequence<UInt8>) -> UInt32 {
    Array(bytes).withUnsafeBufferPointer {
      UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, uInt($0.count)))
    }
  }

  /// The CRC-32 in six base62 digits.
  static func base62(of bytes: some Sequence<UInt8>) -> [UInt8] {
    var checksum = crc(bytes)
    var digits: [UInt8] = []
    for _ in 0..<6 {
      digits.append(ExampleText.base62[Int(checksum % 62)])
      checksum /= 62
    }
    return digits.reversed()
  }

  /// The CRC-32 in eight hexadecimal digits, highest byte first.
  static func hex(of bytes: some Sequence<UInt8>, uppercase: Bool = false) -> [UInt8] {
    hex(crc(bytes), uppercase: uppercase)
  }

  /// The CRC-32 in eight hexadecimal digits, lowest byte first.
  static func littleEndianHex(of bytes: some Sequence<UInt8>) -> [UInt8] {
    hex(crc(bytes).byteSwapped, uppercase: false)
  }

  private static func hex(_ number: UInt32, uppercase: Bool) -> [UInt8] {
    let digits = Array((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
    return (0..<8).reversed().map { digits[Int(number >> (4 * UInt32($0)) & 15)] }
  }

  /// Bitcoin's Base58Check: the payload and four bytes of its double SHA-256.
  static func base58Check(_ payload: [UInt8]) -> [UInt8] {
    let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    let checksum = SHA256.hash(data: Array(SHA256.hash(data: payload))).prefix(4)
    let bytes = payload + checksum
    /// Digits to the base of 58, lowest first.
    var digits: [Int] = []
    for byte in bytes {
      var carry = Int(byte)
      for index in digits.indices {
        carry += digits[index] << 8
        digits[index] = carry % 58
        carry /= 58
      }
      while carry > 0 {
        digits.append(carry % 58)
        carry /= 58
      }
    }
    let zeros = bytes.prefix { $0 == 0 }.count
    return Array(repeating: alphabet[0], count: zeros) + digits.reversed().map { alphabet[$0] }
  }
}
