internal import Patterns

/// What tells from a path alone which rules may want it: texts that the rules' path expressions contain, and whole
/// expressions where one has no such text.
struct PathStage {
  let tables: [HitTable]

  /// Texts likelier than this at a byte are in every other path.
  private static let commonest = 1e-4

  init(_ rules: [Rule], cache: DatabaseCache?) throws(Engine.Fault) {
    var anchors = AnchorIndex()
    var loose: [Int] = []
    for (index, rule) in rules.enumerated() {
      guard let path = rule.path else { continue }
      if let anchor = Anchor.best(of: path), anchor.frequency <= PathStage.commonest {
        anchors.add(anchor, of: index)
      } else {
        loose.append(index)
      }
    }
    var tables: [HitTable] = []
    if let table = try anchors.table(cache) { tables.append(table) }
    if !loose.isEmpty {
      let database = try Engine.database(
        loose.map { rules[$0].path ?? "" }, rules: loose.map { rules[$0].id }, cache: cache)
      tables.append(HitTable(database, rules: loose.map { [$0] }))
    }
    self.tables = tables
  }
}
