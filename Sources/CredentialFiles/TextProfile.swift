/// What kind of text a file is, as far as reading its assignments asks: whether a word without quotes is a value
/// (settings) or a name (code).
enum TextProfile {
  case settings, script, code, markup, json, prose

  /// How many bytes of the file tell.
  private static let sample = 65_536

  init(of bytes: [UInt8]) {
    let end = min(bytes.count, TextProfile.sample)
    guard let start = bytes[min(bytes.textStart, end)..<end].firstIndex(where: { !$0.isBlank }) else {
      self = .prose
      return
    }
    if bytes[start] == UInt8(ascii: "<"), !bytes.has("<?php", at: start) {
      self = .markup
      return
    }
    if bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "["),
      let next = bytes[(start + 1)..<end].firstIndex(where: { !$0.isBlank }),
      "\"{['/".utf8.contains(bytes[next]) || bytes[start] == UInt8(ascii: "{") && bytes[next].isLetter
    {
      self = .json
      return
    }
    if bytes.has("#!", at: start) {
      let line = bytes.index(of: .newline, in: start..<end) ?? end
      self = bytes.indexOf("sh", in: start..<line) != nil ? .script : .code
      return
    }
    self = TextProfile.byLines(bytes, start..<end)
  }

  /// Whether a bare word after an operator may be a literal.
  var takesBareValues: Bool { self == .settings || self == .script || self == .prose }

  private static func byLines(_ bytes: [UInt8], _ range: Range<Int>) -> TextProfile {
    var total = 0
    var code = 0
    var settings = 0
    var shell = 0
    for line in LineScanner(bytes, from: range.lowerBound) {
      if line.lowerBound >= range.upperBound || total == 600 { break }
      let content = bytes.trimmed(line)
      guard let first = content.first else { continue }
      if bytes.has("<?php", at: first) { return .code }
      if "#;/*!".utf8.contains(bytes[first]), !bytes.has("#include", at: first) { continue }
      total += 1
      if shellStarts.find(bytes, at: first) != nil {
        shell += 1
      } else if let start = codeStarts.find(bytes, at: first),
        !bytes.has("= ", at: first + start), !bytes.has(": ", at: first + start - 1)
      {
        code += 1
      } else if isSetting(content, in: bytes) {
        settings += 1
      }
    }
    if code * 12 >= total, code > 0 { return .code }
    if shell > 0, shell * 4 >= total - settings { return .script }
    return settings * 2 >= total ? .settings : .prose
  }

  /// `key = value`, `key: value`, `[section]`, `- item`, `name {`, `}`.
  private static func isSetting(_ line: Range<Int>, in bytes: [UInt8]) -> Bool {
    guard let first = line.first, let last = line.last else { return false }
    if bytes[first] == UInt8(ascii: "["), bytes[last] == UInt8(ascii: "]") { return true }
    if bytes[first] == UInt8(ascii: "-") || bytes[first] == UInt8(ascii: "}") { return true }
    if bytes[last] == UInt8(ascii: "{") { return !bytes[line].contains(UInt8(ascii: "(")) }
    var end = first
    while end < line.upperBound, end - first < 100, !"=: \t".utf8.contains(bytes[end]) { end += 1 }
    guard end < line.upperBound, end > first else { return false }
    if bytes[end] == .equals || bytes[end] == .colon { return true }
    let rest = bytes.trimmed(end..<line.upperBound)
    guard let operation = rest.first else { return false }
    if bytes[operation] == .equals || bytes[operation] == .colon { return true }
    // `key value`, and little more.
    return bytes[rest].count(where: \.isBlank) < 3
  }

  private static let codeStarts = Starts([
    "import ", "from ", "def ", "class ", "function", "#include", "package ", "using ", "public ", "private ",
    "protected ", "const ", "let ", "var ", "return", "if (", "for (", "while (", "func ", "fn ", "require",
    "module.exports", "exports.", "async ", "await ", "@", "static ", "struct ", "enum ", "interface ",
    "namespace ", "throw ", "elif ", "my ", "sub ", "local ", "final ", "val ", "self.",
    "this.", "print(", "console.", "assert ", "raise ", "pub ", "impl ",
  ])
  private static let shellStarts = Starts([
    "export ", "alias ", "if [", "fi", "then", "echo ", "cd ", "source ", ". ", "set -", "done", "case ",
    "esac",
    "sudo ", "apt-get ", "RUN ", "ENV ", "COPY ", "FROM ", "ARG ", "umask ", "local ",
  ])
}

/// Words that a line may begin with, by their first byte.
private struct Starts {
  private var words = [[[UInt8]]](repeating: [], count: 256)

  init(_ list: [String]) {
    for word in list { if let first = word.utf8.first { words[Int(first)].append(Array(word.utf8)) } }
  }

  /// The length of the word that stands at `offset`.
  func find(_ bytes: [UInt8], at offset: Int) -> Int? {
    for word in words[Int(bytes[offset])] where offset + word.count <= bytes.count {
      var index = 0
      while index < word.count, bytes[offset + index] == word[index] { index += 1 }
      if index == word.count { return index }
    }
    return nil
  }
}
