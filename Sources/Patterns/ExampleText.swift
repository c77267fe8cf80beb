/// Makes the text of an example from its template, the same text every time.
///
/// The macros are listed in `Patterns/README.md`. They exist so that no whole, live-looking token stands in
/// the repository.
public struct ExampleText {
  /// A template that cannot be made.
  public struct Fault: Error, CustomStringConvertible {
    /// What is wrong with it.
    public var description: String
  }

  private var random: SplitMix64
  private var made: [UInt8] = []

  /// - Parameters:
  ///   - template: the text with its macros.
  ///   - seed: makes the random parts; the same seed gives the same text.
  /// - Throws: `Fault` on an unknown or unclosed macro.
  public static func make(_ template: String, seed: String) throws(Fault) -> String {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in seed.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var text = ExampleText(random: SplitMix64(state: state))
    try text.expand(Array(template.utf8)[...], depth: 0)
    return String(decoding: text.made, as: UTF8.self)
  }

  private mutating func expand(_ template: ArraySlice<UInt8>, depth: Int) throws(Fault) {
    var rest = template
    while let byte = rest.first {
      if rest.starts(with: "%%{".utf8) {
        made += "%{".utf8
        rest = rest.dropFirst(3)
      } else if rest.starts(with: "%{".utf8) {
        let end = try ExampleText.end(of: rest)
        try apply(rest[(rest.startIndex + 2)..<end], depth: depth)
        rest = rest[(end + 1)...]
      } else {
        made.append(byte)
        rest = rest.dropFirst()
      }
    }
  }

