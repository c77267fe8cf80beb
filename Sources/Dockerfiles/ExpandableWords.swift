/// A word of an instruction that the builder expands, and what it is there for.
public struct ExpandableWord: Sendable, Hashable {
  /// What a word is there for. Numbers count from 0.
  public enum Role: Sendable, Hashable {
    /// The image of FROM.
    case base
    /// The name in a pair of ENV, LABEL or ARG.
    case key(Int)
    /// The value in a pair of ENV, LABEL or ARG.
    case value(Int)
    /// A path or address that ADD or COPY takes.
    case source(Int)
    /// Where ADD and COPY put it.
    case destination
    /// The contents of a heredoc that COPY or ADD makes a file of.
    case heredoc(Int)
    /// The value of a flag, or of a field of `--mount`.
    case flag(String)
    /// An argument of EXPOSE and VOLUME.
    case argument(Int)
    /// The rest of the line of USER, WORKDIR and STOPSIGNAL.
    case text
  }

  /// What it is there for.
  public let role: Role
  /// The word, unexpanded.
  public let text: SourceText
}

extension Instruction {
  /// The words that the builder expands itself (BuildKit, instructions/commands.go). RUN, CMD, ENTRYPOINT and
  /// HEALTHCHECK leave their command to the shell, SHELL is taken as it is, and ONBUILD waits for its build.
  public var expandableWords: [ExpandableWord] {
    func flags(_ names: String...) -> [ExpandableWord] {
      self.flags.compactMap { flag in
        guard names.contains(flag.name), let value = flag.value else { return nil }
        return ExpandableWord(role: .flag(flag.name), text: value)
      }
    }
    switch body {
    case .from(let image, _):
      return (image.map { [ExpandableWord(role: .base, text: $0.text)] } ?? []) + flags("platform")
    case .pairs(let pairs):
      return pairs.enumerated().flatMap { index, pair in
        [
          ExpandableWord(role: .key(index), text: pair.key.text),
          ExpandableWord(role: .value(index), text: pair.value.text),
        ]
      }
    case .declarations(let declarations):
      return declarations.enumerated().flatMap { index, declaration in
        [ExpandableWord(role: .key(index), text: declaration.name.text)]
          + (declaration.value.map { [ExpandableWord(role: .value(index), text: $0.text)] } ?? [])
      }
    case .copy(let sources, let destination, _):
      let words: [ExpandableWord] = sources.enumerated().compactMap { index, source in
        switch source {
        case .path(let word): return ExpandableWord(role: .source(index), text: word.text)
        case .heredoc(_, let document):
          guard heredocs.indices.contains(document), heredocs[document].isExpanded else { return nil }
          return ExpandableWord(role: .heredoc(document), text: heredocs[document].text)
        }
      }
      return words + (destination.map { [ExpandableWord(role: .destination, text: $0.text)] } ?? [])
        + flags("chown", "chmod", "checksum", "exclude")
    case .words(let words, _):
      return words.enumerated().map { ExpandableWord(role: .argument($0), text: $1.text) }
    case .text(let word):
      guard keyword != .maintainer, let word else { return [] }
      return [ExpandableWord(role: .text, text: word.text)]
    case .commandLine, .healthCheck, .trigger, .unknown: return []
    }
  }
}
