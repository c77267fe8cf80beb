import ArgumentParser
import enum Dockerfiles.ContainerRuntime
import Reports
import Scanning

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `contraband dockerfile`: what a build would put into the image, before it is built.
struct DockerfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dockerfile",
    abstract: "Analyse Dockerfiles, and what their build would copy.",
    discussion: """
      Reads a Dockerfile as BuildKit does, follows every value and every file of the build context into the \
      image, through stages and the .dockerignore, and tells what would leak, where, and how to do it right.

      A PATH is a Dockerfile, - for standard input, or a folder: its Dockerfile, Containerfile, Dockerfile.* and \
      *.dockerfile. Without one it is the current folder. Where the build context is not at hand, files are judged \
      by their names.

      A comment "# contraband:allow RULE reason" above an instruction waives a finding of it.

      EXAMPLES
        contraband dockerfile
        contraband dockerfile docker/app.dockerfile --context . --target release
        contraband dockerfile - < Dockerfile --format json
        contraband dockerfile --runtime ecs
        contraband dockerfile --list-files
      """)

  @Argument(
    help: ArgumentHelp("Dockerfiles, folders, or - (default: the current folder).", valueName: "path"))
  var paths: [String] = []

  @Option(help: ArgumentHelp("The build context (default: the Dockerfile's folder).", valueName: "dir"))
  var context: String?

  @Option(help: ArgumentHelp("A further build context. Repeatable.", valueName: "name=dir"))
  var buildContext: [String] = []

  @Option(help: ArgumentHelp("The value of a build argument. Repeatable.", valueName: "name=value"))
  var buildArg: [String] = []

  @Option(help: ArgumentHelp("The stage that is built (default: the last).", valueName: "stage"))
  var target: String?

  @Option(help: ArgumentHelp("The platform that is built for.", valueName: "os/arch"))
  var platform: String?

  @Option(help: ArgumentHelp("What the container runs on, for fixes: ecs, kubernetes, compose or swarm."))
  var runtime: ContainerRuntime?

  @Flag(help: "List what the build would copy, and where to, instead of scanning it.")
  var listFiles = false

  @OptionGroup(title: "Scan") var scan: ScanFlags
  @OptionGroup(title: "Rules") var patterns: PatternFlags
  @OptionGroup(title: "Output") var output: OutputFlags

  func validate() throws {
    if paths.count(where: { $0 == "-" }) > 1 { throw ValidationError("- can be read once only") }
    for given in buildContext where DockerfileCommand.pair(given) == nil {
      throw ValidationError("--build-context takes name=dir, not \(TerminalText.escaped(given))")
    }
    for given in buildArg where given.hasPrefix("=") || given.isEmpty {
      throw ValidationError("--build-arg takes name=value")
    }
  }

  func run() throws {
    let runner = ScanRunner(scan: scan, patterns: patterns, output: output)
    var build = DockerfileScanOptions()
    build.context = context
    build.target = target
    build.platform = platform
    for given in buildContext {
      if let (name, folder) = DockerfileCommand.pair(given) { build.namedContexts[name] = folder }
    }
    build.arguments = DockerfileCommand.arguments(buildArg)
    build.runtime = runtime
    if listFiles { return try list(build) }
    try runner.run(try inputs()) { path, engine in
      let bar = runner.progress(TerminalText.escaped(path), total: nil)
      defer { bar.clear() }
      let scan = DockerfileScan(
        engine: engine, options: runner.options, build: build, tool: runner.tool(engine)
      ) { bar.advance($0) }
      let report = try scan.run(path)
      if !output.quiet { mention(path) }
      return [report]
    }
  }

  /// The values of `--build-arg`.
  static func arguments(_ given: [String]) -> [String: String] {
    var arguments: [String: String] = [:]
    for given in given {
      if let (name, value) = pair(given) {
        arguments[name] = value
      } else if let value = getenv(given) {
        // As docker build has it: a name alone takes the value of the environment.
        arguments[given] = String(cString: value)
      }
    }
    return arguments
  }

  /// `--list-files`: a table, or JSON.
  private func list(_ build: DockerfileScanOptions) throws {
    var lists: [DockerfileFileList] = []
    for path in try inputs() {
      do {
        lists.append(try DockerfileFileList(path, build: build))
      } catch {
        Terminal.message("contraband: \(error)")
        throw ExitCode(2)
      }
    }
    let isJSON = output.format.contains { $0.format == .json }
    let text = isJSON ? FileListText.json(lists) : FileListText.table(lists)
    Terminal.write(Array(text.utf8), to: Terminal.standardOutput)
    throw ExitCode(lists.contains { !$0.problems.isEmpty } ? 2 : 0)
  }

  /// Says which deployment files stand beside a Dockerfile: the cure for a secret in an image moves it there.
  private func mention(_ path: String) {
    guard path != "-" || context != nil else { return }
    let own = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
    let folder = context ?? (own.isEmpty ? "/" : own)
    guard let line = DeploymentNeighbours(in: folder).mention(folder) else { return }
    Terminal.message(TerminalText.escaped("contraband: \(line)"))
  }

  private static func pair(_ text: String) -> (String, String)? {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  /// The Dockerfiles that the paths stand for.
  private func inputs() throws -> [String] {
    guard !paths.isEmpty else {
      for name in ["Dockerfile", "Containerfile"] where access(name, F_OK) == 0 { return [name] }
      let found = DockerfileCommand.dockerfiles(in: ".")
      guard !found.isEmpty else { throw ValidationError("no Dockerfile here; name one") }
      return found
    }
    var found: [String] = []
    for path in paths {
      var status = stat()
      guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        found.append(path)
        continue
      }
      let inside = DockerfileCommand.dockerfiles(in: path)
      guard !inside.isEmpty else {
        throw ValidationError("\(TerminalText.escaped(path)) holds no Dockerfile")
      }
      found += inside
    }
    return found
  }

  private static func dockerfiles(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      let lower = name.lowercased()
      guard !lower.hasSuffix(".dockerignore"), !lower.hasSuffix(".containerignore") else { continue }
      let isDockerfile =
        name == "Dockerfile" || name == "Containerfile" || name.hasPrefix("Dockerfile.")
        || name.hasPrefix("Containerfile.") || lower.hasSuffix(".dockerfile")
      if isDockerfile { names.append(name) }
    }
    let prefix = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
    return names.sorted().map { prefix + $0 }
  }
}

extension ContainerRuntime: ExpressibleByArgument {}
