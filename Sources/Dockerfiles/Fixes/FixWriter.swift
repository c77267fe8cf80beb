/// Writes the way out for findings in a Dockerfile: the line itself, put right.
public struct FixWriter {
  let analysis: DockerfileAnalysis
  let runtime: RuntimeSecret
  private var scripts: [Int: ShellScript] = [:]
  var runs: [Int: MountedRun?] = [:]
  private(set) var hits: [Int: [DockerfileHit]]
  /// Fixes that are still written; further findings have their rule's own words.
  var budget = 400
  private var noted = 0

  /// - Parameter runtime: what the container runs on, for secrets that it needs; nil where that is not known.
  public init(_ analysis: DockerfileAnalysis, runtime: ContainerRuntime?) {
    self.analysis = analysis
    self.runtime = RuntimeSecret(runtime: runtime)
    hits = Dictionary(grouping: analysis.hits, by: \.instruction)
  }

  var dockerfile: Dockerfile { analysis.dockerfile }
  var syntax: String? { dockerfile.directive("syntax")?.value.string }

  func instruction(_ index: Int) -> Instruction? {
    guard dockerfile.instructions.indices.contains(index) else { return nil }
    let outer = dockerfile.instructions[index]
    if case .trigger(let inner?) = outer.body { return inner }
    return outer
  }

  /// What to do about a hit; nil where its rule's own words are all there is.
  public mutating func fix(for hit: DockerfileHit) -> DockerfileFix? {
    guard let instruction = instruction(hit.instruction), budget > 0 else { return nil }
    budget -= 1
    let fix: DockerfileFix? =
      switch instruction.keyword {
      case .run: runFix(hit, instruction)
      case .env, .label: valueFix(hit, instruction)
      case .arg: argumentFix(hit)
      case .cmd, .entrypoint, .healthcheck: startFix(hit, instruction)
      case .add, .copy: fileFix(hit, instruction)
      default: nil
      }
    return fix.map(masked)
  }

  /// What to do about a secret at a place of the file that no rule speaks of.
  public mutating func fix(forSecretAt range: Range<Int>, _ secret: [UInt8]) -> DockerfileFix? {
    guard let index = index(of: range),
      let stage = analysis.graph.stage(ofInstruction: index)?.index
    else { return nil }
    return fix(
      for: DockerfileHit(
        rule: "dockerfile-command-secret", range: range, secret: secret, subject: "", severity: .high,
        confidence: .medium, detail: nil, fix: nil, instruction: index, stage: stage))
  }

  /// Tells of a secret that no rule found, before fixes are written: it is taken out of its RUN as well.
  public mutating func note(_ range: Range<Int>, _ secret: [UInt8]) {
    guard !secret.isEmpty, noted < 256, let index = index(of: range) else { return }
    noted += 1
    hits[index, default: []].append(
      DockerfileHit(
        rule: "dockerfile-command-secret", range: range, secret: secret, subject: "", severity: .high,
        confidence: .medium, detail: nil, fix: nil, instruction: index,
        stage: analysis.graph.stage(ofInstruction: index)?.index))
  }

  private func index(of range: Range<Int>) -> Int? {
    dockerfile.instructions.firstIndex { $0.span.offsets.overlaps(range) }
  }

  /// No secret that a rule found stands in the lines, wherever they were taken from.
  private func masked(_ fix: DockerfileFix) -> DockerfileFix {
    var fix = fix
    let secrets = Set(analysis.hits.lazy.map(\.secret).filter { $0.count >= 4 }.prefix(200))
    for secret in secrets.sorted(by: { $0.count > $1.count }) {
      let text = String(decoding: secret, as: UTF8.self)
      fix.lines = fix.lines.map { Self.blotted($0, text) }
      fix.words = Self.blotted(fix.words, text)
    }
    return fix
  }

  private static func blotted(_ text: String, _ secret: String) -> String {
    guard !secret.isEmpty, text.contains(secret) else { return text }
    return text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "…")
  }

  mutating func script(_ index: Int) -> ShellScript {
    if let known = scripts[index] { return known }
    let script =
      dockerfile.instructions.indices.contains(index)
      ? ShellWords.script(of: dockerfile.instructions[index]) : ShellScript(commands: [], isTruncated: false)
    scripts[index] = script
    return script
  }

  /// The innermost command that a stretch of the file lies in.
  mutating func command(at range: Range<Int>, of index: Int) -> ShellCommand? {
    script(index).commands.filter {
      $0.range.lowerBound <= range.lowerBound && $0.range.upperBound >= range.upperBound
    }
    .min { $0.range.count < $1.range.count }
  }

  func place(_ index: Int) -> RunPlace { analysis.places[index] ?? RunPlace(folder: "/", user: nil) }
}
