import FoundationEssentials

/// Values as JSON, for programs.
public enum JSONText {
  /// Keys sorted, a newline at the end. Characters that could steer or reorder a terminal's output are written as
  /// `\u` escapes.
  public static func render(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return TerminalSafeJSON.escaped([UInt8](try encoder.encode(value))) + [UInt8(ascii: "\n")]
  }
}
