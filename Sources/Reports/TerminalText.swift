/// Untrusted text made fit for a terminal. Every function escapes what it is given: control characters
/// (escape sequences and line breaks with them), bidirectional controls and invisible characters come out as
/// `\n` or `\u{1b}`, so that no text can move the cursor, forge a line or read as another. Escaping text
/// that was escaped before changes nothing.
public enum TerminalText {
  /// `text` with everything escaped that a terminal would not show as itself.
  public static func escaped(_ text: String) -> String {
    StyledText(text).plain
  }

  /// `bytes` as text, each invalid UTF-8 sequence shown as U+FFFD, the rest escaped.
  public static func escaped(utf8 bytes: some Collection<UInt8>) -> String {
    escaped(String(decoding: bytes, as: UTF8.self))
  }

  /// Columns that `text` takes once escaped: two for East Asian wide characters and emoji, none for combining
  /// marks, one for others.
  public static func width(_ text: String) -> Int {
    StyledText(text).columns
  }

  /// `text` escaped and, where it is wider than `columns`, with its middle left out for an ellipsis.
  public static func truncated(_ text: String, to columns: Int) -> String {
    StyledText(text, shortenedTo: columns).plain
  }

  /// `text` escaped, in rows of at most `columns`. Rows end at blanks; a word wider than a row is broken.
  public static func wrapped(_ text: String, to columns: Int) -> [String] {
    StyledText(text).wrapped(to: max(1, columns)).map(\.plain)
  }
}
