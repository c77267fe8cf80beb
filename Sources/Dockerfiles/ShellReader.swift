/// Reads a shell text by recursive descent, one step per byte.
struct ShellReader {
  private let text: SourceText
  let bytes: [UInt8]
  var index = 0
  private var commands: [ShellCommand] = []
  private var nextID = 0
  private var nextPipeline = 0
  private var wordCount = 0
  private(set) var isTruncated = false
  private var parent: Int?
  private var depth: Int
  /// Here-documents whose lines have not come yet: the command, and which of its redirections.
  private var pending: [(command: Int, redirection: Int)] = []

  init(_ text: SourceText, parent: Int? = nil, depth: Int = 0, nextID: Int = 0, nextPipeline: Int = 0) {
    self.text = text
    bytes = text.bytes
    self.parent = parent
    self.depth = depth
    self.nextID = nextID
    self.nextPipeline = nextPipeline
  }

  var script: ShellScript {
    ShellScript(commands: commands.sorted { $0.id < $1.id }, isTruncated: isTruncated)
  }

  mutating func read() { readList(until: nil) }

  /// Adds a command whose words are known, and what a shell among them runs.
  mutating func add(_ words: [ShellWord], redirections: [ShellRedirection] = []) {
    let id = takeID()
    let start = words.first?.text.sourceRange.lowerBound ?? 0
    let end = words.last?.text.sourceRange.upperBound ?? start
    nextPipeline += 1
    let command = ShellCommand(
      id: id, parent: parent, pipeline: nextPipeline, joint: .first, assignments: [], words: words,
      redirections: redirections, range: start..<max(start, end))
    commands.append(command)
    readScript(of: command)
  }

  private mutating func takeID() -> Int {
    nextID += 1
    return nextID - 1
  }

  private var isAtEnd: Bool { index >= bytes.count || isTruncated }

  private func byte(_ ahead: Int = 0) -> UInt8? {
    index + ahead < bytes.count ? bytes[index + ahead] : nil
  }

  // MARK: - Lists

  /// Commands up to a closing parenthesis, or to the end.
  private mutating func readList(until end: UInt8?) {
    var joint = ShellCommand.Joint.first
    var openCases = 0
    while !isAtEnd {
      skipBlanks()
      guard let byte = byte() else { break }
      switch byte {
      case UInt8(ascii: "\n"):
        index += 1
        readDocuments()
        if joint != .pipe, joint != .and, joint != .or { joint = .sequence }
      case UInt8(ascii: ";"):
        let endsBranch = self.byte(1) == byte || self.byte(1) == UInt8(ascii: "&")
        index += endsBranch ? 2 : 1
        joint = .sequence
        if endsBranch, openCases > 0 { skipPatterns() }
      case UInt8(ascii: "&") where self.byte(1) != UInt8(ascii: ">"):
        let isAnd = self.byte(1) == UInt8(ascii: "&")
        index += isAnd ? 2 : 1
        joint = isAnd ? .and : .background
      case UInt8(ascii: "|"):
        let isOr = self.byte(1) == UInt8(ascii: "|")
        index += isOr || self.byte(1) == UInt8(ascii: "&") ? 2 : 1
        joint = isOr ? .or : .pipe
      case UInt8(ascii: ")"):
        index += 1
        // Within an open `case` it may end a pattern that was not recognised.
        if byte == end, openCases == 0 { return }
      case UInt8(ascii: "("):
        if self.byte(1) == UInt8(ascii: "(") {
          skipArithmetic()
        } else {
          index += 1
          nest { $0.readList(until: UInt8(ascii: ")")) }
        }
        joint = .sequence
      default:
        let before = index
        readCommand(joint: &joint, openCases: &openCases)
        // Whatever happens, go on.
        if index == before { index += 1 }
      }
    }
  }

  private mutating func nest(_ body: (inout ShellReader) -> Void) {
    guard depth < ShellWords.depthLimit else {
      isTruncated = true
      return
    }
    depth += 1
    body(&self)
    depth -= 1
  }

