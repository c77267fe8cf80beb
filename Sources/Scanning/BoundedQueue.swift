/// A first-in, first-out queue between threads that makes the faster side wait.
///
/// `@unchecked Sendable`: every access to the elements is under the monitor.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
  private var elements: [Element] = []
  private var isFinished = false
  private let capacity: Int
  private let monitor = Monitor()

  init(capacity: Int) {
    self.capacity = max(1, capacity)
  }

  /// Waits for room, then appends.
  func push(_ element: Element) {
    monitor.change(when: { elements.count < capacity }) { elements.append(element) }
  }

  /// Waits for an element; nil when the queue is finished and empty.
  func pop() -> Element? {
    monitor.change(when: { !elements.isEmpty || isFinished }) {
      elements.isEmpty ? nil : elements.removeFirst()
    }
  }

  /// Says that nothing more will be pushed.
  func finish() {
    monitor.change { isFinished = true }
  }
}
