internal import GitHistory

extension GitFeed {
  /// Tags of tags that are followed.
  private static let tagDepth = 64

  /// Takes all that a scan is about.
  ///
  /// - Returns: what a reader has to know of it.
  /// - Throws: `GitError` where git fails.
  func take(
    _ subject: GitScan.Subject, _ repository: Repository, _ objects: ObjectReader
  ) throws(GitError) -> [String] {
    switch subject {
    case .commits(var selection):
      if selection.revisions.isEmpty && !selection.all {
        guard try repository.hasHead() else { return ["the repository has no commits yet"] }
        selection.revisions = ["HEAD"]
      }
      try take(HistoryWalk(repository.git, commits: selection))
    case .index:
      let base = try repository.hasHead() ? "HEAD" : ObjectID.emptyTree(of: repository.format)
      try take(HistoryWalk(repository.git, indexAgainst: base))
    case .push(let push, let remote):
      try take(push, to: remote, repository, objects)
    }
    return []
  }

  /// What a push would send: commits that the remote has not, by its tracking refs and by what it told git of the
  /// refs that are pushed to; tags with their messages; files and trees that a tag names.
  private func take(
    _ push: Push, to remote: String, _ repository: Repository, _ objects: ObjectReader
  ) throws(GitError) {
    var commits: [ObjectID] = []
    for tip in push.tips {
      var id = tip
      for depth in 0... {
        guard let header = try objects.open(id) else {
          throw GitError(.unexpected, "the object \(id) that is to be pushed is missing from the repository")
        }
        if header.kind == .tag, depth < GitFeed.tagDepth {
          guard let object = try takeTag(id) else {
            throw GitError(.unexpected, "the tag \(id) does not say what it is a tag of")
          }
          id = object
          continue
        }
        switch header.kind {
        case .commit: commits.append(id)
        case .tree:
          try take(HistoryWalk(repository.git, tree: id, format: repository.format), commit: id)
        case .blob:
          try take(Change(path: Array("(tagged file)".utf8), blob: id, before: [], mode: .file), of: nil)
        case .tag:
          throw GitError(.unexpected, "the tag \(tip) is a tag of more than \(GitFeed.tagDepth) tags")
        }
        break
      }
    }
    guard !commits.isEmpty else { return }
    var selection = CommitSelection()
    // A force push may replace commits that were never fetched.
    let known = try repository.known(push.bases)
    selection.revisions =
      commits.map(\.description) + push.bases.filter(known.contains).map { "^\($0)" }
    if try repository.hasRemote(remote) { selection.remote = remote }
    try take(HistoryWalk(repository.git, commits: selection))
  }

  /// What the commits name that is not in the repository.
  func notes(_ mask: SecretMask) -> [String] {
    var notes: [String] = []
    for (absence, words) in [
      (Absence.submodule, "is a commit of another repository (submodule), which was not looked at"),
      (.largeFile, "is a Git LFS pointer; its content is not in the repository and was not looked at"),
    ] {
      guard let files = absent[absence] else { continue }
      let names = files.names.map(mask.apply(toPath:)).joined(separator: ", ")
      let more = files.count - files.names.count
      notes.append("\(words): \(names)" + (more > 0 ? ", and \(more) more" : ""))
    }
    return notes
  }
}
