/// A database, and for each of its hits the rules it speaks for.
///
/// The rules of hit `i` stand in `rules` from `starts[i]` to `starts[i + 1]`.
struct HitTable: Sendable {
  let database: HyperscanDatabase
  let starts: [Int32]
  let rules: [Int32]

  init(_ database: HyperscanDatabase, starts: [Int32], rules: [Int32]) {
    self.database = database
    self.starts = starts
    self.rules = rules
  }

  init(_ database: HyperscanDatabase, rules table: [[Int]]) {
    self.database = database
    var starts: [Int32] = [0]
    var rules: [Int32] = []
    for own in table {
      rules += own.map { Int32(truncatingIfNeeded: $0) }
      starts.append(Int32(truncatingIfNeeded: rules.count))
    }
    self.starts = starts
    self.rules = rules
  }

  /// The rules that a hit speaks for.
  func rules(of hit: Int) -> some Sequence<Int> {
    rules[Int(starts[hit])..<Int(starts[hit + 1])].lazy.map { Int($0) }
  }
}
