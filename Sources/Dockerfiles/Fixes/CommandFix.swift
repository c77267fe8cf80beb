/// Takes the secrets out of one command, in the way of the program that it runs.
struct CommandFix {
  let command: ShellCommand
  let tool: String
  private let words: [ShellWord]
  private let source: [UInt8]
  /// The folder of the user that the RUN runs as, and whether that is root.
  let home: String
  let isRoot: Bool
  /// Secrets that got a name, so that the same one gets the same.
  private(set) var names: [[UInt8]: String]

  init(
    _ command: ShellCommand, _ dockerfile: Dockerfile, home: String, isRoot: Bool, names: [[UInt8]: String]
  ) {
    self.command = command
    words = Array(CommandSecrets.unwrapped(command.words))
    tool = words.first.map { $0.string.split(separator: "/").last.map(String.init) ?? $0.string } ?? ""
    source = dockerfile.source
    self.home = home
    self.isRoot = isRoot
    self.names = names
  }

  /// Programs that look up a host's password in `~/.netrc`; curl only if it is told to.
  private static let netrcTools: Set<String> = ["curl", "wget", "git", "pip", "pip3", "uv", "go"]
  /// Programs whose settings stay in the layer, whatever brings the secret.
  private static let setters: Set<String> = [
    "npm", "pnpm", "yarn", "pip", "pip3", "git", "composer", "bundle",
  ]

  /// Changes `run` so that the secret at `range` is mounted.
  ///
  /// - Returns: whether there was a way.
  mutating func apply(_ hit: DockerfileHit, to run: inout MountedRun) -> Bool {
    run.change()
    if let assignment = (command.assignments + command.exports).first(where: {
      $0.value.text.sourceRange.overlaps(hit.range)
    }) {
      return assigned(assignment, &run)
    }
    guard let index = words.firstIndex(where: { $0.text.sourceRange.overlaps(hit.range) }) else {
      return false
    }
    if isSetting { if let done = set(index, &run) { return done } }
    if inAddress(hit.range), Self.netrcTools.contains(tool), !isSetting {
      return netrcAddress(hit.range, &run)
    }
    switch (tool, hit.rule) {
    case ("curl", _) where option(at: index, "-u", "--user") != nil:
      run.rewrite.replace(optionRange(index, "-u", "--user"), with: "--netrc")
      return mountNetrc(&run)
    case ("wget", _) where words[index].string.hasPrefix("--") && words[index].string.contains("password"):
      run.rewrite.remove(words[index].text.sourceRange)
      for word in words where word.string.hasPrefix("--user=") || word.string.hasPrefix("--http-user=") {
        run.rewrite.remove(word.text.sourceRange)
      }
      return mountNetrc(&run)
    case ("aws", "dockerfile-aws-configure"):
      run.rewrite.remove(command)
      run.mount(
        file: "aws", target: home + "/.aws/credentials", source: "$HOME/.aws/credentials", isOpen: !isRoot)
      return true
    case ("npm", "dockerfile-npm-token"), ("pnpm", "dockerfile-npm-token"), ("yarn", "dockerfile-npm-token"):
      run.rewrite.remove(command)
      run.mount(file: "npmrc", target: home + "/.npmrc", source: "$HOME/.npmrc", isOpen: !isRoot)
      return true
    case (_, "dockerfile-database-password") where tool.hasPrefix("mysql") || tool.hasPrefix("mariadb"):
      guard words[index].string.hasPrefix("-p") || words[index].string.hasPrefix("--password") else {
        return named(hit, index, &run)
      }
      run.rewrite.remove(words[index].text.sourceRange)
      run.mount(variable: "MYSQL_PWD")
      return true
    case ("redis-cli", _):
      run.rewrite.remove(optionRange(index, "-a", "--pass"))
      run.mount(variable: "REDISCLI_AUTH")
      return true
    case ("sshpass", _):
      run.rewrite.replace(optionRange(index, "-p"), with: "-e")
      run.mount(variable: "SSHPASS")
      return true
    case (_, "dockerfile-registry-login") where words.contains { $0.string == "login" }:
      run.rewrite.replace(optionRange(index, "-p", "--password"), with: "--password-stdin")
      if let last = command.words.last {
        let end = last.text.sourceRange.upperBound
        // The last byte once more, since an insertion has to replace something.
        if end > 0, last.text.sourceRange != words[index].text.sourceRange {
          run.rewrite.replace(
            end - 1..<end,
            with: String(decoding: source[end - 1..<end], as: UTF8.self) + " < /run/secrets/registry")
        }
      }
      run.mount(file: "registry", target: nil, source: "registry-password.txt", isOpen: !isRoot)
      return true
    case ("gpg", _), ("gpg2", _):
      run.rewrite.replace(
        optionRange(index, "--passphrase"),
        with: "--pinentry-mode loopback --passphrase-file /run/secrets/passphrase")
      run.mount(file: "passphrase", target: nil, source: "passphrase.txt", isOpen: !isRoot)
      return true
    case ("keytool", _), ("jarsigner", _):
      guard index > 0, words[index - 1].string.hasPrefix("-") else { return named(hit, index, &run) }
      let option = words[index - 1]
      let name = variable(for: hit.secret, "KEYSTORE_PASSWORD")
      run.rewrite.replace(
        option.text.sourceRange.lowerBound..<words[index].text.sourceRange.upperBound,
        with: option.string + ":env " + name)
      run.mount(variable: name)
      return true
    case ("openssl", _) where words[index].string.hasPrefix("pass:"):
      let name = variable(for: hit.secret, "PASSPHRASE")
      run.rewrite.replace(words[index].text.sourceRange, with: "env:" + name)
      run.mount(variable: name)
      return true
    default: return named(hit, index, &run)
    }
  }

