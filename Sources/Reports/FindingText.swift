import Findings

/// One finding on the page: what, where, by which instruction, why it matters, what to do.
struct FindingText {
  let finding: Finding
  /// How many layers the report read.
  let layers: Int

  /// Further places shown without `verbose`.
  static let placesShown = 5
  /// Rows that a path may take, and an instruction; more with `verbose`.
  private static let pathRows = 3
  private static let instructionRows = 2
  private static let verboseRows = 12
  /// Characters of a secret in clear, which is shown only where the user asked for it.
  private static let clearColumns = 20_000
  /// Lines to paste that are shown.
  private static let pastedLines = 80
  /// Characters of a line to paste, which is not broken.
  private static let lineColumns = 1000
  /// Bytes of another part of the credential that is shown.
  private static let partShown = 200

  func write(on sheet: inout Sheet) {
    writeTitle(on: &sheet)
    let pathColumns = sheet.columns * rows(FindingText.pathRows, sheet)
    let place = PlaceText(location: finding.location, layer: finding.layer, layers: layers)
    sheet.row("at", place.styled(columns: pathColumns), at: .path)
    if let instruction = finding.layer.flatMap({ instruction($0, sheet) }) {
      sheet.row("from", instruction)
    }
    if let commit = finding.commit {
      sheet.row("commit", CommitText(commit: commit).styled(columns: sheet.columns * 2))
    }
    writeState(on: &sheet)
    writeSecret(on: &sheet)
    writeParts(on: &sheet)
    if let origin { sheet.row("origin", origin) }
    // Those that a crowd's first secrets stand for say it already.
    if finding.count == nil { writeFix(on: &sheet) }
    if sheet.style.verbose { writeBackground(on: &sheet) }
    writePlaces(on: &sheet)
    sheet.row("id", StyledText(fingerprint(verbose: sheet.style.verbose), .faint, shortenedTo: 200))
  }

  private func rows(_ usual: Int, _ sheet: Sheet) -> Int {
    sheet.style.verbose ? FindingText.verboseRows : usual
  }

  private func instruction(_ layer: LayerReference, _ sheet: Sheet) -> StyledText? {
    InstructionText(layer: layer).styled(columns: sheet.columns * rows(FindingText.instructionRows, sheet))
  }

  private func writeTitle(on sheet: inout Sheet) {
    let title = StyledText(prose: finding.title, .strong, shortenedTo: sheet.columns * 2)
    let rule = StyledText(finding.rule, .faint, shortenedTo: sheet.columns)
    let count =
      finding.count.map { StyledText("  \(Quantity.count($0, "secret"))", .strong) } ?? StyledText("")
    sheet.row(finding.severity, (title.isEmpty ? rule : title + StyledText("  ") + rule) + count)
  }

  private func writeState(on sheet: inout Sheet) {
    let state = StateText(state: finding.state, kind: finding.location.kind)
    if let words = state.words { sheet.row("state", StyledText(words, .warning)) }
    if let consequence = state.consequence {
      sheet.prose(state.words == nil ? "why" : "", StyledText(consequence))
    }
  }

  private func writeSecret(on sheet: inout Sheet) {
    let secret = finding.secret
    var facts = [Quantity.count(secret.length, "byte"), "\(finding.confidence.rawValue) confidence"]
    switch finding.verification {
    case .checksum: facts.append("checksum valid")
    case .structure: facts.append("structure valid")
    case .none: break
    }
    // Of a file that is judged by its name, or a variable that is set later, the secret is not known.
    if secret.length == 0 {
      let why =
        finding.location.kind == .dockerfile ? "not known before the build" : "none in the file itself"
      facts = [why, "\(finding.confidence.rawValue) confidence"]
    }
    let about = StyledText(facts.joined(separator: ", "), .faint)
    if secret.length == 0 {
      sheet.row("secret", about)
    } else if sheet.style.showSecrets, let clear = secret.clear {
      for (index, line) in SecretLines.all(of: clear, columns: FindingText.clearColumns).enumerated() {
        sheet.row(index == 0 ? "secret" : "", line)
      }
      sheet.row("", about)
    } else {
      let redacted = StyledText(secret.redacted, .secret, shortenedTo: sheet.columns)
      sheet.row("secret", redacted + StyledText("  ") + about)
    }
    guard let detail = finding.detail, !detail.isEmpty else { return }
    sheet.prose("detail", StyledText(prose: detail, shortenedTo: sheet.columns * 3))
    if let consequence = DetailText.consequence(of: detail) {
      sheet.prose("", StyledText(consequence))
    }
  }