  /// The index of the brace that closes the macro `rest` starts with.
  private static func end(of rest: ArraySlice<UInt8>) throws(Fault) -> Int {
    var depth = 0
    var index = rest.startIndex
    while index < rest.endIndex {
      if rest[index...].starts(with: "%{".utf8) {
        depth += 1
        index += 1
      } else if rest[index] == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return index }
      }
      index += 1
    }
    throw Fault(description: "a %{ is not closed")
  }

  private mutating func apply(_ macro: ArraySlice<UInt8>, depth: Int) throws(Fault) {
    guard !macro.isEmpty else { return }
    let words = macro.split(separator: UInt8(ascii: " "), maxSplits: 1)
    let name = String(decoding: words[0], as: UTF8.self)
    let argument = words.count > 1 ? words[1] : []
    switch name {
    case "uuid":
      for (index, count) in [8, 4, 4, 4, 12].enumerated() {
        if index > 0 { made.append(UInt8(ascii: "-")) }
        // Version 4, variant 10 (RFC 9562, section 5.4).
        if index == 2 { made.append(UInt8(ascii: "4")) }
        if index == 3 { append(1, of: Array("89ab".utf8)) }
        append(index == 2 || index == 3 ? count - 1 : count, of: Array("0123456789abcdef".utf8))
      }
    case "crc32-base62": made += ExampleChecksum.base62(of: try covered(argument, in: name))
    case "crc32-hex": made += ExampleChecksum.hex(of: try covered(argument, in: name))
    case "crc32-HEX": made += ExampleChecksum.hex(of: try covered(argument, in: name), uppercase: true)
    case "crc32-hex-le": made += ExampleChecksum.littleEndianHex(of: try covered(argument, in: name))
    case "base58check": try appendBase58(argument)
    case "bytes": made += try ExampleText.bytes(argument, in: name)
    case "base64-of":
      guard depth < 4 else { throw Fault(description: "base64-of is nested too deeply") }
      var inner = ExampleText(random: random)
      try inner.expand(argument, depth: depth + 1)
      random = inner.random
      made += ExampleText.base64(inner.made)
    case "chars":
      guard let space = argument.lastIndex(of: UInt8(ascii: " ")) else {
        throw Fault(description: "chars needs a set and a count")
      }
      let count = try ExampleText.count(argument[(space + 1)...], in: name)
      append(count, of: ExampleText.set(argument[..<space]))
    default:
      guard let alphabet = ExampleText.alphabets[name] else {
        throw Fault(description: "the macro %{\(name)} is unknown")
      }
      append(try ExampleText.count(argument, in: name), of: alphabet)
    }
  }

  private mutating func append(_ count: Int, of alphabet: [UInt8]) {
    guard !alphabet.isEmpty else { return }
    for _ in 0..<count { made.append(alphabet[Int(random.next() % UInt64(alphabet.count))]) }
  }

  /// What a checksum is made of: the last characters made, or those before as many more as a second number says.
  private func covered(_ argument: ArraySlice<UInt8>, in name: String) throws(Fault) -> ArraySlice<UInt8> {
    let words = argument.split(separator: UInt8(ascii: " "), maxSplits: 1)
    guard let first = words.first else { throw Fault(description: "the macro %{\(name)} needs a count") }
    let skipped = words.count > 1 ? try ExampleText.count(words[1], in: name) : 0
    return made.dropLast(skipped).suffix(try ExampleText.count(first, in: name))
  }

  /// A version, the count of random bytes, and what follows them, the first and last in hexadecimal.
  private mutating func appendBase58(_ argument: ArraySlice<UInt8>) throws(Fault) {
    let words = argument.split(separator: UInt8(ascii: " "))
    guard words.count == 2 || words.count == 3 else {
      throw Fault(description: "base58check needs a version, a count, and perhaps an end")
    }
    var payload = try ExampleText.bytes(words[0], in: "base58check")
    for _ in 0..<(try ExampleText.count(words[1], in: "base58check")) {
      payload.append(UInt8(truncatingIfNeeded: random.next()))
    }
    if words.count == 3 { payload += try ExampleText.bytes(words[2], in: "base58check") }
    guard payload.count <= 1000 else { throw Fault(description: "base58check makes up to 1000 bytes") }
    made += ExampleChecksum.base58Check(payload)
  }

  /// The bytes that pairs of hexadecimal digits stand for.
  private static func bytes(_ digits: ArraySlice<UInt8>, in name: String) throws(Fault) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = digits
    while rest.count >= 2, let byte = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    guard rest.isEmpty else {
      throw Fault(description: "the macro %{\(name)} needs pairs of hexadecimal digits")
    }
    return bytes
  }

  private static func count(_ text: ArraySlice<UInt8>, in name: String) throws(Fault) -> Int {
    guard let count = Int(String(decoding: text, as: UTF8.self)), (0...100_000).contains(count) else {
      throw Fault(description: "the macro %{\(name)} needs a count up to 100000")
    }
    return count
  }

  static let base62 = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  private static let alphabets: [String: [UInt8]] = [
    "base62": base62,
    "hex": set("0-9a-f"), "HEX": set("0-9A-F"), "digits": set("0-9"),
    "upper": set("A-Z"), "lower": set("a-z"), "alnum": set("0-9a-z"), "ALNUM": set("0-9A-Z"),
    "base64": base62 + Array("+/".utf8), "base64url": base62 + Array("-_".utf8), "base32": set("A-Z2-7"),
  ]

  private static func set(_ text: String) -> [UInt8] { set(Array(text.utf8)[...]) }

  /// The characters of a bracket expression without its brackets.
  private static func set(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var set: [UInt8] = []
    var rest = text
    while let first = rest.first {
      if rest.count > 2, rest[rest.startIndex + 1] == UInt8(ascii: "-") {
        let last = rest[rest.startIndex + 2]
        if first <= last { set += first...last }
        rest = rest.dropFirst(3)
      } else {
        set.append(first)
        rest = rest.dropFirst()
      }
    }
    return set
  }

  /// Standard alphabet with padding (RFC 4648, section 4).
  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for index in 0..<3 { bits = bits << 8 | (index < group.count ? Int(group[start + index]) : 0) }
      for index in 0..<4 {
        let shift = 18 - 6 * index
        text.append(index <= group.count ? alphabet[bits >> shift & 63] : UInt8(ascii: "="))
      }
    }
    return text
  }
}

/// Steele, Lea and Flood's SplitMix64: small, and the same on every machine.
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
