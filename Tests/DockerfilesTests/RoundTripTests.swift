import Dockerfiles
import Testing

/// A generator whose numbers depend on nothing but its seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// What a tree says, without places.
func outline(_ instruction: Instruction) -> [String] {
  func text(_ word: Word?) -> String { word?.string ?? "-" }
  func line(_ line: CommandLine?) -> String {
    switch line {
    case .shell(let text): "shell \(text.string)"
    case .exec(let words): "exec \(words.map(\.string))"
    case nil: "-"
    }
  }
  var found = [instruction.name.string, "\(instruction.keyword)"]
  found += instruction.flags.map { "flag \($0.name)|\($0.value?.string ?? "-")" }
  switch instruction.body {
  case .from(let image, let stage): found.append("from \(text(image)) \(text(stage))")
  case .commandLine(let command): found.append(line(command))
  case .healthCheck(let type, let command): found.append("\(text(type)) \(line(command))")
  case .pairs(let pairs): found += pairs.map { "\($0.key.string)=\($0.value.string) \($0.isLegacy)" }
  case .declarations(let names): found += names.map { "\($0.name.string)=\(text($0.value))" }
  case .copy(let sources, let destination, let isExec):
    found += sources.map { source in
      if case .heredoc(let word, let index) = source { return "document \(word.string) \(index)" }
      return source.word.string
    }
    found.append("\(text(destination)) \(isExec)")
  case .words(let words, let isExec): found.append("\(words.map(\.string)) \(isExec)")
  case .text(let word): found.append(text(word))
  case .trigger(let inner): found += inner.map(outline) ?? []
  case .unknown: found.append(instruction.arguments.string)
  }
  return found
    + instruction.heredocs.map { "\($0.name) \($0.isExpanded) \($0.stripsTabs) \($0.content.string)" }
}

/// Prints a tree, reads that, and compares.
func expectRoundTrip(_ file: Dockerfile, sourceLocation: SourceLocation = #_sourceLocation) {
  let printed = DockerfilePrinter.print(file)
  let again = DockerfileParser.parse(printed)
  let (before, after) = (file.instructions.map(outline), again.instructions.map(outline))
  let difference = zip(before, after).first { $0 != $1 }
  #expect(difference == nil, sourceLocation: sourceLocation)
  #expect(before.count == after.count, sourceLocation: sourceLocation)
  #expect(again.directives.map(\.name) == file.directives.map(\.name), sourceLocation: sourceLocation)
  #expect(again.escape == file.escape, sourceLocation: sourceLocation)
}

@Suite("Generated files")
struct RoundTripTests {
  private static let words = [
    "a", "\"b c\"", "'d e'", "f\\ g", "$h", "${i:-j k}", "k=l", "=", "--", "-", "é", "\\\"", "#m", "a/./b",
    "\"\"", "'", "\"",
    "${", "{}", "[", "[\"x\",\"y z\"]", "\\", "`", "~", "\t", "<<", "&&", "\\\\",
  ]
  private static let flags = [
    "--from=a", "--chown=\"b c\"", "--link", "--mount=type=secret,id=x", "--x", "--exclude='*.md'", "--a=\\ ",
    "--", "--interval=5s",
  ]
  private static let keywords =
    Keyword.allCases.map(\.rawValue).filter { !$0.isEmpty } + ["banana", "run", "Env"]

