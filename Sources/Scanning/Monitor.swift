#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A lock, and a way to wait until another thread has changed what it guards.
///
/// `@unchecked Sendable`: mutex and condition are made to be shared (POSIX.1-2017, `pthread_cond_wait`).
final class Monitor: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  init() {
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

  /// Runs `body` alone, once `isReady` holds, and wakes all who wait.
  ///
  /// - Parameter isReady: asked under the lock, again after each change.
  func change<Value>(
    when isReady: () -> Bool = { true }, _ body: () -> Value
  ) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isReady() { pthread_cond_wait(changed, mutex) }
    defer { pthread_cond_broadcast(changed) }
    return body()
  }
}
