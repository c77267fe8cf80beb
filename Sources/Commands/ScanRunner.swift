import ArgumentParser
import CredentialFiles
import Findings
import FoundationEssentials
import Gate
import Matching
import Patterns
import Reports
import Scanning

/// What the scanning commands share: the engine, the progress, the end.
struct ScanRunner {
  let scan: ScanFlags
  let patterns: PatternFlags
  let output: OutputFlags

  /// Builds the engine from the rules in force.
  ///
  /// - Throws: `PatternFaults`, `ValidationError` or `Engine.Fault` where they cannot be put to work.
  func engine() throws -> Engine {
    let cache: DatabaseCache? =
      if scan.noCache { nil }  //
      else if let folder = scan.cacheDir { DatabaseCache(folder: folder) }  //
      else { DatabaseCache.standard(environment: ProcessInfo.processInfo.environment) }
    if let identity = patterns.identity {
      return try Engine.cached(
        "\(Version.current) \(ProgramIdentity.text) \(identity)", readers: CredentialFileReaders.all,
        cache: cache
      ) {
        try patterns.rules { _ in }
      }
    }
    let rules = try patterns.rules { warning in
      if !output.quiet {
        Terminal.message(TerminalText.escaped("contraband: \(warning.place): warning: \(warning.message)"))
      }
    }
    do {
      return try Engine(rules: rules, readers: CredentialFileReaders.all, cache: cache)
    } catch {
      // A rule of a team's file has a place to name.
      guard let rule = rules.rules.first(where: { $0.id == error.rule }), let origin = rule.origin else {
        throw error
      }
      throw PatternError(
        file: origin.file, line: origin.line(of: "regex"), rule: rule.id, key: "regex", reason: error.reason)
    }
  }

  var options: ScanOptions {
    var options = scan.options
    options.keepsClear = output.showSecrets
    return options
  }

  func tool(_ engine: Engine) -> Report.Tool {
    Report.Tool(version: Version.current, patterns: engine.digest)
  }

  func progress(_ label: String, total: Int?) -> ProgressBar {
    ProgressBar(
      label: label, total: total, isShown: !output.quiet && Terminal.isRich(Terminal.standardError))
  }

  /// Scans each input, writes the reports, and ends with the right code.
  ///
  /// - Parameter each: scans one input; what it throws fails that input, not the others.
  func run(_ inputs: [String], ignoresBase: Bool = false, each: (String, Engine) throws -> [Report]) throws {
    let writer = ReportWriter(flags: output, ignoresBase: ignoresBase)
    try writer.check()
    var reports: [Report] = []
    var failed = false
    do {
      let engine = try engine()
      for input in inputs {
        do {
          reports += try each(input, engine)
        } catch {
          failed = true
          Terminal.message("contraband: \(error)")
        }
      }
      if reports.isEmpty { throw ExitCode(GateExitCode.incomplete.rawValue) }
      let code = try writer.write(reports)
      throw ExitCode(failed ? GateExitCode.incomplete.rawValue : code.rawValue)
    } catch let code as ExitCode {
      throw code
    } catch let error as ValidationError {
      throw error
    } catch let faults as PatternFaults {
      for fault in faults.faults { Terminal.message(TerminalText.escaped("contraband: \(fault)")) }
      throw ExitCode(GateExitCode.incomplete.rawValue)
    } catch {
      Terminal.message("contraband: \(error)")
      throw ExitCode(GateExitCode.incomplete.rawValue)
    }
  }
}
