/// An instruction written anew: stretches of it replaced, commands taken out, flags put in.
struct InstructionRewrite {
  private let source: [UInt8]
  private let escape: UInt8
  private let span: Range<Int>
  /// Where flags go: behind the keyword, of an ONBUILD behind that of the instruction in it.
  private let keywordEnd: Int
  private var edits: [(range: Range<Int>, text: [UInt8])] = []
  private var flags: [String] = []

  /// Lines that are shown whole; of a longer instruction those that change, with what is between left out.
  private static let shownLines = 14
  /// Bytes of an instruction that is written anew.
  private static let byteLimit = 32 << 10

  /// Nil for an instruction that is too long to be shown.
  init?(_ dockerfile: Dockerfile, _ instruction: Instruction) {
    source = dockerfile.source
    escape = dockerfile.escape
    span = instruction.span.offsets
    var inner = instruction
    if case .trigger(let trigger?) = instruction.body { inner = trigger }
    keywordEnd = inner.name.span.end.offset
    guard span.count <= Self.byteLimit, source.indices.contains(span), span.contains(keywordEnd - 1) else {
      return nil
    }
  }

  /// Puts a flag behind the keyword, once.
  mutating func add(flag: String) {
    if !flags.contains(flag) { flags.append(flag) }
  }

  /// Replaces a stretch of the file, unless another that overlaps it was replaced already.
  mutating func replace(_ range: Range<Int>, with text: String) {
    guard range.lowerBound >= span.lowerBound, range.upperBound <= span.upperBound, !range.isEmpty,
      !edits.contains(where: { $0.range.overlaps(range) })
    else { return }
    edits.append((range, Array(text.utf8)))
  }

  /// Whether nothing was changed there yet.
  func isFree(_ range: Range<Int>) -> Bool { !edits.contains { $0.range.overlaps(range) } }

  /// The keyword with the flags that were put in, for a command that is somebody else's to write.
  var outline: String { (["RUN"] + flags + ["…"]).joined(separator: " ") }

  /// Takes out a stretch, and the blanks before it.
  mutating func remove(_ range: Range<Int>) {
    var start = range.lowerBound
    while start > keywordEnd, Blanks.isBlank(source[start - 1]) { start -= 1 }
    replace(start..<range.upperBound, with: "")
  }

  /// Takes out a command with the `&&` or `;` that joins it to the next or the one before.
  mutating func remove(_ command: ShellCommand) {
    let whole = joined(command.range)
    let isFree = !edits.contains { $0.range.overlaps(whole) }
    replace(isFree ? whole : command.range, with: "")
  }

  /// A command's range with its joint.
  private func joined(_ range: Range<Int>) -> Range<Int> {
    let next = skipForward(range.upperBound)
    if let width = joint(at: next) { return range.lowerBound..<skipForward(next + width) }
    var start = skipBack(range.lowerBound)
    if start >= keywordEnd + 2, source[start - 2..<start].elementsEqual("&&".utf8) {
      start = skipBack(start - 2)
    } else if start > keywordEnd, source[start - 1] == UInt8(ascii: ";") {
      start = skipBack(start - 1)
    }
    return start..<range.upperBound
  }

  private func joint(at index: Int) -> Int? {
    guard index < span.upperBound else { return nil }
    if source[index...].starts(with: "&&".utf8) { return 2 }
    return source[index] == UInt8(ascii: ";") ? 1 : nil
  }

  /// Past blanks and continued line ends.
  private func skipForward(_ index: Int) -> Int {
    var index = index
    while index < span.upperBound {
      if Blanks.isBlank(source[index]) || source[index] == 0x0a {
        index += 1
      } else if source[index] == escape, index + 1 < span.upperBound,
        source[index + 1] == 0x0a || source[index + 1] == 0x0d
      {
        index += 2
      } else {
        break
      }
    }
    return index
  }

  private func skipBack(_ index: Int) -> Int {
    var index = index
    while index > keywordEnd {
      let byte = source[index - 1]
      let isEscape =
        byte == escape && index < source.count && (source[index] == 0x0a || source[index] == 0x0d)
      guard Blanks.isBlank(byte) || byte == 0x0a || isEscape else { break }
      index -= 1
    }
    return index
  }

  /// The instruction with all changes.
  func text() -> String {
    var result = Array(source[span.lowerBound..<keywordEnd])
    for flag in flags { result += Array((" " + flag).utf8) }
    var position = keywordEnd
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard edit.range.lowerBound >= position else { continue }
      result += source[position..<edit.range.lowerBound]
      result += edit.text
      position = edit.range.upperBound
    }
    result += source[position..<span.upperBound]
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether nothing is left to do.
  var isEmptied: Bool {
    let mark = String(decoding: [escape], as: UTF8.self)
    let words = text().split(whereSeparator: { " \t\r\n".contains($0) })
    return words.allSatisfy { word in
      word == mark || word.hasPrefix("--") || ["RUN", "ONBUILD", "CMD"].contains(word.uppercased())
    }
  }

  /// The lines of `text()`, those of a long instruction that stay as they are left out.
  func lines() -> [String] {
    let old = Set(Self.split(String(decoding: source[span], as: UTF8.self)))
    let mark = String(decoding: [escape], as: UTF8.self)
    let new = Self.split(text()).filter { line in
      let bare = line.drop { $0 == " " || $0 == "\t" }
      return !bare.isEmpty && bare != mark
    }
    guard new.count > Self.shownLines else { return new }
    var shown: [String] = []
    for (index, line) in new.enumerated() {
      if index == 0 || !old.contains(line) {
        if shown.count < 2 * Self.shownLines { shown.append(line) }
      } else if shown.last != Self.gap {
        shown.append(Self.gap)
      }
    }
    return shown
  }

  private static let gap = "    …"

  private static func split(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while let last = line.last, last == " " || last == "\t" || last == "\r" { line.removeLast() }
      return String(line)
    }
  }
}
