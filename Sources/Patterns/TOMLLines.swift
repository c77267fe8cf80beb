/// The lines on which the keys of a TOML text stand.
///
/// The TOML library tells the place of a syntax error only. This reads the text once more, as far as keys,
/// strings and brackets go (TOML 1.0.0, sections "Key/Value Pair" to "Array of Tables"). It is used on texts that
/// the library has accepted; on others it ends early, and lines are missing, never wrong in kind.
struct TOMLLines {
  /// By the path of the key: `rules[3].regex`, `rules[3].allowlists[0].regexes[2]`; tables by their own path.
  /// Key names are in lower case where `foldsCase`.
  private(set) var lines: [String: Int] = [:]
  /// Lines of strings that hold a zero character, at which the library would cut them.
  private(set) var zeros: [Int] = []

  private let bytes: [UInt8]
  private let foldsCase: Bool
  private var index = 0
  private var line = 1
  private var counts: [String: Int] = [:]
  private var parts: [String: [String: Int]] = [:]

  /// Brackets within brackets that are read.
  private static let depthLimit = 64

  /// - Parameter foldsCase: name keys in lower case.
  init(_ text: String, foldsCase: Bool) {
    bytes = Array(text.utf8)
    self.foldsCase = foldsCase
    read()
  }

  /// The line of the key at `path`: where that is not known, of what it is a part of.
  func line(of path: String) -> Int? {
    var path = path[...]
    while true {
      if let line = lines[String(path)] { return line }
      guard let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
      path = path[..<cut]
    }
  }

  /// The lines of what is part of a table of the top level, `rules[3]`, by the rest of their paths.
  func parts(of table: String) -> [String: Int] { parts[table] ?? [:] }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func has(_ text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

  private mutating func advance() {
    if bytes[index] == 0x0a { line += 1 }
    index += 1
  }

  private mutating func note(_ path: String, _ line: Int) {
    guard lines[path] == nil else { return }
    lines[path] = line
    guard let dot = path.firstIndex(of: ".") else { return }
    parts[String(path[..<dot]), default: [:]][String(path[path.index(after: dot)...])] = line
  }

  private mutating func skipBlanks(newlines: Bool) {
    while let byte = next {
      switch byte {
      case 0x20, 0x09: index += 1
      case 0x0a, 0x0d:
        guard newlines else { return }
        advance()
      case UInt8(ascii: "#"):
        while let byte = next, byte != 0x0a { index += 1 }
      default: return
      }
    }
  }

  private mutating func read() {
    var prefix = ""
    while true {
      skipBlanks(newlines: true)
      guard let byte = next else { return }
      let start = index
      if byte == UInt8(ascii: "[") {
        guard let table = header() else { return }
        prefix = table
      } else if !pair(prefix: prefix, depth: 0) {
        return
      }
      guard index > start else { return }
    }
  }

  /// `[a.b]` or `[[a.b]]`: the path of the table that begins.
  private mutating func header() -> String? {
    let line = line
    let isArray = has("[[")
    index += isArray ? 2 : 1
    let names = key()
    guard !names.isEmpty, has(isArray ? "]]" : "]") else { return nil }
    index += isArray ? 2 : 1
    var path = ""
    for (offset, name) in names.enumerated() {
      path += (path.isEmpty ? "" : ".") + name
      if offset == names.count - 1, isArray {
        note(path, line)
        counts[path, default: 0] += 1
      }
      // `[a.b]` below `[[a]]` is a part of the last `a`.
      if let count = counts[path], count > 0 { path += "[\(count - 1)]" }
    }
    note(path, line)
    return path
  }

  /// Names of a dotted key, bare or quoted.
  private mutating func key() -> [String] {
    var names: [String] = []
    while true {
      skipBlanks(newlines: false)
      var name: [UInt8] = []
      if let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        index += 1
        while let byte = next, byte != quote, byte != 0x0a {
          name.append(byte)
          index += 1
        }
        guard next == quote else { return [] }
        index += 1
      } else {
        while let byte = next, ByteSet.word.contains(byte) || byte == UInt8(ascii: "-") {
          name.append(byte)
          index += 1
        }
        guard !name.isEmpty else { return [] }
      }
      let text = String(decoding: name, as: UTF8.self)
      names.append(foldsCase ? text.lowercased() : text)
      skipBlanks(newlines: false)
      guard next == UInt8(ascii: ".") else { return names }
      index += 1
    }
  }

  private mutating func pair(prefix: String, depth: Int) -> Bool {
    let line = line
    let names = key()
    guard !names.isEmpty, next == UInt8(ascii: "=") else { return false }
    index += 1
    let path = (prefix.isEmpty ? [] : [prefix]) + names
    let name = path.joined(separator: ".")
    note(name, line)
    return value(name, depth: depth)
  }

  private mutating func value(_ path: String, depth: Int) -> Bool {
    skipBlanks(newlines: false)
    guard let byte = next, depth < TOMLLines.depthLimit else { return false }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return string(byte)
    case UInt8(ascii: "["): return array(path, depth: depth)
    case UInt8(ascii: "{"): return inlineTable(path, depth: depth)
    default:
      while let byte = next, !",]}#\n\r".utf8.contains(byte) { index += 1 }
      return true
    }
  }

  private mutating func array(_ path: String, depth: Int) -> Bool {
    index += 1
    var count = 0
    while true {
      skipBlanks(newlines: true)
      guard let byte = next else { return false }
      if byte == UInt8(ascii: "]") {
        index += 1
        return true
      }
      if byte == UInt8(ascii: ",") {
        index += 1
        continue
      }
      let start = index
      let element = "\(path)[\(count)]"
      note(element, line)
      guard value(element, depth: depth + 1), index > start else { return false }
      count += 1
    }
  }

  private mutating func inlineTable(_ path: String, depth: Int) -> Bool {
    index += 1
    while true {
      skipBlanks(newlines: true)
      guard let byte = next else { return false }
      if byte == UInt8(ascii: "}") {
        index += 1
        return true
      }
      if byte == UInt8(ascii: ",") {
        index += 1
        continue
      }
      guard pair(prefix: path, depth: depth + 1) else { return false }
    }
  }

  private mutating func string(_ quote: UInt8) -> Bool {
    let escapes = quote == UInt8(ascii: "\"")
    let isLong = bytes[index...].starts(with: [quote, quote, quote])
    index += isLong ? 3 : 1
    while let byte = next {
      if escapes, byte == UInt8(ascii: "\\") {
        if has("\\u0000") || has("\\U00000000") { zeros.append(line) }
        advance()
        if next != nil { advance() }
      } else if byte == quote {
        guard isLong else {
          index += 1
          return true
        }
        if bytes[index...].starts(with: [quote, quote, quote]) {
          index += 3
          // Up to two quotes may stand before the closing three.
          while next == quote { index += 1 }
          return true
        }
        index += 1
      } else {
        if byte == 0 { zeros.append(line) }
        if byte == 0x0a, !isLong { return false }
        advance()
      }
    }
    return false
  }
}
