import ArgumentParser
import Reports
import Scanning

/// `contraband fs`: scans files and folders.
struct FSCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fs",
    abstract: "Scan files and folders, and the archives in them.",
    discussion: """
      Symbolic links are not followed; no file is left out by its name.

      EXAMPLES
        contraband fs .
        contraband fs build/ Dockerfile --format json
      """)

  @Argument(help: ArgumentHelp("The files and folders to scan.", valueName: "path"))
  var paths: [String]

  @OptionGroup(title: "Scan") var scan: ScanFlags
  @OptionGroup(title: "Rules") var patterns: PatternFlags
  @OptionGroup(title: "Output") var output: OutputFlags

  func run() throws {
    let runner = ScanRunner(scan: scan, patterns: patterns, output: output)
    try runner.run(paths) { path, engine in
      let bar = runner.progress(TerminalText.escaped(path), total: nil)
      defer { bar.clear() }
      let scan = FolderScan(engine: engine, options: runner.options, tool: runner.tool(engine)) {
        bar.advance($0)
      }
      return [try scan.run(path)]
    }
  }
}
