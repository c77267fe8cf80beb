import ArgumentParser
import FoundationEssentials
import Images
import Reports
import Scanning

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `contraband image`: scans exported images.
struct ImageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image",
    abstract: "Scan exported images: docker save and podman save tarballs, OCI archives and folders.",
    discussion: """
      SOURCE is a file or folder, recognised by its content, `-` for standard input, or one of \
      docker-archive:FILE, oci-archive:FILE, oci:DIR[:TAG], dir:DIR. Layers may be plain, gzip, zstd, xz \
      or bzip2; the whole archive may be compressed; a bare root file system (docker export) works too.

      EXAMPLES
        docker save app:1.2 | contraband image -
        contraband image app.tar --fail-on high
        contraband image app.tar --dockerfile Dockerfile
        contraband image oci-archive:app.oci.tar --platform linux/arm64 --format json
        podman save app | zstd | contraband image -
      """)

  @Argument(help: ArgumentHelp("The images to scan.", valueName: "source"))
  var sources: [String]

  @Option(help: ArgumentHelp("Only images of this platform.", valueName: "os/arch"))
  var platform: String?

  @Option(help: ArgumentHelp("Only the image of this name or digest.", valueName: "name"))
  var image: String?

  @Option(
    help: ArgumentHelp(
      "The image that the scanned ones are built on: what lies in its layers has origin base.",
      valueName: "source"))
  var base: String?

  @Flag(help: "With --base: findings in the base image do not fail.")
  var ignoreBase = false

  @Option(
    help: ArgumentHelp(
      "The Dockerfile that the image was built from: findings name its lines.", valueName: "file"))
  var dockerfile: String?

  @Option(
    help: ArgumentHelp("With --dockerfile: the stage that was built (default: the last).", valueName: "stage")
  )
  var target: String?

  @Option(help: ArgumentHelp("With --dockerfile: a build argument. Repeatable.", valueName: "name=value"))
  var buildArg: [String] = []

  @OptionGroup(title: "Scan") var scan: ScanFlags
  @OptionGroup(title: "Rules") var patterns: PatternFlags
  @OptionGroup(title: "Output") var output: OutputFlags

  func validate() throws {
    if sources.isEmpty { throw ValidationError("name an image to scan, or - for standard input") }
    if sources.count(where: { $0 == "-" }) > 1 { throw ValidationError("- can be read once only") }
    if sources.contains("-"), isatty(0) == 1 {
      throw ValidationError("- reads an image from standard input, which is a terminal; pipe one in")
    }
    for source in sources { _ = try parse(source) }
    if let dockerfile, access(dockerfile, R_OK) != 0 {
      throw ValidationError("--dockerfile \(TerminalText.escaped(dockerfile)) cannot be read")
    }
    if dockerfile == nil, target != nil || !buildArg.isEmpty {
      throw ValidationError("--target and --build-arg need --dockerfile")
    }
    if let base {
      if base == "-" { throw ValidationError("--base wants a file or folder, not -") }
      _ = try parse(base)
    } else if ignoreBase {
      throw ValidationError("--ignore-base needs --base")
    }
  }

  private func parse(_ text: String) throws -> ImageSource {
    do {
      return try ImageSource(text) { access($0, F_OK) == 0 }
    } catch {
      throw ValidationError(error.description)
    }
  }

  func run() throws {
    let runner = ScanRunner(scan: scan, patterns: patterns, output: output)
    var baseLayers: Set<String>?
    let lines = try dockerfile.map { path in
      try DockerfileLines(path: path, target: target, arguments: DockerfileCommand.arguments(buildArg))
    }
    try runner.run(sources, ignoresBase: ignoreBase) { text, engine in
      let source = try parse(text)
      let bar = runner.progress(TerminalText.escaped(text), total: source.path.flatMap(ImageCommand.size))
      defer { bar.clear() }
      var options = runner.options
      options.platform = platform
      options.image = image
      options.dockerfile = lines
      if let base {
        let layers = try baseLayers ?? BaseImage.layers(of: try parse(base))
        baseLayers = layers
        options.baseLayers = layers
      }
      let scan = ImageScan(engine: engine, options: options, tool: runner.tool(engine)) { bar.advance($0) }
      return try scan.run(source)
    }
  }

  /// Bytes of a regular file.
  private static func size(of path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }
}
