public import ArgumentParser

/// `contraband`: the root of the command line.
public struct ContrabandCommand: ParsableCommand {
  /// Name, help and subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "contraband",
    abstract: "Finds the secrets that container images smuggle.",
    discussion: """
      Walks every layer of an exported image, deleted and overwritten files too, and the image's \
      configuration and history. Nothing is unpacked to disk, nothing leaves the machine.

      EXAMPLES
        docker save app:1.2 | contraband image -
        contraband image app.tar --format json --output report.json
        contraband image oci:build/image --fail-on high
        contraband dockerfile
        contraband deploy compose.yaml k8s/
        contraband fs .
        contraband git main..topic
        contraband hook install
        contraband report scan.json --format sarif=scan.sarif --format markdown

      EXIT CODES
        0   everything was read, and nothing reaches the threshold (--fail-on)
        1   findings at or above the threshold
        2   the scan is incomplete or failed: it proves nothing
        64  the command line is wrong
      """,
    version: Version.current,
    subcommands: [
      ImageCommand.self, DockerfileCommand.self, DeployCommand.self, FSCommand.self, GitCommand.self,
      HookCommand.self, ReportCommand.self, PatternsCommand.self,
    ])

  /// What ArgumentParser makes.
  public init() {}

  /// Reads the command line, runs the command and ends the process.
  public static func run() {
    main()
  }
}

/// The version of this tool.
public enum Version {
  /// As semantic versioning has it.
  public static let current = "0.1.0"
}
