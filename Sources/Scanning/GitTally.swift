import Archives
import Findings
internal import GitHistory

/// Counts what a walk of a git repository reads, and passes it on.
final class GitTally: ContentVisitor {
  private let downstream: any ContentVisitor
  private var read = Coverage(commits: 0)

  init(downstream: any ContentVisitor) { self.downstream = downstream }

  /// Counts a commit.
  func countCommit() { read.commits = (read.commits ?? 0) + 1 }

  func visit(_ entry: ArchiveEntry, in chain: [String]) { downstream.visit(entry, in: chain) }

  func open(_ chain: [String]) { downstream.open(chain) }

  func append(_ block: ByteBlock) { downstream.append(block) }

  func close() { downstream.close() }

  func finish(_ chain: [String], bytes: Int, digest: String?) {
    if chain.count == 2 {
      read.files += 1
      read.bytes += bytes
    } else {
      read.nestedFiles += 1
      read.nestedBytes += bytes
    }
    downstream.finish(chain, bytes: bytes, digest: digest)
  }

  func skip(_ chain: [String], bytes: Int?, reason: String) {
    note(chain, bytes: bytes, reason: reason)
    downstream.skip(chain, bytes: bytes, reason: reason)
  }

  private func note(_ chain: [String], bytes: Int?, reason: String) {
    read.skippedCount += 1
    guard read.skipped.count < Coverage.skippedLimit else { return }
    let commit = GitContent(chain)?.commit.map { " (commit \($0.description.prefix(12)))" } ?? ""
    read.skipped.append(
      Skipped(path: chain.dropFirst().joined(separator: "!"), bytes: bytes, reason: reason + commit))
  }

  /// What was read, secrets in paths masked.
  func coverage(
    adding nested: NestedTally.Summary, _ shortfalls: [Worker.Shortfall], mask: SecretMask
  ) -> Coverage {
    for count in nested.counts.values {
      read.nestedFiles += count.files
      read.nestedBytes += count.bytes
    }
    for skip in nested.orderedSkips { note(skip.chain, bytes: skip.bytes, reason: skip.reason) }
    read.skippedCount += nested.unlisted.values.reduce(0, +)
    for shortfall in shortfalls { note(shortfall.record.chain, bytes: nil, reason: shortfall.reason) }
    var coverage = read
    coverage.skipped = read.skipped.map { skip in
      var skip = skip
      skip.path = mask.apply(toPath: skip.path)
      return skip
    }.sorted()
    return coverage
  }
}
