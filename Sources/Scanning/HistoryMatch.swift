import Dockerfiles
import Images

/// Whether an entry of an image's history was made by an instruction: in the words of the classic builder
/// (`COPY file:… in /app`), of BuildKit (`COPY a /app`, `CMD ["a" "b"]`), of buildah and of kaniko.
struct HistoryMatch {
  private let step: BuildStep
  private let instruction: Instruction
  private let isOnBuild: Bool

  init(_ step: BuildStep, in dockerfile: Dockerfile) {
    self.step = step
    isOnBuild = !step.isTriggered && step.instruction.keyword == .onbuild
    instruction = step.instruction
  }

  /// Longer texts are compared by their start.
  private static let limit = 64 << 10

  func matches(_ entry: HistoryStep) -> Bool {
    guard entry.verb == instruction.keyword.rawValue else { return false }
    switch instruction.body {
    case .commandLine where instruction.keyword == .run: return matchesCommand(entry.text)
    case .copy(let sources, let destination, _):
      return matchesCopy(entry.text, sources, destination)
    case .pairs(let pairs):
      let names = pairs.indices.map { step.words(.key($0)).first?.value.string ?? pairs[$0].key.string }
      let told = entry.assignments.map { String($0.prefix { $0 != "=" }) }
      // `ENV name value` is one pair.
      return names.map(Self.bare) == told.map(Self.bare)
        || Self.bare(entry.text).contains(Self.bare(names.joined()))
          && pairs.count == 1
    case .declarations(let declarations):
      let rest = Self.arguments(entry.text)
      return declarations.contains { declaration in
        let name = declaration.name.string
        return rest == name || rest.hasPrefix(name + "=") || rest.hasPrefix(name + " ")
      }
    default:
      let own = Self.bare(Self.expanded(step, instruction))
      let told = Self.bare(Self.arguments(entry.text))
      if own.isEmpty || told.hasSuffix(own) || told.hasPrefix(own) { return true }
      // EXPOSE 80 becomes map[80/tcp:{}], HEALTHCHECK a structure.
      switch instruction.keyword {
      case .expose, .healthcheck, .volume, .shell: return Self.letters(told, hold: own)
      default: return instruction.arguments.string.contains("$")
      }
    }
  }

  private func matchesCommand(_ text: String) -> Bool {
    let told = Self.packed(Self.arguments(text))
    let own: String
    switch instruction.body {
    case .commandLine(.exec(let words)): own = Self.packed(words.map(\.string).joined(separator: " "))
    default:
      own = Self.packed(instruction.arguments.string)
      // A document that is the whole script is all that is written down; else it follows the line, or is left out.
      if let document = instruction.heredocs.first {
        let body = Self.packed(document.text.string)
        return told.hasPrefix(own) || !body.isEmpty && told.hasSuffix(body)
      }
    }
    return !own.isEmpty && (told == own || told.hasSuffix(" " + own))
  }

  private func matchesCopy(_ text: String, _ sources: [CopySource], _ destination: Word?) -> Bool {
    let told = Self.arguments(text).split(separator: " ").map(String.init).filter { !$0.hasPrefix("--") }
    let target = step.words(.destination).first?.value.string ?? destination?.string ?? ""
    guard let last = told.last else { return false }
    let isTarget =
      Self.path(last) == Self.path(target) || target.contains("$") || target.contains(" ")
      || Self.path(last).hasSuffix("/" + Self.path(target)) || Self.path(target).isEmpty
    guard isTarget else { return false }
    // The classic builder and buildah give digests in place of the sources.
    let digests = ["file:", "dir:", "multi:"]
    if told.contains(where: { word in digests.contains { word.hasPrefix($0) } }) || told.contains("in") {
      return true
    }
    let names = sources.enumerated().compactMap { index, source -> String? in
      guard case .path(let word) = source else { return nil }
      return step.words(.source(index)).first?.value.string ?? word.string
    }
    let paths = told.dropLast().filter { !$0.hasPrefix("<<") }.map(Self.path)
    return names.contains { $0.contains("$") || $0.contains(" ") } || paths == names.map(Self.path)
  }

  private static func expanded(_ step: BuildStep, _ instruction: Instruction) -> String {
    if let text = step.words(.text).first?.value.string { return text }
    switch instruction.body {
    case .commandLine(.exec(let words)), .healthCheck(_, .exec(let words)):
      return words.map(\.string).joined(separator: " ")
    case .healthCheck(_, .shell(let text)?): return text.string
    default: return instruction.arguments.string
    }
  }

  /// What stands behind the first word.
  private static func arguments(_ text: String) -> String {
    let rest = text.drop { $0 != " " && $0 != "\t" }
    return String(rest.drop { $0 == " " || $0 == "\t" })
  }

  private static func path(_ text: String) -> String {
    text.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  /// With one blank where there are blanks and line breaks.
  private static func packed(_ text: String) -> String {
    String(decoding: text.utf8.prefix(limit), as: UTF8.self)
      .split(whereSeparator: { " \t\r\n".contains($0) }).joined(separator: " ")
  }

  /// Letters and digits alone: builders differ in quotes and brackets.
  private static func bare(_ text: String) -> String {
    String(
      decoding: text.utf8.prefix(limit).filter { byte in
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a) || (0x30...0x39).contains(byte) || byte >= 0x80
      }, as: UTF8.self)
  }

  /// Whether letters stand in a text in their order.
  private static func letters(_ text: String, hold other: String) -> Bool {
    var rest = text.utf8[...]
    for byte in other.utf8 {
      guard let index = rest.firstIndex(of: byte) else { return false }
      rest = rest[rest.index(after: index)...]
    }
    return true
  }
}
