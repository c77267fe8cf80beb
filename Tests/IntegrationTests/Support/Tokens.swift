/// Secrets made when the tests run, so that none stands in the sources.
enum Tokens {
  private static let base62 = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  /// A GitHub token with a right checksum, another for each name.
  static func gitHub(_ name: String) -> String {
    let body = letters(name, 30)
    var digits: [UInt8] = []
    var number = crc32(Array(body.utf8))
    for _ in 0..<6 {
      digits.append(base62[Int(number % 62)])
      number /= 62
    }
    return "gh" + "p_" + body + String(decoding: digits.reversed(), as: UTF8.self)
  }

  /// As a report shows a secret of 32 bytes or more.
  static func redacted(_ secret: String) -> String { secret.prefix(4) + "…" + secret.suffix(4) }

  /// A line of an htpasswd file with an MD5 hash, another for each user.
  static func htpasswdLine(_ user: String) -> String {
    user + ":$ap" + "r1$" + letters(user + " salt", 8) + "$" + letters(user + " hash", 22)
  }

  /// Letters and digits that depend on `name` alone.
  static func letters(_ name: String, _ count: Int) -> String {
    var random = SeededRandom(name)
    return String(decoding: (0..<count).map { _ in base62[Int(random.next() % 62)] }, as: UTF8.self)
  }

  /// CRC-32 of IEEE 802.3, as zlib has it.
  static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var value = ~UInt32(0)
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
    }
    return ~value
  }
}

/// A generator that gives the same numbers for the same seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: String) {
    // FNV-1a: Swift's own hashes differ from run to run.
    state = seed.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
