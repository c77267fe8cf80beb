import ArgumentParser
import Reports
import Scanning

/// `contraband deploy`: secrets in the files that a container is deployed with.
struct DeployCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy",
    abstract: "Check deployment files: ECS, CloudFormation, Compose, Kubernetes.",
    discussion: """
      Reads ECS task definitions, templates of CloudFormation and SAM, Compose files and manifests of Kubernetes, \
      and tells where a secret stands in them rather than in the secret store, which commands print one into the \
      log, and which security groups are open to the world on every port or on SSH.

      A PATH is a file, a folder, or - for standard input. What a file is is told by what it holds, not by its \
      name; of a folder all other files are left alone (contraband fs searches those). A Dockerfile beside a \
      deployment file is looked at for what the image prints and whether it runs an SSH server.

      A comment "# contraband:allow RULE reason" in a line of YAML, or in the line above, waives a finding of it.

      EXAMPLES
        contraband deploy .
        contraband deploy compose.yaml k8s/ --fail-on high
        aws ecs describe-task-definition --task-definition app | contraband deploy -
        helm template chart/ | contraband deploy - --format json
      """)

  @Argument(help: ArgumentHelp("Files, folders, or -.", valueName: "path"))
  var paths: [String]

  @OptionGroup(title: "Scan") var scan: ScanFlags
  @OptionGroup(title: "Rules") var patterns: PatternFlags
  @OptionGroup(title: "Output") var output: OutputFlags

  func validate() throws {
    if paths.count(where: { $0 == "-" }) > 1 { throw ValidationError("- can be read once only") }
  }

  func run() throws {
    let runner = ScanRunner(scan: scan, patterns: patterns, output: output)
    try runner.run(paths) { path, engine in
      let bar = runner.progress(TerminalText.escaped(path), total: nil)
      defer { bar.clear() }
      let scan = DeployScan(engine: engine, options: runner.options, tool: runner.tool(engine)) {
        bar.advance($0)
      }
      return [try scan.run(path)]
    }
  }
}
