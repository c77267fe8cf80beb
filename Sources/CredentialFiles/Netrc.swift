import Findings
import Matching

/// `.netrc` and `_netrc`, on one line or several (netrc(5), GNU inetutils; curl's quoting).
struct Netrc: CredentialReader {
  let name = "netrc"

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    var tokens = Tokens(bytes: bytes, position: bytes.textStart)
    var found: [Credential] = []
    var machine: Range<Int>?
    var login: Range<Int>?
    var entry: [Credential] = []

    func finish() {
      // Anonymous FTP takes any password.
      let isAnonymous = login.map { bytes.isWord("anonymous", $0) || bytes.isWord("ftp", $0) } ?? false
      if !isAnonymous {
        for var credential in entry {
          var detail = login.map { "login \(bytes.label($0)), " } ?? ""
          detail += machine.map { "machine \(bytes.label($0))" } ?? "default machine"
          credential.detail = detail
          found.append(credential)
        }
      }
      entry = []
      login = nil
    }

    var isInside = false
    while let (token, _) = tokens.next() {
      switch String(decoding: bytes[token.prefix(16)], as: UTF8.self) {
      case "machine":
        finish()
        isInside = true
        machine = tokens.next()?.0
      case "default":
        finish()
        isInside = true
        machine = nil
      case "login", "user": login = tokens.next()?.0 ?? login
      case "account", "port": _ = tokens.next()
      case "macdef": tokens.skipMacro()
      case "password", "passwd":
        guard isInside, let (value, unescaped) = tokens.next() else { continue }
        let text = unescaped ?? Array(bytes[value])
        if !PlaceholderValue.matches(text) {
          entry.append(Credential(secret: value, decoded: unescaped, verification: .structure))
        }
      default:
        // Anything else is prose or code, unless the file's name vouches for it.
        if !isInside || !file.isNamed { return [] }
      }
    }
    finish()
    return found
  }

  /// Words between blanks; quoted ones may hold blanks and backslash escapes; `#` opens a comment.
  private struct Tokens {
    let bytes: [UInt8]
    var position: Int

    mutating func next() -> (Range<Int>, [UInt8]?)? {
      while position < bytes.count {
        if bytes[position].isBlank {
          position += 1
        } else if bytes[position] == .hash, position == 0 || bytes[position - 1].isBlank, isCommentStart {
          position = bytes.index(of: .newline, in: position..<bytes.count) ?? bytes.count
        } else {
          return bytes[position] == .doubleQuote ? quoted() : bare()
        }
      }
      return nil
    }

    /// A `#` opens a comment where a line begins; elsewhere it may open a password.
    private var isCommentStart: Bool {
      var index = position
      while index > 0, position - index < 64, bytes[index - 1] == .space || bytes[index - 1] == 0x09 {
        index -= 1
      }
      return index == 0 || bytes[index - 1] == .newline
    }

    private mutating func bare() -> (Range<Int>, [UInt8]?) {
      let start = position
      while position < bytes.count, !bytes[position].isBlank { position += 1 }
      return (start..<position, nil)
    }

    private mutating func quoted() -> (Range<Int>, [UInt8]?) {
      let start = position + 1
      var end = start
      while end < bytes.count, bytes[end] != .doubleQuote, bytes[end] != .newline {
        end += bytes[end] == .backslash ? 2 : 1
      }
      end = min(end, bytes.count)
      guard end < bytes.count, bytes[end] == .doubleQuote else { return bare() }
      position = end + 1
      let text = bytes[start..<end]
      return (start..<end, text.contains(.backslash) ? JSONScanner.unescape(text) : nil)
    }

    /// A macro ends at an empty line.
    mutating func skipMacro() {
      var lines = LineScanner(bytes, from: position)
      while let line = lines.next(), !bytes.trimmed(line).isEmpty {}
      position = lines.position
    }
  }
}
