import Dispatch
internal import Patterns
import Synchronization

/// Builds what is looked for in contents and what in paths side by side: most of a cold start is compiling.
final class StageBuild: Sendable {
  /// What is looked for in contents.
  struct First: Sendable {
    var stage: FirstStage
    var tables: (text: [HitTable], binary: [HitTable])
  }

  private let contents = Mutex<Result<First, Engine.Fault>?>(nil)
  private let names = Mutex<Result<PathStage, Engine.Fault>?>(nil)

  init(_ rules: [Rule], cache: DatabaseCache?) {
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      if index == 0 {
        let result = StageBuild.result { () throws(Engine.Fault) in
          var stage = FirstStage(rules)
          let tables = try stage.tables(cache: cache)
          return First(stage: stage, tables: tables)
        }
        contents.withLock { $0 = result }
      } else {
        let result = StageBuild.result { () throws(Engine.Fault) in try PathStage(rules, cache: cache) }
        names.withLock { $0 = result }
      }
    }
  }

  private static func result<Value>(_ body: () throws(Engine.Fault) -> Value) -> Result<Value, Engine.Fault> {
    do throws(Engine.Fault) {
      return .success(try body())
    } catch {
      return .failure(error)
    }
  }

  /// - Throws: `Engine.Fault` where an expression is refused.
  func first() throws(Engine.Fault) -> First { try StageBuild.value(contents.withLock { $0 }) }

  /// - Throws: `Engine.Fault` where an expression is refused.
  func paths() throws(Engine.Fault) -> PathStage { try StageBuild.value(names.withLock { $0 }) }

  private static func value<Value>(_ result: Result<Value, Engine.Fault>?) throws(Engine.Fault) -> Value {
    guard let result else { throw Engine.Fault(reason: "the patterns were not built") }
    return try result.get()
  }
}
