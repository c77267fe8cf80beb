import Findings

/// Collects the hits of one Dockerfile.
struct RuleCollector {
  private(set) var hits: [DockerfileHit] = []
  private var spoken: Set<[String]> = []

  /// Whether there were more hits than are kept.
  private(set) var isFull = false

  private var looks = 0

  /// Whether all variables of a scope may be gone through once more: a file can ask for it in every line.
  mutating func mayLookAround() -> Bool {
    looks += 1
    return looks <= 256
  }

  /// Hits of one file that are kept.
  static let limit = 10_000

  /// Adds a hit; of one rule at one place the first.
  mutating func add(
    _ rule: String, at range: Range<Int>, secret: [UInt8] = [], subject: String = "",
    severity: Severity? = nil,
    confidence: Confidence = .medium, detail: String? = nil, fix: String? = nil, in step: BuildStep
  ) {
    guard hits.count < RuleCollector.limit else { return isFull = true }
    guard let known = DockerfileRules.rule(rule) else { return }
    guard spoken.insert([rule, "\(range.lowerBound)", "\(range.upperBound)"]).inserted else { return }
    let trigger = step.instruction.keyword == .onbuild ? "in ONBUILD: in every image built on this one" : nil
    let details = [detail, trigger].compactMap { $0 }
    hits.append(
      DockerfileHit(
        rule: rule, range: range, secret: secret, subject: subject, severity: severity ?? known.severity,
        confidence: confidence, detail: details.isEmpty ? nil : details.joined(separator: "; "), fix: fix,
        instruction: step.index, stage: step.stage))
  }
}
