/// Tells text from binary data while it is being decoded: UTF-8 with few control characters, and those apart.
struct TextJudge {
  private let traits: ByteTraits
  /// Whether zeros are allowed, as UTF-16 has them.
  private let allowsZeros: Bool
  /// Bytes that have to follow in the UTF-8 sequence at hand.
  private var following = 0
  private var debt = 0
  private var count = 0
  /// How many bytes came before the doubtful ones at hand.
  private var sound = 0
  private var alphanumeric = 0
  private var letters = 0
  /// Bytes that are the one before, or the next one in order: tables, filling.
  private var steps = 0
  private var last: UInt8 = 0

  /// What one byte that is no text adds, and one that is takes away.
  private static let penalty = 16
  private static let limit = 48

  init(_ traits: ByteTraits, allowsZeros: Bool = false) {
    self.traits = traits
    self.allowsZeros = allowsZeros
  }

  /// How many bytes from the start are text.
  var soundCount: Int { debt > TextJudge.penalty ? sound : count }

  /// Whether this is text as far as one can tell.
  @inline(__always) mutating func accept(_ byte: UInt8) -> Bool {
    let traits = traits(byte)
    if following == 0, traits & ByteTraits.text != 0 {
      if debt > 0 { debt &-= 1 }
      alphanumeric &+= traits & ByteTraits.alphanumeric != 0 ? 1 : 0
      letters &+= traits & ByteTraits.letter != 0 ? 1 : 0
      steps &+= byte &- last < 2 ? 1 : 0
      last = byte
      count += 1
      return true
    }
    return acceptRare(byte)
  }

  private mutating func acceptRare(_ byte: UInt8) -> Bool {
    defer { count += 1 }
    if following > 0, byte & 0xc0 == 0x80 {
      following -= 1
      return true
    }
    let isCut = following > 0
    following = 0
    if !isCut {
      if allowsZeros, byte == 0 { return true }
      switch byte {
      case 0xc2...0xdf: following = 1
      case 0xe0...0xef: following = 2
      case 0xf0...0xf4: following = 3
      default: break
      }
      if following > 0 { return true }
    }
    if debt == 0 { sound = count }
    debt += TextJudge.penalty
    return debt <= TextJudge.limit
  }

  /// Whether a short text has the letters that words, names and tokens have, and is no table or filling:
  /// chance yields more punctuation.
  var isPlausible: Bool {
    if count >= 256 { return true }
    if steps * 2 > count { return false }
    return count >= 64 || alphanumeric * 3 >= count && letters * 5 >= count
      || allowsZeros && letters * 8 >= count
  }
}
