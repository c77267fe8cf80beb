import ArgumentParser
import FoundationEssentials
import Gate
import GitHistory
import Reports

/// `contraband hook`: the git pre-push hook.
struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract: "Install, remove or run the git pre-push hook.",
    discussion: """
      The hook searches the commits that a push would send, and those alone; a push with a secret in it is \
      blocked, and told how to put it right. A push that could not be searched in full is blocked as well.

      EXAMPLES
        contraband hook install
        contraband hook install --fail-on high
        contraband hook uninstall
        git push --no-verify                  pushes without the hook
      """,
    subcommands: [HookInstallCommand.self, HookUninstallCommand.self, HookRunCommand.self])
}

/// `contraband hook install`.
struct HookInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Write the pre-push hook of a repository.",
    discussion: """
      The hook stands where git looks for it: in the folder that core.hooksPath names, else in the one that all \
      worktrees of the repository share. A pre-push hook that is there is moved to pre-push.before-contraband, and \
      called first, with the same words and the same input. Installing again changes nothing but the options.
      """)

  @Option(
    help: ArgumentHelp(
      "Least severity that blocks: critical, high, medium, low, info.", valueName: "severity"))
  var failOn: String?

  @Flag(help: "Take the place of another hook even where one is kept already, which is then lost.")
  var force = false

  @Option(
    name: [.long, .customShort("C")],
    help: ArgumentHelp("The repository (default: that of the current folder).", valueName: "dir"))
  var repository = "."

  func validate() throws {
    if let failOn, !["critical", "high", "medium", "low", "info"].contains(failOn) {
      throw ValidationError("--fail-on takes critical, high, medium, low or info")
    }
  }

  func run() throws {
    try HookCommand.guarded {
      let hook = try PrePushHook(
        Git(folder: repository, environment: ProcessInfo.processInfo.environment))
      guard let program = ProgramIdentity.path else {
        throw GitError(.system, "the path of this program cannot be told")
      }
      try hook.install(
        program: program, options: failOn.map { ["--fail-on", $0] } ?? [], force: force)
      // So that the first push does not wait for it. Where it fails the hook will say why.
      if let runner = try? HookRunCommand.parse(["origin"]).runner { _ = try? runner.engine() }
      Terminal.message(TerminalText.escaped("contraband: \(hook.path) is installed"))
      if hook.keepsOther {
        Terminal.message(
          TerminalText.escaped("contraband: the hook that was there is called first: \(hook.keptPath)"))
      }
    }
  }
}

/// `contraband hook uninstall`.
struct HookUninstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Remove the hook, and put back what was there before.")

  @Option(
    name: [.long, .customShort("C")],
    help: ArgumentHelp("The repository (default: that of the current folder).", valueName: "dir"))
  var repository = "."

  func run() throws {
    try HookCommand.guarded {
      let hook = try PrePushHook(
        Git(folder: repository, environment: ProcessInfo.processInfo.environment))
      let restores = hook.keepsOther
      guard try hook.uninstall() else {
        let what = hook.state == .absent ? "there is no hook" : "the hook is not contraband's"
        return Terminal.message(
          TerminalText.escaped("contraband: nothing to remove: \(what) at \(hook.path)"))
      }
      let after = restores ? "; the hook that was there before is back" : ""
      Terminal.message(TerminalText.escaped("contraband: \(hook.path) is removed\(after)"))
    }
  }
}

extension HookCommand {
  /// Tells what failed, and ends with 2.
  static func guarded(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as GitError {
      Terminal.message(TerminalText.escaped("contraband: \(error)"))
      throw ExitCode(GateExitCode.incomplete.rawValue)
    }
  }
}