  /// Blanks, escaped line breaks and comments.
  private mutating func skipBlanks() {
    while let byte = byte() {
      if byte == 0x20 || byte == 0x09 || byte == 0x0D {
        index += 1
      } else if byte == UInt8(ascii: "\\"), self.byte(1) == UInt8(ascii: "\n") {
        index += 2
      } else if byte == UInt8(ascii: "#") {
        while let next = self.byte(), next != UInt8(ascii: "\n") { index += 1 }
      } else {
        return
      }
    }
  }

  /// From `((` to the parentheses that close it.
  private mutating func skipArithmetic() {
    var open = 0
    while let byte = byte() {
      index += 1
      if byte == UInt8(ascii: "(") { open += 1 }
      if byte == UInt8(ascii: ")") { open -= 1 }
      if open == 0 { return }
    }
  }

  /// The patterns of a branch of `case`, with the parenthesis that ends them. The word `esac` is left.
  private mutating func skipPatterns() {
    while true {
      skipBlanks()
      while byte() == UInt8(ascii: "\n") {
        index += 1
        readDocuments()
        skipBlanks()
      }
      guard !isAtEnd, !bytes[index...].starts(with: "esac".utf8) else { return }
      if byte() == UInt8(ascii: "|") || byte() == UInt8(ascii: "(") {
        index += 1
        continue
      }
      if byte() == UInt8(ascii: ")") {
        index += 1
        return
      }
      wordCount += 1
      // Anything else is no pattern.
      if readWord().text.isEmpty { return }
    }
  }

  // MARK: - Commands

  private static let openers: Set<String> = [
    "if", "then", "elif", "else", "fi", "do", "done", "while", "until", "!", "{", "}", "time", "coproc",
    "esac",
  ]

  private mutating func readCommand(joint: inout ShellCommand.Joint, openCases: inout Int) {
    guard commands.count < ShellWords.commandLimit else {
      isTruncated = true
      return
    }
    let id = takeID()
    let outer = parent
    parent = id
    defer { parent = outer }
    let start = index
    var end = index
    var assignments: [ShellAssignment] = []
    var words: [ShellWord] = []
    var redirections: [ShellRedirection] = []
    var isTest = false
    var hasPatterns = false
    while !isAtEnd {
      skipBlanks()
      guard let byte = byte() else { break }
      if isTest {
        // Inside `[[ … ]]` operators are words.
        if byte == UInt8(ascii: "\n") { break }
        if "()<>&|;".utf8.contains(byte) {
          index += 1
          continue
        }
      } else {
        if let redirection = readRedirection() {
          redirections.append(redirection)
          end = index
          continue
        }
        if byte == UInt8(ascii: "("), words.count == 1, self.byte(1) == UInt8(ascii: ")") {
          // A function: its body comes as commands of its own.
          index += 2
          joint = .sequence
          return
        }
        if "\n;&|()".utf8.contains(byte) { break }
      }
      guard wordCount < ShellWords.wordLimit else {
        isTruncated = true
        break
      }
      wordCount += 1
      let word = readWord()
      guard !word.text.isEmpty else { break }
      end = index
      if words.isEmpty, let assignment = Self.assignment(word) {
        assignments.append(assignment)
        if self.byte() == UInt8(ascii: "("), word.text.bytes.last == UInt8(ascii: "=") { skipArithmetic() }
        continue
      }
      if words.isEmpty, assignments.isEmpty, !word.isQuoted, !word.isExpanded {
        let name = word.string
        if name == "esac", openCases > 0 { openCases -= 1 }
        if name == "case" { openCases += 1 }
        if Self.openers.contains(name) {
          if joint != .first, !["!", "{", "time"].contains(name) { joint = .sequence }
          return
        }
        if name == "function" {
          skipBlanks()
          _ = readWord()
          joint = .sequence
          return
        }
        isTest = name == "[["
      }
      words.append(word)
      if words.count == 3, words[0].text.bytes.elementsEqual("case".utf8),
        word.text.bytes.elementsEqual("in".utf8)
      {
        hasPatterns = true
        break
      }
      if isTest, word.text.bytes.elementsEqual("]]".utf8) { isTest = false }
    }
    if hasPatterns { skipPatterns() }
    guard !words.isEmpty || !assignments.isEmpty || !redirections.isEmpty else { return }
    if joint != .pipe { nextPipeline += 1 }
    let offsets = text.sourceRange(start..<max(start, end))
    let command = ShellCommand(
      id: id, parent: outer, pipeline: nextPipeline, joint: joint, assignments: assignments, words: words,
      redirections: redirections, range: offsets)
    for (number, redirection) in redirections.enumerated() where redirection.operation.hasPrefix("<<") {
      if redirection.operation != "<<<" { pending.append((commands.count, number)) }
    }
    commands.append(command)
    joint = .sequence
    readScript(of: command)
  }

