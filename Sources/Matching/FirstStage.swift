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
  /// Whether hits count only round what may be a key: see `KeyRegions`.
  var isNearKey = false

  /// What is assumed of an expression without bound.
  static let unbounded = 4096
}

/// What stage one looks for: for each rule the rarest texts that its matches contain, and whole expressions only
/// where a rule has no such text. Thousands of rules then cost little more than hundreds.
struct FirstStage {
  private(set) var plans: [RulePlan]
  /// Rules whose expression is run over the whole of each piece that their path names.
  private(set) var pathHit: Set<Int> = []
  /// Rules whose expression is run over the whole of every piece: the library can hold nothing of them.
  private(set) var everywhere: [Int] = []
  private var anchors = AnchorIndex()
  private var expressions: [String] = []
  private var expressionRules: [Int] = []
  private let rules: [Rule]

  /// Anchors that are likelier than this at a byte would call stage two too often.
  private static let commonest = 1e-3
  /// Anchors rarer than this are looked for everywhere, whatever stands beside them.
  private static let specific = 1e-7

  /// - Parameter narrows: whether the texts of some rules are looked for near keys only.
  init(_ rules: [Rule], narrows: Bool = true) {
    plans = Array(repeating: RulePlan(), count: rules.count)
    self.rules = rules
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
      // A team's rule finds what its expression says, however unlike a key it is.
      plan.isNearKey =
        narrows && rule.origin == nil && FirstStage.isUnspecific(anchor) && KeyRegions.cover(plan, shape)
      plans[index] = plan
      if rule.path != nil, rule.reader == nil {
        // The path alone says which few files the expression is run over.
        pathHit.insert(index)
        continue
      }
      guard let anchor, anchor.frequency <= FirstStage.commonest else {
        expressions.append(expression)
        expressionRules.append(index)
        continue
      }
      anchors.add(anchor, of: index)
    }
  }

  /// Whether an anchor is a name written in any case, or so short that it stands in other words everywhere.
  private static func isUnspecific(_ anchor: Anchor?) -> Bool {
    guard let anchor else { return false }
    return anchor.frequency > FirstStage.specific || anchor.literals.contains(where: \.ignoresCase)
  }

  /// Rules that have no anchor, which cost most.
  var unanchored: [String] { expressionRules.map { rules[$0].id } }

  /// The databases for text, which all rules see, and for binary content, which fewer do: the texts of the many
  /// rules that go by a provider's name are not looked for there.
  mutating func tables(
    cache: DatabaseCache?
  ) throws(Engine.Fault) -> (text: StageTables, binary: StageTables) {
    let loose = try expressionTable(cache)
    let rules = rules
    let onBinary = rules.map { $0.runsOnBinary || $0.reader != nil }
    func tables(_ includes: (Int) -> Bool) throws(Engine.Fault) -> StageTables {
      let common = try anchors.table(cache) { includes($0) && !plans[$0].isNearKey }
      let near = try anchors.table(cache) { includes($0) && plans[$0].isNearKey }
      return StageTables(everywhere: [common, loose].compactMap(\.self), nearKeys: near)
    }
    return (try tables { _ in true }, try tables { onBinary[$0] })
  }

  /// Whole expressions; those that the library refuses (back-references, unbounded look-behind, sheer size) are
  /// left to the second stage alone.
  private mutating func expressionTable(_ cache: DatabaseCache?) throws(Engine.Fault) -> HitTable? {
    while !expressions.isEmpty {
      if let database = cache?.load(expressions) {
        return HitTable(database, rules: expressionRules.map { [$0] })
      }
      do {
        let database = try HyperscanDatabase.compile(expressions)
        cache?.store(database, for: expressions)
        return HitTable(database, rules: expressionRules.map { [$0] })
      } catch let error as HyperscanDatabase.CompileError {
        guard let refused = error.expression, refused < expressions.count else {
          throw Engine.Fault(reason: error.reason)
        }
        everywhere.append(expressionRules[refused])
        expressions.remove(at: refused)
        expressionRules.remove(at: refused)
      } catch {
        throw Engine.Fault(reason: "\(error)")
      }
    }
    return nil
  }
}
