/// The words of shell texts: quotes, expansions, substitutions.
extension ShellReader {
  /// A word while it is read.
  struct Draft {
    var value: SourceText
    var variables: [ShellVariable] = []
    var isExpanded = false
    var isQuoted = false
  }

  mutating func readWord() -> ShellWord {
    let start = index
    var draft = Draft(value: SourceText(at: text.offset(at: index)))
    reading: while !isAtEnd, let byte = byte() {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: ")"):
        break reading
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        guard index == start, self.byte(1) == UInt8(ascii: "(") else { break reading }
        index += 2
        nest { $0.readList(until: UInt8(ascii: ")")) }
        draft.value.append(text, start..<min(index, bytes.count))
        draft.isExpanded = true
      case UInt8(ascii: "("): break reading
      case UInt8(ascii: "'"): readSingleQuoted(&draft)
      case UInt8(ascii: "\""): readDoubleQuoted(&draft)
      case UInt8(ascii: "$"): readDollar(&draft, isQuoted: false)
      case UInt8(ascii: "`"): readBackticks(&draft)
      case UInt8(ascii: "\\"):
        draft.isQuoted = true
        index += 1
        guard let next = self.byte() else { break reading }
        if next != UInt8(ascii: "\n") { draft.value.append(text, index..<index + 1) }
        index += 1
      default:
        draft.value.append(text, index..<index + 1)
        index += 1
      }
    }
    return ShellWord(
      text: text.slice(start..<min(index, bytes.count)), value: draft.value, variables: draft.variables,
      isExpanded: draft.isExpanded, isQuoted: draft.isQuoted)
  }

  mutating func readSingleQuoted(_ draft: inout Draft) {
    draft.isQuoted = true
    index += 1
    let start = index
    while let byte = byte(), byte != UInt8(ascii: "'") { index += 1 }
    draft.value.append(text, start..<index)
    index = min(index + 1, bytes.count)
  }

  mutating func readDoubleQuoted(_ draft: inout Draft) {
    draft.isQuoted = true
    index += 1
    while !isAtEnd, let byte = byte() {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return
      case UInt8(ascii: "$"): readDollar(&draft, isQuoted: true)
      case UInt8(ascii: "`"): readBackticks(&draft)
      case UInt8(ascii: "\\"):
        guard let next = self.byte(1) else {
          draft.value.append(text, index..<index + 1)
          index += 1
          return
        }
        switch next {
        case UInt8(ascii: "\n"): break
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "`"):
          draft.value.append(text, index + 1..<index + 2)
        default: draft.value.append(text, index..<index + 2)
        }
        index += 2
      default:
        draft.value.append(text, index..<index + 1)
        index += 1
      }
    }
  }

  mutating func readDollar(_ draft: inout Draft, isQuoted: Bool) {
    let start = index
    index += 1
    switch byte() {
    case UInt8(ascii: "'") where !isQuoted: return readEscapedQuotes(&draft)
    case UInt8(ascii: "\"") where !isQuoted: return readDoubleQuoted(&draft)
    case UInt8(ascii: "("):
      draft.isExpanded = true
      if byte(1) == UInt8(ascii: "(") {
        skipArithmetic()
      } else {
        index += 1
        nest { $0.readList(until: UInt8(ascii: ")")) }
      }
    case UInt8(ascii: "{"):
      draft.isExpanded = true
      readBraces(&draft, from: start)
    default:
      var end = index
      if end < bytes.count, "@*#?-$!".utf8.contains(bytes[end]) || (0x30...0x39).contains(bytes[end]) {
        end += 1
      } else {
        while end < bytes.count, Self.isNameByte(bytes[end]) { end += 1 }
      }
      if end > index {
        draft.isExpanded = true
        let name = String(decoding: bytes[index..<end], as: UTF8.self)
        draft.variables.append(ShellVariable(name: name, range: text.sourceRange(start..<end)))
        index = end
      }
    }
    draft.value.append(text, start..<min(index, bytes.count))
  }

  /// From the brace of `${name…}` to the one that closes it.
  mutating func readBraces(_ draft: inout Draft, from start: Int) {
    index += 1
    // `${#name}` and `${!name}`.
    if let byte = byte(), byte == UInt8(ascii: "#") || byte == UInt8(ascii: "!"), let next = self.byte(1),
      Self.isNameByte(next)
    {
      index += 1
    }
    let first = index
    while let byte = byte(), Self.isNameByte(byte) { index += 1 }
    let name = String(decoding: bytes[first..<min(index, bytes.count)], as: UTF8.self)
    let position = draft.variables.count
    // What stands in it counts for its variables only: the value keeps the braces as written.
    var inner = Draft(value: SourceText(at: text.offset(at: index)))
    nest { reader in
      while !reader.isAtEnd, let byte = reader.byte(), byte != UInt8(ascii: "}") {
        switch byte {
        case UInt8(ascii: "'"): reader.readSingleQuoted(&inner)
        case UInt8(ascii: "\""): reader.readDoubleQuoted(&inner)
        case UInt8(ascii: "$"): reader.readDollar(&inner, isQuoted: true)
        case UInt8(ascii: "`"): reader.readBackticks(&inner)
        case UInt8(ascii: "\\"): reader.index += 2
        default: reader.index += 1
        }
      }
    }
    index = min(index + 1, bytes.count)
    draft.variables += inner.variables
    if !name.isEmpty {
      draft.variables.insert(
        ShellVariable(name: name, range: text.sourceRange(start..<index)), at: position)
    }
  }

  /// `$'…'` with the escapes of C.
  mutating func readEscapedQuotes(_ draft: inout Draft) {
    draft.isQuoted = true
    index += 1
    while let byte = byte(), byte != UInt8(ascii: "'") {
      guard byte == UInt8(ascii: "\\"), let next = self.byte(1) else {
        draft.value.append(text, index..<index + 1)
        index += 1
        continue
      }
      let controls: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "a"): 0x07,
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "e"): 0x1B, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "v"): 0x0B,
      ]
      if let control = controls[next] {
        draft.value.append([control], replacing: text.sourceRange(index..<index + 2))
      } else {
        draft.value.append(text, index + 1..<index + 2)
      }
      index += 2
    }
    index = min(index + 1, bytes.count)
  }

  /// `` `command` ``: a backslash before `` ` ``, `\` and `$` goes, and the rest is a text of its own.
  mutating func readBackticks(_ draft: inout Draft) {
    let start = index
    index += 1
    var body = SourceText(at: text.offset(at: index))
    while let byte = byte(), byte != UInt8(ascii: "`") {
      if byte == UInt8(ascii: "\\"), let next = self.byte(1), "`\\$".utf8.contains(next) { index += 1 }
      body.append(text, index..<index + 1)
      index += 1
    }
    index = min(index + 1, bytes.count)
    draft.isExpanded = true
    draft.value.append(text, start..<index)
    readNested(body, parent: parent)
  }
}
