import Archives
package import Findings
package import GitHistory
package import Matching

/// Scans what commits add.
package struct GitScan {
  private let engine: Engine
  private let options: ScanOptions
  private let tool: Report.Tool
  private let progress: (Int) -> Void

  /// - Parameter progress: is called with the number of bytes of each object.
  package init(
    engine: Engine, options: ScanOptions, tool: Report.Tool, progress: @escaping (Int) -> Void = { _ in }
  ) {
    self.engine = engine
    self.options = options
    self.tool = tool
    self.progress = progress
  }

  /// What is looked at.
  package enum Subject: Sendable {
    /// Commits.
    case commits(CommitSelection)
    /// What the index adds to HEAD.
    case index
    /// What a push would send to a remote.
    case push(Push, remote: String)
  }

  /// The report.
  ///
  /// - Parameters:
  ///   - git: in the repository.
  ///   - reference: how the report names what it is about.
  /// - Throws: `GitError` where git is missing or fails; `Engine.Fault` where matching fails.
  package func run(_ subject: Subject, in git: Git, reference: String) throws -> Report {
    let repository = try Repository(git)
    let objects = try ObjectReader(git)
    let session = try ScanSession(engine: engine, jobs: options.jobs, keepsClear: options.keepsClear)
    let tally = GitTally(downstream: session.sink)
    let feed = GitFeed(
      repository, objects: objects, tally: tally,
      walker: ContentWalker(
        visitor: tally, limits: options.limits, baseline: 0, deferral: session.archives),
      progress: progress)
    var notes: [String] = []
    do {
      notes = try feed.take(subject, repository, objects)
    } catch {
      // The workers must not wait for more.
      _ = try? session.finish()
      throw error
    }
    let outcome = try session.finish()
    let found = RawFindingSet(outcome.findings, shortfalls: outcome.shortfalls, rules: engine.rules)
    let earlier = try GitPast(engine: engine, options: options, objects: objects).findings(
      before: found.findings, seen: feed.seen)
    let mask = SecretMask(found.findings)
    var commits = CommitReferences(objects, mask: mask)
    var builder = FindingBuilder(rules: engine.rules, mask: mask)
    for finding in found.findings {
      let chain = finding.record.chain
      guard chain.count > 1, let content = GitContent(chain), !earlier.holds(finding, content) else {
        continue
      }
      builder.add(
        finding, kind: .git, path: chain[1], nested: Array(chain.dropFirst(2)), layer: nil, state: .present,
        commit: try commits.reference(to: content.commit))
    }
    var findings = builder.findings()
    let dockerfiles = GitDockerfiles(engine: engine, options: options, tool: tool, objects: objects)
    notes += try dockerfiles.join(feed.dockerfiles, into: &findings, &commits)
    try GitWaivers(objects).apply(to: &findings, found.findings)
    let coverage = tally.coverage(adding: outcome.nested, outcome.shortfalls, mask: mask)
    if repository.isShallow {
      notes.append(
        "the repository is a shallow clone: commits beyond its depth were not looked at, and the oldest one here "
          + "counts as adding all of its files")
    }
    notes += feed.notes(mask)
    return Report(
      tool: tool, target: Report.Target(kind: "git", source: subject.source, reference: reference),
      status: coverage.skippedCount == 0 ? .complete : .incomplete, verdict: .fail, coverage: coverage,
      notes: notes.isEmpty ? nil : notes, findings: findings)
  }
}

extension GitScan.Subject {
  /// The word for reports.
  fileprivate var source: String {
    switch self {
    case .commits: "commits"
    case .index: "index"
    case .push: "push"
    }
  }
}
