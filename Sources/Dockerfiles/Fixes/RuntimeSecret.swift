/// How a secret reaches a container when it starts.
struct RuntimeSecret {
  let runtime: ContainerRuntime?

  /// A name that every store takes: small letters, digits and dashes.
  static func storeName(_ name: String) -> String {
    let letters = name.lowercased().utf8.map { byte in
      (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) ? byte : UInt8(ascii: "-")
    }
    let words = String(decoding: letters.prefix(64), as: UTF8.self).split(separator: "-")
    return words.isEmpty ? "secret" : words.joined(separator: "-")
  }

  /// What to say before the lines.
  var words: String {
    switch runtime {
    case .ecs: "Keep it in Secrets Manager; ECS hands it to the container."
    case .kubernetes: "Keep it in a Secret of the cluster, which the pod takes."
    case .compose: "Let Compose hand it to the service."
    case .swarm: "Keep it as a secret of the swarm."
    case nil:
      "Give it to the container when it starts (`--runtime ecs|kubernetes|compose|swarm` tells how with each)."
    }
  }

  /// For a variable that the program reads.
  func lines(variable name: String) -> [String] {
    let id = RuntimeSecret.storeName(name)
    let takesFile = RuntimeSecret.takesFile(name)
    switch runtime {
    case .ecs: return ecs(id, create: "printf %s \"$\(name)\" | ", file: "/dev/stdin", variable: name)
    case .kubernetes:
      return [
        "printf %s \"$\(name)\" | kubectl create secret generic \(id) --from-file=\(name)=/dev/stdin",
        "# in the pod's container:", "env:", "  - name: \(name)", "    valueFrom:",
        "      secretKeyRef: {name: \(id), key: \(name)}",
      ]
    case .compose:
      return ["# compose.yaml", "services:", "  app:", "    secrets: [\(id)]"]
        + (takesFile.map { ["    environment:", "      \($0): /run/secrets/\(id)"] } ?? [])
        + ["secrets:", "  \(id):", "    environment: \(name)"]
        + (takesFile == nil ? RuntimeSecret.export(name, id) : [])
    case .swarm:
      let variable = takesFile.map { " --env \($0)=/run/secrets/\(id)" } ?? ""
      return [
        "printf %s \"$\(name)\" | docker secret create \(id) -",
        "docker service create --secret \(id)\(variable) …",
      ] + (takesFile == nil ? RuntimeSecret.export(name, id) : [])
    case nil:
      return ["# takes the value of your shell, and writes it nowhere", "docker run --env \(name) …"]
    }
  }

  /// For a file that the program reads at `path`.
  ///
  /// - Parameters:
  ///   - name: what the secret is called.
  ///   - source: the file on the machine that has it.
  func lines(file path: String, named name: String, source: String) -> [String] {
    let id = RuntimeSecret.storeName(name)
    let variable = String(id.uppercased().map { $0 == "-" ? "_" : $0 })
    switch runtime {
    case .ecs:
      return ecs(id, create: "", file: source, variable: variable)
        + RuntimeSecret.entrypoint(variable, path, command: nil)
    case .kubernetes:
      return [
        "kubectl create secret generic \(id) --from-file=\(id)=\(ShellQuoting.quoted(source))",
        "# in the pod:", "containers:", "  - name: app", "    volumeMounts:",
        "      - {name: \(id), mountPath: \(ShellQuoting.json(path)), subPath: \(id), readOnly: true}",
        "volumes:", "  - name: \(id)", "    secret: {secretName: \(id)}",
      ]
    case .compose:
      return [
        "# compose.yaml", "services:", "  app:", "    secrets:", "      - source: \(id)",
        "        target: \(ShellQuoting.json(path))", "secrets:", "  \(id):",
        "    file: \(ShellQuoting.json("./" + source))",
      ]
    case .swarm:
      return [
        "docker secret create \(id) \(ShellQuoting.quoted(source))",
        "docker service create --secret source=\(id),target=\(path) …",
      ]
    case nil:
      return [
        "docker run --mount type=bind,source=\"$PWD\"/\(ShellQuoting.quoted(source)),"
          + "target=\(ShellQuoting.quoted(path)),readonly …"
      ]
    }
  }

  /// Secrets Manager, the task definition, the execution role (Amazon ECS Developer Guide, "Pass Secrets Manager
  /// secrets through Amazon ECS environment variables").
  private func ecs(_ id: String, create: String, file: String, variable: String) -> [String] {
    let arn = "arn:aws:secretsmanager:REGION:ACCOUNT:secret:app/\(id)"
    return [
      "\(create)aws secretsmanager create-secret --name app/\(id) --secret-string \(ShellQuoting.quoted("file://" + file))",
      "# in the task definition's container; valueFrom is the ARN that the command printed:",
      "\"secrets\": [{\"name\": \"\(variable)\", \"valueFrom\": \"\(arn)-XXXXXX\"}]",
      "# the policy of the execution role; kms:Decrypt only for a key of your own:",
      "{\"Version\": \"2012-10-17\", \"Statement\": [",
      "  {\"Effect\": \"Allow\", \"Action\": \"secretsmanager:GetSecretValue\", \"Resource\": \"\(arn)-??????\"},",
      "  {\"Effect\": \"Allow\", \"Action\": \"kms:Decrypt\", \"Resource\": \"arn:aws:kms:REGION:ACCOUNT:key/KEY\"}]}",
    ]
  }

  /// An entrypoint that writes a file from a variable, without echoing it, and takes the variable away.
  static func entrypoint(_ variable: String, _ path: String, command: String?) -> [String] {
    ["# in the Dockerfile:", "COPY --chmod=755 <<'EOF' /usr/local/bin/entrypoint.sh", "#!/bin/sh", "set -eu"]
      + writing(variable, path)
      + ["exec \"$@\"", "EOF", "ENTRYPOINT [\"/usr/local/bin/entrypoint.sh\"]"]
      + (command.map { ["CMD " + $0] } ?? [
        "# and the CMD as it is; that of the base image has to be named again"
      ])
  }

  /// The lines that do so.
  static func writing(_ variable: String, _ path: String) -> [String] {
    var lines = ["umask 077", "printf '%s\\n' \"$\(variable)\" > \(ShellQuoting.quoted(path))"]
    // nginx reads it in its workers, which are no longer root.
    if path.hasPrefix("/etc/nginx/"), path.contains("passwd") {
      lines.append("chown nginx \(ShellQuoting.quoted(path))")
    }
    return lines + ["unset \(variable)"]
  }

  private static func export(_ name: String, _ id: String) -> [String] {
    ["# in the entrypoint:", "export \(name)=\"$(cat /run/secrets/\(id))\""]
  }

  /// The variable by which an official image takes a file instead; nil where it is not known to.
  private static func takesFile(_ name: String) -> String? {
    let prefixes = ["POSTGRES_", "MYSQL_", "MARIADB_", "MONGO_INITDB_", "WORDPRESS_", "NEXTCLOUD_"]
    if prefixes.contains(where: { name.hasPrefix($0) }) { return name + "_FILE" }
    return name.hasPrefix("GF_") ? name + "__FILE" : nil
  }
}
