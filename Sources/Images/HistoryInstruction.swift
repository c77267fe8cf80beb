/// One entry of an image's history, read back to the instruction that made it.
///
/// Classic builds write `/bin/sh -c #(nop) COPY …` and `/bin/sh -c command`, BuildKit `COPY … # buildkit`; both
/// put `|N NAME=value …` before a command that had build arguments in scope.
struct HistoryInstruction: Sendable, Hashable {
  /// As a Dockerfile would have it.
  var text: String
  /// `RUN`, `COPY`, …; empty where it cannot be told.
  var verb: String
  /// The build arguments that the entry gives away, `NAME=value`.
  var buildArguments: [String]
  /// `NAME=value` of `ENV`, `ARG` and `LABEL`.
  var assignments: [String]

  init(_ createdBy: String) {
    var rest = createdBy[...]
    if rest.hasSuffix("# buildkit") { rest = rest.dropLast("# buildkit".count) }
    rest = HistoryInstruction.trimmed(rest)
    var isRun = false
    if rest.hasPrefix("RUN ") {
      isRun = true
      rest = HistoryInstruction.trimmed(rest.dropFirst(4))
    }
    (buildArguments, rest) = HistoryInstruction.takeBuildArguments(rest)
    if !buildArguments.isEmpty { isRun = true }
    for shell in ["/bin/sh -c", "/bin/bash -c", "/bin/ash -c"] where rest.hasPrefix(shell) {
      rest = HistoryInstruction.trimmed(rest.dropFirst(shell.count))
      if rest.hasPrefix("#(nop)") {
        rest = HistoryInstruction.trimmed(rest.dropFirst(6))
      } else {
        isRun = true
      }
      break
    }
    if isRun {
      verb = "RUN"
      text = rest.isEmpty ? "RUN" : "RUN " + rest
      assignments = []
      return
    }
    text = String(rest)
    let word = rest.prefix { $0 != " " && $0 != "\t" }
    let known = !word.isEmpty && word.allSatisfy { $0.isASCII && $0.isUppercase }
    verb = known ? String(word) : ""
    assignments =
      ["ENV", "ARG", "LABEL"].contains(verb)
      ? HistoryInstruction.assignments(in: rest.dropFirst(word.count)) : []
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" || $0 == "\n" }
    while let last = text.last, last == " " || last == "\t" || last == "\n" { text.removeLast() }
    return text
  }

  /// `|2 A=1 B=2 /bin/sh -c …`: the count, the arguments, the command.
  private static func takeBuildArguments(_ text: Substring) -> ([String], Substring) {
    guard text.first == "|" else { return ([], text) }
    let digits = text.dropFirst().prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), count > 0, count < 1000 else { return ([], text) }
    let rest = trimmed(text.dropFirst(1 + digits.count))
    // Values may hold blanks, so the shell that follows tells where they end.
    let shells = [" /bin/sh -c", " /bin/bash -c", " /bin/ash -c"]
    let bytes = Array(rest.utf8)
    var end = bytes.count
    for shell in shells {
      if let index = firstIndex(of: Array(shell.utf8), in: bytes) { end = min(end, index) }
    }
    let arguments = String(decoding: bytes[..<end], as: UTF8.self)
    let command = String(decoding: bytes[min(end + 1, bytes.count)...], as: UTF8.self)
    return (assignments(in: arguments[...]), command[...])
  }

  private static func firstIndex(of needle: [UInt8], in bytes: [UInt8]) -> Int? {
    guard !needle.isEmpty, bytes.count >= needle.count else { return nil }
    return (0...(bytes.count - needle.count)).first { bytes[$0..<($0 + needle.count)].elementsEqual(needle) }
  }

  /// Splits `A=1 B=two words C="3"` where a name and an equals sign follow a blank; drops quotes round values.
  private static func assignments(in text: Substring) -> [String] {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    var found: [String] = []
    for word in words {
      let name = word.prefix { $0 != "=" }
      let isStart =
        name.count < word.count && !name.isEmpty
        && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-/".contains($0)) }
      if isStart {
        found.append(String(word))
      } else if !found.isEmpty {
        found[found.count - 1] += " " + word
      }
    }
    return found.map(unquoted)
  }

  private static func unquoted(_ assignment: String) -> String {
    guard let equals = assignment.firstIndex(of: "=") else { return assignment }
    var value = trimmed(assignment[assignment.index(after: equals)...])
    if value.count >= 2, let quote = value.first, quote == "\"" || quote == "'", value.last == quote {
      value = value.dropFirst().dropLast()
    }
    return String(assignment[...equals] + value)
  }
}
