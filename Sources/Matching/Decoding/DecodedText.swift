/// What an encoded stretch of content holds, and where in the content each decoded byte stands.
struct DecodedText: Sendable {
  /// How a stretch of content is encoded.
  enum Encoding: String, Sendable {
    /// RFC 4648, sections 4 and 5, with or without padding, on one line or wrapped.
    case base64
    /// Two hexadecimal digits a byte, in a row.
    case hex
    /// Numbers of a byte array in source code: `0x48, 0x65`.
    case byteArray = "byte-array"
    /// RFC 3986, section 2.1. `+` stays `+`.
    case percent
    /// Character references of HTML and XML.
    case entities
    case utf16le = "utf-16le"
    case utf16be = "utf-16be"
    /// Escapes in a quoted string: `\u0041`, `\x41`, `\101`, `\/`, `\"`, `\n`, a continued line.
    case escaped
    /// A string written in parts.
    case joined
  }

  /// Whose encodings were undone, the outermost first.
  var encodings: [Encoding]
  /// What the stretch holds, after `labelCount` bytes that name it.
  var bytes: [UInt8]
  /// How many bytes at the start of `bytes` are not of the stretch: the name it is assigned to and `: `, or
  /// the line in front of a string. Zero where nothing names it.
  var labelCount: Int
  /// The encoded stretch, in bytes of the original content.
  var source: Range<Int>
  /// The name in front of the stretch, in bytes of the original content.
  var label: Range<Int>?
  /// From `bytes` to the original content, step by step: the innermost encoding first.
  fileprivate(set) var maps: [PositionMap]

  /// The bytes of the original content from the first to the last that hold some of `decoded`, a range of
  /// `bytes`.
  func sourceRange(of decoded: Range<Int>) -> Range<Int> {
    maps.reduce(decoded) { $1.sourceRange(of: $0) }
  }
}

extension DecodedText {
  /// - Parameters:
  ///   - candidate: what was found in the original content, or in `outer`, which was decoded from it.
  ///   - scratch: what it holds.
  init(_ candidate: DecodedCandidate, _ scratch: DecodingScratch, within outer: DecodedText?) {
    encodings = (outer?.encodings ?? []) + [candidate.encoding]
    // Copies, for the scratch keeps its buffers.
    bytes = scratch.bytes.withUnsafeBufferPointer { Array($0) }
    labelCount = candidate.labelCount
    maps = [scratch.map.copy()]
    if !scratch.lines.isEmpty { maps.append(scratch.lines.copy()) }
    maps += outer?.maps ?? []
    source = outer?.sourceRange(of: candidate.source) ?? candidate.source
    label = candidate.label.map { outer?.sourceRange(of: $0) ?? $0 }
  }
}

/// Where a decoder found something; what it holds is in the scratch.
struct DecodedCandidate {
  var encoding: DecodedText.Encoding
  var source: Range<Int>
  var label: Range<Int>?
  var labelCount = 0
  /// Whether it is UTF-16, to be decoded once more before anybody sees it.
  var isWide = false
}

/// Buffers for what is being decoded, used again and again: a candidate that fails costs no allocation.
struct DecodingScratch {
  var bytes: [UInt8] = []
  /// From `bytes` to the encoded text, or to `lines` where there are any.
  var map = PositionMap()
  /// From the unwrapped lines to the encoded text.
  var lines = PositionMap()

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    map.removeAll()
    lines.removeAll()
  }

  /// Takes over `range` of `view` as it stands.
  mutating func copy(_ range: Range<Int>, of view: ByteView) {
    for offset in range { bytes.append(view[offset]) }
    map.append(range.count, from: range.lowerBound)
  }

  /// Adds a byte that `width` encoded ones at `source` hold.
  mutating func append(_ byte: UInt8, from source: Int, width: Int) {
    bytes.append(byte)
    map.append(1, from: source, step: width, width: width)
  }

  /// Adds the UTF-8 of a character that `width` encoded bytes at `source` hold; nothing where it is no
  /// character.
  mutating func append(_ character: UInt32, from source: Int, width: Int) {
    if character < 0x80 {
      append(UInt8(character), from: source, width: width)
    } else if let scalar = Unicode.Scalar(character) {
      var length = 0
      for unit in Unicode.UTF8.encode(scalar) ?? .init() {
        bytes.append(unit)
        length += 1
      }
      map.append(length, from: source, step: 0, width: width)
    }
  }
}
