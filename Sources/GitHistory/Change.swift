/// A file that a commit adds or changes.
package struct Change: Sendable, Hashable {
  /// The path as git has it: any bytes but NUL.
  package var path: [UInt8]
  /// What the commit puts there.
  package var blob: ObjectID
  /// What stood there before, or at the path it was renamed from, in each parent that had it.
  package var before: [ObjectID]
  /// The file's mode.
  package var mode: Mode

  /// Makes one of its parts.
  package init(path: [UInt8], blob: ObjectID, before: [ObjectID], mode: Mode) {
    self.path = path
    self.blob = blob
    self.before = before
    self.mode = mode
  }

  /// What an entry of a tree is (gitformat-index(5), "mode").
  package enum Mode: Sendable, Hashable {
    /// A regular file, executable or not.
    case file
    /// A symbolic link, whose blob is its target.
    case link
    /// A commit of another repository.
    case submodule
  }
}

/// A step of a walk through history.
package enum HistoryStep: Sendable, Hashable {
  /// The changes that follow are of this commit.
  case commit(ObjectID)
  /// A file it adds or changes.
  case change(Change)
  /// A path whose merge is not resolved in the index.
  case unmerged(path: [UInt8])
}
