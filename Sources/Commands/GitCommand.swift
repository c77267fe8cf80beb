import ArgumentParser
import FoundationEssentials
import GitHistory
import Reports
import Scanning

/// `contraband git`: what commits add.
struct GitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git",
    abstract: "Scan what commits add.",
    discussion: """
      Reads the commits that git rev-list would list, their messages, and the files they add or change, straight \
      from the object store: no checkout is needed, and nothing of the repository's configuration is run. A secret \
      is told at the commit that brought it into the file, also where a later one took it out again.

      A RANGE is a revision as git knows it; a branch or commit stands for all that it reaches. Without one it is \
      HEAD. Put -- before one that begins with a hyphen.

      A comment "contraband:allow RULE reason" in the line of a secret, or in the line above, waives it.

      EXAMPLES
        contraband git
        contraband git main..topic
        contraband git HEAD^!                 one commit
        contraband git --all --format json
        contraband git --staged               what the next commit would add
        contraband git topic ^origin/main --since '2 weeks ago'
      """)

  @Argument(help: ArgumentHelp("Revisions (default: HEAD).", valueName: "range"))
  var range: [String] = []

  @Flag(help: "All refs.")
  var all = false

  @Flag(help: "What the index adds to HEAD, instead of commits.")
  var staged = false

  @Option(help: ArgumentHelp("Only commits more recent than a date.", valueName: "date"))
  var since: String?

  @Option(help: ArgumentHelp("No more than this number of commits, the latest.", valueName: "n"))
  var maxCount: Int?

  @Option(
    name: [.long, .customShort("C")],
    help: ArgumentHelp("The repository (default: that of the current folder).", valueName: "dir"))
  var repository = "."

  @OptionGroup(title: "Scan") var scan: ScanFlags
  @OptionGroup(title: "Rules") var patterns: PatternFlags
  @OptionGroup(title: "Output") var output: OutputFlags

  func validate() throws {
    if staged, all || !range.isEmpty || since != nil || maxCount != nil {
      throw ValidationError("--staged is about the index, not about commits")
    }
    if let maxCount, maxCount < 1 { throw ValidationError("--max-count takes a number from 1") }
  }

  func run() throws {
    let runner = ScanRunner(scan: scan, patterns: patterns, output: output)
    try runner.run([label]) { label, engine in
      let bar = runner.progress(TerminalText.escaped(label), total: nil)
      defer { bar.clear() }
      let scan = GitScan(engine: engine, options: runner.options, tool: runner.tool(engine)) {
        bar.advance($0)
      }
      let git = try Git(folder: repository, environment: ProcessInfo.processInfo.environment)
      return [try scan.run(subject, in: git, reference: label)]
    }
  }

  private var subject: GitScan.Subject {
    if staged { return .index }
    var selection = CommitSelection()
    selection.revisions = range
    selection.all = all
    selection.since = since
    selection.count = maxCount
    return .commits(selection)
  }

  private var label: String {
    if staged { return "--staged" }
    let words = (all ? ["--all"] : []) + range
    return words.isEmpty ? "HEAD" : words.joined(separator: " ")
  }
}