  /// Programs that would keep the secret in a file of the layer, wherever they have it from: what they would set is
  /// mounted. Nil for a program that is none of these.
  private func set(_ index: Int, _ run: inout MountedRun) -> Bool? {
    switch tool {
    case "pip", "pip3":
      run.rewrite.remove(command)
      run.mount(file: "pip", target: "/etc/pip.conf", source: "$HOME/.config/pip/pip.conf", isOpen: !isRoot)
    case "git" where words.contains { $0.string.contains("://") }:
      run.rewrite.remove(command)
      return mountNetrc(&run)
    case "composer":
      run.rewrite.remove(command)
      run.mount(variable: "COMPOSER_AUTH")
    case "bundle":
      guard let host = words.dropFirst().first(where: { $0.string.contains(".") && !$0.string.contains(":") })
      else {
        return nil
      }
      run.rewrite.remove(command)
      let name = host.string.uppercased().split(separator: ".").joined(separator: "__")
      run.mount(variable: "BUNDLE_" + name.map { $0 == "-" ? "___" : String($0) }.joined())
    default: return nil
    }
    return true
  }

  private var isSetting: Bool {
    Self.setters.contains(tool) && words.contains { $0.string == "config" || $0.string == "set" }
  }

  /// `NAME=value command`, `export NAME=value`.
  private func assigned(_ assignment: ShellAssignment, _ run: inout MountedRun) -> Bool {
    let whole =
      assignment.value.text.sourceRange.lowerBound - assignment.name.utf8.count
      - 1..<assignment.value.text.sourceRange.upperBound
    if command.exports.count == 1, command.words.count == 2 || command.words.isEmpty {
      run.rewrite.remove(command)
    } else if command.words.isEmpty, command.assignments.count == 1 {
      run.rewrite.remove(command)
    } else {
      var end = whole.upperBound
      while end < source.count, Blanks.isBlank(source[end]) { end += 1 }
      run.rewrite.replace(whole.lowerBound..<end, with: "")
    }
    run.mount(variable: assignment.name)
    return true
  }

  /// Anything else: a variable in the secret's place.
  private mutating func named(_ hit: DockerfileHit, _ index: Int, _ run: inout MountedRun) -> Bool {
    let name = variable(for: hit.secret, nameHint(hit, index))
    run.rewrite.replace(hit.range, with: reference(to: name, at: hit.range, in: words[index]))
    run.mount(variable: name)
    return true
  }

  /// What to call the secret: after the option or header that takes it.
  private func nameHint(_ hit: DockerfileHit, _ index: Int) -> String {
    let word = words[index].string
    let text = word.hasPrefix("--header=") ? String(word.dropFirst("--header=".count)) : word
    if let colon = text.firstIndex(of: ":"), tool == "curl" || tool == "wget" || tool == "http" {
      let header = text[..<colon].lowercased()
      if header.hasSuffix("authorization") || header.contains(" ") { return "TOKEN" }
      return Self.variableName(header.hasPrefix("x-") ? String(header.dropFirst(2)) : header) ?? "TOKEN"
    }
    let previous = index > 0 ? words[index - 1].string : ""
    for option in [text, previous] where option.hasPrefix("-") || option.contains("=") {
      let name = option.prefix { $0 != "=" }.drop { $0 == "-" }
      let bare = option.hasPrefix("-D") || option.hasPrefix("-P") ? name.dropFirst() : name
      if bare.count > 2, VariableName.kind(of: String(bare)) != nil,
        let name = Self.variableName(String(bare))
      {
        return name
      }
    }
    return hit.rule.hasSuffix("password") || hit.rule.contains("password") ? "PASSWORD" : "SECRET"
  }

