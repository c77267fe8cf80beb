/// Build arguments that promise a secret, and who uses them.
extension DockerfileAnalysis {
  mutating func declare(_ step: BuildStep, _ instruction: Instruction) {
    guard case .declarations(let declarations) = instruction.body, let stage = step.stage else { return }
    for declaration in declarations {
      let name = declaration.name.string
      let isTold = declaration.value.map { LiteralSecret.matches($0.bytes, kind: .password) } ?? false
      if declared.count < Self.copyLimit, !isTold {
        declared[["\(stage)", name]] = (step, declaration.name.text.sourceRange)
      }
      guard VariableName.kind(of: name) != nil || VariableName.isPrivateKey(name) else { continue }
      // A default that is a secret is told as such.
      if let value = declaration.value, LiteralSecret.matches(value.bytes, kind: .password) { continue }
      arguments[["\(stage)", name]] = (step, declaration.name.text.sourceRange, false)
    }
  }

  mutating func use(_ name: String, _ step: BuildStep) {
    guard var stage = step.stage else { return }
    while true {
      if arguments[["\(stage)", name]] != nil {
        arguments[["\(stage)", name]]?.isUsed = true
        return
      }
      guard graph.stages.indices.contains(stage), case .stage(let base) = graph.stages[stage].base,
        base < stage
      else { return }
      stage = base
    }
  }

  /// An ARG whose name promises nothing, but which stands where only a secret can.
  mutating func promote(_ name: String, _ step: BuildStep) {
    guard let stage = step.stage, let known = declared[["\(stage)", name]],
      arguments[["\(stage)", name]] == nil
    else { return }
    arguments[["\(stage)", name]] = (known.step, known.range, true)
    usedNames[step.index]?.insert(name)
  }

  /// Variables that programs read of themselves.
  private static let implicit: Set<String> = [
    "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "GITHUB_TOKEN", "GH_TOKEN", "SENTRY_AUTH_TOKEN",
    "VAULT_TOKEN",
    "TWINE_PASSWORD", "CARGO_REGISTRY_TOKEN", "NODE_AUTH_TOKEN", "NPM_TOKEN", "COMPOSER_AUTH", "PGPASSWORD",
    "MYSQL_PWD", "BUNDLE_GITHUB__COM", "HF_TOKEN", "ARM_CLIENT_SECRET", "NUGET_AUTH_TOKEN",
  ]

  mutating func reportArguments() {
    for (key, argument) in arguments {
      guard let name = key.last, let stage = argument.step.stage,
        argument.isUsed || stagesWithRun.contains(stage)
      else { continue }
      let isKey = VariableName.isPrivateKey(name)
      guard argument.isUsed || VariableName.kind(of: name) != nil else { continue }
      let isRead = argument.isUsed || Self.implicit.contains(name)
      let use = argument.isUsed ? "a RUN uses it" : "RUN instructions follow it"
      collector.add(
        isKey ? "dockerfile-private-key-argument" : "dockerfile-argument-secret", at: argument.range,
        subject: name,
        severity: isRead ? nil : .low,
        detail: "\(name): \(use), so `docker history` shows the value given with --build-arg",
        fix: isKey ? nil : ValueChecks.mount(name), in: argument.step)
    }
  }
}
