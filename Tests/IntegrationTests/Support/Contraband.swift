import Foundation
import Testing

/// The scanner under test: the binary that was built with the tests.
enum Contraband {
  /// Resident memory that no scan may exceed, whatever the input.
  static let memoryLimit = 400 << 20

  /// The binary beside the test bundle; `CONTRABAND_BINARY` names another.
  static let binary: String = {
    if let path = ProcessInfo.processInfo.environment["CONTRABAND_BINARY"] { return path }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let runner = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    let packageRoot = (#filePath as NSString).deletingLastPathComponent + "/../../.."
    let candidates = [
      (runner as NSString).deletingLastPathComponent + "/contraband",
      packageRoot + "/.build/debug/contraband",
    ]
    return candidates.first { access($0, X_OK) == 0 } ?? candidates[1]
  }()

  /// How much longer a debug build may take: its Swift runs tens of times slower.
  private static let patience = binary.contains("/debug/") ? 5 : 1

  /// Compiled patterns, shared by all runs.
  private static let cache = Result { try Workspace.shared() }

  /// Runs a command of the scanner in an empty folder, and checks what holds for every run: that it ends in time
  /// and in bounded memory, by itself, leaves no file behind, and shows no secret.
  ///
  /// - Parameter seconds: after which it is killed, and the test fails.
  static func run(
    _ arguments: [String], input: CommandInput = .nothing, environment: [String: String] = [:],
    seconds: Int = 60, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> CommandResult {
    let place = try Workspace()
    let folder = try place.makeFolder("cwd")
    var variables = ["HOME": try place.makeFolder("home"), "TMPDIR": try place.makeFolder("tmp")]
    variables.merge(environment) { $1 }
    let result = try CommandRunner.run(
      [binary] + arguments, input: input, in: folder, environment: variables, seconds: seconds * patience)
    #expect(result.status != 127, "\(binary) is missing: swift build", sourceLocation: sourceLocation)
    #expect(result.status != 137, "was killed after \(seconds) s", sourceLocation: sourceLocation)
    #expect(
      [0, 1, 2, 64].contains(result.status),
      "ended with \(result.status): \(result.errors.suffix(2000))", sourceLocation: sourceLocation)
    #expect(
      result.peakBytes < memoryLimit, "used \(result.peakBytes >> 20) MB", sourceLocation: sourceLocation)
    for name in ["cwd", "home", "tmp"] {
      #expect(place.contents(name) == [], "files were written", sourceLocation: sourceLocation)
    }
    // A GitHub token in clear, in the report or in a message.
    let clear = /gh[p]_[0-9A-Za-z]{12}/
    #expect(
      !result.text.contains(clear) && !result.errors.contains(clear), "a secret is shown",
      sourceLocation: sourceLocation)
    return result
  }

  /// Scans with a JSON report.
  ///
  /// - Parameter arguments: the command, the source, and options.
  static func scan(
    _ arguments: [String], input: CommandInput = .nothing, seconds: Int = 60,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> ScanResult {
    let folder = try cache.get().folder
    let result = try run(
      arguments + ["--format", "json", "--cache-dir", folder], input: input, seconds: seconds,
      sourceLocation: sourceLocation)
    return ScanResult(command: result, reports: try ReportView.decode(result.output))
  }

  /// The text report of a scan.
  static func text(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) throws -> String
  {
    try run(arguments + ["--cache-dir", try cache.get().folder], sourceLocation: sourceLocation).text
  }

  /// Scans an image held in memory.
  static func scan(
    image bytes: [UInt8], _ options: [String] = [], seconds: Int = 60,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> ScanResult {
    let place = try Workspace()
    let path = try place.write("image.tar", bytes)
    return try scan(["image", path] + options, seconds: seconds, sourceLocation: sourceLocation)
  }
}

/// What a scan reported, and how it ended.
struct ScanResult {
  var command: CommandResult
  var reports: [ReportView]

  var status: Int32 { command.status }

  /// Findings of all reports.
  var findings: [ReportView.Finding] { reports.flatMap(\.findings) }

  /// Reasons of what was skipped, in all reports.
  var reasons: [String] { reports.flatMap { $0.coverage.skipped.map(\.reason) } }

  /// The findings of `secret`, as far as the redacted text tells.
  func findings(of secret: String) -> [ReportView.Finding] {
    findings.filter { $0.secret.redacted == Tokens.redacted(secret) && $0.secret.length == secret.utf8.count }
  }

  /// All places of `secret`, the first of each finding among them.
  func places(of secret: String) -> [ReportView.Place] {
    findings(of: secret).flatMap(\.allPlaces)
  }

  /// The only report.
  func report(sourceLocation: SourceLocation = #_sourceLocation) throws -> ReportView {
    try #require(reports.count == 1, "\(command.errors)", sourceLocation: sourceLocation)
    return try #require(reports.first, sourceLocation: sourceLocation)
  }

  /// Checks that the scan says it is incomplete, and why.
  ///
  /// - Parameter reason: a part of what `coverage.skipped` should say.
  func expectIncomplete(_ reason: String? = nil, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(status == 2, "\(command.errors)", sourceLocation: sourceLocation)
    #expect(reports.contains { $0.status == "incomplete" }, sourceLocation: sourceLocation)
    #expect(
      reasons.contains { reason.map($0.lowercased().contains) ?? !$0.isEmpty },
      "no reason says “\(reason ?? "anything")”: \(reasons.prefix(5))", sourceLocation: sourceLocation)
  }

  /// Checks that the scan read everything, and found something.
  func expectComplete(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(status == 1, "\(command.errors) \(reasons.prefix(5))", sourceLocation: sourceLocation)
    #expect(
      !reports.isEmpty && reports.allSatisfy { $0.status == "complete" }, "\(reasons.prefix(5))",
      sourceLocation: sourceLocation)
  }

  /// Checks that each secret was found.
  func expectFound(_ secrets: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    for secret in secrets {
      #expect(
        !findings(of: secret).isEmpty, "\(Tokens.redacted(secret)) was not found",
        sourceLocation: sourceLocation)
    }
  }
}
