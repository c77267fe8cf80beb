import Findings

/// Secrets that stand in the words of one command.
struct CommandSecrets {
  /// The command's name, without what runs it (`sudo`, `env`, `exec`).
  let tool: String
  private let arguments: [ShellWord]
  private let command: ShellCommand
  private let step: BuildStep
  /// Is told of variables that stand where only a secret can.
  var variable: (String) -> Void = { _ in }

  init(_ command: ShellCommand, in step: BuildStep) {
    let words = CommandSecrets.unwrapped(command.words)
    self.command = command
    self.step = step
    tool = words.first.map { $0.string.split(separator: "/").last.map(String.init) ?? $0.string } ?? ""
    arguments = Array(words.dropFirst())
  }

  /// The words without a program that only runs another.
  static func unwrapped(_ words: [ShellWord]) -> ArraySlice<ShellWord> {
    var rest = words[...]
    for _ in 0..<8 {
      guard let first = rest.first else { break }
      let name = first.string.split(separator: "/").last.map(String.init) ?? ""
      switch name {
      case "sudo", "exec", "time", "nohup", "command", "builtin", "nice", "tini", "dumb-init", "catatonit",
        "xargs":
        rest = rest.dropFirst().drop { $0.string.hasPrefix("-") }
      case "gosu", "su-exec", "chroot", "timeout": rest = rest.dropFirst(2)
      case "env":
        let inner = rest.dropFirst().drop { $0.string.hasPrefix("-") || ShellReader.assignment($0) != nil }
        if inner.isEmpty { return rest }
        rest = inner
      default: return rest
      }
    }
    return rest
  }

  /// Calls `report` for each with rule, secret, and what is known besides.
  func forEach(_ report: (String, SecretPart) -> Void) {
    options(report)
    positional(report)
    named(report)
    addresses(report)
    assignments(report)
  }

  private func options(_ report: (String, SecretPart) -> Void) {
    for option in CredentialOption.all where option.tools.contains(tool) {
      if let word = option.subcommand, !arguments.contains(where: { $0.string == word }) { continue }
      for (index, argument) in arguments.enumerated() {
        guard let value = value(of: option, at: index, argument) else { continue }
        // A hash in single quotes, whose dollars are no variables.
        if option.rule == "dockerfile-account-password", value.bytes.starts(with: "$".utf8), value.count > 12,
          value.bytes.dropFirst().contains(UInt8(ascii: "$")),
          !arguments.contains(where: { $0.isExpanded && $0.value.sourceRange.overlaps(value.sourceRange) })
        {
          report(option.rule, SecretPart(bytes: value.bytes, range: value.sourceRange))
        }
        guard let part = part(value, option.form) else { continue }
        // The password of the certificates that every Java brings.
        if option.rule == "dockerfile-keystore-password", part.bytes.elementsEqual("changeit".utf8) {
          continue
        }
        report(option.rule, part)
      }
    }
  }

  private func value(of option: CredentialOption, at index: Int, _ argument: ShellWord) -> SourceText? {
    let bytes = argument.value.bytes
    for name in option.names where bytes.starts(with: name.utf8) {
      let count = name.utf8.count
      let isLong = name.hasPrefix("--") || count > 2
      if bytes.count == count {
        guard option.joint != .attached, index + 1 < arguments.count else { continue }
        return arguments[index + 1].value
      }
      guard option.joint != .separate else { continue }
      if isLong {
        if bytes[count] == UInt8(ascii: "=") { return argument.value.slice(count + 1..<bytes.count) }
      } else if option.tools.contains("docker") == false {
        return argument.value.slice(count..<bytes.count)
      }
    }
    return nil
  }

  private func part(_ value: SourceText, _ form: CredentialOption.Form) -> SecretPart? {
    let bytes = value.bytes
    switch form {
    case .whole: return secret(value, 0..<bytes.count)
    case .afterColon:
      guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      return secret(value, colon + 1..<bytes.count)
    case .afterPrefix:
      guard bytes.starts(with: "pass:".utf8) else { return nil }
      return secret(value, 5..<bytes.count)
    case .header:
      guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
      var start = colon + 1
      while start < bytes.count, bytes[start] == 0x20 { start += 1 }
      if name == "authorization" || name == "proxy-authorization" || name == "x-authorization" {
        if let blank = bytes[start...].firstIndex(of: 0x20) { start = blank + 1 }
      } else if VariableName.kind(of: name) == nil, name != "cookie", !name.hasSuffix("-key") {
        return nil
      }
      return secret(value, start..<bytes.count, .token)
    }
  }

