import Archives

/// What a worker is given to do.
enum Work: Sendable {
  case batch(Batch)
  /// An archive to unpack, and its place in the walk.
  case archive(DeferredArchive, order: Int)
}

/// Sends batches to the workers, and takes them back empty.
final class QueueOutlet: BatchOutlet {
  private let pool: BoundedQueue<Batch>
  private let work: BoundedQueue<Work>

  init(pool: BoundedQueue<Batch>, work: BoundedQueue<Work>) {
    self.pool = pool
    self.work = work
  }

  func fresh() -> Batch { pool.pop() ?? Batch() }

  func send(_ batch: Batch) { work.push(.batch(batch)) }
}

/// Sends archives to the workers, as long as their packed bytes fit into memory.
///
/// `@unchecked Sendable`: the walk and the workers share the count of bytes alone, which is under the mutex; the
/// order is the walk's.
final class ArchiveQueue: ArchiveDeferral, @unchecked Sendable {
  private let work: BoundedQueue<Work>
  private let room = BoundedRoom(ArchiveQueue.packedBytes)
  private var order = 0

  /// Packed bytes of all archives that wait or are at work.
  private static let packedBytes = 16 << 20
  /// Larger archives are walked where they stand, as streams.
  private static let largest = 4 << 20

  init(_ work: BoundedQueue<Work>) { self.work = work }

  func reserve(_ size: Int) -> Bool {
    guard size <= ArchiveQueue.largest else { return false }
    room.take(size)
    return true
  }

  func take(_ archive: DeferredArchive) {
    order += 1
    work.push(.archive(archive, order: order))
  }

  func cancel(_ size: Int) { room.giveBack(size) }
}

/// A count of bytes that makes the one who wants more of them wait.
///
/// `@unchecked Sendable`: the count is only touched under the monitor.
private final class BoundedRoom: @unchecked Sendable {
  private var left: Int
  private let monitor = Monitor()

  init(_ size: Int) { left = size }

  /// Waits until `size` bytes are left, and takes them.
  func take(_ size: Int) {
    monitor.change(when: { left >= size }) { left -= size }
  }

  func giveBack(_ size: Int) {
    monitor.change { left += size }
  }
}
