internal import Findings
internal import Patterns

/// Texts to look for, and the rules that each of them speaks for.
struct AnchorIndex {
  private var literals: [AnchorLiteral] = []
  private var rules: [[Int]] = []
  private var indices: [AnchorLiteral: Int] = [:]

  mutating func add(_ anchor: Anchor, of rule: Int) {
    for literal in anchor.literals {
      if let known = indices[literal] {
        rules[known].append(rule)
      } else {
        indices[literal] = literals.count
        literals.append(literal)
        rules.append([rule])
      }
    }
  }

  /// The database of the texts of those rules that are included; nil where there are none.
  func table(_ cache: DatabaseCache?, includes: (Int) -> Bool = { _ in true }) throws(Engine.Fault)
    -> HitTable?
  {
    var chosen: [AnchorLiteral] = []
    var chosenRules: [[Int]] = []
    for (literal, own) in zip(literals, rules) {
      let own = own.filter(includes)
      guard !own.isEmpty else { continue }
      chosen.append(literal)
      chosenRules.append(own)
    }
    guard !chosen.isEmpty else { return nil }
    let key = chosen.map { ($0.ignoresCase ? "i" : "s") + HexText.lower($0.bytes) }
    if let database = cache?.load(key) { return HitTable(database, rules: chosenRules) }
    do {
      let database = try HyperscanDatabase.compile(literals: chosen)
      cache?.store(database, for: key)
      return HitTable(database, rules: chosenRules)
    } catch {
      throw Engine.Fault(reason: error.description)
    }
  }
}
