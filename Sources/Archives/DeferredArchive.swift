/// An archive among the files of a layer or folder, its packed bytes read, to be unpacked by whoever takes it:
/// another thread than the one that walks the source.
///
/// `@unchecked Sendable`: it has one owner at a time, and changes owner once, when it is handed over.
public final class DeferredArchive: @unchecked Sendable {
  /// The names that lead to it.
  public let chain: [String]
  /// Packed bytes it holds in memory.
  public let size: Int
  private let head: PrefixedStream
  private let kind: ArchiveKind
  private let limits: WalkLimits
  private let baseline: Int

  init(
    _ head: PrefixedStream, kind: ArchiveKind, chain: [String], size: Int, limits: WalkLimits, baseline: Int
  ) {
    self.head = head
    self.kind = kind
    self.chain = chain
    self.size = size
    self.limits = limits
    self.baseline = baseline
  }

  /// Calls `body` with the packed bytes, block by block, where they are without gap.
  ///
  /// - Returns: whether they are.
  public func forEachBlock(_ body: (UnsafeRawBufferPointer) -> Void) -> Bool { head.forEachBlock(body) }

  /// Walks what is nested in it, once; `visitor` is told what the first walk would have been told.
  public func walk(_ visitor: any ContentVisitor) {
    ContentWalker(visitor: visitor, limits: limits, baseline: baseline).unpack(head, kind, at: chain)
  }
}

/// Takes archives off a walk.
public protocol ArchiveDeferral: AnyObject {
  /// Waits until there is room for `size` packed bytes; false where there never is.
  func reserve(_ size: Int) -> Bool
  /// Takes an archive that room was reserved for.
  func take(_ archive: DeferredArchive)
  /// Gives room back that no archive was taken for.
  func cancel(_ size: Int)
}
