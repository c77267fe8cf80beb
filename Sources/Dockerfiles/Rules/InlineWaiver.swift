/// `# contraband:allow RULE reason`: a finding that somebody answers for, in the line or in the one below.
public struct InlineWaiver: Sendable, Hashable {
  /// Id of the rule.
  public let rule: String
  /// Why; a waiver without a reason is none.
  public let reason: String
  /// The lines it holds for, from 1.
  public let lines: ClosedRange<Int>

  private static let mark = Array("contraband:allow".utf8)
  /// Waivers of one file that are read.
  private static let limit = 1_000

  /// The waivers of a file, in their order.
  public static func all(in dockerfile: Dockerfile) -> [InlineWaiver] {
    // A comment above an instruction holds for all of its lines.
    var ends: [Int: Int] = [:]
    for instruction in dockerfile.instructions {
      for comment in instruction.comments { ends[comment.span.start.line] = instruction.span.end.line }
    }
    return all(in: dockerfile.source, ends: ends)
  }

  /// The waivers of a text whose comments begin with `#`.
  ///
  /// - Parameter ends: the last line that a comment holds for, by the comment's own line, where it is not the next.
  package static func all(in source: [UInt8], ends: [Int: Int] = [:]) -> [InlineWaiver] {
    var found: [InlineWaiver] = []
    for (number, line) in source.split(separator: 0x0a, omittingEmptySubsequences: false)
      .enumerated()
    {
      guard found.count < limit else { break }
      guard let hash = line.firstIndex(of: UInt8(ascii: "#")), line.count < 4096 else { continue }
      var start = hash
      while start + mark.count <= line.endIndex, !line[start..<start + mark.count].elementsEqual(mark) {
        start += 1
      }
      guard start + mark.count <= line.endIndex else { continue }
      let words = String(decoding: line[(start + mark.count)...], as: UTF8.self)
        .split(maxSplits: 1, whereSeparator: { " \t\r".contains($0) })
      guard words.count == 2 else { continue }
      let reason = words[1].drop { " \t\r".contains($0) }
      guard !reason.isEmpty else { continue }
      found.append(
        InlineWaiver(
          rule: String(words[0]), reason: String(reason),
          lines: number + 1...max(number + 2, ends[number + 1] ?? 0)))
    }
    return found
  }

  /// Whether it is for a finding.
  public func covers(rule: String, line: Int) -> Bool { rule == self.rule && lines.contains(line) }
}
