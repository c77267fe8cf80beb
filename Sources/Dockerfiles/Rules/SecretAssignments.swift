/// `name=value` and `name: value` in a text that a command writes, where the name promises a secret.
enum SecretAssignments {
  /// A value and what its name promises.
  struct Found {
    let name: String
    /// Of the text's bytes.
    let value: Range<Int>
  }

  /// Assignments of one text that are looked at.
  private static let limit = 10_000

  /// All of a text, in linear time.
  static func find(in text: [UInt8]) -> [Found] {
    var found: [Found] = []
    var nameStart: Int?
    var index = 0
    while index < text.count, found.count < limit {
      let byte = text[index]
      if isName(byte) {
        nameStart = nameStart ?? index
        index += 1
        continue
      }
      // printf's `\n` and its kin end a name; they do not begin one.
      if byte == UInt8(ascii: "\\"), index + 1 < text.count, [0x6e, 0x74, 0x72].contains(text[index + 1]) {
        nameStart = nil
        index += 2
        continue
      }
      guard byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":"), let start = nameStart else {
        // `machine h login l password p` of .netrc has blanks instead.
        if byte == 0x20, let start = nameStart, text[start..<index].elementsEqual("password".utf8) {
          let value = self.value(text, from: index)
          if !value.isEmpty, text[value.lowerBound] != UInt8(ascii: "=") {
            if isSecret(text, value, .password) { found.append(Found(name: "password", value: value)) }
          }
        }
        nameStart = nil
        index += 1
        continue
      }
      let name = text[start..<index]
      nameStart = nil
      index += 1
      guard index < text.count, text[index] != UInt8(ascii: "/"), let kind = kind(name) else { continue }
      let value = self.value(text, from: index)
      if isSecret(text, value, kind) {
        found.append(Found(name: String(decoding: name, as: UTF8.self), value: value))
      }
      index = max(index, value.upperBound)
    }
    return found
  }

  private static func kind(_ name: ArraySlice<UInt8>) -> VariableName.Kind? {
    // npm's `//host/:_authToken=`, `_auth=`, `_password=`.
    VariableName.kind(of: name)
  }

  private static func isSecret(_ text: [UInt8], _ value: Range<Int>, _ kind: VariableName.Kind) -> Bool {
    guard value.count >= 4 else { return false }
    return LiteralSecret.matches(text[value], kind: kind)
  }

  private static func value(_ text: [UInt8], from start: Int) -> Range<Int> {
    var first = start
    while first < text.count, text[first] == 0x20 || text[first] == 0x09 { first += 1 }
    guard first < text.count else { return first..<first }
    let quote = text[first] == UInt8(ascii: "\"") || text[first] == UInt8(ascii: "'") ? text[first] : nil
    if quote != nil { first += 1 }
    var end = first
    while end < text.count, text[end] > 0x20 || text[end] == 0x20 && quote != nil {
      if let quote, text[end] == quote { break }
      if quote == nil, text[end] == UInt8(ascii: ",") || text[end] == UInt8(ascii: ";") { break }
      if text[end] == UInt8(ascii: "\\"), end + 1 < text.count, text[end + 1] == UInt8(ascii: "n") { break }
      end += 1
    }
    return first..<end
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte) || (0x30...0x39).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
