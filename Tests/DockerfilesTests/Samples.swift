import Dockerfiles

/// Reads a text.
func parse(_ text: String) -> Dockerfile { DockerfileParser.parse(Array(text.utf8)) }

/// Reads one instruction, behind a FROM if it is none.
func instruction(_ text: String) -> Instruction? {
  let first = text.prefix { !$0.isWhitespace }.uppercased()
  let file = parse(first == "FROM" ? text : "FROM a\n" + text)
  return file.instructions.last
}

/// The kinds of error in a file with a FROM.
func errors(_ text: String) -> [DockerfileError.Kind] { parse("FROM a\n" + text).errors.map(\.kind) }

extension Dockerfile {
  /// What stands in the file at a span.
  func slice(_ span: SourceSpan) -> String {
    String(decoding: source[span.start.offset..<span.end.offset], as: UTF8.self)
  }
}

extension SourceSpan {
  /// `line:column-line:column`.
  var short: String { "\(start.line):\(start.column)-\(end.line):\(end.column)" }
}

extension Instruction {
  var pairs: [String] {
    switch body {
    case .pairs(let pairs): pairs.map { "\($0.key.string)=\($0.value.string)" }
    case .declarations(let declarations):
      declarations.map { $0.name.string + ($0.value.map { "=" + $0.string } ?? "") }
    default: []
    }
  }

  var strings: [String] {
    switch body {
    case .words(let words, _): words.map(\.string)
    case .copy(let sources, let destination, _):
      sources.map(\.word.string) + (destination.map { [$0.string] } ?? [])
    case .commandLine(.exec(let words)): words.map(\.string)
    case .commandLine(.shell(let text)): [text.string]
    case .text(let word): word.map { [$0.string] } ?? []
    case .from(let image, let stage): [image, stage].compactMap { $0?.string }
    default: []
    }
  }

  var isExec: Bool {
    switch body {
    case .commandLine(.exec), .words(_, isExec: true), .copy(_, _, isExec: true): true
    default: false
    }
  }
}
