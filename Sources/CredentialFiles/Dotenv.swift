import Findings
import Matching

/// `.env` files (dotenv, Docker's `--env-file`, Compose) and shell files that export variables: a value is
/// reported where the name says secret and the value is one, or where it is a URL with a password in it.
struct Dotenv: CredentialReader {
  let name = "dotenv"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    let isSample = Dotenv.isSample(file.name)
    var found: [Credential] = []
    var lines = LineScanner(bytes)
    while let line = lines.next() {
      let content = bytes.trimmed(line)
      guard let assignment = Assignment(content, in: bytes) else { continue }
      // A quoted value may run over several lines (PEM keys do).
      if assignment.isOpen,
        let close = bytes.index(
          of: assignment.quote,
          in: assignment.value.lowerBound..<min(bytes.count, assignment.value.lowerBound + 16_384))
      {
        lines.position = close + 1
        if let key = privateKey(assignment.value.lowerBound..<close, name: assignment.name, in: bytes) {
          found.append(key)
        }
        continue
      }
      guard var credential = credential(assignment, in: bytes) else { continue }
      if isSample {
        // What stands in a template is rarely in use: only what looks made by a machine.
        guard credential.secret.count >= 16, looksRandom(bytes[credential.secret]) else { continue }
        credential.confidence = .low
      }
      found.append(credential)
    }
    return found
  }

  private func credential(_ assignment: Assignment, in bytes: [UInt8]) -> Credential? {
    let value = assignment.value
    let name = bytes.label(assignment.name)
    if let url = URLCredential.first(in: bytes, value), let password = url.password {
      guard !PlaceholderValue.matches(bytes[password]), !assignment.isReference else { return nil }
      return Credential(
        secret: password, decoded: URLCredential.percentDecoded(bytes[password]),
        detail: "\(name), user \(bytes.label(url.user)), host \(bytes.label(url.host))")
    }
    guard !value.isEmpty, !assignment.isReference, let kind = SecretName.kind(of: bytes[assignment.name])
    else {
      return nil
    }
    let text = assignment.unescaped ?? Array(bytes[value])
    guard !PlaceholderValue.matches(text) else { return nil }
    if text.indexOf("-----BEGIN ", in: 0..<min(16, text.count)) != nil {
      return privateKey(value, name: assignment.name, in: bytes)
    }
    switch kind {
    case .password: guard text.count >= 3, !isPath(text) else { return nil }
    case .token:
      guard text.count >= 8, !text.contains(.space), !isPath(text), !text.allSatisfy(\.isDigit) else {
        return nil
      }
      // A word of letters alone is more often a setting than a key.
      if text.count < 16,
        text.allSatisfy({ $0.isLetter || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
      {
        return nil
      }
    }
    return Credential(secret: value, decoded: assignment.unescaped, detail: name)
  }

  private func privateKey(_ value: Range<Int>, name: Range<Int>, in bytes: [UInt8]) -> Credential? {
    guard bytes.indexOf("PRIVATE KEY", in: value) != nil, value.count > 100 else { return nil }
    return Credential(secret: value, verification: .structure, detail: bytes.label(name) + ", private key")
  }

  private func isPath(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    let isRelative =
      first == UInt8(ascii: ".") && text.count > 1 && (text[1] == .slash || text[1] == UInt8(ascii: "."))
    let isAbsolute = first == .slash && text.dropFirst().contains(.slash) && !text.contains(.equals)
    let isURL = text.indexOf("://", in: 0..<min(16, text.count)) != nil
    return isAbsolute || isRelative || isURL || text.has("~/", at: 0)
  }

  private func looksRandom(_ text: ArraySlice<UInt8>) -> Bool {
    text.contains(where: \.isDigit) && text.contains(where: \.isLetter) && Set(text).count >= 8
  }

  static func isSample(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["example", "sample", "template", "dist", "tpl", "default", "schema"].contains { word in
      name.split(separator: ".").contains { $0 == word } || name.hasSuffix("-" + word)
        || name.hasSuffix("_" + word)
    }
  }

  /// One `NAME=value`, with `export`, quotes and comments understood.
  struct Assignment {
    var name: Range<Int>
    var value: Range<Int>
    var unescaped: [UInt8]?
    var quote: UInt8 = 0
    /// Whether the closing quote is missing on the line.
    var isOpen = false
    /// Whether the value is made from others: `$NAME`, `$(command)`, backquotes.
    var isReference = false

    init?(_ line: Range<Int>, in bytes: [UInt8]) {
      var start = line.lowerBound
      for word in ["export ", "set ", "setenv ", "ENV "] where bytes.has(word, at: start) {
        start =
          bytes.trimmed(start + word.utf8.count..<max(line.upperBound, start + word.utf8.count)).lowerBound
      }
      var end = start
      while end < line.upperBound,
        bytes[end].isWordByte || bytes[end] == UInt8(ascii: ".") || bytes[end] == 0x2d
      {
        end += 1
      }
      guard end > start, end - start <= 128, !bytes[start].isDigit, end < line.upperBound else { return nil }
      var equals = end
      while equals < line.upperBound, bytes[equals] == .space { equals += 1 }
      guard equals < line.upperBound, bytes[equals] == .equals || bytes[equals] == .colon && equals == end
      else {
        return nil
      }
      name = start..<end
      value = bytes.trimmed(equals + 1..<line.upperBound)
      guard let first = value.first else { return }
      if bytes[first] == .doubleQuote || bytes[first] == .quote || bytes[first] == UInt8(ascii: "`") {
        quote = bytes[first]
        quoted(first + 1, line: line, in: bytes)
      } else {
        var stop = first
        while stop < value.upperBound, !(bytes[stop] == .hash && stop > first && bytes[stop - 1].isBlank) {
          stop += 1
        }
        value = bytes.trimmed(first..<stop)
        if let last = value.last, bytes[last] == .semicolon { value = value.dropLast() }
      }
      isReference = quote != .quote && Assignment.refers(bytes[value]) || quote == UInt8(ascii: "`")
    }

    private mutating func quoted(_ start: Int, line: Range<Int>, in bytes: [UInt8]) {
      var end = start
      while end < line.upperBound, bytes[end] != quote {
        end += quote == .doubleQuote && bytes[end] == .backslash ? 2 : 1
      }
      isOpen = end >= line.upperBound
      value = start..<max(start, min(end, line.upperBound))
      let text = bytes[value]
      if quote == .doubleQuote, text.contains(.backslash) { unescaped = JSONScanner.unescape(text) }
    }

    /// `${…}`, `$(…)`, or the whole a `$NAME`.
    private static func refers(_ value: ArraySlice<UInt8>) -> Bool {
      guard let dollar = value.firstIndex(of: .dollar), dollar + 1 < value.endIndex else { return false }
      let next = value[dollar + 1]
      return next == UInt8(ascii: "{") || next == UInt8(ascii: "(")
        || dollar == value.startIndex && value.dropFirst().allSatisfy(\.isWordByte)
    }
  }
}
