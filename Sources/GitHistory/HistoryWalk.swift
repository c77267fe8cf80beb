/// Tells what commits add, commit by commit, the oldest first.
///
/// Of a merge only what differs from every parent is told (`-c` of git-diff-tree): the rest came in with a parent.
package final class HistoryWalk {
  private let process: GitPipeline
  private var fields: FieldReader

  /// Renames are followed among at most 400 files a side, whatever the repository configures: the cost is the
  /// product. Beyond that a renamed file counts as added.
  private static let comparison = [
    "-r", "-z", "--raw", "--no-abbrev", "-M", "-l400", "--no-ext-diff", "--no-textconv",
  ]

  /// A walk through the commits of a selection.
  ///
  /// - Throws: `GitError` where git cannot be started or the selection cannot be what it says.
  package init(_ git: Git, commits selection: CommitSelection) throws(GitError) {
    try selection.check()
    process = try GitPipeline(
      git,
      [
        selection.arguments,
        ["diff-tree", "--stdin", "-c", "--root", "--always"] + HistoryWalk.comparison,
      ],
      input: selection.input)
    fields = FieldReader()
  }

  /// What the index would add to HEAD.
  ///
  /// - Parameter base: HEAD, or the empty tree where there is no commit yet.
  package init(_ git: Git, indexAgainst base: String) throws(GitError) {
    process = try GitPipeline(
      git, [["diff-index", "--cached"] + HistoryWalk.comparison + ["--end-of-options", base, "--"]])
    fields = FieldReader()
  }

  /// All that a tree holds.
  package init(_ git: Git, tree: ObjectID, format: ObjectFormat) throws(GitError) {
    process = try GitPipeline(
      git,
      [
        ["diff-tree"] + HistoryWalk.comparison
          + ["--end-of-options", ObjectID.emptyTree(of: format), "\(tree)", "--"]
      ])
    fields = FieldReader()
  }

  /// The next step; nil at the end. Deleted files and such that only moved are passed over: they add nothing.
  ///
  /// - Throws: `GitError`, of kind `failed` with git's own message.
  package func next() throws(GitError) -> HistoryStep? {
    while let field = try fields.next(from: process) {
      if field.first != UInt8(ascii: ":") {
        guard let id = ObjectID(field) else {
          throw GitError(.unexpected, "git diff-tree answers: \(shown(field))")
        }
        return .commit(id)
      }
      if let step = try step(field) { return step }
    }
    try process.finish()
    return nil
  }

  /// One raw line (git-diff-tree, "RAW OUTPUT FORMAT", "DIFF FORMAT FOR MERGES").
  private func step(_ field: [UInt8]) throws(GitError) -> HistoryStep? {
    let parents = field.prefix { $0 == UInt8(ascii: ":") }.count
    let words = field.dropFirst(parents).split(separator: UInt8(ascii: " "))
    guard words.count == 2 * parents + 3, let status = words.last, let letter = status.first else {
      throw GitError(.unexpected, "git diff-tree answers: \(shown(field))")
    }
    guard var path = try fields.next(from: process) else { throw cut }
    // With one parent a rename names both paths, with several the new one alone.
    if parents == 1, letter == UInt8(ascii: "R") || letter == UInt8(ascii: "C") {
      guard let new = try fields.next(from: process) else { throw cut }
      path = new
    }
    if letter == UInt8(ascii: "U") { return .unmerged(path: path) }
    var ids: [ObjectID] = []
    for word in words[(parents + 1)...(2 * parents + 1)] {
      guard let id = ObjectID(word) else {
        throw GitError(.unexpected, "git diff-tree answers: \(shown(field))")
      }
      ids.append(id)
    }
    guard let blob = ids.popLast(), !blob.isNull, !ids.contains(blob) else { return nil }
    let mode: Change.Mode
    switch String(decoding: words[parents].prefix(3), as: UTF8.self) {
    case "100": mode = .file
    case "120": mode = .link
    case "160": mode = .submodule
    default: throw GitError(.unexpected, "git diff-tree answers: \(shown(field))")
    }
    // What was a submodule before is no blob of this repository.
    let before = zip(words, ids).compactMap { mode, id in
      id.isNull || mode.starts(with: Array("160".utf8)) ? nil : id
    }
    return .change(Change(path: path, blob: blob, before: before, mode: mode))
  }

  private var cut: GitError { GitError(.unexpected, "git diff-tree ended in the middle of a change") }

  private func shown(_ field: [UInt8]) -> String { String(decoding: field.prefix(200), as: UTF8.self) }
}

/// Cuts what a process writes at its NULs.
struct FieldReader {
  private var unread = UnsafeRawBufferPointer(start: nil, count: 0)

  /// Bytes of the longest field: no file system has longer paths, a hostile tree may.
  private static let limit = 1 << 20

  init() {}

  /// The next field without its NUL; nil at the end.
  mutating func next(from process: GitPipeline) throws(GitError) -> [UInt8]? {
    var field: [UInt8] = []
    while true {
      if unread.isEmpty {
        guard let block = try process.next() else {
          guard field.isEmpty else {
            throw GitError(.unexpected, "git diff-tree ended in the middle of a field")
          }
          return nil
        }
        unread = block
      }
      let end = unread.firstIndex(of: 0)
      field += unread[..<(end ?? unread.count)]
      unread = UnsafeRawBufferPointer(rebasing: unread[min((end ?? unread.count) + 1, unread.count)...])
      guard field.count <= FieldReader.limit else {
        throw GitError(.unexpected, "a path is longer than \(FieldReader.limit) bytes")
      }
      if end != nil { return field }
    }
  }
}
