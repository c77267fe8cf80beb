/// Which commits are looked at.
package struct CommitSelection: Sendable, Hashable {
  /// Revisions as gitrevisions(7) has them: `main..topic`, `^main`, a branch, an id.
  package var revisions: [String] = []
  /// Every ref, and HEAD.
  package var all = false
  /// Leave out what this remote's tracking refs reach; a name without wildcards.
  package var remote: String?
  /// As `--since` of git-rev-list takes it.
  package var since: String?
  /// As `--max-count` of git-rev-list takes it.
  package var count: Int?

  /// HEAD alone, unless something is set.
  package init() {}

  /// The words that say the same to git-rev-list: options here, revisions in `input`, so that none of them can be
  /// taken for an option.
  var arguments: [String] {
    // The oldest first: a secret is told where it came in. By topology, since clocks lie.
    var words = ["rev-list", "--reverse", "--topo-order"]
    if all { words.append("--all") }
    if let since { words.append("--since=\(since)") }
    if let count { words.append("--max-count=\(count)") }
    if let remote { words += ["--not", "--remotes=\(remote)", "--not"] }
    return words + ["--stdin"]
  }

  /// Lines for the standard input of git-rev-list.
  var input: [UInt8] {
    Array(revisions.map { $0 + "\n" }.joined().utf8)
  }

  /// - Throws: `GitError` where a revision could be read as something else.
  package func check() throws(GitError) {
    for revision in revisions
    where revision.isEmpty || revision.utf8.contains(0x0a) || revision.hasPrefix("-") {
      throw GitError(.failed, "not a revision: \(revision.isEmpty ? "(empty)" : revision)")
    }
    if let remote, remote.isEmpty || remote.utf8.contains(where: { "*?[\\".utf8.contains($0) }) {
      throw GitError(.failed, "not the name of a remote: \(remote)")
    }
  }
}
