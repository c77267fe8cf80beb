import Findings
import Matching

/// `.pgpass`: `host:port:database:user:password`, with `\:` and `\\` escaped (PostgreSQL: "The Password File").
struct Pgpass: CredentialReader {
  let name = "pgpass"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    return LineScanner(bytes).compactMap { line in
      guard let first = line.first, bytes[first] != .hash, let fields = fields(line, in: bytes) else {
        return nil
      }
      let port = fields[1]
      guard bytes.isWord("*", port) || (1...5).contains(port.count) && bytes[port].allSatisfy(\.isDigit)
      else {
        return nil
      }
      let password = fields[4]
      guard !fields[0].isEmpty, !fields[3].isEmpty, !PlaceholderValue.matches(bytes[password]) else {
        return nil
      }
      // Elsewhere a line of five fields may be prose or a log.
      if !file.isNamed, fields.contains(where: { bytes[$0].contains(where: \.isBlank) }) { return nil }
      let unescaped = bytes[password].contains(.backslash) ? JSONScanner.unescape(bytes[password]) : nil
      return Credential(
        secret: password, decoded: unescaped, verification: .structure,
        detail:
          "user \(bytes.label(fields[3])), host \(bytes.label(fields[0])), database \(bytes.label(fields[2]))"
      )
    }
  }

  /// The five fields, cut at colons without a backslash before them.
  private func fields(_ line: Range<Int>, in bytes: [UInt8]) -> [Range<Int>]? {
    var fields: [Range<Int>] = []
    var start = line.lowerBound
    var index = start
    while index < line.upperBound {
      if bytes[index] == .backslash {
        index += 2
        continue
      }
      if bytes[index] == .colon {
        fields.append(start..<index)
        start = index + 1
        if fields.count == 5 { return nil }
      }
      index += 1
    }
    guard fields.count == 4 else { return nil }
    return fields + [start..<line.upperBound]
  }
}
