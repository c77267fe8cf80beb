import Findings
internal import GitHistory

/// `contraband:allow RULE reason`, in the line of a secret or in the line above it: somebody answers for it.
struct GitWaivers {
  private let objects: ObjectReader

  private static let mark = Array("contraband:allow".utf8)
  /// Files that are read again for it, and bytes of each: waivers stand in files that people write.
  private static let fileLimit = 1000
  private static let byteLimit = 4 << 20

  init(_ objects: ObjectReader) { self.objects = objects }

  /// Gives findings the waiver that stands beside every one of their places.
  ///
  /// - Parameter found: what the engine found, which tells the objects.
  /// - Throws: `GitError` where git fails.
  func apply(to findings: inout [Finding], _ found: [RawFinding]) throws(GitError) {
    var objects: [String: Set<ObjectID>] = [:]
    for raw in found where raw.record.chain.count == 2 {
      guard let content = GitContent(raw.record.chain) else { continue }
      let key = "\(content.commit?.description ?? "") \(raw.record.chain[1])"
      objects[key, default: []].insert(content.object)
    }
    var lines: [ObjectID: [Line]] = [:]
    for index in findings.indices {
      let finding = findings[index]
      // Of a crowd, and of places that are not listed, nobody can answer for all.
      guard finding.waiver == nil, finding.count == nil, finding.placeCount == nil else { continue }
      var waivers: [Finding.Waiver] = []
      let places =
        [(finding.location, finding.commit)] + finding.places.map { ($0.location, $0.commit) }
      for (location, commit) in places {
        // Of several objects at one place none can be told to be the one.
        guard location.kind == .git, location.nested.isEmpty,
          let candidates = objects["\(commit?.id ?? "") \(location.path)"], candidates.count == 1,
          let object = candidates.first
        else { break }
        if lines[object] == nil {
          guard lines.count < GitWaivers.fileLimit else { break }
          lines[object] = try read(object)
        }
        let waiver = lines[object]?.first {
          $0.rule == finding.rule && ($0.number == location.line || $0.number + 1 == location.line)
        }
        guard let waiver else { break }
        waivers.append(
          Finding.Waiver(source: "\(location.path):\(waiver.number)", reason: waiver.reason))
      }
      if waivers.count == places.count { findings[index].waiver = waivers.first }
    }
  }

  /// A waiver as it is written.
  private struct Line {
    var number: Int
    var rule: String
    var reason: String
  }

  private func read(_ object: ObjectID) throws(GitError) -> [Line] {
    guard let header = try objects.open(object), header.size <= GitWaivers.byteLimit else { return [] }
    let bytes = try objects.rest(limit: header.size)
    var found: [Line] = []
    for (number, line) in bytes.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
      guard line.count < 4096, let start = GitWaivers.place(in: line) else { continue }
      let words = String(decoding: line[start...], as: UTF8.self)
        .split(maxSplits: 1, whereSeparator: { " \t\r".contains($0) })
      guard words.count == 2 else { continue }
      let reason = words[1].drop { " \t\r".contains($0) }
      guard reason.contains(where: \.isLetter) else { continue }
      found.append(Line(number: number + 1, rule: String(words[0]), reason: String(reason.prefix(500))))
    }
    return found
  }

  /// Where the words behind the mark begin.
  private static func place(in line: ArraySlice<UInt8>) -> Int? {
    var start = line.startIndex
    while start + mark.count <= line.endIndex {
      guard let next = line[start...].firstIndex(of: mark[0]), next + mark.count <= line.endIndex else {
        return nil
      }
      if line[next..<next + mark.count].elementsEqual(mark) { return next + mark.count }
      start = next + 1
    }
    return nil
  }
}
