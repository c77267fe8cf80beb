import ArgumentParser
import CredentialFiles
import Findings
import FoundationEssentials
import Gate
import Matching
import Patterns
import Scanning

/// What the scanning commands share: the engine, the progress, the end.
struct ScanRunner {
  let scan: ScanFlags
  let output: OutputFlags

  /// Builds the engine from the built-in rules.
  func engine() throws -> Engine {
    let cache: DatabaseCache? =
      if scan.noCache { nil }  //
      else if let folder = scan.cacheDir { DatabaseCache(folder: folder) }  //
      else { DatabaseCache.standard(environment: ProcessInfo.processInfo.environment) }
    return try Engine(rules: try RuleSet.builtIn(), readers: CredentialFileReaders.all, cache: cache)
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
  func run(_ inputs: [String], each: (String, Engine) throws -> [Report]) throws {
    let writer = ReportWriter(flags: output)
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
    } catch {
      Terminal.message("contraband: \(error)")
      throw ExitCode(GateExitCode.incomplete.rawValue)
    }
  }
}