  private static func variableName(_ text: String) -> String? {
    let letters = text.utf8.prefix(40).map { byte in
      (0x61...0x7a).contains(byte)
        ? byte & 0xdf
        : (0x41...0x5a).contains(byte) || (0x30...0x39).contains(byte) ? byte : UInt8(ascii: "_")
    }
    let words = String(decoding: letters, as: UTF8.self).split(separator: "_")
    guard let first = words.first?.utf8.first, !(0x30...0x39).contains(first) else { return nil }
    return words.joined(separator: "_")
  }

  /// A name for a secret that no other secret of the RUN has.
  private mutating func variable(for secret: [UInt8], _ hint: String) -> String {
    if let known = names[secret] { return known }
    var name = hint
    var number = 2
    while names.values.contains(name), number < 100 {
      name = "\(hint)_\(number)"
      number += 1
    }
    names[secret] = name
    return name
  }

  /// `$NAME` so that it is expanded where it stands, and stays one word.
  private func reference(to name: String, at range: Range<Int>, in word: ShellWord) -> String {
    var quote: UInt8?
    var index = word.text.sourceRange.lowerBound
    while index < range.lowerBound, index < source.count {
      let byte = source[index]
      if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
        index += 2
        continue
      }
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      }
      index += 1
    }
    let next = range.upperBound < source.count ? source[range.upperBound] : 0
    let braced = ShellReader.isNameByte(next) ? "${\(name)}" : "$\(name)"
    // Inside the word of `sh -c` the outer quotes are not to be closed.
    if command.parent != nil { return braced }
    switch quote {
    case UInt8(ascii: "'"): return "'\"\(braced)\"'"
    case UInt8(ascii: "\""): return braced
    default: return "\"\(braced)\""
    }
  }

  /// The option's name if the word at `index` is its value, or has it attached.
  private func option(at index: Int, _ names: String...) -> String? {
    let text = words[index].string
    if index > 0, names.contains(words[index - 1].string) { return words[index - 1].string }
    return names.first { text.hasPrefix($0) }
  }

  /// From the option to the end of its value.
  private func optionRange(_ index: Int, _ names: String...) -> Range<Int> {
    let own = words[index].text.sourceRange
    guard index > 0, names.contains(words[index - 1].string) else { return own }
    return words[index - 1].text.sourceRange.lowerBound..<own.upperBound
  }

  /// Whether the secret stands between `//` and `@`.
  private func inAddress(_ range: Range<Int>) -> Bool { userInfo(range) != nil }

  private func userInfo(_ range: Range<Int>) -> Range<Int>? {
    var start = range.lowerBound
    while start > 1, start > range.lowerBound - 512, source[start - 1] > 0x20 {
      if source[start - 1] == UInt8(ascii: "/"), source[start - 2] == UInt8(ascii: "/") { break }
      start -= 1
    }
    guard start > 1, source[start - 1] == UInt8(ascii: "/"), source[start - 2] == UInt8(ascii: "/") else {
      return nil
    }
    var end = range.upperBound
    while end < source.count, source[end] != UInt8(ascii: "@") {
      guard source[end] > 0x20, source[end] != UInt8(ascii: "/"), end < range.upperBound + 256 else {
        return nil
      }
      end += 1
    }
    return end < source.count ? start..<end + 1 : nil
  }

  private func netrcAddress(_ range: Range<Int>, _ run: inout MountedRun) -> Bool {
    guard let user = userInfo(range) else { return false }
    run.rewrite.replace(user, with: "")
    if tool == "curl", let first = words.first {
      let at = first.text.sourceRange
      run.rewrite.replace(at, with: first.text.string + " --netrc")
    }
    return mountNetrc(&run, host: host(from: user.upperBound))
  }

  private func host(from start: Int) -> String? {
    let bytes = source[min(start, source.count)...].prefix(253).prefix { byte in
      (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a) || (0x30...0x39).contains(byte)
        || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".")
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  private func mountNetrc(_ run: inout MountedRun, host: String? = nil) -> Bool {
    var host = host
    if host == nil {
      for word in words.map({ $0.text.sourceRange }) where host == nil {
        let text = source[word]
        if let mark = text.indices.first(where: { text[$0...].starts(with: "://".utf8) }) {
          let user = text[(mark + 3)...].prefix { $0 != UInt8(ascii: "/") && $0 > 0x20 }.firstIndex(
            of: UInt8(ascii: "@"))
          host = self.host(from: user.map { $0 + 1 } ?? mark + 3)
        }
      }
    }
    run.mount(
      file: "netrc", target: home + "/.netrc", source: "$HOME/.netrc", isOpen: !isRoot,
      note: "~/.netrc: machine \(host ?? "HOST") login USER password …")
    return true
  }
}
