/// Passwords in SQL: `IDENTIFIED BY '…'` (MySQL, Oracle), `PASSWORD '…'` (PostgreSQL, SQL Server).
enum SQLPassword {
  private static let limit = 256

  /// Ranges of the passwords in a text.
  static func find(in text: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for keyword in ["identified by", "password"] {
      let needle = Array(keyword.utf8)
      var index = 0
      while index + needle.count < text.count, found.count < limit {
        guard text[index] | 0x20 == needle[0], matches(text, index, needle) else {
          index += 1
          continue
        }
        index += needle.count
        var start = index
        while start < text.count, text[start] == 0x20 { start += 1 }
        guard start > index, start < text.count, text[start] == UInt8(ascii: "'") else { continue }
        guard let end = text[(start + 1)...].prefix(limit).firstIndex(of: UInt8(ascii: "'")) else { continue }
        let value = start + 1..<end
        if value.count >= 3, LiteralSecret.matches(text[value], kind: .password) { found.append(value) }
        index = end
      }
    }
    return found
  }

  private static func matches(_ text: [UInt8], _ at: Int, _ needle: [UInt8]) -> Bool {
    for (offset, byte) in needle.enumerated() where text[at + offset] | 0x20 != byte | 0x20 { return false }
    return true
  }
}
