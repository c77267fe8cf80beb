/// Writes a tree back as a Dockerfile that reads to the same tree: one instruction a line, comments left out.
public enum DockerfilePrinter {
  /// The whole file.
  public static func print(_ dockerfile: Dockerfile) -> [UInt8] {
    var output: [UInt8] = []
    for directive in dockerfile.directives {
      output += "# \(directive.name)=".utf8 + directive.value.bytes + [UInt8(ascii: "\n")]
    }
    for instruction in dockerfile.instructions {
      output += print(instruction, escape: dockerfile.escape)
    }
    return output
  }

  /// An instruction with its heredocs and the line feed at the end.
  public static func print(_ instruction: Instruction, escape: UInt8 = UInt8(ascii: "\\")) -> [UInt8] {
    var output = line(instruction)
    // Nothing at all: an escape with nothing to continue with, at the end of the file.
    if output.isEmpty {
      output = [escape]
    } else if output.last == escape {
      // A form feed keeps an escape at the end from continuing the line, and goes with the blanks.
      output.append(0x0C)
    }
    output.append(UInt8(ascii: "\n"))
    for heredoc in instruction.heredocs {
      output += heredoc.content.bytes
      guard heredoc.terminator != nil else { continue }
      output += heredoc.name + [UInt8(ascii: "\n")]
    }
    return output
  }

  private static func line(_ instruction: Instruction) -> [UInt8] {
    var parts: [[UInt8]] = [instruction.name.bytes]
    parts += instruction.flags.map { escaped($0.text.bytes) }
    // Arguments that look like a flag need the mark that ends those.
    if instruction.arguments.bytes.starts(with: "--".utf8) { parts.append(Array("--".utf8)) }
    parts += arguments(of: instruction)
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [UInt8(ascii: " ")]))
  }

  private static func arguments(of instruction: Instruction) -> [[UInt8]] {
    switch instruction.body {
    case .from, .text, .unknown: return [instruction.arguments.bytes]
    case .commandLine(let line): return [print(line)]
    case .healthCheck(let type, let command):
      return [type?.bytes, command.map { print($0) }].compactMap { $0 }
    case .pairs(let pairs):
      // An escape at the end of the name would eat one blank of several.
      if pairs.contains(where: \.isLegacy) { return [instruction.arguments.bytes] }
      return pairs.map { $0.key.bytes + [UInt8(ascii: "=")] + $0.value.bytes }
    case .declarations(let declarations):
      return declarations.map { declaration in
        declaration.name.bytes + (declaration.value.map { [UInt8(ascii: "=")] + $0.bytes } ?? [])
      }
    case .copy(let sources, let destination, let isExec):
      // The same with a backslash, for the lexer of heredocs.
      if !isExec, instruction.arguments.bytes.contains(UInt8(ascii: "\\")) {
        return [instruction.arguments.bytes]
      }
      return words(sources.map(\.word) + (destination.map { [$0] } ?? []), isExec: isExec)
    case .words(let words, let isExec): return Self.words(words, isExec: isExec)
    case .trigger(let inner): return inner.map { [line($0)] } ?? [instruction.arguments.bytes]
    }
  }

  private static func words(_ words: [Word], isExec: Bool) -> [[UInt8]] {
    isExec ? [print(.exec(words))] : words.map(\.bytes)
  }

  private static func print(_ line: CommandLine) -> [UInt8] {
    switch line {
    case .shell(let text): return text.bytes
    case .exec(let words):
      return [UInt8(ascii: "[")] + words.map { quoted($0.bytes) }.joined(separator: Array(", ".utf8))
        + [UInt8(ascii: "]")]
    }
  }

  /// A JSON string.
  private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = [UInt8(ascii: "\"")]
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        output += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
      default: output.append(byte)
      }
    }
    return output + [UInt8(ascii: "\"")]
  }

  /// A flag with quotes round blanks, and a backslash before what quotes.
  private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      if Blanks.isASCIISpace(byte) || byte == 0x85 || byte == 0xA0 {
        return [UInt8(ascii: "\""), byte, UInt8(ascii: "\"")]
      }
      return "'\"\\".utf8.contains(byte) ? [UInt8(ascii: "\\"), byte] : [byte]
    }
  }
}
