/// What an instruction begins with.
public enum Keyword: String, Sendable, Hashable, CaseIterable {
  case add = "ADD"
  case arg = "ARG"
  case cmd = "CMD"
  case copy = "COPY"
  case entrypoint = "ENTRYPOINT"
  case env = "ENV"
  case expose = "EXPOSE"
  case from = "FROM"
  case healthcheck = "HEALTHCHECK"
  case label = "LABEL"
  case maintainer = "MAINTAINER"
  case onbuild = "ONBUILD"
  case run = "RUN"
  case shell = "SHELL"
  case stopsignal = "STOPSIGNAL"
  case user = "USER"
  case volume = "VOLUME"
  case workdir = "WORKDIR"
  /// Anything else: BuildKit's parser reads it, and its builder refuses it.
  case unknown = ""
}

/// One instruction with all that belongs to it.
public struct Instruction: Sendable {
  /// What it is; `name` has it as written.
  public let keyword: Keyword
  /// The first word as written.
  public let name: Word
  /// In their order. A flag the instruction does not know is here too.
  public let flags: [Flag]
  /// What stands behind the flags.
  public let body: Body
  /// The documents that follow the instruction, in their order.
  public let heredocs: [Heredoc]
  /// The instruction on one line: continuations joined, comments and empty lines dropped.
  public let text: SourceText
  /// What stands behind the flags, on one line.
  public let arguments: SourceText
  /// From the keyword to the end of the last heredoc.
  public let span: SourceSpan
  /// The comment lines directly above.
  public let comments: [Comment]

  /// The last flag of a name, without its `--`.
  public func flag(_ name: String) -> Flag? { flags.last { $0.name == name } }
  /// All flags of a name, without its `--`.
  public func flags(_ name: String) -> [Flag] { flags.filter { $0.name == name } }
}

/// What stands behind the flags of an instruction.
public indirect enum Body: Sendable {
  /// FROM. Without an image the instruction is wrong.
  case from(image: Word?, stage: Word?)
  /// RUN, CMD, ENTRYPOINT and SHELL.
  case commandLine(CommandLine)
  /// HEALTHCHECK: `CMD` or `NONE`, and the command of the former.
  case healthCheck(type: Word?, command: CommandLine?)
  /// ENV and LABEL.
  case pairs([KeyValue])
  /// ARG.
  case declarations([Declaration])
  /// ADD and COPY; `isExec` if written as a JSON array.
  case copy(sources: [CopySource], destination: Word?, isExec: Bool)
  /// EXPOSE and VOLUME.
  case words([Word], isExec: Bool)
  /// MAINTAINER, STOPSIGNAL, USER and WORKDIR: the rest of the line.
  case text(Word?)
  /// ONBUILD: what is run when another image is built on this one.
  case trigger(Instruction?)
  /// An instruction nobody knows.
  case unknown
}

/// `--name` or `--name=value` before the arguments; quotes are gone from both.
public struct Flag: Sendable, Hashable {
  /// Without the `--`.
  public let name: String
  /// What stands behind the `=`; nil without one.
  public let value: SourceText?
  /// From the first dash to the end of the value.
  public let span: SourceSpan
  /// The flag without quotes, `--` and all.
  public let text: SourceText

  /// Whether a flag that needs no value is on: `--link`, `--link=true`.
  public var isOn: Bool {
    guard let value else { return true }
    return value.string.lowercased() == "true"
  }
}

/// A command in one of its two forms.
public enum CommandLine: Sendable, Hashable {
  /// The rest of the line, which a shell will read.
  case shell(SourceText)
  /// A JSON array: each element is an argument as it is.
  case exec([Word])

  /// Whether there is no command.
  public var isEmpty: Bool {
    switch self {
    case .shell(let text): text.isEmpty
    case .exec(let words): words.isEmpty
    }
  }
}

/// A name and its value in ENV and LABEL.
public struct KeyValue: Sendable, Hashable {
  /// Quotes and variables may stand in it.
  public let key: Word
  /// Quotes and variables may stand in it.
  public let value: Word
  /// Whether it is written `ENV name value`, where the value is the rest of the line.
  public let isLegacy: Bool
}

/// A name in ARG, with its default if it has one.
public struct Declaration: Sendable, Hashable {
  /// The variable.
  public let name: Word
  /// What it is without `--build-arg`; `ARG a=` has an empty one.
  public let value: Word?
}

/// What ADD and COPY take.
public enum CopySource: Sendable, Hashable {
  /// A path, a pattern, or for ADD an address.
  case path(Word)
  /// A file made from a heredoc: the operator as written, and the index into `Instruction.heredocs`.
  case heredoc(Word, index: Int)

  /// The source as written.
  public var word: Word {
    switch self {
    case .path(let word), .heredoc(let word, _): word
    }
  }
}

/// A document inside the Dockerfile: `<<EOF`.
public struct Heredoc: Sendable, Hashable {
  /// The operator as written: `3<<-"EOF"`.
  public let word: Word
  /// The line that ends it, without quotes; the name of the file that COPY and ADD make.
  public let name: [UInt8]
  /// What stands before the `<<`.
  public let fileDescriptor: Int?
  /// Whether variables in it are replaced; any quote in the operator turns that off.
  public let isExpanded: Bool
  /// Whether tabs at the start of lines go: `<<-`.
  public let stripsTabs: Bool
  /// The lines as they stand in the file, with their line breaks.
  public let content: SourceText
  /// The line that ends it; nil if none does, which is an error.
  public let terminator: SourceSpan?

  /// The lines as the build sees them: without the tabs that `<<-` takes away.
  public var text: SourceText {
    guard stripsTabs else { return content }
    var text = SourceText(at: content.offset(at: 0))
    var start = 0
    var isLineStart = true
    for (index, byte) in content.bytes.enumerated() {
      if isLineStart, byte == UInt8(ascii: "\t") {
        text.append(content, start..<index)
        start = index + 1
        continue
      }
      isLineStart = byte == UInt8(ascii: "\n")
    }
    text.append(content, start..<content.count)
    return text
  }
}
