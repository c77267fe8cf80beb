/// Keys that are made while the image is built, and so are the same in every container.
extension DockerfileAnalysis {
  /// Keys that programs make, and those that packages make as they are installed.
  mutating func generate(_ script: ShellScript, _ step: BuildStep) {
    for command in script.commands {
      let words = Array(CommandSecrets.unwrapped(command.words))
      guard let word = words.first, let tool = word.string.split(separator: "/").last.map(String.init) else {
        continue
      }
      let arguments = words.dropFirst().map(\.string)
      if let path = Self.keyPath(tool, arguments) {
        if removes(path, in: script, after: command.id, step) { continue }
        let isHost = path.contains("ssh_host_")
        collector.add(
          isHost ? "dockerfile-host-key" : "dockerfile-key-generated", at: word.text.sourceRange,
          subject: tool,
          in: step)
      }
      install(tool, words, script, command, step)
    }
  }

  /// Where a program puts a private key; nil where it makes none.
  private static func keyPath(_ tool: String, _ arguments: [String]) -> String? {
    func value(_ names: String...) -> String? {
      guard let index = arguments.firstIndex(where: names.contains), arguments.indices.contains(index + 1)
      else { return nil }
      return arguments[index + 1]
    }
    switch tool {
    case "ssh-keygen":
      if arguments.contains("-A") { return "/etc/ssh/ssh_host_rsa_key" }
      return arguments.contains("-t") ? value("-f") ?? "id_rsa" : nil
    case "dropbearkey": return value("-f") ?? "dropbear_key"
    case "dpkg-reconfigure": return arguments.contains("openssh-server") ? "/etc/ssh/ssh_host_rsa_key" : nil
    case "openssl":
      if let path = value("-keyout") { return path }
      return ["genrsa", "genpkey", "ecparam"].contains(arguments.first ?? "")
        && (arguments.first != "ecparam" || arguments.contains("-genkey")) ? value("-out") ?? "key" : nil
    case "make-ssl-cert": return snakeoil
    default: return nil
    }
  }

  private static let snakeoil = "/etc/ssl/private/ssl-cert-snakeoil.key"

  /// Debian's and Ubuntu's packages that make keys as they are installed. Those of Alpine, Fedora, Red Hat (from
  /// 8 on) and SUSE leave it to the service's start, which no image build runs.
  private static let packages: [String: (rule: String, path: String)] = [
    "openssh-server": ("dockerfile-host-key", "/etc/ssh/ssh_host_rsa_key"),
    "ssh": ("dockerfile-host-key", "/etc/ssh/ssh_host_rsa_key"),
    "dropbear": ("dockerfile-host-key", "/etc/dropbear/dropbear_rsa_host_key"),
    "ssl-cert": ("dockerfile-snakeoil-key", snakeoil),
    "postfix": ("dockerfile-snakeoil-key", snakeoil),
  ]
  /// The one of Red Hat 7 and older.
  private static let olderPackages: [String: (rule: String, path: String)] = [
    "mod_ssl": ("dockerfile-snakeoil-key", "/etc/pki/tls/private/localhost.key")
  ]

  private mutating func install(
    _ tool: String, _ words: [ShellWord], _ script: ShellScript, _ command: ShellCommand, _ step: BuildStep
  ) {
    let table: [String: (rule: String, path: String)]
    switch tool {
    case "apt-get", "apt", "aptitude": table = Self.packages
    case "yum": table = Self.olderPackages
    default: return
    }
    guard let verb = words.firstIndex(where: { $0.string == "install" }) else { return }
    for word in words[(verb + 1)...] {
      let name = word.string.prefix { $0 != "=" && $0 != ":" && $0 != "/" }
      guard let known = table[String(name)], !removes(known.path, in: script, after: command.id, step) else {
        continue
      }
      // One finding for `ssh openssh-server`.
      guard keysMade.insert("\(step.stage ?? -1) \(known.path)").inserted else { continue }
      collector.add(
        known.rule, at: word.text.sourceRange, subject: known.path,
        detail: "installing \(name) makes \(known.path)", in: step)
    }
  }

  /// Whether a later command of the same RUN, and so of the same layer, removes a file again.
  private func removes(_ path: String, in script: ShellScript, after id: Int, _ step: BuildStep) -> Bool {
    let target = absolute(path, step.stage ?? 0)
    for command in script.commands where command.id > id && command.parent == nil {
      let words = CommandSecrets.unwrapped(command.words)
      guard let tool = words.first?.string.split(separator: "/").last,
        ["rm", "shred", "unlink"].contains(tool)
      else { continue }
      for word in words.dropFirst() where !word.string.hasPrefix("-") {
        let removal = ImageRemoval(
          instruction: step.index, stage: step.stage ?? 0, path: absolute(word.string, step.stage ?? 0),
          range: word.text.sourceRange)
        if removal.covers(target) { return true }
      }
    }
    return false
  }

  /// Whether commands that run as the container starts take the host keys of the image away, to make others.
  static func renewsHostKeys(_ script: ShellScript) -> Bool {
    script.commands.contains { command in
      let words = CommandSecrets.unwrapped(command.words)
      switch words.first?.string.split(separator: "/").last {
      case "rm": return words.contains { $0.string.contains("ssh_host_") || $0.string.contains("dropbear_") }
      case "dpkg-reconfigure": return words.contains { $0.string == "openssh-server" }
      default: return false
      }
    }
  }

  /// The hits without the host keys that a start of the container replaces.
  ///
  /// - Parameter scripts: those that CMD and ENTRYPOINT run.
  public func hits(startedBy scripts: [[UInt8]]) -> [DockerfileHit] {
    let isRenewed = scripts.contains { bytes in
      guard let body = Self.shellBody(bytes) else { return false }
      return Self.renewsHostKeys(ShellWords.script(SourceText(bytes, body..<bytes.count)))
    }
    return isRenewed ? hits.filter { $0.rule != "dockerfile-host-key" } : hits
  }
}
