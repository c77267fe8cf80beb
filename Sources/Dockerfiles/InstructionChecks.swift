/// What BuildKit's `instructions` package refuses, in its order.
extension InstructionReader {
  /// Checks flags and arguments; the first thing wrong becomes the instruction's error.
  mutating func check(_ draft: InstructionDraft) {
    guard error == nil else { return }
    let name = draft.name.text.sourceRange
    let keyword = draft.keyword.rawValue
    switch (draft.keyword, draft.body) {
    case (.unknown, _): fail(.unknownInstruction(draft.name.string), name)
    case (.from, _): checkFrom(draft)
    case (.env, .pairs(let pairs)), (.label, .pairs(let pairs)):
      checkFlags(draft)
      if pairs.isEmpty { fail(.missingArgument(keyword), name) }
      for pair in pairs where pair.key.text.isEmpty {
        fail(.blankName(keyword), pair.value.text.sourceRange)
      }
    case (.maintainer, .text(let word)), (.user, .text(let word)), (.workdir, .text(let word)):
      if word == nil { fail(.notOneArgument(keyword), name) }
      checkFlags(draft)
    case (.stopsignal, .text(let word)):
      // BuildKit does not look at flags here.
      if word == nil { fail(.notOneArgument(keyword), name) }
    case (.arg, .declarations(let declarations)):
      if declarations.isEmpty { fail(.missingArgument(keyword), name) }
      for declaration in declarations where declaration.name.text.isEmpty {
        fail(.blankName(keyword), declaration.value?.text.sourceRange ?? name)
      }
    case (.expose, .words(let words, _)):
      if words.isEmpty { fail(.missingArgument(keyword), name) }
      checkFlags(draft)
    case (.volume, .words(let words, _)):
      if words.isEmpty { fail(.missingArgument(keyword), name) }
      checkFlags(draft)
      for word in words where Blanks.trimmed(word.bytes, 0..<word.bytes.count).isEmpty {
        fail(.emptyVolume, word.text.sourceRange)
      }
    case (.add, .copy(let sources, let destination, _)), (.copy, .copy(let sources, let destination, _)):
      if sources.isEmpty { fail(.missingDestination(keyword), name) }
      checkFlags(draft)
      checkDestination(destination, of: keyword)
    case (.shell, .commandLine(let line)):
      checkFlags(draft)
      if line.isEmpty { fail(.missingArgument(keyword), name) }
      if case .shell(let text) = line { fail(.notJSON(keyword), text.sourceRange) }
    case (.run, _):
      checkFlags(draft)
      checkMounts(draft.flags)
    case (.healthcheck, .healthCheck(let type, let command)): checkHealth(draft, type, command)
    case (.onbuild, .trigger(let inner)): checkTrigger(draft, inner)
    default: checkFlags(draft)
    }
  }

