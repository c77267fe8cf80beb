/// What stage one looks for in one kind of content.
struct StageTables: Sendable {
  /// Looked for everywhere.
  var everywhere: [HitTable] = []
  /// Looked for round what may be a key; nil where no rule asks for it.
  var nearKeys: HitTable?
}

/// Stage one of one thread for one kind of content.
final class StageScanner {
  private let everywhere: [(scanner: HyperscanScanner, table: HitTable)]
  private let nearKeys: (scanner: HyperscanScanner, table: HitTable)?
  private let finder = KeyRegions()
  private var regions: [Range<Int>] = []

  init(_ tables: StageTables) throws(HyperscanError) {
    var everywhere: [(scanner: HyperscanScanner, table: HitTable)] = []
    for table in tables.everywhere { everywhere.append((try HyperscanScanner(table.database), table)) }
    self.everywhere = everywhere
    if let table = tables.nearKeys {
      nearKeys = (try HyperscanScanner(table.database), table)
    } else {
      nearKeys = nil
    }
  }

  /// Hands the runs of hits in `bytes`, which are at most 4 GiB, to `body`, table by table.
  func scan(
    _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeBufferPointer<HitRuns.Run>, HitTable) -> Void
  ) throws(HyperscanError) {
    for (scanner, table) in everywhere {
      try scanner.scan(bytes) { body($0, table) }
    }
    guard let nearKeys else { return }
    finder.find(in: bytes, &regions)
    guard !regions.isEmpty else { return }
    try nearKeys.scanner.scan(bytes, within: regions) { body($0, nearKeys.table) }
  }
}
