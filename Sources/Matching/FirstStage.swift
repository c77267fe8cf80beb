internal import Patterns

/// How stage two follows up a hit of one rule.
struct RulePlan: Sendable {
  /// Bytes before the end of a hit at which a match may begin.
  var before = 0
  /// Bytes after the end of a hit at which a match may end.
  var after = 0
  /// Token bytes in a row without which there is no match in the window.
  var tokenRun = 0
  /// A byte without which there is no match in the window.
  var mark: UInt8?
  /// Whether the hit is of a word that must stand near, not of the expression's own text.
  var isNearHit = false

  /// What is assumed of an expression without bound.
  static let unbounded = 4096
}

/// What stage one looks for: for each rule the rarest texts that its matches contain, and whole expressions only
/// where a rule has no such text. Thousands of rules then cost little more than hundreds.
struct FirstStage {
  private(set) var plans: [RulePlan]
  /// Rules whose expression is run over the whole of each piece that their path names.
  private(set) var pathHit: Set<Int> = []
  private var literals: [AnchorLiteral] = []
  private var literalRules: [[Int]] = []
  private var expressions: [String] = []
  private var expressionRules: [[Int]] = []
  private let ids: [String]

  /// Anchors that are likelier than this at a byte would call stage two too often.
  private static let commonest = 1e-3

  init(_ rules: [Rule]) {
    plans = Array(repeating: RulePlan(), count: rules.count)
    ids = rules.map(\.id)
    var indices: [AnchorLiteral: Int] = [:]
    for (index, rule) in rules.enumerated() {
      guard let expression = rule.expression else { continue }
      let shape = ExpressionShape(expression)
      let width = min(shape.maximumWidth ?? RulePlan.unbounded, RuleMatcher.longestMatch)
      var plan = RulePlan(before: width, after: width, tokenRun: shape.tokenRun)
      var anchor = Anchor.best(of: expression)
      // A rule without a rare anchor is hit at the end of its match, whatever its anchor's reach.
      if let anchor, anchor.frequency <= FirstStage.commonest, let reach = anchor.reach {
        plan.before = min(plan.before, reach)
      }
      if !rule.near.isEmpty, (anchor?.frequency ?? 1) > FirstStage.commonest {
        // The words that must stand near are rarer than anything in the expression.
        anchor = Anchor.best(of: "(?i:" + rule.near.joined(separator: "|") + ")")
        plan.before = width + Rule.nearReach + RulePlan.unbounded / 16
        plan.after = plan.before
        plan.isNearHit = true
      }
      plan.mark = shape.marks.first { mark in
        !(anchor?.literals.contains { $0.bytes.contains(mark) } ?? false)
      }
      plans[index] = plan
      guard let anchor, anchor.frequency <= FirstStage.commonest else {
        if rule.path != nil && rule.reader == nil {
          // The path alone says which few files the expression is run over.
          pathHit.insert(index)
          continue
        }
        expressions.append(expression)
        expressionRules.append([index])
        continue
      }
      for literal in anchor.literals {
        if let known = indices[literal] {
          literalRules[known].append(index)
        } else {
          indices[literal] = literals.count
          literals.append(literal)
          literalRules.append([index])
        }
      }
    }
  }

  /// Rules that have no anchor, which cost most.
  var unanchored: [String] { expressionRules.flatMap { $0.map { ids[$0] } } }

  func databases(
    cache: DatabaseCache?
  ) throws(Engine.Fault) -> [(database: HyperscanDatabase, rules: [[Int]])] {
    var databases: [(database: HyperscanDatabase, rules: [[Int]])] = []
    if !literals.isEmpty { databases.append((try literalDatabase(cache), literalRules)) }
    if !expressions.isEmpty {
      let names = expressionRules.map { ids[$0[0]] }
      databases.append((try Engine.database(expressions, rules: names, cache: cache), expressionRules))
    }
    return databases
  }

  private func literalDatabase(_ cache: DatabaseCache?) throws(Engine.Fault) -> HyperscanDatabase {
    let key = literals.map { ($0.ignoresCase ? "i" : "s") + HexText.lower($0.bytes) }
    if let database = cache?.load(key) { return database }
    do {
      let database = try HyperscanDatabase.compile(literals: literals)
      cache?.store(database, for: key)
      return database
    } catch {
      throw Engine.Fault(reason: error.description)
    }
  }
}
