import Archives
import Matching
import Synchronization

/// The workers of one scan, from the first content to the last finding.
final class ScanSession {
  private let pool: BoundedQueue<Batch>
  private let work: BoundedQueue<Work>
  private var threads: [WorkerThread] = []
  private let results: Results
  let sink: ContentSink
  /// Takes archives off the walk.
  let archives: ArchiveQueue
  private let engine: Engine

  /// What a scan found, and what it could not search.
  struct Outcome {
    var findings: [RawFinding]
    var shortfalls: [Worker.Shortfall]
    var nested: NestedTally.Summary
  }

  /// What the workers hand over when they are done.
  private final class Results: Sendable {
    struct State: Sendable {
      var findings: [RawFinding] = []
      var shortfalls: [Worker.Shortfall] = []
      var nested = NestedTally.Summary()
      var fault: Engine.Fault?
    }
    let state = Mutex(State())
  }

  /// - Parameters:
  ///   - jobs: number of worker threads.
  ///   - keepsClear: keep the secrets in clear, for `--show-secrets`.
  /// - Throws: `Engine.Fault` where no thread can be started.
  init(engine: Engine, jobs: Int, keepsClear: Bool) throws(Engine.Fault) {
    AllocatorSettings.apply
    let jobs = max(1, jobs)
    // Each worker holds one batch, another waits for it, and the walker fills two.
    let batches = 2 * jobs + 2
    pool = BoundedQueue(capacity: batches)
    work = BoundedQueue(capacity: batches)
    for _ in 0..<batches { pool.push(Batch()) }
    results = Results()
    self.engine = engine
    sink = ContentSink(QueueOutlet(pool: pool, work: work))
    archives = ArchiveQueue(work)
    for _ in 0..<jobs {
      let thread = WorkerThread.start { [pool, work, archives, results] in
        ScanSession.run(engine, keepsClear, pool, work, archives, results)
      }
      if let thread { threads.append(thread) }
    }
    guard !threads.isEmpty else {
      throw Engine.Fault(reason: "no thread can be started; the system is out of threads or memory")
    }
  }

  private static func run(
    _ engine: Engine, _ keepsClear: Bool, _ pool: BoundedQueue<Batch>, _ work: BoundedQueue<Work>,
    _ archives: ArchiveQueue,
    _ results: Results
  ) {
    var fault: Engine.Fault?
    var worker: Worker?
    do {
      worker = try Worker(engine, keepsClear: keepsClear)
    } catch {
      fault = error
    }
    // After a fault work is still taken, so that the walker does not wait for ever.
    while let item = work.pop() {
      do {
        switch item {
        case .batch(let batch):
          if fault == nil { try worker?.process(batch) }
        case .archive(let archive, let order):
          if fault == nil { try worker?.process(archive, order: order) }
        }
      } catch {
        fault = error
      }
      switch item {
      case .batch(let batch):
        batch.clear()
        pool.push(batch)
      case .archive(let archive, _): archives.cancel(archive.size)
      }
    }
    let findings = worker?.findings ?? []
    let shortfalls = worker?.shortfalls ?? []
    let nested = worker?.nested ?? NestedTally.Summary()
    results.state.withLock { state in
      state.findings += findings
      state.shortfalls += shortfalls
      state.nested.add(nested)
      state.fault = state.fault ?? fault
    }
  }

  /// Waits for the workers and hands over what they found.
  ///
  /// - Throws: `Engine.Fault` where a worker could not go on.
  func finish() throws(Engine.Fault) -> Outcome {
    sink.flush()
    work.finish()
    for thread in threads { thread.join() }
    let state = results.state.withLock { $0 }
    if let fault = state.fault { throw fault }
    return Outcome(findings: state.findings, shortfalls: state.shortfalls, nested: state.nested)
  }
}
