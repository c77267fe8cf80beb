/// Reads `key = value` files with `[sections]` into a `Document`: INI, Git's configuration, Java properties,
/// simple TOML, and the many `key value` formats of Unix.
struct INIScanner {
  /// How one family writes it.
  struct Dialect: Sendable {
    /// Bytes between key and value.
    var separators: Set<UInt8> = [.equals, .colon]
    /// Whether a blank separates too: `key value`.
    var blankSeparates = false
    /// What begins a comment line.
    var comments: Set<UInt8> = [.hash, .semicolon]
    /// Whether a comment may follow a value, after a blank.
    var inlineComments = false
    /// Whether a backslash escapes in unquoted values.
    var escapes = false
    /// Whether dots in section names nest (TOML).
    var dottedSections = false

    /// Python's configparser, wpa_supplicant, NetworkManager, …
    static let ini = Dialect()
    /// Java properties: no sections to speak of, `!` comments, escapes.
    static let properties = Dialect(comments: [.hash, UInt8(ascii: "!")], escapes: true)
    /// git-config(1).
    static let git = Dialect(separators: [.equals], inlineComments: true)
    /// TOML, one line a value.
    static let toml = Dialect(
      separators: [.equals], comments: [.hash], inlineComments: true, dottedSections: true)
    /// `key value` or `key=value`, as redis.conf, msmtprc, wgetrc.
    static let words = Dialect(separators: [.equals], blankSeparates: true, comments: [.hash])
  }

  private let dialect: Dialect
  private var document: Document
  private var section = 0

  /// Reads all of `bytes`.
  static func document(of bytes: [UInt8], dialect: Dialect = .ini) -> Document {
    var scanner = INIScanner(dialect: dialect, document: Document(bytes: bytes))
    var lines = LineScanner(bytes)
    while let line = lines.next() {
      if let end = scanner.read(bytes.trimmed(line)) {
        let next = bytes.index(of: .newline, in: min(end, bytes.count)..<bytes.count) ?? bytes.count
        lines.position = max(lines.position, next + 1)
      }
    }
    return scanner.document
  }

  private init(dialect: Dialect, document: Document) {
    self.dialect = dialect
    self.document = document
  }

  /// Reads one line; where its value is a collection over several, tells where that ends.
  private mutating func read(_ line: Range<Int>) -> Int? {
    let bytes = document.bytes
    guard let first = line.first, !dialect.comments.contains(bytes[first]) else { return nil }
    if bytes[first] == UInt8(ascii: "[") {
      openSection(line)
      return nil
    }
    guard let (key, value) = pair(line) else { return nil }
    let name = String(decoding: bytes[unquoted(key)], as: UTF8.self)
    if dialect.dottedSections, let open = value.first, bytes[open] == UInt8(ascii: "{") {
      return JSONScanner.collection(in: &document, at: open, key: name, container: section)
    }
    add(value, key: name)
    return nil
  }

  private mutating func openSection(_ line: Range<Int>) {
    let bytes = document.bytes
    let end = bytes[line].lastIndex(of: UInt8(ascii: "]")) ?? line.upperBound
    var name = bytes.trimmed(line.lowerBound + 1..<max(line.lowerBound + 1, end))
    while let first = name.first, bytes[first] == UInt8(ascii: "[") { name = name.dropFirst() }
    while let last = name.last, bytes[last] == UInt8(ascii: "]") { name = name.dropLast() }
    section = 0
    // Git's `[section "name"]` and TOML's `[a.b]` nest.
    let isDotted = dialect.dottedSections && bytes.index(of: .doubleQuote, in: name) == nil
    var parts = isDotted ? bytes.fields(name, separator: UInt8(ascii: "."), limit: 8) : [name]
    if !isDotted, let quote = bytes.index(of: .doubleQuote, in: name), quote > name.lowerBound {
      parts = [bytes.trimmed(name.lowerBound..<quote), unquoted(quote..<name.upperBound)]
      if dialect.dottedSections, let last = parts[0].last, bytes[last] == UInt8(ascii: ".") {
        parts[0] = parts[0].dropLast()
      }
    }
    for part in parts {
      section = document.open(String(decoding: bytes[bytes.trimmed(part)], as: UTF8.self), in: section)
    }
  }

  private func pair(_ line: Range<Int>) -> (Range<Int>, Range<Int>)? {
    let bytes = document.bytes
    var end = line.lowerBound
    if let first = line.first, bytes[first] == .doubleQuote,
      let close = bytes.index(of: .doubleQuote, in: first + 1..<line.upperBound)
    {
      end = close + 1
    }
    while end < line.upperBound, !dialect.separators.contains(bytes[end]) {
      if dialect.blankSeparates, bytes[end].isBlank { break }
      end += bytes[end] == .backslash && dialect.escapes ? 2 : 1
    }
    guard end > line.lowerBound, end < line.upperBound else { return nil }
    let key = bytes.trimmed(line.lowerBound..<end)
    var value = bytes.trimmed(end + 1..<line.upperBound)
    if dialect.blankSeparates, bytes[end].isBlank, let first = value.first,
      dialect.separators.contains(bytes[first])
    {
      value = bytes.trimmed(first + 1..<value.upperBound)
    }
    return (key, value)
  }

  private mutating func add(_ value: Range<Int>, key: String) {
    let bytes = document.bytes
    var value = value
    if let first = value.first, bytes[first] == .doubleQuote || bytes[first] == .quote {
      let quote = bytes[first]
      var end = first + 1
      while end < value.upperBound, bytes[end] != quote {
        end += quote == .doubleQuote && bytes[end] == .backslash ? 2 : 1
      }
      // A quote within the value, not round it, belongs to it.
      if end < value.upperBound, end + 1 == value.upperBound || bytes[end + 1].isBlank {
        let inner = first + 1..<end
        let slice = bytes[inner]
        let unescaped =
          quote == .doubleQuote && slice.contains(.backslash) ? JSONScanner.unescape(slice) : nil
        document.add(.init(key: key, container: section, value: inner, unescaped: unescaped, isQuoted: true))
        return
      }
    }
    if dialect.inlineComments {
      var end = value.lowerBound
      while end < value.upperBound {
        if bytes[end] == .hash || bytes[end] == .semicolon, end > value.lowerBound, bytes[end - 1].isBlank {
          break
        }
        end += 1
      }
      value = bytes.trimmed(value.lowerBound..<end)
    }
    let slice = bytes[value]
    let unescaped = dialect.escapes && slice.contains(.backslash) ? JSONScanner.unescape(slice) : nil
    document.add(.init(key: key, container: section, value: value, unescaped: unescaped))
  }

  private func unquoted(_ range: Range<Int>) -> Range<Int> {
    let bytes = document.bytes
    guard range.count >= 2, let first = range.first, let last = range.last,
      bytes[first] == bytes[last], bytes[first] == .doubleQuote || bytes[first] == .quote
    else { return range }
    return range.dropFirst().dropLast()
  }
}