  /// `NAME=value`; nil for any other word.
  static func assignment(_ word: ShellWord) -> ShellAssignment? {
    let bytes = word.text.bytes
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")), equals > 0 else { return nil }
    let end = bytes[equals - 1] == UInt8(ascii: "+") ? equals - 1 : equals
    guard end > 0, end <= 256, !(0x30...0x39).contains(bytes[0]), bytes[..<end].allSatisfy(isNameByte) else {
      return nil
    }
    // No byte before the `=` is a quote, so that text and value are the same up to there.
    let value = ShellWord(
      text: word.text.slice(equals + 1..<bytes.count), value: word.value.slice(equals + 1..<word.value.count),
      variables: word.variables, isExpanded: word.isExpanded, isQuoted: word.isQuoted)
    return ShellAssignment(name: String(decoding: bytes[..<end], as: UTF8.self), value: value)
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
  }

  /// Looks into `sh -c 'text'`.
  private mutating func readScript(of command: ShellCommand) {
    guard let name = command.name, ShellWords.shells.contains(name), depth < ShellWords.depthLimit,
      let flag = command.words.dropFirst().firstIndex(where: {
        $0.value.bytes.first == UInt8(ascii: "-") && $0.value.bytes.dropFirst().first != UInt8(ascii: "-")
          && $0.value.bytes.contains(UInt8(ascii: "c"))
      }), command.words.indices.contains(flag + 1)
    else { return }
    readNested(command.words[flag + 1].value, parent: command.id)
  }

  private mutating func readNested(_ text: SourceText, parent: Int?) {
    guard depth < ShellWords.depthLimit else {
      isTruncated = true
      return
    }
    var reader = ShellReader(
      text, parent: parent, depth: depth + 1, nextID: nextID, nextPipeline: nextPipeline)
    reader.wordCount = wordCount
    reader.read()
    nextID = reader.nextID
    nextPipeline = reader.nextPipeline
    wordCount = reader.wordCount
    commands += reader.commands
    isTruncated = isTruncated || reader.isTruncated || commands.count > ShellWords.commandLimit
  }

  // MARK: - Redirections

  private mutating func readRedirection() -> ShellRedirection? {
    var at = index
    while at < bytes.count, (0x30...0x39).contains(bytes[at]), at - index < 4 { at += 1 }
    let digits = at > index ? Int(String(decoding: bytes[index..<at], as: UTF8.self)) : nil
    let operations = ["<<<", "<<-", "<<", "<>", "<&", "<", "&>>", "&>", ">>", ">|", ">&", ">"]
    guard at < bytes.count,
      bytes[at] == UInt8(ascii: "<") || bytes[at] == UInt8(ascii: ">") || bytes[at] == 0x26,
      let operation = operations.first(where: { bytes[at...].starts(with: $0.utf8) }),
      digits == nil || !operation.hasPrefix("&")
    else { return nil }
    // `<(…)` and `>(…)` are words.
    let next = at + operation.utf8.count
    if operation.utf8.count == 1, next < bytes.count, bytes[next] == UInt8(ascii: "(") { return nil }
    index = next
    while let blank = byte(), blank == 0x20 || blank == 0x09 { index += 1 }
    wordCount += 1
    return ShellRedirection(operation: operation, descriptor: digits, target: readWord(), document: nil)
  }

