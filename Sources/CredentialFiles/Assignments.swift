import Findings
import Matching

/// Secrets assigned to a name that says so, in files of settings and in source code of any language.
///
/// Where the file's name vouches for it, or user and host stand beside it, a weak word counts as a password; in
/// any other text the value must look like one.
struct Assignments: CredentialReader {
  let name = "assignments"

  /// How near a user or a host must stand, in bytes.
  private static let neighbourhood = 240

  func credentials(in file: FileView) -> [Credential] {
    let bytes = file.bytes
    // What programs hold is not theirs to configure.
    if bytes.prefix(4096).contains(where: { $0 < 0x09 }) { return [] }
    if bytes.indexOf("SealedSecret", in: 0..<min(bytes.count, 4096)) != nil { return [] }
    let profile = TextProfile(of: bytes)
    let isSample = Assignments.isSample(file.name)
    let takesBare = profile.takesBareValues || file.isNamed && profile != .code && profile != .json
    let pairs = AssignmentScanner.pairs(in: bytes, takesBare: takesBare)
    let places = pairs.filter { $0.kind == nil && isEvidence($0, in: bytes) }.map(\.value.lowerBound)
    var found: [Credential] = []
    for pair in pairs {
      if file.isNamed, let login = self.pair(pair.name, pair.value, in: bytes) {
        found.append(login)
        continue
      }
      guard let kind = pair.kind else { continue }
      var context = SettingValue.Context.unknown
      if isNear(pair.name.lowerBound, places) {
        context = .certain
      } else if file.isNamed {
        context = profile == .code || profile == .prose ? .settings : .certain
      } else if profile == .settings || profile == .json || profile == .markup {
        context = .settings
      }
      // `base-passwd:amd64`: in settings a blank follows the colon.
      if !pair.isQuoted, !file.isNamed, bytes[pair.value.lowerBound - 1] == .colon { continue }
      let isComment = isComment(pair.name.lowerBound, in: bytes)
      if context == .certain, isComment { context = .settings }
      if bytes.isWord("pass", pair.name), context == .unknown || context == .settings && !pair.isQuoted {
        continue
      }
      if var credential = credential(
        pair.name, wholeLine(pair, profile: profile, in: bytes), unescaped: pair.unescaped,
        isQuoted: pair.isQuoted, kind: kind, context: isSample ? .unknown : context, in: bytes)
      {
        // What is commented out was in use once, or is how the program's own sample reads.
        if isComment, credential.secret.count < 12 { credential.severity = .low }
        found.append(credential)
      }
    }
    if file.isNamed || profile == .settings || profile == .script {
      found += spaced(in: bytes, takesBare: takesBare, isNamed: file.isNamed)
    }
    found += urls(in: bytes, isKnown: file.isNamed || profile == .settings)
    if isSample {
      // What stands in a template is rarely in use: only what looks made by a machine.
      return found.filter { $0.secret.count >= 16 }.map {
        var credential = $0
        credential.confidence = .low
        return credential
      }
    }
    return found.sorted { $0.secret.lowerBound < $1.secret.lowerBound }
  }

  /// In settings a value without quotes goes to the end of its line.
  private func wholeLine(
    _ pair: AssignmentScanner.Pair, profile: TextProfile, in bytes: [UInt8]
  ) -> Range<Int> {
    guard !pair.isQuoted, pair.isWholeLine, profile == .settings else { return pair.value }
    var end = pair.value.upperBound
    while end < bytes.count, end - pair.value.lowerBound < 256, bytes[end] != .newline {
      if bytes[end].isBlank { break }
      end += 1
    }
    if let last = bytes[pair.value.lowerBound..<end].last, last == .semicolon || last == .comma { end -= 1 }
    return pair.value.lowerBound..<max(end, pair.value.upperBound)
  }

  private func credential(
    _ name: Range<Int>, _ value: Range<Int>, unescaped: [UInt8]?, isQuoted: Bool,
    kind: SecretName.Kind, context: SettingValue.Context, in bytes: [UInt8]
  ) -> Credential? {
    let text = unescaped ?? Array(bytes[value])
    let judged = SettingValue(
      name: bytes[name], kind: kind, value: text, isQuoted: isQuoted, context: context)
    guard judged.isSecret else { return nil }
    var credential = Credential(
      secret: value, decoded: unescaped, severity: context == .certain ? nil : .medium,
      confidence: context == .certain ? .high : context == .settings ? .medium : .low,
      detail: bytes.label(name))
    if let hash = PasswordHash.identify(text[...], allowsDES: false) {
      credential.severity = hash.severity
      credential.verification = .structure
      credential.detail = "\(bytes.label(name)), \(hash.scheme)"
    }
    return credential
  }

  /// Whether `pair` shows that the password beside it is for a login in use: a host that looks like one, a user of
  /// the usual names.
  private func isEvidence(_ pair: AssignmentScanner.Pair, in bytes: [UInt8]) -> Bool {
    let value = bytes[pair.value]
    guard (1...200).contains(value.count), !PlaceholderValue.matches(value), !value.contains(.space),
      !value.contains(UInt8(ascii: "("))
    else { return false }
    if SettingName.isUser(bytes[pair.name]) {
      let name = String(decoding: value.prefix(16).map(\.lowercased), as: UTF8.self)
      return Assignments.users.contains(name) || value.contains(.at)
    }
    guard SettingName.isPlace(bytes[pair.name]) else { return false }
    if value.allSatisfy(\.isDigit) { return value.count <= 5 }
    return bytes.isWord("localhost", pair.value) || bytes.isWord("db", pair.value)
      || value.contains(UInt8(ascii: ".")) && !value.hasSuffix(ofEither: [".html", ".php", ".js", ".label"])
      || value.contains(.colon)
  }

