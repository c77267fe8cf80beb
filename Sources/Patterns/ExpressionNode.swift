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
  var tokenRun: Int { runs.best.length }

  /// How surely the longest run of token bytes in every match holds a digit or mixes cases: 1 for each byte that may
  /// be any digit, 2 where half of what it may be is digits.
  var keyWeight: Int { runs.best.weight }

  private struct Run {
    var length = 0
    var weight = 0

    static func + (a: Run, b: Run) -> Run { Run(length: a.length + b.length, weight: a.weight + b.weight) }

    static func longer(_ a: Run, _ b: Run) -> Run { b.length > a.length ? b : a }

    static func least(_ runs: [Run]) -> Run {
      Run(length: runs.map(\.length).min() ?? 0, weight: runs.map(\.weight).min() ?? 0)
    }
  }

  private struct Runs {
    /// The shortest, if the whole node is token bytes; else nil.
    var whole: Run?
    var best = Run()
  }

  private var runs: Runs {
    switch self {
    case .set(let set):
      guard set.isSubset(of: .token) else { return Runs() }
      let isDigit = ByteSet("0123456789".utf8).isSubset(of: set)
      let run = Run(length: 1, weight: isDigit ? (set.count <= 22 ? 2 : 1) : 0)
      return Runs(whole: run, best: run)
    case .nothing: return Runs(whole: Run())
    case .unknown: return Runs()
    case .sequence(let nodes):
      var best = Run()
      var current = Run()
      var isWhole = true
      for node in nodes {
        let runs = node.runs
        best = Run.longer(best, runs.best)
        if let whole = runs.whole {
          current = current + whole
          best = Run.longer(best, current)
        } else {
          current = Run()
          isWhole = false
        }
      }
      return Runs(whole: isWhole ? current : nil, best: best)
    case .choice(let nodes):
      let all = nodes.map(\.runs)
      let wholes = all.compactMap(\.whole)
      return Runs(
        whole: wholes.count == all.count && !all.isEmpty ? Run.least(wholes) : nil,
        best: Run.least(all.map(\.best)))
    case .repetition(let node, let min, _):
      let runs = node.runs
      let whole = runs.whole.map { Run(length: $0.length * min, weight: $0.weight * min) }
      return Runs(whole: whole, best: min == 0 ? Run() : Run.longer(runs.best, whole ?? Run()))
    }
  }
}
