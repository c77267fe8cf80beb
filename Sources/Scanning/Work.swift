import Archives
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
/// `@unchecked Sendable`: the count is only touched under the mutex.
private final class BoundedRoom: @unchecked Sendable {
  private var left: Int
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  init(_ size: Int) {
    left = size
    mutex = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Waits until `size` bytes are left, and takes them.
  func take(_ size: Int) {
    pthread_mutex_lock(mutex)
    while left < size { pthread_cond_wait(changed, mutex) }
    left -= size
    pthread_mutex_unlock(mutex)
  }

  func giveBack(_ size: Int) {
    pthread_mutex_lock(mutex)
    left += size
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }
}
