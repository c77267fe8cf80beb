/// A git repository: what has to be known of it before its history is read.
package struct Repository: Sendable {
  /// How git is called in it.
  package let git: Git
  /// The folder of the repository that its worktrees share.
  package let commonFolder: String
  /// Whether history was cut off when it was cloned.
  package let isShallow: Bool
  /// The hash that names its objects.
  package let format: ObjectFormat

  /// The repository that `folder` lies in.
  ///
  /// - Throws: `GitError`: git is missing, the folder is in no repository, or git does not trust it
  ///   (`safe.directory`).
  package init(_ git: Git) throws(GitError) {
    self.git = git
    let lines = Repository.lines(
      try git.output([
        "rev-parse", "--path-format=absolute", "--is-shallow-repository", "--show-object-format",
        "--git-common-dir",
      ]))
    guard lines.count >= 3, let format = ObjectFormat(rawValue: lines[1]) else {
      throw GitError(.unexpected, "git rev-parse answers: \(lines.joined(separator: " ").prefix(200))")
    }
    isShallow = lines[0] == "true"
    self.format = format
    commonFolder = lines[2]
  }

  /// Whether HEAD has a commit: not so in an empty repository.
  package func hasHead() throws(GitError) -> Bool {
    try !git.output(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], accepted: [0, 1]).isEmpty
  }

  /// Of `ids` those that the repository has.
  package func known(_ ids: [ObjectID]) throws(GitError) -> Set<ObjectID> {
    guard !ids.isEmpty else { return [] }
    let answer = try git.output(
      ["cat-file", "--batch-check=%(objectname) %(objecttype)"],
      input: Array(ids.map { "\($0)\n" }.joined().utf8))
    return Set(
      Repository.lines(answer).compactMap { line in
        line.hasSuffix(" missing") ? nil : ObjectID(line.utf8.prefix { $0 != UInt8(ascii: " ") })
      })
  }

  /// Whether a remote of that name is configured. A push may name a URL instead, which has no tracking refs.
  package func hasRemote(_ name: String) throws(GitError) -> Bool {
    guard !name.isEmpty, !name.utf8.contains(where: { "*?[\\\n".utf8.contains($0) }) else { return false }
    let keys = try git.output(
      ["config", "--null", "--name-only", "--get-regexp", "^remote\\..*\\.(url|fetch)$"], accepted: [0, 1])
    return keys.split(separator: 0).contains { key in
      ["url", "fetch"].contains { key.elementsEqual("remote.\(name).\($0)".utf8) }
    }
  }

  static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast().map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
