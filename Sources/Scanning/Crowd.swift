import Findings

/// Many secrets that one rule finds in one file are noise, or one leak: the first of them stand as findings, the
/// rest are one finding that counts them.
///
/// The verdict stays what it was, since those that stand are the worst. The fingerprint of the one that counts is
/// made from those of all it stands for, so that a baseline or a waiver of it excuses no secret that comes later.
enum Crowd {
  /// How many stand by themselves where there are more than `most`.
  static let shown = 3

  /// How many secrets of one rule in one file are listed one by one; more where the rule is sure of them.
  static func most(_ confidence: Confidence) -> Int { confidence == .high ? 200 : 20 }

  /// A file, as one rule sees it.
  private struct File: Hashable {
    var rule: String
    var isSure: Bool
    var origin: Origin
    var kind: Location.Kind
    var path: String
    var nested: [String]
    var layer: Int?

    init(_ finding: Finding) {
      rule = finding.rule
      isSure = finding.confidence == .high
      origin = finding.origin
      kind = finding.location.kind
      path = finding.location.path
      nested = finding.location.nested
      layer = finding.layer?.index
    }
  }

  /// - Parameter findings: worst first; so is what is returned.
  static func collapsed(_ findings: [Finding]) -> [Finding] {
    var sizes: [File: Int] = [:]
    for finding in findings { sizes[File(finding), default: 0] += 1 }
    guard sizes.contains(where: { $0.value > most($0.key.isSure ? .high : .medium) }) else { return findings }
    var result: [Finding] = []
    var passed: [File: Int] = [:]
    var rests: [File: [Int]] = [:]
    for (index, finding) in findings.enumerated() {
      let file = File(finding)
      guard sizes[file, default: 0] > most(file.isSure ? .high : .medium),
        passed[file, default: 0] >= shown
      else {
        passed[file, default: 0] += 1
        result.append(finding)
        continue
      }
      if rests[file] == nil { result.append(finding) }
      rests[file, default: []].append(index)
    }
    return result.map { finding in
      // The first of the rest, which holds their place in the order.
      guard let rest = rests[File(finding)], let first = rest.first, findings[first] == finding else {
        return finding
      }
      return sum(rest.map { findings[$0] }, worst: finding)
    }
  }

  /// One finding for all of `rest`, of which `worst` is the first.
  private static func sum(_ rest: [Finding], worst: Finding) -> Finding {
    var sum = worst
    let lines = rest.map(\.location.line)
    sum.count = rest.count
    sum.fingerprint = Fingerprint.of(Array(rest.map(\.fingerprint).sorted().joined(separator: "\n").utf8))
    sum.detail =
      "\(rest.count) more secrets of this rule in this file, lines \(lines.min() ?? 1) to \(lines.max() ?? 1); "
      + "the first \(shown) are listed by themselves"
    sum.parts = []
    sum.places = []
    sum.placeCount = nil
    return sum
  }
}
