/// Reads a shell text by recursive descent, one step per byte.
struct ShellReader {
  let text: SourceText
  let bytes: [UInt8]
  var index = 0
  var commands: [ShellCommand] = []
  var nextID = 0
  var nextPipeline = 0
  var wordCount = 0
  var isTruncated = false
  var parent: Int?
  var depth: Int
  /// Here-documents whose lines have not come yet: the command, and which of its redirections.
  var pending: [(command: Int, redirection: Int)] = []

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

  mutating func takeID() -> Int {
    nextID += 1
    return nextID - 1
  }

  var isAtEnd: Bool { index >= bytes.count || isTruncated }

  func byte(_ ahead: Int = 0) -> UInt8? {
    index + ahead < bytes.count ? bytes[index + ahead] : nil
  }

  // MARK: - Lists

  /// Commands up to a closing parenthesis, or to the end.
  mutating func readList(until end: UInt8?) {
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

  mutating func nest(_ body: (inout ShellReader) -> Void) {
    guard depth < ShellWords.depthLimit else {
      isTruncated = true
      return
    }
    depth += 1
    body(&self)
    depth -= 1
  }

  /// Blanks, escaped line breaks and comments.
  mutating func skipBlanks() {
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
  mutating func skipArithmetic() {
    var open = 0
    while let byte = byte() {
      index += 1
      if byte == UInt8(ascii: "(") { open += 1 }
      if byte == UInt8(ascii: ")") { open -= 1 }
      if open == 0 { return }
    }
  }

  /// The patterns of a branch of `case`, with the parenthesis that ends them. The word `esac` is left.
  mutating func skipPatterns() {
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

  mutating func readCommand(joint: inout ShellCommand.Joint, openCases: inout Int) {
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
  mutating func readScript(of command: ShellCommand) {
    guard let name = command.name, ShellWords.shells.contains(name), depth < ShellWords.depthLimit,
      let flag = command.words.dropFirst().firstIndex(where: {
        $0.value.bytes.first == UInt8(ascii: "-") && $0.value.bytes.dropFirst().first != UInt8(ascii: "-")
          && $0.value.bytes.contains(UInt8(ascii: "c"))
      }), command.words.indices.contains(flag + 1)
    else { return }
    readNested(command.words[flag + 1].value, parent: command.id)
  }

  mutating func readNested(_ text: SourceText, parent: Int?) {
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

  mutating func readRedirection() -> ShellRedirection? {
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
  mutating func readDocuments() {
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
}
