import Archives
import Matching
import Synchronization

/// The workers of one scan, from the first content to the last finding.
final class ScanSession {
  private let pool: BoundedQueue<Batch>
  private let work: BoundedQueue<Batch>
  private var threads: [WorkerThread] = []
  private let results: Results
  let sink: ContentSink
  private let engine: Engine

  /// What the workers hand over when they are done.
  private final class Results: Sendable {
    struct State: Sendable {
      var findings: [RawFinding] = []
      var shortfalls: [Worker.Shortfall] = []
      var fault: Engine.Fault?
    }
    let state = Mutex(State())
  }

  /// - Parameters:
  ///   - jobs: number of worker threads.
  ///   - keepsClear: keep the secrets in clear, for `--show-secrets`.
  /// - Throws: `Engine.Fault` where no thread can be started.
  init(engine: Engine, jobs: Int, keepsClear: Bool) throws(Engine.Fault) {
    let jobs = max(1, jobs)
    // Each worker holds one batch, another waits for it, and the walker fills two.
    let batches = 2 * jobs + 2
    pool = BoundedQueue(capacity: batches)
    work = BoundedQueue(capacity: batches)
    for _ in 0..<batches { pool.push(Batch()) }
    results = Results()
    self.engine = engine
    sink = ContentSink(pool: pool, work: work)
    for _ in 0..<jobs {
      let thread = WorkerThread.start { [pool, work, results] in
        ScanSession.run(engine, keepsClear, pool, work, results)
      }
      if let thread { threads.append(thread) }
    }
    guard !threads.isEmpty else {
      throw Engine.Fault(reason: "no thread can be started; the system is out of threads or memory")
    }
  }

  private static func run(
    _ engine: Engine, _ keepsClear: Bool, _ pool: BoundedQueue<Batch>, _ work: BoundedQueue<Batch>,
    _ results: Results
  ) {
    var fault: Engine.Fault?
    var worker: Worker?
    do {
      worker = try Worker(engine, keepsClear: keepsClear)
    } catch {
      fault = error
    }
    while let batch = work.pop() {
      // After a fault batches are still taken, so that the walker does not wait for ever.
      if fault == nil {
        do {
          try worker?.process(batch)
        } catch {
          fault = error
        }
      }
      batch.clear()
      pool.push(batch)
    }
    let findings = worker?.findings ?? []
    let shortfalls = worker?.shortfalls ?? []
    results.state.withLock { state in
      state.findings += findings
      state.shortfalls += shortfalls
      state.fault = state.fault ?? fault
    }
  }

  /// Waits for the workers and hands over what they found.
  ///
  /// - Throws: `Engine.Fault` where a worker could not go on.
  func finish() throws(Engine.Fault) -> (findings: [RawFinding], shortfalls: [Worker.Shortfall]) {
    sink.flush()
    work.finish()
    for thread in threads { thread.join() }
    let state = results.state.withLock { $0 }
    if let fault = state.fault { throw fault }
    return (state.findings, state.shortfalls)
  }
}
