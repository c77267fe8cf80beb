import FoundationEssentials

/// JSON objects inside tokens: small, flat, and from anywhere.
enum JSONObject {
  private static let maximumSize = 1 << 16
  private static let maximumDepth = 16

  /// Decodes `bytes` as `type`; nil unless they are one JSON object that is neither large nor deep.
  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) -> Value? {
    guard bytes.count <= maximumSize, bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else {
      return nil
    }
    guard depth(bytes) <= maximumDepth else { return nil }
    return try? JSONDecoder().decode(type, from: Data(bytes))
  }

  /// How deep brackets nest, strings aside.
  private static func depth(_ bytes: [UInt8]) -> Int {
    var depth = 0
    var deepest = 0
    var isQuoted = false
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch byte {
      case UInt8(ascii: "\\"): isEscaped = isQuoted
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if isQuoted { continue }
        depth += 1
        deepest = max(deepest, depth)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if !isQuoted { depth -= 1 }
      default: continue
      }
    }
    return deepest
  }
}

/// A string, or the first of a list of strings, or a number: whichever a claim is written as.
struct LooseString: Decodable, Sendable {
  var value: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      value = text
    } else if let list = try? container.decode([String].self), let first = list.first {
      value = first
    } else if let number = try? container.decode(Int.self) {
      value = String(number)
    } else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "neither text nor number")
    }
  }
}
