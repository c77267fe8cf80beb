import Findings
import Matching

/// What was typed: histories of shells and of database clients, where passwords stand as options, in URLs, in
/// headers and in assignments.
struct ShellHistory: CredentialReader {
  var name = "shell-history"

  private static let options: Set<String> = [
    "--password", "--passwd", "--pass", "--token", "--api-key", "--apikey", "--secret", "--access-token",
    "--auth-token", "--secret-key", "--client-secret", "--passphrase", "--http-password", "--ftp-password",
    "--requirepass", "--docker-password", "--db-password", "--admin-password", "--root-password",
  ]
  private static let joined: Set<String> = [
    "mysql", "mysqldump", "mysqladmin", "mariadb", "mariadb-dump", "mysqlimport",
  ]
  /// Options that take a password, by command.
  private static let separate: [String: String] = [
    "sshpass": "-p", "redis-cli": "-a", "mongo": "-p", "mongosh": "-p", "mongodump": "-p", "sqlcmd": "-P",
    "ldapsearch": "-w", "ldapadd": "-w", "ldapmodify": "-w", "rabbitmqadmin": "-p", "useradd": "-p",
    "usermod": "-p", "adduser": "-p", "zip": "-P", "unzip": "-P", "openssl": "-k", "mosquitto_pub": "-P",
    "mosquitto_sub": "-P", "ipmitool": "-P", "x11vnc": "-passwd", "xfreerdp": "-p", "ncftpput": "-p",
    "cqlsh": "-p", "influx": "-p", "rdesktop": "-p", "bcp": "-P", "isql": "-P", "virsh": "-p",
  ]
  /// Kinds of hashes that `openssl passwd` makes (openssl-passwd(1)).
  private static let digestOptions: Set<String> = ["-1", "-5", "-6", "-apr1", "-crypt"]
  /// Archivers whose `-p` has the password joined to it.
  private static let archivers: Set<String> = ["7z", "7za", "7zr", "rar", "unrar"]
  /// Commands that a word must be one of to begin a command in the middle of a line, as after `RUN` and `- run:`.
  private static let known: Set<String> = joined.union(separate.keys).union(login).union(archivers).union([
    "curl", "wget", "http", "https", "vault", "net", "smbclient", "mount", "psql", "auth",
  ])
  /// Commands whose `-p` is a password only after `login`.
  private static let login: Set<String> = [
    "docker", "podman", "buildah", "skopeo", "helm", "oras", "oc", "az", "nerdctl",
  ]

