#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A first-in, first-out queue between threads that makes the faster side wait.
///
/// `@unchecked Sendable`: every access to the elements is under the mutex.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
  private var elements: [Element] = []
  private var isFinished = false
  private let capacity: Int
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  init(capacity: Int) {
    self.capacity = max(1, capacity)
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

  /// Waits for room, then appends.
  func push(_ element: Element) {
    pthread_mutex_lock(mutex)
    while elements.count >= capacity { pthread_cond_wait(changed, mutex) }
    elements.append(element)
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }

  /// Waits for an element; nil when the queue is finished and empty.
  func pop() -> Element? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while elements.isEmpty && !isFinished { pthread_cond_wait(changed, mutex) }
    guard !elements.isEmpty else { return nil }
    pthread_cond_broadcast(changed)
    return elements.removeFirst()
  }

  /// Says that nothing more will be pushed.
  func finish() {
    pthread_mutex_lock(mutex)
    isFinished = true
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }
}
