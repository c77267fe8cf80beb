/// What a push would do, as git tells its pre-push hook on standard input (githooks(5), "pre-push").
package struct Push: Sendable, Hashable {
  /// The refs it would create, move or delete.
  package let refs: [Ref]

  /// One line: `<local ref> SP <local oid> SP <remote ref> SP <remote oid> LF`.
  package struct Ref: Sendable, Hashable {
    /// What is pushed: a ref, `HEAD~2`, or `(delete)`.
    package let local: String
    /// The object it names; null where the remote ref is to be deleted.
    package let localID: ObjectID
    /// The ref of the remote.
    package let remote: String
    /// What the remote ref names now; null where it does not exist yet.
    package let remoteID: ObjectID
  }

  /// Lines that are read: far above what any push has.
  private static let limit = 1_000_000

  /// - Throws: `GitError` where a line is not as documented: what cannot be understood must not pass.
  package init(_ bytes: [UInt8]) throws(GitError) {
    var refs: [Ref] = []
    for line in bytes.split(separator: 0x0a) {
      // The local name may hold blanks where it is an expression; the other three cannot.
      let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard words.count >= 4, refs.count < Push.limit, let localID = ObjectID(words[words.count - 3]),
        let remoteID = ObjectID(words[words.count - 1])
      else {
        let shown = String(decoding: line.prefix(200), as: UTF8.self)
        throw GitError(.unexpected, "not a line of git's pre-push hook: \(shown)")
      }
      refs.append(
        Ref(
          local: String(
            decoding: Array(words.dropLast(3).joined(separator: [UInt8(ascii: " ")])), as: UTF8.self),
          localID: localID, remote: String(decoding: words[words.count - 2], as: UTF8.self),
          remoteID: remoteID))
    }
    self.refs = refs
  }

  /// The objects that would be sent, each once; none for refs that are deleted.
  package var tips: [ObjectID] {
    var seen = Set<ObjectID>()
    return refs.map(\.localID).filter { !$0.isNull && seen.insert($0).inserted }
  }

  /// What the remote has.
  package var bases: [ObjectID] {
    var seen = Set<ObjectID>()
    return refs.map(\.remoteID).filter { !$0.isNull && seen.insert($0).inserted }
  }
}
