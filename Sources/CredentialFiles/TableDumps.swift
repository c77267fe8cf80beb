import Findings
import Matching

/// Tables of users: `INSERT INTO users … VALUES (…)`, PostgreSQL's `COPY users (…) FROM stdin`, and CSV with a
/// header. The column's name says which value is a password; a table's columns are known from its `CREATE TABLE`.
struct TableDumps: CredentialReader {
  let name = "table-dump"

  /// Values of one row that are looked at.
  private static let columnLimit = 256

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    var found: [Credential] = []
    var tables: [String: [Int]] = [:]
    var lines = LineScanner(bytes)
    var isFirst = true
    while let line = lines.next() {
      let content = bytes.trimmed(line)
      guard let first = content.first else { continue }
      if isFirst, bytes.index(of: .comma, in: content) != nil, let columns = header(content, in: bytes) {
        return rows(of: columns, separator: .comma, from: lines.position, until: nil, in: bytes)
      }
      isFirst = false
      if starts("create table", at: first, in: bytes) {
        let (name, columns) = definition(content, from: lines.position, in: bytes)
        if let name { tables[name] = columns }
      } else if starts("copy ", at: first, in: bytes), let columns = listed(content, in: bytes) {
        found += rows(of: columns, separator: 0x09, from: lines.position, until: "\\.", in: bytes)
      } else if starts("insert into ", at: first, in: bytes) {
        found += insertion(content, tables: tables, in: bytes)
      }
    }
    return found
  }

  private func starts(_ words: String, at offset: Int, in bytes: [UInt8]) -> Bool {
    offset + words.utf8.count <= bytes.count
      && zip(bytes[offset...], words.utf8).allSatisfy { $0.lowercased == $1 }
  }

  private func isPassword(_ name: Range<Int>, in bytes: [UInt8]) -> Bool {
    SettingName.kind(of: bytes[name]) == .password
  }

  /// The password columns of a CSV's first line.
  private func header(_ line: Range<Int>, in bytes: [UInt8]) -> [Int]? {
    guard line.count < 4096 else { return nil }
    let fields = bytes.fields(line, separator: .comma, limit: TableDumps.columnLimit).map {
      stripped($0, in: bytes)
    }
    guard fields.count > 1, fields.allSatisfy({ $0.count <= 40 && isColumn($0, in: bytes) }) else {
      return nil
    }
    let columns = fields.indices.filter { isPassword(fields[$0], in: bytes) }
    return columns.isEmpty ? nil : columns
  }

  private func isColumn(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    bytes[range].allSatisfy { $0.isWordByte || $0 == .space || $0 == 0x2d }
  }

  /// A name without quotes and blanks.
  private func stripped(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var range = bytes.trimmed(range)
    while let first = range.first, "`\"'([".utf8.contains(bytes[first]) { range = range.dropFirst() }
    while let last = range.last, "`\"')]".utf8.contains(bytes[last]) { range = range.dropLast() }
    return range
  }

  /// The password columns within the first parentheses of a line; nil where there are none.
  private func listed(_ line: Range<Int>, in bytes: [UInt8]) -> [Int]? {
    guard let open = bytes.index(of: UInt8(ascii: "("), in: line.prefix(8192)),
      let close = bytes.index(of: UInt8(ascii: ")"), in: open..<line.upperBound)
    else { return nil }
    let fields = bytes.fields(open + 1..<close, separator: .comma, limit: TableDumps.columnLimit)
    return fields.indices.filter { isPassword(stripped(fields[$0], in: bytes), in: bytes) }
  }

  /// The name and the password columns that `CREATE TABLE` tells, on one line or several.
  private func definition(_ line: Range<Int>, from next: Int, in bytes: [UInt8]) -> (String?, [Int]) {
    guard let open = bytes.index(of: UInt8(ascii: "("), in: line) else { return (nil, []) }
    var words = Words.of(bytes, line.lowerBound..<open)
    if words.count > 5 { words.removeFirst(3) }
    guard let name = words.last.map({ stripped($0.range, in: bytes) }) else { return (nil, []) }
    var columns: [Int] = []
    var number = 0
    var depth = 1
    var index = open + 1
    var start = index
    let end = min(bytes.count, open + 16_384)
    while index < end, depth > 0 {
      let byte = bytes[index]
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if byte == .comma && depth == 1 || depth == 0 {
        if let word = Words.of(bytes, bytes.trimmed(start..<index).prefix(80)).first,
          isPassword(stripped(word.range, in: bytes), in: bytes)
        {
          columns.append(number)
        }
        number += 1
        start = index + 1
      }
      index += 1
    }
    return (bytes.label(name).lowercased(), columns)
  }

  private func insertion(_ line: Range<Int>, tables: [String: [Int]], in bytes: [UInt8]) -> [Credential] {
    let words = Words.of(bytes, line.prefix(200))
    guard words.count > 3 else { return [] }
    let written = words[2].range
    let nameEnd = bytes.index(of: UInt8(ascii: "("), in: written) ?? written.upperBound
    let table = bytes.label(stripped(written.lowerBound..<nameEnd, in: bytes)).lowercased()
    guard let values = indexOfValues(line, in: bytes) else { return [] }
    let columns = listed(line.lowerBound..<values, in: bytes) ?? tables[table] ?? []
    guard !columns.isEmpty else { return [] }
    var found: [Credential] = []
    var column = 0
    var depth = 0
    var index = values
    while index < line.upperBound {
      let byte = bytes[index]
      switch byte {
      case .quote, .doubleQuote:
        var end = index + 1
        while end < line.upperBound, bytes[end] != byte { end += bytes[end] == .backslash ? 2 : 1 }
        end = min(end, line.upperBound)
        if depth > 0, columns.contains(column), index + 1 < end,
          let credential = value(index + 1..<end, of: table, in: bytes)
        {
          found.append(credential)
        }
        index = end
      case UInt8(ascii: "("):
        depth += 1
        if depth == 1 { column = 0 }
      case UInt8(ascii: ")"): depth -= 1
      case .comma where depth == 1: column += 1
      default: break
      }
      index += 1
    }
    return found
  }

  /// Where the word VALUES ends.
  private func indexOfValues(_ line: Range<Int>, in bytes: [UInt8]) -> Int? {
    let head = line.prefix(8192)
    return bytes.indexOf("VALUES", in: head).map { $0 + 6 }
      ?? bytes.indexOf("values", in: head).map { $0 + 6 }
  }

  /// Rows of `COPY` and CSV, up to a closing line.
  private func rows(
    of columns: [Int], separator: UInt8, from start: Int, until end: String?, in bytes: [UInt8]
  ) -> [Credential] {
    guard !columns.isEmpty else { return [] }
    var found: [Credential] = []
    for line in LineScanner(bytes, from: start) {
      if let end, bytes.has(end, at: line.lowerBound) { break }
      let fields = bytes.fields(line, separator: separator, limit: TableDumps.columnLimit)
      for column in columns where column < fields.count {
        if let credential = value(stripped(fields[column], in: bytes), of: "", in: bytes) {
          found.append(credential)
        }
      }
    }
    return found
  }

  private func value(_ range: Range<Int>, of table: String, in bytes: [UInt8]) -> Credential? {
    let text = Array(bytes[range])
    guard !text.isEmpty, text.count <= 512, !bytes.has("\\N", at: range.lowerBound) else { return nil }
    let place = table.isEmpty ? "table of users" : "table \(table.label())"
    if let hash = PasswordHash.identify(text[...], allowsDES: false) {
      return Credential(
        secret: range, severity: hash.severity, confidence: .high, verification: .structure,
        detail: "\(place), \(hash.scheme)")
    }
    let judged = SettingValue(
      name: bytes[range][..<range.lowerBound], kind: .password, value: text, isQuoted: true,
      context: .settings)
    guard judged.isSecret else { return nil }
    let isDigest = text.allSatisfy { $0.hexValue != nil } && [32, 40, 64, 128].contains(text.count)
    return Credential(
      secret: range, confidence: .medium, detail: place + (isDigest ? ", unsalted digest, weak" : ""))
  }
}