  /// The lines of the here-documents that wait for them.
  private mutating func readDocuments() {
    let waiting = pending
    pending = []
    for (command, number) in waiting {
      guard commands.indices.contains(command), commands[command].redirections.indices.contains(number) else {
        continue
      }
      let redirection = commands[command].redirections[number]
      let stripsTabs = redirection.operation == "<<-"
      var document = SourceText(at: text.offset(at: index))
      while index < bytes.count {
        var start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        while stripsTabs, start < index, bytes[start] == UInt8(ascii: "\t") { start += 1 }
        let isLast = bytes[start..<index].elementsEqual(redirection.target.value.bytes)
        if index < bytes.count { index += 1 }
        if isLast { break }
        document.append(text, start..<index)
      }
      commands[command].redirections[number].document = document
    }
  }

  // MARK: - Words

  /// A word while it is read.
  private struct Draft {
    var value: SourceText
    var variables: [ShellVariable] = []
    var isExpanded = false
    var isQuoted = false
  }

  private mutating func readWord() -> ShellWord {
    let start = index
    var draft = Draft(value: SourceText(at: text.offset(at: index)))
    reading: while !isAtEnd, let byte = byte() {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: ")"):
        break reading
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        guard index == start, self.byte(1) == UInt8(ascii: "(") else { break reading }
        index += 2
        nest { $0.readList(until: UInt8(ascii: ")")) }
        draft.value.append(text, start..<min(index, bytes.count))
        draft.isExpanded = true
      case UInt8(ascii: "("): break reading
      case UInt8(ascii: "'"): readSingleQuoted(&draft)
      case UInt8(ascii: "\""): readDoubleQuoted(&draft)
      case UInt8(ascii: "$"): readDollar(&draft, isQuoted: false)
      case UInt8(ascii: "`"): readBackticks(&draft)
      case UInt8(ascii: "\\"):
        draft.isQuoted = true
        index += 1
        guard let next = self.byte() else { break reading }
        if next != UInt8(ascii: "\n") { draft.value.append(text, index..<index + 1) }
        index += 1
      default:
        draft.value.append(text, index..<index + 1)
        index += 1
      }
    }
    return ShellWord(
      text: text.slice(start..<min(index, bytes.count)), value: draft.value, variables: draft.variables,
      isExpanded: draft.isExpanded, isQuoted: draft.isQuoted)
  }

  private mutating func readSingleQuoted(_ draft: inout Draft) {
    draft.isQuoted = true
    index += 1
    let start = index
    while let byte = byte(), byte != UInt8(ascii: "'") { index += 1 }
    draft.value.append(text, start..<index)
    index = min(index + 1, bytes.count)
  }

  private mutating func readDoubleQuoted(_ draft: inout Draft) {
    draft.isQuoted = true
    index += 1
    while !isAtEnd, let byte = byte() {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return
      case UInt8(ascii: "$"): readDollar(&draft, isQuoted: true)
      case UInt8(ascii: "`"): readBackticks(&draft)
      case UInt8(ascii: "\\"):
        guard let next = self.byte(1) else {
          draft.value.append(text, index..<index + 1)
          index += 1
          return
        }
        switch next {
        case UInt8(ascii: "\n"): break
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "`"):
          draft.value.append(text, index + 1..<index + 2)
        default: draft.value.append(text, index..<index + 2)
        }
        index += 2
      default:
        draft.value.append(text, index..<index + 1)
        index += 1
      }
    }
  }

  private mutating func readDollar(_ draft: inout Draft, isQuoted: Bool) {
    let start = index
    index += 1
    switch byte() {
    case UInt8(ascii: "'") where !isQuoted: return readEscapedQuotes(&draft)
    case UInt8(ascii: "\"") where !isQuoted: return readDoubleQuoted(&draft)
    case UInt8(ascii: "("):
      draft.isExpanded = true
      if byte(1) == UInt8(ascii: "(") {
        skipArithmetic()
      } else {
        index += 1
        nest { $0.readList(until: UInt8(ascii: ")")) }
      }
    case UInt8(ascii: "{"):
      draft.isExpanded = true
      readBraces(&draft, from: start)
    default:
      var end = index
      if end < bytes.count, "@*#?-$!".utf8.contains(bytes[end]) || (0x30...0x39).contains(bytes[end]) {
        end += 1
      } else {
        while end < bytes.count, Self.isNameByte(bytes[end]) { end += 1 }
      }
      if end > index {
        draft.isExpanded = true
        let name = String(decoding: bytes[index..<end], as: UTF8.self)
        draft.variables.append(ShellVariable(name: name, range: text.sourceRange(start..<end)))
        index = end
      }
    }
    draft.value.append(text, start..<min(index, bytes.count))
  }

  /// From the brace of `${name…}` to the one that closes it.
  private mutating func readBraces(_ draft: inout Draft, from start: Int) {
    index += 1
    // `${#name}` and `${!name}`.
    if let byte = byte(), byte == UInt8(ascii: "#") || byte == UInt8(ascii: "!"), let next = self.byte(1),
      Self.isNameByte(next)
    {
      index += 1
    }
    let first = index
    while let byte = byte(), Self.isNameByte(byte) { index += 1 }
    let name = String(decoding: bytes[first..<min(index, bytes.count)], as: UTF8.self)
    let position = draft.variables.count
    // What stands in it counts for its variables only: the value keeps the braces as written.
    var inner = Draft(value: SourceText(at: text.offset(at: index)))
    nest { reader in
      while !reader.isAtEnd, let byte = reader.byte(), byte != UInt8(ascii: "}") {
        switch byte {
        case UInt8(ascii: "'"): reader.readSingleQuoted(&inner)
        case UInt8(ascii: "\""): reader.readDoubleQuoted(&inner)
        case UInt8(ascii: "$"): reader.readDollar(&inner, isQuoted: true)
        case UInt8(ascii: "`"): reader.readBackticks(&inner)
        case UInt8(ascii: "\\"): reader.index += 2
        default: reader.index += 1
        }
      }
    }
    index = min(index + 1, bytes.count)
    draft.variables += inner.variables
    if !name.isEmpty {
      draft.variables.insert(
        ShellVariable(name: name, range: text.sourceRange(start..<index)), at: position)
    }
  }

  /// `$'…'` with the escapes of C.
  private mutating func readEscapedQuotes(_ draft: inout Draft) {
    draft.isQuoted = true
    index += 1
    while let byte = byte(), byte != UInt8(ascii: "'") {
      guard byte == UInt8(ascii: "\\"), let next = self.byte(1) else {
        draft.value.append(text, index..<index + 1)
        index += 1
        continue
      }
      let controls: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "a"): 0x07,
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "e"): 0x1B, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "v"): 0x0B,
      ]
      if let control = controls[next] {
        draft.value.append([control], replacing: text.sourceRange(index..<index + 2))
      } else {
        draft.value.append(text, index + 1..<index + 2)
      }
      index += 2
    }
    index = min(index + 1, bytes.count)
  }

  /// `` `command` ``: a backslash before `` ` ``, `\` and `$` goes, and the rest is a text of its own.
  private mutating func readBackticks(_ draft: inout Draft) {
    let start = index
    index += 1
    var body = SourceText(at: text.offset(at: index))
    while let byte = byte(), byte != UInt8(ascii: "`") {
      if byte == UInt8(ascii: "\\"), let next = self.byte(1), "`\\$".utf8.contains(next) { index += 1 }
      body.append(text, index..<index + 1)
      index += 1
    }
    index = min(index + 1, bytes.count)
    draft.isExpanded = true
    draft.value.append(text, start..<index)
    readNested(body, parent: parent)
  }
}