  static func file(_ seed: UInt64) -> String {
    var random = Seeded(state: seed)
    var text =
      ["# syntax=a/b:1\n", "# escape=`\n", "# escape=\\\n", "# note\n", "\n", ""].randomElement(
        using: &random) ?? ""
    text += "FROM a AS b\n"
    for _ in 0..<Int.random(in: 1...12, using: &random) {
      text += (keywords.randomElement(using: &random) ?? "RUN") + " "
      if Int.random(in: 0..<4, using: &random) == 0 {
        text += (keywords.randomElement(using: &random) ?? "RUN") + " "
      }
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        text += (flags.randomElement(using: &random) ?? "") + " "
      }
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        text += words.randomElement(using: &random) ?? ""
        text +=
          [" ", "  ", "", " \\\n ", " `\n", " \\\n# note\n", "\\\n\n"].randomElement(using: &random) ?? " "
      }
      if Int.random(in: 0..<4, using: &random) == 0 {
        text +=
          [" <<E\nx $y\n\\\nE\n", " <<-'E' z\n\tx\n\tE\n", " 3<<\"E\" <<F\n1\nE\n2\nF\n"].randomElement(
            using: &random) ?? ""
      }
      text += "\n"
    }
    return text
  }

  @Test("What is printed reads to the same tree, for 4,000 files")
  func roundTrip() {
    for seed in 0..<4_000 as Range<UInt64> {
      let file = parse(Self.file(seed))
      // What a wrong instruction leaves out cannot be printed.
      let isWhole = !file.errors.contains { error in
        switch error.kind {
        case .missingEquals, .chainedOnbuild, .unterminatedHeredoc, .notStrings, .fromArguments: true
        default: false
        }
      }
      if isWhole { expectRoundTrip(file) }
    }
  }

  @Test("Every byte of every word stands in the file where it says, for 2,000 files")
  func places() {
    for seed in 0..<2_000 as Range<UInt64> {
      let file = parse(Self.file(seed))
      for instruction in file.instructions {
        let text = instruction.text
        for index in 0..<text.count where file.source[text.offset(at: index)] != text.bytes[index] {
          Issue.record("byte \(index) of \(text.string) in file \(seed)")
        }
        for word in instruction.expandableWords where !instruction.isExec {
          let offset = word.text.offset(at: 0)
          if let first = word.text.bytes.first, file.source[offset] != first {
            Issue.record("word \(word.text.string) in file \(seed)")
          }
        }
      }
    }
  }

  /// Everything that can be done with a file.
  private func use(_ bytes: [UInt8]) -> Int {
    let file = DockerfileParser.parse(bytes)
    var count = file.errors.count
    let walk = BuildWalk(file, settings: BuildSettings(arguments: ["h": "1"]))
    count += walk.graph.reached().count
    walk.forEach { step in
      count += step.words.count
      count += ShellWords.script(of: step.instruction).commands.count
      for mount in file.mounts(of: step.instruction) { count += mount.fields.count }
    }
    for error in file.errors {
      #expect(!error.description.isEmpty)
      #expect(error.span.start <= error.span.end)
      #expect(error.span.end.offset <= bytes.count)
    }
    count += DockerfilePrinter.print(file).count
    let ignore = IgnoreFile(bytes)
    count += ignore.ignores("a/b/c.md") ? 1 : 0
    return count
  }

  @Test("Arbitrary bytes are read without a crash")
  func randomBytes() {
    var random = Seeded(state: 7)
    var total = 0
    for _ in 0..<3_000 {
      let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      total += use(bytes)
    }
    #expect(total > 0)
  }

  @Test("Files with bytes changed, cut and repeated are read without a crash")
  func mutations() {
    var random = Seeded(state: 11)
    let special = Array("\\`\"'$<#=[]{}!*?-:/%,|&;()\n\r\t \0".utf8) + [0xFF, 0xC2, 0x85, 0xE2, 0x80, 0xA8]
    var total = 0
    for seed in 0..<3_000 as Range<UInt64> {
      let isImage = seed % 50 == 0
      var bytes = Array(
        (isImage ? OfficialImageTests.all[Int(seed / 50) % OfficialImageTests.all.count] : Self.file(seed))
          .utf8)
      for _ in 0..<Int.random(in: 1...20, using: &random) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[at] = special.randomElement(using: &random) ?? 0
        case 1: bytes.insert(special.randomElement(using: &random) ?? 0, at: at)
        case 2: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...9, using: &random)))
        default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 30)], at: at)
        }
      }
      total += use(bytes)
    }
    #expect(total > 0)
  }
}
