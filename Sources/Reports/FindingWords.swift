import Findings

/// A finding in plain words for formats without a page of their own: escaped, in one line, shortened.
struct FindingWords {
  let finding: Finding
  /// How many layers the report read.
  let layers: Int

  /// Columns of a place, of an instruction, and of other words from outside.
  static let placeColumns = 200
  static let instructionColumns = 200
  static let wordColumns = 500

  /// The rule's title, or its id where it has none.
  var title: String {
    let title = FindingWords.prose(finding.title, FindingWords.placeColumns)
    return title.isEmpty ? FindingWords.prose(finding.rule, FindingWords.placeColumns) : title
  }

  /// `layer 4/5  app/lib.jar ! config.properties : 3:10`.
  var place: String {
    FindingWords.place(finding.location, finding.layer, layers)
  }

  static func place(_ location: Location, _ layer: LayerReference?, _ layers: Int) -> String {
    PlaceText(location: location, layer: layer, layers: layers).styled(columns: placeColumns).plain
  }

  /// The instruction that made the layer.
  var instruction: String? {
    finding.layer.flatMap {
      InstructionText(layer: $0).styled(columns: FindingWords.instructionColumns)?.plain
    }
  }

  /// What became of the place, where it is not as it was left.
  var state: String? { StateText(state: finding.state, kind: finding.location.kind).words }

  /// The secret redacted, with its length; nil where the secret itself is not known.
  var secret: String? {
    guard finding.secret.length > 0 else { return nil }
    let redacted = StyledText(finding.secret.redacted, shortenedTo: 40).plain
    let bytes = Quantity.count(finding.secret.length, "byte")
    guard let count = finding.count else { return "\(redacted) (\(bytes))" }
    return "\(redacted) (\(bytes), one of \(Quantity.count(count, "secret")))"
  }

  /// What verification or a reader learned.
  var detail: String? {
    guard let detail = finding.detail, !detail.isEmpty else { return nil }
    return FindingWords.prose(detail, FindingWords.wordColumns)
  }

  /// What to do: the words, without the lines to paste.
  var remedy: String {
    let lines = finding.remediation.prefix(8000).split(separator: "\n").filter { !$0.hasPrefix("    ") }
    return FindingWords.prose(lines.joined(separator: " "), 1000)
  }

  /// How many places there are besides the first.
  var furtherPlaces: Int { max(finding.places.count, max(1, finding.placeCount ?? 1) - 1) }

  /// All of it in one line.
  var message: String {
    var parts = ["\(title)\(secret.map { ": \($0)" } ?? "")", "at \(place)"]
    if let state { parts.append(state) }
    if let instruction { parts.append("from \(instruction)") }
    if let detail { parts.append(detail) }
    switch finding.origin {
    case .own: break
    case .base: parts.append("in the base image")
    case .package: parts.append("package " + StyledText(finding.package ?? "", shortenedTo: 80).plain)
    }
    if furtherPlaces > 0 { parts.append("and \(Quantity.count(furtherPlaces, "more place"))") }
    let remedy = remedy
    return parts.joined(separator: "; ") + (remedy.isEmpty ? "." : ". " + remedy)
  }

  /// Untrusted text in one line, escaped and shortened.
  static func prose(_ text: String, _ columns: Int) -> String {
    StyledText(prose: text, shortenedTo: columns).plain
  }

  /// Why and what was not read, in one line.
  static func skipped(_ entry: Skipped, layers: Int) -> String {
    let layer = PlaceText.layer(entry.layer, of: layers).map { $0 + "  " } ?? ""
    let path = StyledText(entry.path, shortenedTo: placeColumns).plain
    return "not read: \(layer)\(path): \(prose(entry.reason, wordColumns))"
  }

  /// What a report that is not complete has to say even where it lists nothing.
  static func incompleteness(of report: Report) -> String {
    let count = CoverageText(coverage: report.coverage).skippedCount
    return count == 0
      ? "The scan did not read everything; secrets may stand in what it missed."
      : "\(Quantity.count(count, "entry was", plural: "entries were")) not read; secrets may stand there."
  }
}