  /// Commands and options of which a line outside of histories must have one.
  private static let stems = Stems(Array(known.subtracting(["auth", "net", "https"])) + ["passw", "passp"])

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    let isHistory = name == "shell-history"
    if !isHistory, bytes.prefix(4096).contains(where: { $0 < 0x09 }) { return [] }
    let found = LineScanner(bytes).flatMap { line in
      isHistory || isCommand(line, in: bytes) ? commandLine(line, in: bytes) : []
    }
    guard !isHistory else { return found }
    // Manuals show commands as well: there a word is a word.
    return found.filter { credential in
      SettingValue(
        name: bytes[credential.secret][..<credential.secret.lowerBound], kind: .password,
        value: credential.decoded ?? Array(bytes[credential.secret]), isQuoted: true, context: .unknown
      ).isSecret
    }
  }

  /// Whether a line of a script or a manual may be a command that is given a password.
  private func isCommand(_ line: Range<Int>, in bytes: [UInt8]) -> Bool {
    guard
      bytes.indexOf(" -", in: line) != nil || bytes.indexOf(" /", in: line) != nil
        || bytes.indexOf("login", in: line) != nil
    else { return false }
    return ShellHistory.stems.mayStand(in: bytes[line]) || bytes.indexOf("7z", in: line) != nil
  }

  private func commandLine(_ line: Range<Int>, in bytes: [UInt8]) -> [Credential] {
    guard line.count < 65_536 else { return [] }
    var line = line
    // zsh's extended history: `: 1600000000:0;command`; fish: `- cmd: command`.
    if bytes.has(": ", at: line.lowerBound), let end = bytes.index(of: .semicolon, in: line.prefix(32)) {
      line = end + 1..<line.upperBound
    }
    var found: [Credential] = []
    var command = ""
    var previous = ""
    var isLogin = false
    for word in Words(bytes, line) {
      let text = String(decoding: bytes[word.range.prefix(40)], as: UTF8.self)
      let name = text.split(separator: "/").last.map(String.init) ?? text
      if ShellHistory.known.contains(name), previous != "-h" {
        command = name
        isLogin = false
      } else if isCommandStart(previous) || command.isEmpty, !text.contains("=") || text.hasPrefix("-") {
        command = text.split(separator: "/").last.map(String.init) ?? text
      }
      if let credential = credential(
        word, text: text, command: command, previous: previous, isLogin: isLogin, in: bytes)
      {
        found.append(credential)
      }
      if text == "login" { isLogin = true }
      if ["|", "&&", "||", ";"].contains(text) {
        command = ""
        isLogin = false
      }
      previous = text
    }
    return found
  }

  private func isCommandStart(_ previous: String) -> Bool {
    previous == "sudo" || previous == "cmd:" || previous == "-"
  }

  private func credential(
    _ word: Words.Word, text: String, command: String, previous: String, isLogin: Bool, in bytes: [UInt8]
  ) -> Credential? {
    func made(_ range: Range<Int>, _ detail: String, decoded: [UInt8]? = nil) -> Credential? {
      let value = decoded ?? Array(bytes[range])
      guard value.count >= 3, !PlaceholderValue.matches(value), value.first != UInt8(ascii: "-"),
        value.first != .dollar || value.count > 1 && value[1].isDigit
      else { return nil }
      return Credential(secret: range, decoded: decoded, detail: detail)
    }
    if ShellHistory.options.contains(previous) {
      return made(word.range, "\(command.label()) \(previous)", decoded: word.unescaped)
    }
    if let equals = bytes.index(of: .equals, in: word.range) {
      let key = word.range.lowerBound..<equals
      let value = unquoted(equals + 1..<word.range.upperBound, in: bytes)
      if ShellHistory.options.contains(bytes.label(key)) {
        return made(value, "\(command.label()) \(bytes.label(key))")
      }
      if text.first != "-", key.count < 64, bytes[key].allSatisfy(\.isWordByte),
        let kind = SecretName.kind(of: bytes[key]),
        kind == .password || value.count >= 12, !bytes.has("/", at: value.lowerBound)
      {
        return made(value, bytes.label(key))
      }
    }
    if ShellHistory.joined.contains(command), text.hasPrefix("-p"), text != "-p", !text.hasPrefix("-p="),
      // `find` has it for another use.
      !text.hasPrefix("-print")
    {
      return made(unquoted(word.range.dropFirst(2), in: bytes), "\(command) -p")
    }
    if isLogin, previous == "-p", ShellHistory.login.contains(command) {
      return made(word.range, "\(command) login", decoded: word.unescaped)
    }
    if ShellHistory.archivers.contains(command), text.hasPrefix("-p"), text.utf8.count > 4 {
      return made(word.range.dropFirst(2), "\(command) -p")
    }
    // `net use X: \\host\share /user:joe PASSWORD`, `net user joe PASSWORD /add`
    if command == "net", previous.lowercased().hasPrefix("/user:"), !text.hasPrefix("/") {
      return made(word.range, "net use")
    }
    // `openssl passwd -1 PASSWORD`
    if command == "openssl", ShellHistory.digestOptions.contains(previous), !text.hasPrefix("-") {
      return made(unclosed(word.range, in: bytes), "openssl passwd")
    }
    // `vault login TOKEN`; `AUTH PASSWORD` and `AUTH USER PASSWORD` as Redis is told.
    if command == "vault", previous == "login", text.first != "-", word.range.count >= 20 {
      return made(word.range, "vault login")
    }
    if command == "http" || command == "https", previous == "--auth" || previous == "-a",
      let colon = bytes.index(of: .colon, in: word.range)
    {
      return made(colon + 1..<word.range.upperBound, "\(command) --auth")
    }
    // `set -x NAME value` of fish.
    if command == "set", let kind = SecretName.kind(of: previous.utf8), text.first != "-" {
      return kind == .password || word.range.count >= 12 ? made(word.range, previous.label()) : nil
    }
    if let option = ShellHistory.separate[command] {
      if previous == option { return made(word.range, "\(command) \(option)", decoded: word.unescaped) }
      if command == "sshpass", text.hasPrefix("-p"), text != "-p" {
        return made(unquoted(word.range.dropFirst(2), in: bytes), "sshpass -p")
      }
    }
    if command == "curl" || command == "wget",
      previous == "-u" || previous == "--user" || previous == "-U" || previous == "--proxy-user",
      let colon = bytes.index(of: .colon, in: word.range)
    {
      return made(
        colon + 1..<word.range.upperBound, "\(command) -u, user \(bytes.label(word.range.lowerBound..<colon))"
      )
    }
    if word.isQuoted, previous == "-H" || previous == "--header", let header = header(word.range, in: bytes) {
      return made(header, "\(command.label()) header")
    }
    if let url = URLCredential.first(in: bytes, word.range), let password = url.password {
      return made(
        password, "user \(bytes.label(url.user)), host \(bytes.label(url.host))",
        decoded: URLCredential.percentDecoded(bytes[password]))
    }
    return nil
  }

  /// `Authorization: Bearer …`, `PRIVATE-TOKEN: …`, `X-Api-Key: …`
  private func header(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int>? {
    guard let colon = bytes.index(of: .colon, in: range) else { return nil }
    let name = range.lowerBound..<colon
    let isAuthorization = bytes.isWord("authorization", name)
    guard isAuthorization || SecretName.kind(of: bytes[name]) != nil else { return nil }
    let value = bytes.trimmed(colon + 1..<range.upperBound)
    guard value.count >= 8, bytes.indexOf("$(", in: value) == nil, bytes.indexOf("${", in: value) == nil
    else {
      return nil
    }
    guard let blank = bytes[value].lastIndex(of: .space) else { return value }
    return blank + 1..<value.upperBound
  }

  /// Without the bracket that closes a command substitution.
  private func unclosed(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    guard let last = range.last, bytes[last] == UInt8(ascii: ")") || bytes[last] == UInt8(ascii: "`") else {
      return range
    }
    return range.dropLast()
  }

  private func unquoted(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    guard range.count >= 2, let first = range.first, let last = range.last, bytes[first] == bytes[last],
      bytes[first] == .quote || bytes[first] == .doubleQuote
    else { return range }
    return range.dropFirst().dropLast()
  }
}
