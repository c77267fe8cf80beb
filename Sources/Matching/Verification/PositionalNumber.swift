/// Numbers written in the bases that tokens use for their checksums.
enum PositionalNumber {
  /// `0-9A-Za-z`, as GitHub and others use it.
  static let base62 = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
  /// `0-9a-z`, as Ruby's `to_s(36)` writes it.
  static let base36 = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)

  /// `value` in the base of `alphabet`, padded on the left with its zero to `width`.
  static func encode(_ value: UInt32, alphabet: [UInt8], width: Int) -> [UInt8] {
    guard alphabet.count > 1, let zero = alphabet.first else { return [] }
    let base = UInt32(alphabet.count)
    var digits: [UInt8] = []
    var rest = value
    while rest > 0 {
      digits.append(alphabet[Int(rest % base)])
      rest /= base
    }
    while digits.count < width { digits.append(zero) }
    return digits.reversed()
  }

  /// The number that `digits` write, or nil: a foreign character, none at all, or more than 63 bits.
  static func decode(_ digits: some Sequence<UInt8>, alphabet: [UInt8]) -> Int? {
    var value = 0
    var count = 0
    for digit in digits {
      guard let index = alphabet.firstIndex(of: digit) else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: alphabet.count)
      let (sum, carried) = product.addingReportingOverflow(index)
      if overflow || carried { return nil }
      value = sum
      count += 1
    }
    return count > 0 ? value : nil
  }

  /// `bytes` in lower-case hexadecimal.
  static func hex(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    bytes.flatMap { [base36[Int($0 >> 4)], base36[Int($0 & 0xf)]] }
  }

  /// `value` as eight lower-case hexadecimal digits.
  static func hex(_ value: UInt32) -> [UInt8] {
    encode(value, alphabet: Array(base36.prefix(16)), width: 8)
  }

  /// The bytes that `digits` write in hexadecimal, in either case, or nil.
  static func unhex(_ digits: some Collection<UInt8>) -> [UInt8]? {
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    var high: UInt8?
    for digit in digits {
      guard let value = hexValue(digit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }

  private static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }
}
