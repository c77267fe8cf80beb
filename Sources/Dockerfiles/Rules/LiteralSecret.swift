/// Whether a value that stands where a secret would is one.
enum LiteralSecret {
  /// Longer values are judged by their start.
  private static let looked = 256

  /// Whether `value` is neither empty, a placeholder, nor a reference to something that is kept elsewhere.
  static func matches(_ value: some Collection<UInt8>, kind: VariableName.Kind) -> Bool {
    let bytes = value.prefix(looked).map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let first = bytes.first, let last = bytes.last, bytes.count >= 2 else { return false }
    if bytes.contains(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "`") || $0 < 0x20 && $0 != 0x0a }
    ) {
      return false
    }
    if words.contains(text) || bytes.allSatisfy({ $0 == first }) { return false }
    let pair = (first, last)
    if pair == (UInt8(ascii: "<"), UInt8(ascii: ">")) || pair == (UInt8(ascii: "["), UInt8(ascii: "]"))
      || pair == (UInt8(ascii: "%"), UInt8(ascii: "%")) || pair == (UInt8(ascii: "@"), UInt8(ascii: "@"))
      || pair == (UInt8(ascii: "{"), UInt8(ascii: "}"))
    {
      return false
    }
    if references.contains(where: { text.hasPrefix($0) }) { return false }
    if fragments.contains(where: { text.contains($0) }) { return false }
    // A path: where the secret is, not what it is.
    if first == UInt8(ascii: "/"), !bytes.contains(UInt8(ascii: "=")),
      bytes.dropFirst().contains(UInt8(ascii: "/"))
    {
      return false
    }
    guard kind == .token else { return true }
    // Machines make no short tokens, and no plain words.
    return bytes.count >= 8 && bytes.contains { !(0x61...0x7a).contains($0) }
  }

  /// Whether a value only says that another must take its place.
  static func isPlaceholder(_ value: some Collection<UInt8>) -> Bool {
    let bytes = value.prefix(looked).map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    let text = String(decoding: bytes, as: UTF8.self)
    if bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") { return true }
    return words.contains(text) || fragments.contains { text.contains($0) }
  }

  private static let words: Set<String> = [
    "none", "null", "nil", "true", "false", "yes", "no", "on", "off", "undefined", "todo", "tbd", "fixme",
    "unset",
    "example", "dummy", "redacted", "optional", "required", "empty", "default", "hidden", "prompt", "stdin",
    "env",
    "placeholder", "test-only", "disabled", "enabled", "basic", "bearer", "precompile", "assets",
  ]
  private static let references = [
    "file:", "vault:", "env:", "op://", "arn:aws:", "projects/", "secret://", "awssm:", "keyring:", "./",
    "../", "~/",
    "/run/secrets", "aws-sm:", "ssm:", "ref+", "{{", "pass:stdin", "file=", "fd:", "akv://",
  ]
  private static let fragments = [
    "xxxx", "****", "your_", "your-", "yourpass", "yourtoken", "placeholder", "redacted", "replace_",
    "replace-",
    "replaceme", "change_me_before", "insert_", "insert-", "-here", "_here", "....", "dummy", "not-a-real",
    "fake",
    "precompil", "at-runtime", "at_runtime", "build-time-only", "buildtime", "not-used", "notused",
  ]
}
