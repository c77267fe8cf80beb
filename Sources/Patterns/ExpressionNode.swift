/// A regular expression as a tree, as far as its literals and widths go.
indirect enum ExpressionNode: Hashable, Sendable {
  /// One byte of the set.
  case set(ByteSet)
  case sequence([ExpressionNode])
  case choice([ExpressionNode])
  /// `max` nil: without bound.
  case repetition(ExpressionNode, min: Int, max: Int?)
  /// Matches no byte: an anchor, a boundary, look-around.
  case nothing
  /// Something that is not analysed, of any width.
  case unknown

  /// Bytes of the widest match; nil without bound.
  var maximumWidth: Int? {
    switch self {
    case .set: return 1
    case .nothing: return 0
    case .unknown: return nil
    case .sequence(let nodes):
      var sum = 0
      for node in nodes {
        guard let width = node.maximumWidth else { return nil }
        sum += width
      }
      return sum
    case .choice(let nodes):
      var widest = 0
      for node in nodes {
        guard let width = node.maximumWidth else { return nil }
        widest = max(widest, width)
      }
      return widest
    case .repetition(let node, _, let max):
      guard let width = node.maximumWidth, let max else { return nil }
      return width * max
    }
  }

  /// Bytes that every match contains.
  var mandatoryBytes: ByteSet {
    switch self {
    case .set(let set): return set.count == 1 ? set : ByteSet()
    case .nothing, .unknown: return ByteSet()
    case .sequence(let nodes):
      return nodes.reduce(into: ByteSet()) { $0.formUnion($1.mandatoryBytes) }
    case .choice(let nodes):
      guard var common = nodes.first?.mandatoryBytes else { return ByteSet() }
      for node in nodes.dropFirst() { common.formIntersection(node.mandatoryBytes) }
      return common
    case .repetition(let node, let min, _): return min > 0 ? node.mandatoryBytes : ByteSet()
    }
  }

  /// Token bytes (see `ByteSet.token`) that every match has in a row, at least.
  var tokenRun: Int { runs.best }

  private struct Runs {
    /// Shortest width, if the whole node is token bytes; else nil.
    var whole: Int?
    var best: Int
  }

  private var runs: Runs {
    switch self {
    case .set(let set): return set.isSubset(of: .token) ? Runs(whole: 1, best: 1) : Runs(best: 0)
    case .nothing: return Runs(whole: 0, best: 0)
    case .unknown: return Runs(best: 0)
    case .sequence(let nodes):
      var best = 0
      var current = 0
      var isWhole = true
      for node in nodes {
        let runs = node.runs
        best = max(best, runs.best)
        if let whole = runs.whole {
          current += whole
          best = max(best, current)
        } else {
          current = 0
          isWhole = false
        }
      }
      return Runs(whole: isWhole ? current : nil, best: best)
    case .choice(let nodes):
      let all = nodes.map(\.runs)
      let wholes = all.compactMap(\.whole)
      return Runs(
        whole: wholes.count == all.count ? wholes.min() : nil, best: all.map(\.best).min() ?? 0)
    case .repetition(let node, let min, _):
      let runs = node.runs
      let whole = runs.whole.map { $0 * min }
      return Runs(whole: whole, best: min == 0 ? 0 : max(whole ?? 0, runs.best))
    }
  }
}