  private mutating func checkFrom(_ draft: InstructionDraft) {
    let words = WordSplitter.blankSeparated(draft.arguments.bytes)
    if case .from(_, let stage?) = draft.body {
      let name = Array(stage.string.lowercased().utf8)
      let isValid =
        name.first.map { (0x61...0x7A).contains($0) } ?? false
        && name.allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "-_.".utf8.contains($0)
        }
      if !isValid { fail(.invalidStageName(stage.string), stage.text.sourceRange) }
    } else if words.count != 1 {
      fail(
        .fromArguments, words.isEmpty ? draft.name.text.sourceRange : draft.arguments.sourceRange)
    }
    checkFlags(draft)
  }

  private mutating func checkDestination(_ destination: Word?, of keyword: String) {
    guard let destination else { return }
    let heredoc = try? Self.heredoc(destination.text, destination)
    if let heredoc, heredoc.name.count > 0 {
      fail(.heredocDestination(keyword), destination.text.sourceRange)
    }
  }

  private mutating func checkTrigger(_ draft: InstructionDraft, _ inner: Instruction?) {
    guard let inner else {
      fail(.missingArgument(draft.keyword.rawValue), draft.name.text.sourceRange)
      return
    }
    checkFlags(draft)
    switch inner.keyword {
    case .onbuild: fail(.chainedOnbuild, inner.name.text.sourceRange)
    case .from, .maintainer: fail(.invalidTrigger(inner.keyword.rawValue), inner.name.text.sourceRange)
    default:
      // BuildKit finds these when the trigger runs, in the build of another image.
      check(
        InstructionDraft(
          keyword: inner.keyword, name: inner.name, flags: inner.flags, arguments: inner.arguments,
          body: inner.body))
    }
  }

  private mutating func checkHealth(_ draft: InstructionDraft, _ type: Word?, _ command: CommandLine?) {
    guard let type else { return fail(.missingArgument("HEALTHCHECK"), draft.name.text.sourceRange) }
    switch type.string.uppercased() {
    case "NONE":
      if let command, !command.isEmpty { fail(.healthcheckNone, draft.arguments.sourceRange) }
    case "CMD":
      checkFlags(draft)
      if command?.isEmpty ?? true { fail(.healthcheckCommand, draft.arguments.sourceRange) }
    default:
      checkFlags(draft)
      fail(.healthcheckType(type.string.uppercased()), type.text.sourceRange)
    }
  }

  // MARK: - Flags

  private enum FlagKind {
    case boolean, string, strings, duration, count, network, security
  }

  private static func flags(of keyword: Keyword) -> [String: FlagKind] {
    switch keyword {
    case .from: ["platform": .string]
    case .add:
      [
        "chown": .string, "chmod": .string, "link": .boolean, "keep-git-dir": .boolean, "checksum": .string,
        "unpack": .boolean, "exclude": .strings,
      ]
    case .copy:
      [
        "from": .string, "chown": .string, "chmod": .string, "link": .boolean, "parents": .boolean,
        "exclude": .strings,
      ]
    case .run: ["mount": .strings, "network": .network, "security": .security, "device": .strings]
    case .healthcheck:
      [
        "interval": .duration, "timeout": .duration, "start-period": .duration, "start-interval": .duration,
        "retries": .count,
      ]
    default: [:]
    }
  }

  private mutating func checkFlags(_ draft: InstructionDraft) {
    guard error == nil else { return }
    let known = Self.flags(of: draft.keyword)
    var seen: Set<String> = []
    for flag in draft.flags {
      let range = flag.span.offsets
      guard let kind = known[flag.name] else { return fail(.unknownFlag(flag.name), range) }
      if !seen.insert(flag.name).inserted, kind != .strings { return fail(.duplicateFlag(flag.name), range) }
      if let problem = Self.problem(flag, kind) { return fail(problem, range) }
    }
  }

  private static func problem(_ flag: Flag, _ kind: FlagKind) -> DockerfileError.Kind? {
    if kind == .boolean {
      guard let value = flag.value else { return nil }
      if value.isEmpty { return .missingFlagValue(flag.name) }
      let isBoolean = ["true", "false"].contains(value.string.lowercased())
      return isBoolean ? nil : .notBoolean(flag: flag.name, value: value.string)
    }
    guard let value = flag.value else { return .missingFlagValue(flag.name) }
    let text = value.string
    let isRight =
      switch kind {
      case .duration: text.isEmpty || GoDuration.isValid(text)
      case .count: text.isEmpty || (Int32(text).map { $0 >= 0 } ?? false)
      case .network: ["default", "none", "host"].contains(text.lowercased())
      case .security: ["sandbox", "insecure"].contains(text.lowercased())
      case .boolean, .string, .strings: true
      }
    return isRight ? nil : .invalidFlagValue(flag: flag.name, value: text)
  }

  private mutating func checkMounts(_ flags: [Flag]) {
    for flag in flags where flag.name == "mount" {
      guard let value = flag.value else { continue }
      do throws(RunMount.Failure) {
        let mount = try RunMount(value, span: flag.span, lines: lines)
        if let problem = mount.problem { fail(.invalidMount(problem), flag.span.offsets) }
      } catch {
        fail(.invalidMount(error.message), flag.span.offsets)
      }
    }
  }
}

/// Go's `time.ParseDuration`, as far as HEALTHCHECK needs it: whether a text is one, and not under a
/// millisecond.
enum GoDuration {
  private static let units: [String: Double] = [
    "ns": 1e-6, "us": 1e-3, "µs": 1e-3, "μs": 1e-3, "ms": 1, "s": 1e3, "m": 6e4, "h": 3.6e6,
  ]

  /// Whether HEALTHCHECK takes it: zero, or at least a millisecond.
  static func isValid(_ text: String) -> Bool {
    guard let milliseconds = parse(text) else { return false }
    return milliseconds == 0 || milliseconds >= 1
  }

  private static func parse(_ text: String) -> Double? {
    var rest = Substring(text)
    let isNegative = rest.first == "-"
    if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
    if rest == "0" { return 0 }
    guard !rest.isEmpty, rest.utf8.count <= 64 else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let number = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { $0 != "." && !("0"..."9").contains($0) }
      rest = rest.dropFirst(unit.count)
      guard number.contains(where: { $0 != "." }), number.count(where: { $0 == "." }) <= 1,
        let scale = units[String(unit)],
        let value = Double(number.contains(".") ? "0\(number)0" : String(number))
      else { return nil }
      total += value * scale
    }
    return isNegative ? -total : total
  }
}
