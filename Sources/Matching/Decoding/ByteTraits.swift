/// What each of the 256 byte values may stand for, as tables: one load where a chain of comparisons would be.
final class ByteTraits {
  /// Letters, digits and `_ - + = ~`: what tokens are made of.
  static let token: UInt8 = 1
  /// What may stand in a URL, `%` with it.
  static let url: UInt8 = 2
  /// Printable ASCII, tab, line feed and carriage return.
  static let text: UInt8 = 4
  /// Letters, digits and `_ . -`: what names of variables and keys are made of.
  static let name: UInt8 = 8
  /// Letters and digits.
  static let alphanumeric: UInt8 = 16
  /// What a secret that is cut in two may have beside the cut.
  static let seam: UInt8 = 32
  static let digit: UInt8 = 64
  static let letter: UInt8 = 128

  /// The value of a character that is none of the alphabet's.
  static let noSextet: UInt32 = 0xff00_0000
  static let noDigit: UInt8 = 0xff

  private let traits: UnsafeMutablePointer<UInt8>
  private let sextets: UnsafeMutablePointer<UInt32>
  private let digits: UnsafeMutablePointer<UInt8>

  init() {
    traits = .allocate(capacity: 256)
    sextets = .allocate(capacity: 256)
    digits = .allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max {
      traits[Int(byte)] = ByteTraits.traits(of: byte)
      sextets[Int(byte)] = ByteTraits.sextet(of: byte)
      digits[Int(byte)] = ByteTraits.hexDigit(of: byte)
    }
  }

  deinit {
    traits.deallocate()
    sextets.deallocate()
    digits.deallocate()
  }

  /// Whether `byte` has one of the traits in `mask`.
  @inline(__always) func has(_ mask: UInt8, _ byte: UInt8) -> Bool { traits[Int(byte)] & mask != 0 }

  /// All traits of `byte`.
  @inline(__always) func callAsFunction(_ byte: UInt8) -> UInt8 { traits[Int(byte)] }

  /// Value of a base64 character of either alphabet (RFC 4648, sections 4 and 5), or `noSextet`.
  @inline(__always) func sextet(_ byte: UInt8) -> UInt32 { sextets[Int(byte)] }

  /// Value of a hexadecimal digit of either case, or `noDigit`.
  @inline(__always) func hexDigit(_ byte: UInt8) -> UInt8 { digits[Int(byte)] }

  /// Value of the two hexadecimal digits at `offset`.
  @inline(__always) func hexByte(_ view: ByteView, at offset: Int) -> UInt8? {
    let high = hexDigit(view[offset])
    let low = hexDigit(view[offset + 1])
    return high | low < 16 ? high << 4 | low : nil
  }

  private static func traits(of byte: UInt8) -> UInt8 {
    let isWord = ASCII.isLetter(byte) || ASCII.isDigit(byte)
    var traits: UInt8 = isWord ? token | name | alphanumeric | seam | url : 0
    if ASCII.isDigit(byte) { traits |= digit }
    if ASCII.isLetter(byte) { traits |= letter }
    if "_-+=~".utf8.contains(byte) { traits |= token }
    if "_.-".utf8.contains(byte) { traits |= name }
    if "_-/=:@.~".utf8.contains(byte) { traits |= seam }
    // RFC 3986, section 2: unreserved and reserved characters, less the quote.
    if "-._~:/?#[]@!$&()*+,;=%".utf8.contains(byte) { traits |= url }
    if 0x20 <= byte && byte < 0x7f || byte == 0x09 || byte == 0x0a || byte == 0x0d { traits |= text }
    return traits
  }

  private static func sextet(of byte: UInt8) -> UInt32 {
    switch byte {
    case 0x41...0x5a: UInt32(byte) - 0x41
    case 0x61...0x7a: UInt32(byte) - 0x47
    case 0x30...0x39: UInt32(byte) + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: noSextet
    }
  }

  private static func hexDigit(of byte: UInt8) -> UInt8 {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: noDigit
    }
  }
}
