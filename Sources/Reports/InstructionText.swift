import Findings

/// The instruction that made a layer, as one would write it in a Dockerfile.
struct InstructionText {
  let layer: LayerReference

  /// The instruction and its line in the Dockerfile, shortened to `columns`; nil where neither is known.
  func styled(columns: Int) -> StyledText? {
    let line = layer.dockerfileLine.map { "Dockerfile:\($0)" }
    guard let recorded = layer.instruction, !recorded.isEmpty else { return line.map { StyledText($0) } }
    let suffix = StyledText(line.map { "  (\($0))" } ?? "", .faint)
    let instruction = StyledText(
      prose: InstructionText.tidied(recorded), shortenedTo: max(16, columns - suffix.columns))
    return instruction + suffix
  }

  /// Without what builders add: Docker's `/bin/sh -c #(nop)` and BuildKit's `# buildkit`. A bare shell
  /// command is the record of a `RUN`.
  static func tidied(_ recorded: String) -> String {
    let shell = "/bin/sh -c "
    var text = recorded[...]
    if text.hasSuffix(" # buildkit") { text = text.dropLast(" # buildkit".count) }
    if text.hasPrefix(shell + "#(nop) ") {
      return String(text.dropFirst((shell + "#(nop) ").count).drop { $0 == " " })
    }
    if text.hasPrefix("RUN " + shell) { return "RUN " + text.dropFirst(("RUN " + shell).count) }
    if text.hasPrefix(shell) { return "RUN " + text.dropFirst(shell.count) }
    return String(text)
  }
}
