import Foundation
import Testing

/// A repository of real git, in a folder of its own, away from the user's settings.
final class GitFixture {
  let place: Workspace
  /// The repository's folder.
  let folder: String

  /// Compiled patterns for hooks, which take no option of a test.
  private static let cache = Result { try Workspace.shared().folder }

  /// - Parameter options: of `git init`.
  init(_ options: [String] = []) throws {
    place = try Workspace()
    folder = place.path("repository")
    try CommandRunner.tool(
      ["git", "init", "-q", "-b", "main"] + options + [folder], environment: try GitFixture.environment())
  }

  static func environment() throws -> [String: String] {
    [
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "GIT_AUTHOR_NAME": "A",
      "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_AUTHOR_DATE": "2026-01-02T03:04:05+0100",
      "GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": "c@example.com",
      "GIT_COMMITTER_DATE": "2026-01-02T03:04:05+0100", "GIT_ALLOW_PROTOCOL": "file:ssh",
      "HOME": "/nonexistent", "XDG_CACHE_HOME": try cache.get(),
    ]
  }

  /// Runs git in the repository; it must succeed.
  @discardableResult
  func git(_ arguments: String...) throws -> String {
    let output = try CommandRunner.tool(
      ["git"] + arguments, in: folder, environment: try GitFixture.environment())
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  /// Runs git in the repository, however it ends.
  func attempt(_ arguments: [String], environment: [String: String] = [:]) throws -> CommandResult {
    try CommandRunner.run(
      ["git"] + arguments, in: folder,
      environment: try GitFixture.environment().merging(environment) { $1 }, seconds: 300)
  }

  func write(_ name: String, _ text: String) throws { try place.write("repository/" + name, text) }

  func write(_ name: String, _ bytes: [UInt8]) throws { try place.write("repository/" + name, bytes) }

  /// Commits all that is in the working tree.
  ///
  /// - Returns: the commit's id.
  @discardableResult
  func commit(_ message: String) throws -> String {
    try git("add", "-A")
    try git("commit", "-q", "--allow-empty", "-m", message)
    return try git("rev-parse", "HEAD")
  }

  /// Writes a file and commits it.
  @discardableResult
  func commit(_ name: String, _ text: String, _ message: String = "change") throws -> String {
    try write(name, text)
    return try commit(message)
  }

  /// `contraband git` with a JSON report.
  func scan(
    _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> ScanResult {
    try Contraband.scan(["git", "-C", folder] + arguments, sourceLocation: sourceLocation)
  }

  /// A bare repository beside this one, as its remote `origin`.
  ///
  /// - Returns: its folder.
  @discardableResult
  func addRemote(_ options: [String] = []) throws -> String {
    let remote = place.path("remote.git")
    try CommandRunner.tool(
      ["git", "init", "-q", "--bare", "-b", "main"] + options + [remote],
      environment: try GitFixture.environment())
    try git("remote", "add", "origin", "file://" + remote)
    return remote
  }

  /// `contraband hook …` in the repository.
  func hook(_ arguments: String...) throws -> CommandResult {
    try CommandRunner.run(
      [Contraband.binary, "hook"] + arguments, in: folder, environment: try GitFixture.environment())
  }
}

/// A line that the rules take for a leaked token.
func tokenLine(_ token: String) -> String { "the token is \(token) here\n" }
