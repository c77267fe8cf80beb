import Findings

/// The commit that added a secret, in words.
struct CommitText {
  let commit: CommitReference

  /// As many digits of the id as tell commits apart.
  var short: String { String(commit.id.prefix(10)) }

  /// `1a2b3c4d5e  2026-11-24  Add the settings`.
  func styled(columns: Int) -> StyledText {
    let date = commit.date.map { "  \($0.prefix(10))" } ?? ""
    let prefix = StyledText(short, .strong) + StyledText(date + "  ", .faint)
    return prefix + StyledText(commit.subject, shortenedTo: max(16, columns - prefix.columns))
  }
}
