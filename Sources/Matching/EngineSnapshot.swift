public import Patterns

/// A whole engine in the cache: a run then neither parses pattern files nor looks for anchors.
extension Engine {
  /// The engine of the rules that `identity` stands for: from the cache, or built and kept there.
  ///
  /// - Parameters:
  ///   - identity: differs wherever the rules differ, or what this program makes of them.
  ///   - readers: those that rules may name.
  ///   - cache: nil to build each time.
  ///   - rules: is called where the cache has no such engine.
  /// - Throws: what `rules` throws, or `Fault`.
  public static func cached(
    _ identity: String, readers: [any CredentialReader], cache: DatabaseCache?, rules: () throws -> RuleSet
  ) throws -> Engine {
    guard let cache else { return try Engine(rules: try rules(), readers: readers, cache: nil) }
    let key = "engine \(formatVersion) \(identity)"
    if let bytes = cache.snapshot(key), let engine = try? Engine(snapshot: bytes, readers: readers) {
      return engine
    }
    let engine = try Engine(rules: try rules(), readers: readers, cache: nil)
    if let bytes = engine.snapshot() { cache.keep(bytes, key) }
    return engine
  }

  /// Raised whenever the form of a snapshot, or the first stage's way of choosing anchors, changes.
  private static let formatVersion = 3

  /// nil where a rule cannot be kept.
  func snapshot() -> [UInt8]? {
    guard rules.allSatisfy(RuleSnapshot.canKeep) else { return nil }
    var writer = SnapshotWriter()
    writer.put(digest)
    writer.put(rules) { RuleSnapshot.write($1, to: &$0) }
    writer.put(plans) { writer, plan in
      writer.put(plan.before)
      writer.put(plan.after)
      writer.put(plan.tokenRun)
      writer.put(plan.mark.map { Int($0) })
      writer.put(plan.isNearHit)
      writer.put(plan.isNearKey)
    }
    writer.put(pathHit.sorted()) { $0.put($1) }
    writer.put(everywhere) { $0.put($1) }
    var isComplete = true
    func put(_ database: HyperscanDatabase, _ writer: inout SnapshotWriter) {
      guard let bytes = try? database.serialized() else { return isComplete = false }
      writer.put(database.expressions)
      writer.put(bytes)
    }
    for tables in [
      textTables.everywhere, textTables.nearKeys.map { [$0] } ?? [],
      binaryTables.everywhere, binaryTables.nearKeys.map { [$0] } ?? [], pathTables,
    ] {
      writer.put(tables) { writer, table in
        put(table.database, &writer)
        writer.put(table.starts) { $0.put(Int($1)) }
        writer.put(table.rules) { $0.put(Int($1)) }
      }
    }
    return isComplete ? writer.bytes : nil
  }

  /// - Throws: where the bytes are not those of a snapshot, or not one of this processor and library.
  convenience init(snapshot bytes: [UInt8], readers: [any CredentialReader]) throws {
    let parts = try bytes.withUnsafeBytes { raw throws in
      var reader = SnapshotReader(raw)
      let parts = try Parts(&reader)
      guard reader.isAtEnd else { throw SnapshotReader.Fault() }
      return parts
    }
    try self.init(parts, readers: readers)
  }

  /// What a snapshot holds.
  struct Parts {
    var digest: String
    var rules: [Rule]
    var plans: [RulePlan]
    var pathHit: [Int]
    var everywhere: [Int]
    var textTables = StageTables()
    var binaryTables = StageTables()
    var pathTables: [HitTable]

    init(_ reader: inout SnapshotReader) throws {
      digest = try reader.text()
      rules = try reader.list(RuleSnapshot.read)
      plans = try reader.list { (reader: inout SnapshotReader) throws(SnapshotReader.Fault) in
        var plan = RulePlan()
        plan.before = try reader.number()
        plan.after = try reader.number()
        plan.tokenRun = try reader.number()
        plan.mark = try reader.optionalNumber().map { UInt8(truncatingIfNeeded: $0) }
        plan.isNearHit = try reader.flag()
        plan.isNearKey = try reader.flag()
        return plan
      }
      pathHit = try reader.numbers()
      everywhere = try reader.numbers()
      textTables.everywhere = try Parts.tables(&reader, rules: rules.count)
      textTables.nearKeys = try Parts.tables(&reader, rules: rules.count).first
      binaryTables.everywhere = try Parts.tables(&reader, rules: rules.count)
      binaryTables.nearKeys = try Parts.tables(&reader, rules: rules.count).first
      pathTables = try Parts.tables(&reader, rules: rules.count)
      // All that is used as an index lies within the bounds.
      let indices = rules.indices
      guard plans.count == rules.count, (pathHit + everywhere).allSatisfy(indices.contains) else {
        throw SnapshotReader.Fault()
      }
    }

    private static func database(_ reader: inout SnapshotReader) throws -> HyperscanDatabase {
      let expressions = try reader.number()
      return try HyperscanDatabase.deserialize(try reader.data(), expressions: expressions)
    }

    private static func tables(_ reader: inout SnapshotReader, rules count: Int) throws -> [HitTable] {
      var tables: [HitTable] = []
      for _ in 0..<(try reader.number()) {
        let database = try database(&reader)
        let starts = try reader.numbers().map { Int32(truncatingIfNeeded: $0) }
        let rules = try reader.numbers().map { Int32(truncatingIfNeeded: $0) }
        guard starts.count == database.expressions + 1, starts.first == 0,
          Int(starts.last ?? -1) == rules.count,
          zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
          rules.allSatisfy({ 0 <= $0 && Int($0) < count })
        else { throw SnapshotReader.Fault() }
        tables.append(HitTable(database, starts: starts, rules: rules))
      }
      return tables
    }
  }
}
