import Findings

/// What a scan looked at, and what it could not, in words.
struct CoverageText {
  let coverage: Coverage

  /// Skipped entries listed without `verbose`.
  static let skippedShown = 20

  /// Entries skipped in all, listed or not.
  var skippedCount: Int { max(coverage.skippedCount, coverage.skipped.count) }

  /// `5 layers, 65,107 files (1.17 GB), 312 files inside archives (45.2 MB)`.
  var extent: String {
    var parts: [String] = []
    if let commits = coverage.commits { parts.append(Quantity.count(commits, "commit")) }
    if coverage.layers > 0 { parts.append(Quantity.count(coverage.layers, "layer")) }
    parts.append("\(Quantity.count(coverage.files, "file")) (\(Quantity.size(coverage.bytes)))")
    if coverage.nestedFiles > 0 {
      let files = Quantity.count(coverage.nestedFiles, "file")
      parts.append("\(files) inside archives (\(Quantity.size(coverage.nestedBytes)))")
    }
    return parts.joined(separator: ", ")
  }

  func write(on sheet: inout Sheet) {
    sheet.row("read", StyledText(extent))
    guard skippedCount > 0 else { return }
    sheet.row("skipped", StyledText(Quantity.count(skippedCount, "entry", plural: "entries"), .warning))
    let skipped = coverage.skipped
    let shown = sheet.style.verbose ? skipped[...] : skipped.prefix(CoverageText.skippedShown)
    writeByReason(shown, on: &sheet)
    if skippedCount > shown.count {
      sheet.row("", StyledText("and \(Quantity.grouped(skippedCount - shown.count)) more", .faint))
    }
  }

  /// Each reason once, with the places it applies to, in the order in which the reasons first occur.
  private func writeByReason(_ entries: ArraySlice<Skipped>, on sheet: inout Sheet) {
    var reasons: [String] = []
    var places: [String: [Skipped]] = [:]
    for entry in entries {
      if places[entry.reason] == nil { reasons.append(entry.reason) }
      places[entry.reason, default: []].append(entry)
    }
    for reason in reasons {
      sheet.prose("", StyledText(prose: reason, .warning, shortenedTo: sheet.columns * 3))
      for entry in places[reason] ?? [] {
        sheet.indented(place(of: entry, on: sheet), at: .path)
      }
    }
  }

  private func place(of entry: Skipped, on sheet: Sheet) -> StyledText {
    let layer = PlaceText.layer(entry.layer, of: coverage.layers)
    let rows = sheet.style.verbose ? 12 : 2
    var place = StyledText(layer.map { $0 + "  " } ?? "", .faint)
    place += StyledText(entry.path, .path, shortenedTo: sheet.columns * rows)
    if let bytes = entry.bytes { place += StyledText("  (\(Quantity.size(bytes)))", .faint) }
    return place
  }
}
