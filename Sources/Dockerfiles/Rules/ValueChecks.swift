import Findings

/// Secrets in ENV, ARG, LABEL and in addresses that ADD fetches.
struct ValueChecks {
  let dockerfile: Dockerfile

  func check(_ step: BuildStep, _ instruction: Instruction, into collector: inout RuleCollector) {
    switch instruction.body {
    case .pairs(let pairs):
      for (index, pair) in pairs.enumerated() {
        let name = step.words(.key(index)).first?.value.string ?? pair.key.string
        let value = step.words(.value(index)).first?.value ?? pair.value.text
        let rule = instruction.keyword == .label ? "dockerfile-label-secret" : "dockerfile-env-secret"
        check(name, value, rule, step, into: &collector)
        if instruction.keyword == .env { checkOrigin(name, pair.value, step, into: &collector) }
      }
    case .declarations(let declarations):
      for (index, declaration) in declarations.enumerated() {
        guard let written = declaration.value else { continue }
        let value = step.words(.value(index)).first?.value ?? written.text
        check(declaration.name.string, value, "dockerfile-arg-default-secret", step, into: &collector)
      }
    case .copy(let sources, _, _) where instruction.keyword == .add:
      for (index, source) in sources.enumerated() {
        let value = step.words(.source(index)).first?.value ?? source.word.text
        guard value.string.contains("://") else { continue }
        let found =
          AddressSecret.credentials(in: value.bytes)
          + [AddressSecret.signature(in: value.bytes)].compactMap { $0 }
        for range in found {
          collector.add(
            "dockerfile-add-url-credentials", at: value.sourceRange(range), secret: Array(value.bytes[range]),
            in: step)
        }
      }
    default: break
    }
  }

  private func check(
    _ name: String, _ value: SourceText, _ rule: String, _ step: BuildStep,
    into collector: inout RuleCollector
  ) {
    let isProxy = BuildSettings.proxyArguments.contains(name)
    let addresses = AddressSecret.credentials(in: value.bytes)
    for range in addresses {
      collector.add(
        isProxy ? "dockerfile-proxy-credentials" : rule, at: value.sourceRange(range),
        secret: Array(value.bytes[range]), confidence: .high,
        detail: "a password in the address that \(name) holds",
        in: step)
    }
    guard addresses.isEmpty, !isProxy else { return }
    if value.string.contains("PRIVATE KEY-----"), !value.string.contains("PUBLIC KEY-----") {
      collector.add(
        VariableName.isPrivateKey(name) ? "dockerfile-private-key-argument" : rule, at: value.sourceRange,
        secret: value.bytes, severity: .critical, confidence: .high, in: step)
      return
    }
    guard let kind = VariableName.kind(of: name), LiteralSecret.matches(value.bytes, kind: kind) else {
      return
    }
    // A value that another variable of the same promise brought is told there.
    let isWeak = LiteralSecret.isWellKnown(value.bytes)
    collector.add(
      rule, at: value.sourceRange, secret: value.bytes,
      severity: isWeak ? .medium : nil, confidence: isWeak ? .medium : .high,
      detail: isWeak ? "the value of \(name) is one that everybody tries first" : "the value of \(name)",
      fix: ValueChecks.mount(name), in: step)
  }

  /// ENV that keeps the value of an ARG.
  private func checkOrigin(
    _ name: String, _ value: Word, _ step: BuildStep, into collector: inout RuleCollector
  ) {
    let uses = try? WordExpander.expand(value.text, options: .init(escape: dockerfile.escape)) {
      step.scope.value($0)
    }.uses
    for use in uses ?? [] {
      guard step.scope.declaredArguments.contains(use.name), VariableName.kind(of: use.name) != nil else {
        continue
      }
      if step.scope.variable(use.name)?.isKept == true { continue }
      collector.add(
        "dockerfile-env-from-argument", at: use.range, subject: use.name,
        detail: "\(name) keeps what \(use.name) is given",
        fix: ValueChecks.mount(use.name), in: step)
    }
  }

  /// The secret mount that takes a variable's place.
  static func mount(_ name: String) -> String {
    "For a build step: `RUN --mount=type=secret,id=\(name.lowercased()),env=\(name) …` and "
      + "`docker build --secret id=\(name.lowercased()),env=\(name) .`"
  }
}

extension LiteralSecret {
  /// Passwords that stand in every list of passwords.
  static func isWellKnown(_ value: [UInt8]) -> Bool {
    wellKnown.contains(String(decoding: value.prefix(24), as: UTF8.self).lowercased())
  }

  private static let wellKnown: Set<String> = [
    "password", "passw0rd", "changeme", "change_me", "changeit", "secret", "admin", "root", "postgres",
    "mysql", "test",
    "guest", "user", "example", "letmein", "123456", "12345678", "1234", "12345", "qwerty", "pass", "toor",
    "docker",
    "vagrant", "redis", "mongo", "rabbitmq", "minioadmin", "default", "app", "dev", "development",
    "mysecretpassword",
  ]
}
