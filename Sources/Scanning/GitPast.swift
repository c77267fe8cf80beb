import Archives
import Findings
internal import GitHistory
import Matching

/// Tells which secrets a file held before the commit at hand: those are not what it adds.
///
/// The old content goes through the engine like the new one, and secrets are compared, not lines: a line that moved,
/// or was edited beside the secret, adds nothing; one that was there but became a secret by its new name does.
struct GitPast {
  let engine: Engine
  let options: ScanOptions
  let objects: ObjectReader

  /// The secrets of old contents.
  struct Holdings {
    fileprivate var secrets: [GitPlace: Set<String>] = [:]

    /// Whether a parent's file held the secret already.
    func holds(_ finding: RawFinding, _ content: GitContent) -> Bool {
      let path = finding.record.chain[1]
      return content.before.contains {
        secrets[GitPlace(object: $0, path: path)]?.contains(finding.fingerprint) == true
      }
    }
  }

  /// Searches what stood before the contents in which something was found, as far as that was not done.
  ///
  /// - Parameter seen: contents that went through the engine already.
  /// - Throws: `GitError` where git fails; `Engine.Fault` where matching does.
  func findings(before found: [RawFinding], seen: Set<GitPlace>) throws -> Holdings {
    var holdings = Holdings()
    var open: [GitPlace] = []
    var known = Set<GitPlace>()
    for finding in found {
      guard let content = GitContent(finding.record.chain), finding.record.chain.count > 1 else { continue }
      let path = finding.record.chain[1]
      holdings.secrets[GitPlace(object: content.object, path: path), default: []].insert(finding.fingerprint)
      for object in content.before {
        let place = GitPlace(object: object, path: path)
        if !seen.contains(place), known.insert(place).inserted { open.append(place) }
      }
    }
    guard !open.isEmpty else { return holdings }
    let session = try ScanSession(engine: engine, jobs: options.jobs, keepsClear: false)
    let walker = ContentWalker(
      visitor: session.sink, limits: options.limits, baseline: 0, deferral: session.archives)
    do {
      for place in open {
        // Where it is missing, its secrets count as new: told twice rather than not at all.
        guard let header = try objects.open(place.object) else { continue }
        let stream = BlobStream(objects)
        walker.walk(
          stream, at: [GitContent(commit: nil, object: place.object).name, place.path], size: header.size)
        if let fault = stream.fault { throw fault }
      }
    } catch {
      _ = try? session.finish()
      throw error
    }
    let outcome = try session.finish()
    let past = RawFindingSet(outcome.findings, shortfalls: outcome.shortfalls, rules: engine.rules)
    for finding in past.findings {
      guard let content = GitContent(finding.record.chain), finding.record.chain.count > 1 else { continue }
      let place = GitPlace(object: content.object, path: finding.record.chain[1])
      holdings.secrets[place, default: []].insert(finding.fingerprint)
    }
    return holdings
  }
}