  /// The part if it is a secret in clear, variables of the Dockerfile put in.
  private func secret(_ text: SourceText, _ range: Range<Int>, _ kind: VariableName.Kind = .password)
    -> SecretPart?
  {
    guard !range.isEmpty, let bytes = resolved(Array(text.bytes[range])) else { return nil }
    guard LiteralSecret.matches(bytes, kind: kind) else { return nil }
    return SecretPart(bytes: bytes, range: text.sourceRange(range))
  }

  /// Bytes with variables replaced whose names promise no secret; nil where something is not known before the build.
  private func resolved(_ bytes: [UInt8]) -> [UInt8]? {
    guard let dollar = bytes.firstIndex(of: UInt8(ascii: "$")) else {
      return bytes.contains(UInt8(ascii: "`")) ? nil : bytes
    }
    var name = bytes[(dollar + 1)...]
    let isBraced = name.first == UInt8(ascii: "{")
    if isBraced { name = name.dropFirst() }
    let word = name.prefix {
      $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0)
        || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a && $0 > 0x40)
    }
    let key = String(decoding: word, as: UTF8.self)
    // Variables named as secrets are told where they are set.
    guard dollar == 0, !key.isEmpty, VariableName.kind(of: key) == nil, let value = step.scope.value(key)
    else {
      if !key.isEmpty { variable(key) }
      return nil
    }
    let rest = bytes[(word.endIndex + (isBraced ? 1 : 0))...]
    guard !rest.contains(UInt8(ascii: "$")), !rest.contains(UInt8(ascii: "`")) else { return nil }
    return value + rest
  }

  /// `aws configure set key value`, `npm config set key value`, `htpasswd -b file user password` and their kin.
  private func positional(_ report: (String, SecretPart) -> Void) {
    let words = arguments.map(\.string)
    func last(_ rule: String, _ kind: VariableName.Kind = .password) {
      guard let word = arguments.last, word.value.bytes.first != UInt8(ascii: "-"),
        let part = secret(word.value, 0..<word.value.count, kind)
      else {
        return
      }
      report(rule, part)
    }
    switch tool {
    case "aws":
      guard let set = words.firstIndex(of: "set"), set > 0, words[set - 1] == "configure",
        set + 2 < words.count,
        VariableName.kind(of: words[set + 1]) != nil
      else { return }
      if let part = secret(arguments[set + 2].value, 0..<arguments[set + 2].value.count) {
        report("dockerfile-aws-configure", part)
      }
    case "npm", "pnpm", "yarn":
      guard let set = words.firstIndex(of: "set") else { return }
      for (index, word) in arguments.enumerated() where index > set {
        let bytes = word.value.bytes
        let text = words[index].lowercased()
        guard text.contains("_auth") || text.contains("_password") || text.contains("authtoken") else {
          continue
        }
        if let equals = bytes.firstIndex(of: UInt8(ascii: "=")) {
          if let part = secret(word.value, equals + 1..<bytes.count) { report("dockerfile-npm-token", part) }
        } else if index + 1 < arguments.count {
          let next = arguments[index + 1].value
          if let part = secret(next, 0..<next.count) { report("dockerfile-npm-token", part) }
        }
      }
    case "composer", "poetry":
      guard let config = words.firstIndex(of: "config"), words.count > config + 2 else { return }
      let prefixes = ["http-basic", "github-oauth", "gitlab-token", "gitlab-oauth", "bearer", "pypi-token"]
      if words.contains(where: { word in prefixes.contains { word.hasPrefix($0) } }) {
        last("dockerfile-package-credentials")
      }
    case "bundle", "bundler":
      guard words.contains("config"), let word = arguments.last, word.value.bytes.contains(UInt8(ascii: ":"))
      else { return }
      if words.contains(where: { $0.contains(".") && !$0.hasPrefix("build.") && !$0.contains("://") }),
        let part = part(word.value, .afterColon)
      {
        // `TOKEN:x-oauth-basic`, as GitHub has it.
        guard part.bytes.elementsEqual("x-oauth-basic".utf8) else {
          return report("dockerfile-package-credentials", part)
        }
        let colon = word.value.bytes.firstIndex(of: UInt8(ascii: ":")) ?? 0
        if let token = secret(word.value, 0..<colon) { report("dockerfile-package-credentials", token) }
      }
    case "openssl": if words.first == "passwd", words.count > 1 { last("dockerfile-account-password") }
    case "mkpasswd": if !words.contains("-s") { last("dockerfile-account-password") }
    case "net", "net.exe":
      // Windows: `net user NAME PASSWORD /add`.
      guard words.count > 3, words[0].lowercased() == "user", !words[2].hasPrefix("/") else { return }
      let word = arguments[2].value
      if let part = secret(word, 0..<word.count) { report("dockerfile-account-password", part) }
    case "cargo": if words.first == "login" { last("dockerfile-package-credentials", .token) }
    case "vault": if words.first == "login" { last("dockerfile-cloud-login", .token) }
    case "snyk": if words.first == "auth" { last("dockerfile-cloud-login", .token) }
    case "htpasswd":
      let flags = words.filter { $0.hasPrefix("-") }
      if flags.contains(where: { $0.contains("b") }), words.count >= 3 {
        last("dockerfile-htpasswd-password")
      }
    default: break
    }
  }

  /// `--api-key value`, `-Dpassword=value`, `TOKEN=value` of any program.
  private func named(_ report: (String, SecretPart) -> Void) {
    guard !CommandSecrets.printers.contains(tool), !CommandSecrets.setters.contains(tool) else { return }
    for (index, argument) in arguments.enumerated() {
      let bytes = argument.value.bytes
      let equals = bytes.firstIndex(of: UInt8(ascii: "="))
      let name = String(decoding: bytes[..<min(equals ?? bytes.count, 64)], as: UTF8.self)
      let isOption = name.hasPrefix("--") || name.hasPrefix("-D") || name.hasPrefix("-P")
      guard let kind = VariableName.kind(of: name), !name.contains(" ") else { continue }
      if let equals {
        if let part = secret(argument.value, equals + 1..<bytes.count, kind) { report(rule, part) }
      } else if isOption, name.hasPrefix("--"), index + 1 < arguments.count {
        let next = arguments[index + 1].value
        if next.bytes.first != UInt8(ascii: "-"), let part = secret(next, 0..<next.count, kind) {
          report(rule, part)
        }
      }
    }
  }

  /// The rule for secrets in an option that only its name tells.
  private var rule: String {
    CredentialOption.all.first { $0.tools.contains(tool) && $0.subcommand == nil && $0.form == .whole }?.rule
      ?? "dockerfile-command-secret"
  }

  private func addresses(_ report: (String, SecretPart) -> Void) {
    for word in command.words + command.assignments.map(\.value) {
      for range in AddressSecret.credentials(in: word.value.bytes) {
        report(
          addressRule, SecretPart(bytes: Array(word.value.bytes[range]), range: word.value.sourceRange(range))
        )
      }
    }
  }

  private var addressRule: String {
    switch tool {
    case "git": "dockerfile-git-credentials"
    case "curl": "dockerfile-curl-credentials"
    case "wget": "dockerfile-wget-credentials"
    case "pip", "pip3", "uv", "pipenv", "python", "python3": "dockerfile-pip-credentials"
    case "npm", "yarn", "pnpm": "dockerfile-npm-token"
    case "composer", "poetry", "bundle", "gem", "mvn", "gradle", "go", "nuget", "dotnet":
      "dockerfile-package-credentials"
    case "psql", "mysql", "mongosh", "mongo", "redis-cli", "pg_dump": "dockerfile-database-password"
    default: "dockerfile-url-credentials"
    }
  }

  /// `PGPASSWORD=x psql`, `export TOKEN=x`.
  private func assignments(_ report: (String, SecretPart) -> Void) {
    for assignment in command.assignments + command.exports {
      guard
        let kind = VariableName.kind(of: assignment.name) ?? CommandSecrets.clientPasswords[assignment.name]
      else { continue }
      let value = assignment.value.value
      guard let part = secret(value, 0..<value.count, kind) else { continue }
      let isDatabase = CommandSecrets.clientPasswords[assignment.name] != nil
      report(isDatabase ? "dockerfile-database-password" : "dockerfile-exported-secret", part)
    }
  }

  /// Variables that database clients take a password from.
  private static let clientPasswords: [String: VariableName.Kind] = [
    "PGPASSWORD": .password, "MYSQL_PWD": .password, "REDISCLI_AUTH": .password,
  ]
  /// What they print is looked at by `OutputChecks`.
  static let printers: Set<String> = ["echo", "printf", "cat", "tee"]
  private static let setters: Set<String> = [
    "export", "declare", "local", "readonly", "typeset", "env", "unset", "grep", "sed",
  ]
}