  private func isNear(_ offset: Int, _ places: [Int]) -> Bool {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < offset - Assignments.neighbourhood { low = middle + 1 } else { high = middle }
    }
    return low < places.count && places[low] <= offset + Assignments.neighbourhood
  }

  /// `.env.example`, `config.sample.php`; `default.json` is in use.
  private static func isSample(_ name: String) -> Bool {
    Dotenv.isSample(name) && !name.lowercased().contains("default")
  }

  private static let users: Set<String> = [
    "root", "admin", "administrator", "sa", "postgres", "mysql", "system", "sys", "dba", "ubuntu", "vagrant",
    "guest", "elastic", "oracle", "app", "www-data", "deploy", "jenkins", "git",
  ]

  /// Whether the line that holds `offset` is a comment.
  private func isComment(_ offset: Int, in bytes: [UInt8]) -> Bool {
    var start = offset
    while start > 0, offset - start < 200, bytes[start - 1] != .newline { start -= 1 }
    guard let first = bytes[start..<offset].firstIndex(where: { !$0.isBlank }) else { return false }
    return bytes[first] == .hash || bytes[first] == .semicolon || bytes.has("//", at: first)
  }

  // MARK: `name value`

  /// Lines whose last word is the value and the one before it the name: `bindpw x`, `Pass x`, `SetEnv DB_PASS x`.
  private func spaced(in bytes: [UInt8], takesBare: Bool, isNamed: Bool) -> [Credential] {
    var found: [Credential] = []
    for line in LineScanner(bytes) {
      let content = bytes.trimmed(line)
      guard content.count <= 256, let first = content.first, bytes[first].isLetter,
        Stems.secrets.mayStand(in: bytes[content]) || isNamed
      else { continue }
      var words = Words.of(bytes, content)
      if let last = words.last, bytes[last.range].last == .semicolon, !last.isQuoted {
        words[words.count - 1].range = last.range.dropLast()
      }
      guard (2...5).contains(words.count), let value = words.last, !value.range.isEmpty else { continue }
      let name = words[words.count - 2].range
      let leader = bytes.label(words[0].range).lowercased()
      let isLed = words.count > 2 && Assignments.leaders.contains(leader)
      guard words.count == 2 || isLed, takesBare || isLed && value.isQuoted else { continue }
      if isNamed, let pair = pair(name, value.range, in: bytes) {
        found.append(pair)
        continue
      }
      guard
        bytes[name].allSatisfy({ $0.isWordByte || ".-".utf8.contains($0) || $0 == .slash && leader == "d-i" }
        ),
        let kind = SettingName.kind(of: bytes[name])
      else { continue }
      if let credential = credential(
        name, value.range, unescaped: value.unescaped, isQuoted: value.isQuoted, kind: kind,
        context: isLed && isNamed ? .certain : .settings, in: bytes)
      {
        found.append(credential)
      }
    }
    return found
  }

  /// `auth admin:x`, `allow admin:x`, `user=joe:x`: the password after the colon.
  private func pair(_ name: Range<Int>, _ value: Range<Int>, in bytes: [UInt8]) -> Credential? {
    guard Assignments.logins.contains(bytes.label(name).lowercased()),
      let colon = bytes.index(of: .colon, in: value), colon > value.lowerBound
    else { return nil }
    let password = colon + 1..<value.upperBound
    let judged = SettingValue(
      name: bytes[name], kind: .password, value: Array(bytes[password]), isQuoted: false, context: .settings)
    guard judged.isSecret,
      bytes[value.lowerBound..<colon].allSatisfy({ $0.isWordByte || ".@-".utf8.contains($0) })
    else { return nil }
    return Credential(
      secret: password, confidence: .high, detail: "user \(bytes.label(value.lowerBound..<colon))")
  }

  /// Passwords within URLs; in a text that is no file of settings they must look like more than a word.
  private func urls(in bytes: [UInt8], isKnown: Bool) -> [Credential] {
    var found: [Credential] = []
    for line in LineScanner(bytes) {
      var start = line.lowerBound
      while start < line.upperBound, let url = URLCredential.first(in: bytes, start..<line.upperBound) {
        start = max(url.end, start + 1)
        guard let password = url.password else { continue }
        let text = URLCredential.percentDecoded(bytes[password]) ?? Array(bytes[password])
        let judged = SettingValue(
          name: bytes[password][..<password.lowerBound], kind: .password, value: text, isQuoted: true,
          context: isKnown ? .settings : .unknown)
        guard judged.isSecret else { continue }
        found.append(
          Credential(
            secret: password, decoded: URLCredential.percentDecoded(bytes[password]),
            severity: isKnown ? nil : .medium, confidence: .medium,
            detail: "user \(bytes.label(url.user)), host \(bytes.label(url.host))"))
      }
    }
    return found
  }

  /// Settings whose value is `user:password`.
  private static let logins: Set<String> = [
    "auth", "allow", "login", "user", "credentials", "admin_credentials", "stream_authentication",
    "webcontrol_authentication", "basicauth", "userpass", "userpwd", "slack",
  ]

  /// First words of longer lines of that kind.
  private static let leaders: Set<String> = [
    "set", "setenv", "option", "env", "arg", "export", "ipsec", "xauth", "d-i", "user", "setvar", "let",
    "rootpw", "pass", "stats", "listen",
  ]
}

extension ArraySlice<UInt8> {
  /// Whether it ends in one of `endings`.
  fileprivate func hasSuffix(ofEither endings: [String]) -> Bool {
    endings.contains { count > $0.utf8.count && suffix($0.utf8.count).elementsEqual($0.utf8) }
  }
}
