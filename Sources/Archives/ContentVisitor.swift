/// What a walk tells as it goes. Contents come one after the other, each opened, appended to and closed.
///
/// A *chain* is the list of names that leads to a content, outermost first: for an image archive the blob, the
/// path in the layer, then names inside nested archives.
public protocol ContentVisitor: AnyObject {
  /// An entry of the container at `chain`, before its content.
  func visit(_ entry: ArchiveEntry, in chain: [String])
  /// A content begins.
  func open(_ chain: [String])
  /// Bytes of the open content, valid during the call; offsets grow, and jump over the holes of sparse files.
  func append(_ block: ByteBlock)
  /// The open content ends.
  func close()
  /// The entry at `chain`, a regular file of `bytes` bytes as read, is done with, and all that is nested in it.
  ///
  /// - Parameter digest: `sha256:…` of the bytes, where the walk computed it: for entries of an image archive.
  func finish(_ chain: [String], bytes: Int, digest: String?)
  /// Who wants the packed bytes of the archive at `chain`, which is unpacked where it stands; nil: nobody does.
  func watcher(of chain: [String]) -> (any PackedBytesWatcher)?
  /// Something at `chain` was not read; `bytes` where it is known how much.
  func skip(_ chain: [String], bytes: Int?, reason: String)
}

extension ContentVisitor {
  /// Nobody.
  public func watcher(of chain: [String]) -> (any PackedBytesWatcher)? { nil }
}

/// Sees the packed bytes of an archive while the contents in it are visited: those of a file of a layer have a digest
/// that package managers recorded.
public protocol PackedBytesWatcher: AnyObject {
  /// The next bytes; offsets jump over the holes of sparse files.
  func update(_ block: ByteBlock)
  /// No more bytes follow.
  ///
  /// - Parameter isWhole: whether the archive was read to its end.
  func end(isWhole: Bool)
}
