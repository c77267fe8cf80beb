/// Tells, while a text is being decoded, whether it could hold a secret that could not be seen before: a
/// token, a password in a URL, or the value of a name that says secret, which an escape or a seam cuts or
/// touches.
struct TokenWatch {
  private let traits: ByteTraits
  /// Shorter tokens are words.
  private let least: Int
  private(set) var isFound = false

  // The token at hand.
  private var length = 0
  private var digits = 0
  private var letters = 0
  private var isTouched = false
  private var wasMarked = false

  /// Bytes since the last mark.
  private var sinceMark = TokenWatch.far
  private static let far = 1 << 20

  /// The URL at hand: its scheme's `:`, `:/`, `://`, then its user, then its password.
  private var urlState = 0
  private var isURLMarked = false
  private var isColonMarked = false
  /// Bytes of the user or password at hand.
  private var userLength = 0

  /// Printable bytes in a row after the operator that follows a name that says secret; nil where none does.
  private var value: Int?
  private static let shortestValue = 6

  /// The last four bytes of the name at hand, in lower case.
  private var name: UInt32 = 0
  private var namesSecret = false
  private static let pass: UInt32 = 0x7061_7373
  private static let secret: UInt32 = 0x7365_6372
  private static let token: UInt32 = 0x746f_6b65
  private static let credential: UInt32 = 0x6372_6564
  private static let auth: UInt32 = 0x6175_7468
  private static let key: UInt32 = 0x6b_6579
  private static let pwd: UInt32 = 0x70_7764
  private var sinceName = 0

  init(_ traits: ByteTraits, least: Int = 16) {
    self.traits = traits
    self.least = least
  }

  /// Watches the next decoded byte.
  ///
  /// - Parameter isMarked: whether it was written as an escape, or follows a seam.
  mutating func see(_ byte: UInt8, isMarked: Bool = false) {
    guard !isFound else { return }
    sinceMark = isMarked ? 0 : min(sinceMark + 1, TokenWatch.far)
    if traits.has(ByteTraits.token, byte) {
      if length == 0 { isTouched = wasMarked }
      length += 1
      if traits.has(ByteTraits.digit, byte) { digits += 1 }
      if traits.has(ByteTraits.letter, byte) { letters += 1 }
      if isMarked { isTouched = true }
    } else {
      endToken(isMarked: isMarked)
    }
    wasMarked = isMarked
    watchURL(byte, isMarked: isMarked)
    watchName(byte)
  }

  /// A seam: what comes next was cut from what came last.
  mutating func mark() {
    isTouched = true
    wasMarked = true
    sinceMark = 0
    isURLMarked = true
  }

  /// Ends the text.
  ///
  /// - Returns: whether it could hold a secret.
  mutating func end() -> Bool {
    endToken(isMarked: false)
    return isFound
  }

  private mutating func endToken(isMarked: Bool) {
    if length >= least, digits > 0, letters > 0, isTouched || isMarked { isFound = true }
    length = 0
    digits = 0
    letters = 0
    isTouched = false
  }

  /// `scheme://user:password@`, marked from the scheme's colon on.
  private mutating func watchURL(_ byte: UInt8, isMarked: Bool) {
    if urlState < 3 {
      if byte == UInt8(ascii: ":") {
        urlState = 1
        isURLMarked = isMarked
        isColonMarked = isMarked
      } else if byte == UInt8(ascii: "/"), urlState > 0 {
        urlState += 1
        userLength = 0
        isURLMarked = isURLMarked || isMarked
      } else {
        urlState = 0
      }
      return
    }
    isURLMarked = isURLMarked || isMarked
    guard 0x21 <= byte, byte < 0x7f, !"\"'<>".utf8.contains(byte) else {
      urlState = 0
      return
    }
    userLength += 1
    // In a URL that is plain itself, what is encoded belongs to the password.
    guard isMarked == isColonMarked else { return }
    switch byte {
    case UInt8(ascii: ":") where urlState == 3:
      urlState = 4
      userLength = 0
    case UInt8(ascii: "@"):
      if urlState == 4, isURLMarked, userLength > 4 { isFound = true }
      urlState = 0
    case UInt8(ascii: "/"): urlState = 0
    default: break
    }
  }

  /// `password=hunter2`, where name, operator or value is marked.
  private mutating func watchName(_ byte: UInt8) {
    if let length = value {
      let isQuoteOrBlank = byte == 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
      if isQuoteOrBlank || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") {
        // Before the value, these lead to it; within, they end it.
        value = length == 0 && sinceName < 8 ? 0 : nil
      } else if 0x21 <= byte, byte < 0x7f, !"$<{([\\%,;&".utf8.contains(byte) || length > 0 {
        value = length + 1
        if length + 1 >= TokenWatch.shortestValue, sinceMark <= sinceName + 8 {
          isFound = true
        }
      } else {
        value = nil
      }
      sinceName += 1
    }
    if traits.has(ByteTraits.name, byte) {
      name = name << 8 | UInt32(ASCII.isUpper(byte) ? byte | 0x20 : byte)
      switch name {
      case TokenWatch.pass, TokenWatch.secret, TokenWatch.token, TokenWatch.credential, TokenWatch.auth:
        namesSecret = true
      default:
        let three = name & 0xff_ffff
        if three == TokenWatch.key || three == TokenWatch.pwd { namesSecret = true }
      }
    } else {
      if namesSecret, byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") {
        value = 0
        sinceName = 0
        namesSecret = false
      } else if byte != UInt8(ascii: "\""), byte != UInt8(ascii: "'"), byte != 0x20, byte != UInt8(ascii: "]")
      {
        namesSecret = false
      }
      name = 0
    }
  }
}
