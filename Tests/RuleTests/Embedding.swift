import Patterns

/// A kind of file in which secrets stand, with a place for one.
struct Embedding: Sendable {
  var name: String
  /// What stands before and after the text.
  var before: String
  var after: String
  /// Bytes that would have to be escaped there.
  var reserved: String = ""

  func callAsFunction(_ text: String) -> [UInt8] { Array((before + text + after).utf8) }

  /// Whether `text` can stand there as it is.
  func holds(_ text: String) -> Bool {
    !text.utf8.contains { $0 < 0x20 || $0 == 0x7f || reserved.utf8.contains($0) }
  }

  /// A line of its own between others: holds any text.
  static let ownLine = Embedding(
    name: "a line between others", before: "# settings\nLOG_LEVEL=info\n", after: "\nPORT=8080\n")

  /// Files in which a value stands within a line.
  static let inLine: [Embedding] = [
    Embedding(name: "environment file", before: "LOG_LEVEL=info\nACCESS=", after: "\nPORT=8080\n"),
    Embedding(
      name: "JSON", before: #"{"port": 8080, "access": ""#, after: #"", "debug": false}"#, reserved: "\"\\"),
    Embedding(name: "YAML", before: "service:\n  access: ", after: "\n  port: 8080\n", reserved: ":#'\"{}[]"),
    Embedding(
      name: "XML attribute", before: #"<settings><add key="access" value=""#, after: #"" /></settings>"#,
      reserved: "<>&\""),
    Embedding(
      name: "shell history", before: ": 1700000000:0;./deploy --access '", after: "' --verbose\nls -la\n",
      reserved: "'"),
    Embedding(
      name: "log line", before: "2024-05-01T10:00:00Z INFO request access=", after: " status=200\n",
      reserved: " \""),
    Embedding(
      name: "minified JavaScript", before: #"!function(){var a=1,t=""#, after: #"",n=2;go(t,n)}();"#,
      reserved: "\"\\"),
  ]

  /// A compiled program: zero bytes all round.
  static let binary = Embedding(
    name: "binary", before: "\u{7f}ELF\u{2}\u{1}\u{1}\0\0\0\0\0\0\0\0", after: "\0\0\u{1}\u{2}\0main\0")
}
