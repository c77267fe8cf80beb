/// A word of a shell command.
public struct ShellWord: Sendable, Hashable {
  /// As written, with quotes.
  public let text: SourceText
  /// Without quotes and escapes; `$name`, `${…}`, `$(…)` and backticks stand in it as written.
  public let value: SourceText
  /// The variables in it, outside single quotes, in their order; those in `${a:-$b}` too.
  public let variables: [ShellVariable]
  /// Whether the shell puts something in at run time: a variable, the output of a command, arithmetic.
  public let isExpanded: Bool
  /// Whether any part is quoted or escaped.
  public let isQuoted: Bool

  /// The value as UTF-8.
  public var string: String { value.string }
}

/// A variable in a shell word.
public struct ShellVariable: Sendable, Hashable {
  /// Without `$` and braces.
  public let name: String
  /// Offsets into the file, `$` and braces with it.
  public let range: Range<Int>
}

/// `NAME=value` before a command, or as an argument of `export` and its kin.
public struct ShellAssignment: Sendable, Hashable {
  /// The variable.
  public let name: String
  /// What stands behind the `=`.
  public let value: ShellWord
}

/// `> file` and its kin.
public struct ShellRedirection: Sendable, Hashable {
  /// `<`, `>`, `>>`, `<<`, `<<-`, `<<<`, `<>`, `>|`, `>&`, `<&`, `&>`, `&>>`.
  public let operation: String
  /// The number before it, if one stands there.
  public let descriptor: Int?
  /// The file, the descriptor, the text of `<<<`, or the word that ends a here-document.
  public let target: ShellWord
  /// The lines of a here-document, as the command gets them.
  public internal(set) var document: SourceText?

  /// Whether it writes what the command prints to a file.
  public var writesOutput: Bool {
    guard operation.contains(">"), operation != "<>" else { return false }
    if operation == ">&" || operation == "<&" {
      return target.string.contains { !"0123456789-".contains($0) }
    }
    return true
  }
}

/// A simple command.
public struct ShellCommand: Sendable, Hashable {
  /// How a command follows the one before it.
  public enum Joint: Sendable, Hashable {
    /// Nothing stands before it.
    case first
    /// `&&`
    case and
    /// `||`
    case or
    /// `;` or a line break, or a keyword such as `then`.
    case sequence
    /// `&`
    case background
    /// `|`: it reads what the command before it prints.
    case pipe
  }

  /// Unique within a script; in the order in which the commands start.
  public let id: Int
  /// The command that this one stands inside of: `$(…)`, backticks, `<(…)`, `sh -c '…'`.
  public let parent: Int?
  /// What runs in pipes together has one number.
  public let pipeline: Int
  /// How it follows the one before it.
  public let joint: Joint
  /// Before the command.
  public let assignments: [ShellAssignment]
  /// The command's name and its arguments; none if there are only assignments or redirections.
  public let words: [ShellWord]
  /// In their order.
  public internal(set) var redirections: [ShellRedirection]
  /// Offsets into the file.
  public let range: Range<Int>

  /// The last part of the path of the command; nil without one.
  public var name: String? {
    words.first.map { $0.string.split(separator: "/").last.map(String.init) ?? $0.string }
  }

  /// The arguments.
  public var arguments: ArraySlice<ShellWord> { words.dropFirst() }

  /// What `export`, `env`, `declare`, `local`, `readonly` and `typeset` set.
  public var exports: [ShellAssignment] {
    guard let name, ["export", "env", "declare", "local", "readonly", "typeset"].contains(name) else {
      return []
    }
    return arguments.compactMap { ShellReader.assignment($0) }
  }
}

/// The commands of a shell text.
public struct ShellScript: Sendable, Hashable {
  /// In the order in which they start, those inside of others behind those.
  public let commands: [ShellCommand]
  /// Whether a limit was reached and the rest was not read.
  public let isTruncated: Bool
}
