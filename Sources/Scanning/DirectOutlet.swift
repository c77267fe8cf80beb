import Matching

/// Has a worker search the batches of its own walk of a nested archive, one after the other.
final class DirectOutlet: BatchOutlet {
  private let worker: Worker
  private var spare: [Batch] = []
  /// The first fault; after it batches are dropped.
  private(set) var fault: Engine.Fault?

  init(_ worker: Worker) { self.worker = worker }

  func fresh() -> Batch { spare.popLast() ?? Batch() }

  func send(_ batch: Batch) {
    if fault == nil {
      do {
        try worker.process(batch)
      } catch {
        fault = error
      }
    }
    batch.clear()
    spare.append(batch)
  }
}
