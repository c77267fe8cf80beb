/// Takes shell texts apart, as far as a look at command lines needs it: POSIX quoting and operators with the
/// common extensions of bash. Nothing is refused; an open quote ends with the text.
public enum ShellWords {
  /// Commands of a text.
  public static let commandLimit = 1 << 15
  /// Words of a text.
  public static let wordLimit = 1 << 17
  /// Substitutions and subshells within each other.
  public static let depthLimit = 24

  static let shells: Set<String> = ["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh"]

  /// The commands of a text.
  public static func script(_ text: SourceText) -> ShellScript {
    var reader = ShellReader(text)
    reader.read()
    return reader.script
  }

  /// The commands that an instruction runs: RUN, CMD, ENTRYPOINT, HEALTHCHECK, and those in ONBUILD. An exec
  /// form is one command; a shell with `-c` among its words is looked into.
  public static func script(of instruction: Instruction) -> ShellScript {
    switch instruction.body {
    case .trigger(let inner?): script(of: inner)
    case .commandLine(.exec(let words)), .healthCheck(_, .exec(let words)): script(of: words)
    case .healthCheck(_, .shell(let text)?): script(text)
    case .commandLine(.shell(let text)): script(of: text, with: instruction.heredocs)
    default: ShellScript(commands: [], isTruncated: false)
    }
  }

  private static func script(of words: [Word]) -> ShellScript {
    guard let first = words.first else { return ShellScript(commands: [], isTruncated: false) }
    var reader = ShellReader(SourceText(at: first.text.offset(at: 0)))
    reader.add(words.prefix(wordLimit).map(literal))
    return reader.script
  }

  private static func literal(_ word: Word) -> ShellWord {
    ShellWord(text: word.text, value: word.text, variables: [], isExpanded: false, isQuoted: true)
  }

  /// What the shell is given where a RUN has heredocs (BuildKit, dispatchRun): a heredoc alone is the script
  /// itself; otherwise the documents follow the line.
  private static func script(of text: SourceText, with heredocs: [Heredoc]) -> ShellScript {
    guard let first = heredocs.first else { return script(text) }
    if first.word.text.bytes == text.bytes {
      let body = first.text
      guard let interpreter = interpreter(of: body) else { return script(body) }
      var reader = ShellReader(SourceText(at: body.offset(at: 0)))
      let redirection = ShellRedirection(
        operation: "<<", descriptor: nil, target: literal(first.word), document: body)
      reader.add([interpreter], redirections: [redirection])
      return reader.script
    }
    var whole = text
    for heredoc in heredocs {
      let start = heredoc.content.offset(at: 0)
      whole.append([UInt8(ascii: "\n")], replacing: start..<start)
      whole.append(heredoc.content)
      let end = heredoc.content.offset(at: heredoc.content.count)
      whole.append(heredoc.name, replacing: end..<end)
    }
    return script(whole)
  }

  /// The program that `#!` names; nil if a shell reads the text.
  private static func interpreter(of text: SourceText) -> ShellWord? {
    guard text.bytes.starts(with: "#!".utf8) else { return nil }
    let end = text.bytes.firstIndex(of: UInt8(ascii: "\n")) ?? text.count
    let line = String(decoding: text.bytes[2..<end], as: UTF8.self)
    let names = line.split(whereSeparator: { " \t\r/".contains($0) }).map(String.init)
    if names.contains(where: { shells.contains($0) }) { return nil }
    let word = text.slice(2..<end)
    return ShellWord(text: word, value: word, variables: [], isExpanded: false, isQuoted: false)
  }
}