  /// The remediation: words, and below them lines to paste, which are indented by four in it.
  private func writeFix(on sheet: inout Sheet) {
    var words: [Substring] = []
    var isFirst = true
    var pasted = 0
    func flush(_ sheet: inout Sheet) {
      guard !words.isEmpty else { return }
      sheet.prose(isFirst ? "fix" : "", StyledText(prose: words.joined(separator: " ")))
      isFirst = false
      words = []
    }
    for line in finding.remediation.split(separator: "\n", omittingEmptySubsequences: true) {
      if line.hasPrefix("    ") {
        flush(&sheet)
        pasted += 1
        guard pasted <= FindingText.pastedLines else { continue }
        sheet.verbatim(StyledText(String(line.dropFirst(2)), shortenedTo: FindingText.lineColumns))
      } else {
        words.append(line)
      }
    }
    flush(&sheet)
  }

  /// What belongs to the same credential.
  private func writeParts(on sheet: inout Sheet) {
    for (index, part) in finding.parts.enumerated() {
      var text = StyledText(prose: part.title, shortenedTo: sheet.columns)
      // A certificate is no secret: its text would say nothing.
      if part.secret.length <= FindingText.partShown {
        text = text + StyledText("  ") + StyledText(part.secret.redacted, .secret, shortenedTo: sheet.columns)
      }
      if let detail = part.detail, !detail.isEmpty {
        text = text + StyledText("  ") + StyledText(prose: detail, .faint, shortenedTo: sheet.columns)
      }
      sheet.row(index == 0 ? "with" : "", text + StyledText("  line \(part.location.line)", .faint))
    }
  }

  /// Whose content it is, where it is not the user's own.
  private var origin: StyledText? {
    switch finding.origin {
    case .own:
      return finding.originNote.map { StyledText(prose: $0, shortenedTo: 200) }
    case .base:
      return StyledText("the base image, not your own layers")
    case .package:
      guard let package = finding.package else { return StyledText("a package, verbatim") }
      return StyledText("package ") + StyledText(package, shortenedTo: 80) + StyledText(", verbatim")
    }
  }

  /// What a reader wants who follows a finding up.
  private func writeBackground(on sheet: inout Sheet) {
    if let reference = finding.reference {
      sheet.row("see", StyledText(reference, shortenedTo: sheet.columns * 3), at: .path)
    }
    if let digest = finding.layer?.diffID ?? finding.layer?.digest {
      sheet.row("layer", StyledText(digest, .faint, shortenedTo: sheet.columns * 2))
    }
    sheet.row("offset", StyledText("byte \(Quantity.grouped(finding.location.offset))", .faint))
  }

  private func writePlaces(on sheet: inout Sheet) {
    let verbose = sheet.style.verbose
    let places = finding.places
    let shown = verbose ? places[...] : places.prefix(FindingText.placesShown)
    for (index, place) in shown.enumerated() {
      let text = PlaceText(location: place.location, layer: place.layer, layers: layers)
      let state = StateText(state: place.state, kind: place.location.kind)
      let columns = sheet.columns * rows(FindingText.pathRows - 1, sheet)
      let note =
        StyledText(state.short.map { "  (\($0))" } ?? "", .warning)
        + StyledText(place.commit.map { "  \(CommitText(commit: $0).short)" } ?? "", .faint)
      sheet.row(index == 0 ? "also" : "", text.styled(columns: columns) + note, at: .path)
      if verbose, place.layer != finding.layer,
        let instruction = place.layer.flatMap({ instruction($0, sheet) })
      {
        sheet.indented(StyledText("from  ", .faint) + instruction, at: .words)
      }
    }
    // Of very many places the report itself lists only the first.
    let all = max(places.count, max(1, finding.placeCount ?? 1) - 1)
    if all > shown.count {
      sheet.row("", StyledText("and \(Quantity.grouped(all - shown.count)) more", .faint))
    }
  }

  /// As many characters as tell findings apart; all of them with `verbose`.
  private func fingerprint(verbose: Bool) -> String {
    verbose ? finding.fingerprint : Digest.short(finding.fingerprint)
  }
}
