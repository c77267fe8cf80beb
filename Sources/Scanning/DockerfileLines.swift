import Dockerfiles
import Images

/// The Dockerfile that an image was built from, and which of its lines made which layer.
public struct DockerfileLines: Sendable {
  /// The steps of the stage that was built, those of the stages below it first.
  private let steps: [BuildStep]
  private let dockerfile: Dockerfile
  private let name: String
  private let hasTarget: Bool

  /// Reads a Dockerfile.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - target: `--target` of the build.
  ///   - arguments: `--build-arg` of the build.
  /// - Throws: `ScanError` where the file cannot be read.
  public init(path: String, target: String?, arguments: [String: String]) throws(ScanError) {
    guard let bytes = DockerfileContext.read(path, limit: ParserLimits.fileBytes) else {
      throw ScanError("\(path): no file that can be read")
    }
    self.init(bytes, name: path, target: target, arguments: arguments)
  }

  init(_ bytes: [UInt8], name: String, target: String? = nil, arguments: [String: String] = [:]) {
    dockerfile = DockerfileParser.parse(bytes)
    self.name = name
    let walk = BuildWalk(dockerfile, settings: BuildSettings(arguments: arguments, target: target))
    let built = walk.graph.target.map { walk.graph.bases(of: $0) + [$0] } ?? []
    hasTarget = !built.isEmpty
    let stages = Set(built)
    var byStage: [Int: [BuildStep]] = [:]
    walk.forEach { step in
      if let stage = step.stage, stages.contains(stage), step.instruction.keyword != .from {
        byStage[stage, default: []].append(step)
      }
    }
    steps = built.flatMap { byStage[$0] ?? [] }
  }

  /// Lines of one image.
  struct Match: Sendable {
    /// From 1, by the index of the history's entry.
    var entries: [Int: Int] = [:]
    /// From 1, by the index of the layer.
    var layers: [Int: Int] = [:]
    /// What could not be told.
    var notes: [String] = []
  }

  /// Goes back from the end of both, as long as they agree: what lies before is the base image's.
  ///
  /// An instruction that cannot be told from another gets no line rather than a wrong one: the walk ends at the first
  /// entry that is not what the Dockerfile says.
  func match(_ history: [HistoryStep]) -> Match {
    var match = Match()
    guard hasTarget else {
      match.notes = ["\(name) has no such stage; layers have no lines"]
      return match
    }
    guard !history.isEmpty else {
      match.notes = ["the image has no history; layers have no lines of \(name)"]
      return match
    }
    var step = steps.count - 1
    var entry = history.count - 1
    // Joining layers leaves an entry without an instruction behind, and ours without layers.
    while entry >= 0, history[entry].text.isEmpty { entry -= 1 }
    while step >= 0, entry >= 0 {
      let own = HistoryMatch(steps[step], in: dockerfile)
      if own.matches(history[entry]) {
        match.entries[entry] = line(steps[step])
        step -= 1
        entry -= 1
      } else if steps[step].instruction.keyword == .arg {
        // Not every builder writes ARG down.
        step -= 1
      } else {
        break
      }
    }
    while step >= 0, steps[step].instruction.keyword == .arg { step -= 1 }
    if step >= 0 { match.notes.append(mismatch(step, entry, history)) }
    nameLayers(history, &match)
    return match
  }

  /// Of a FROM whose stage is built, the line of the instruction; of a trigger that of the ONBUILD.
  private func line(_ step: BuildStep) -> Int {
    dockerfile.instructions.indices.contains(step.index)
      ? dockerfile.instructions[step.index].span.start.line : step.instruction.span.start.line
  }

  private func mismatch(_ step: Int, _ entry: Int, _ history: [HistoryStep]) -> String {
    let own = "line \(line(steps[step])) (\(steps[step].instruction.keyword.rawValue))"
    let rest = "layers up to there have no line"
    guard entry >= 0 else { return "the image's history ends before \(name) \(own); \(rest)" }
    let text = history[entry].text.prefix(60)
    return
      "history[\(entry)] (\(text.isEmpty ? "no instruction" : String(text))) is not what \(name) has in \(own): "
      + "another version of the file, another --target, or triggers of the base image; \(rest)"
  }

  /// A layer has the line of its entry, unless entries before it went into the same layer.
  private func nameLayers(_ history: [HistoryStep], _ match: inout Match) {
    let makers: Set<String> = ["RUN", "COPY", "ADD"]
    var joined: [Int] = []
    for (index, entry) in history.enumerated() {
      if let layer = entry.layer {
        if match.entries[index] != nil, makers.contains(entry.verb) || entry.verb == "WORKDIR", joined.isEmpty
        {
          match.layers[layer] = match.entries[index]
        } else if !joined.isEmpty {
          let lines = (joined + [index]).compactMap { match.entries[$0] }
          if let first = lines.min(), let last = lines.max() {
            match.notes.append(
              "layer \(layer + 1) holds what lines \(first) to \(last) of \(name) made, joined into one")
          }
        }
        joined = []
      } else if makers.contains(entry.verb), match.entries[index] != nil {
        joined.append(index)
      }
    }
  }
}
