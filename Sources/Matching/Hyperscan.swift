import CHyperscan
package import Patterns

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A code of the Hyperscan library, with what it was returned for.
package struct HyperscanError: Error, Sendable, CustomStringConvertible {
  package var code: Int32
  package var reason: String

  package var description: String { "hyperscan: \(reason) (code \(code))" }
}

/// Hits of expressions in one block, gathered by the scan callback into runs: it may be called once a byte,
/// so that a list of single hits would grow with hostile content.
package struct HitRuns {
  /// Hits of one expression whose ends lie close together.
  package struct Run {
    package var expression: Int
    package var firstEnd: Int
    package var lastEnd: Int
  }

  package private(set) var runs: [Run] = []
  /// What is added to the ends of hits: where the block begins that is being scanned.
  fileprivate var base = 0
  /// For each expression the index of its latest run in `runs`, or -1.
  private var latest: [Int32]

  /// Ends of one expression nearer than this belong to one run.
  private static let reach = 64

  init(expressions: Int) {
    latest = Array(repeating: -1, count: expressions)
  }

  mutating func clear() {
    for run in runs { latest[run.expression] = -1 }
    runs.removeAll(keepingCapacity: true)
  }

  mutating func append(_ expression: Int, end: Int) {
    let end = base + end
    let index = Int(latest[expression])
    if index >= 0, end <= runs[index].lastEnd + HitRuns.reach {
      runs[index].lastEnd = max(runs[index].lastEnd, end)
    } else {
      latest[expression] = Int32(truncatingIfNeeded: runs.count)
      runs.append(Run(expression: expression, firstEnd: end, lastEnd: end))
    }
  }
}

/// A compiled set of expressions, matched all at once in linear time (block mode).
///
/// `@unchecked Sendable`: the library never writes to a database after it is made
/// (Hyperscan Developer Reference, "Runtime").
package final class HyperscanDatabase: @unchecked Sendable {
  fileprivate let pointer: OpaquePointer
  /// How many expressions it holds; hits carry their index.
  package let expressions: Int

  private init(_ pointer: OpaquePointer, expressions: Int) {
    self.pointer = pointer
    self.expressions = expressions
  }

  deinit { hs_free_database(pointer) }

  /// An expression the library refuses.
  package struct CompileError: Error, CustomStringConvertible {
    /// Index of the expression, or nil where the set as a whole is at fault.
    package var expression: Int?
    package var reason: String

    package var description: String { reason }
  }

  /// Compiles `expressions` so that a hit means "perhaps": what the library cannot express (look-around) is
  /// matched more loosely, and the second stage decides.
  package static func compile(_ expressions: [String]) throws -> HyperscanDatabase {
    let platform = hs_valid_platform()
    guard platform == HS_SUCCESS else {
      throw HyperscanError(code: platform, reason: "this processor lacks SSSE3, which libhs needs")
    }
    let texts = expressions.map { $0.withCString { strdup($0) } }
    defer { for text in texts { free(text) } }
    var pointers = texts.map { UnsafePointer<CChar>($0) }
    let flags = [UInt32](repeating: UInt32(HS_FLAG_PREFILTER), count: expressions.count)
    let ids = (0..<UInt32(expressions.count)).map { $0 }
    var database: OpaquePointer?
    var fault: UnsafeMutablePointer<hs_compile_error_t>?
    let code = hs_compile_multi(
      &pointers, flags, ids, UInt32(expressions.count), UInt32(HS_MODE_BLOCK), nil, &database, &fault)
    guard code == HS_SUCCESS, let database else {
      defer { hs_free_compile_error(fault) }
      let index = fault.map { Int($0.pointee.expression) } ?? -1
      let reason = fault.flatMap { $0.pointee.message.map { String(cString: $0) } } ?? "code \(code)"
      throw CompileError(expression: index >= 0 ? index : nil, reason: reason)
    }
    return HyperscanDatabase(database, expressions: expressions.count)
  }

  /// Compiles fixed texts, which are found faster than expressions.
  package static func compile(literals: [AnchorLiteral]) throws(HyperscanError) -> HyperscanDatabase {
    let texts = literals.map { literal in
      let text = UnsafeMutablePointer<CChar>.allocate(capacity: literal.bytes.count + 1)
      for (index, byte) in literal.bytes.enumerated() { text[index] = CChar(bitPattern: byte) }
      text[literal.bytes.count] = 0
      return text
    }
    defer { for text in texts { text.deallocate() } }
    let pointers = texts.map { Optional(UnsafePointer($0)) }
    let flags = literals.map { UInt32($0.ignoresCase ? HS_FLAG_CASELESS : 0) }
    let ids = (0..<UInt32(literals.count)).map { $0 }
    let lengths = literals.map(\.bytes.count)
    var database: OpaquePointer?
    var fault: UnsafeMutablePointer<hs_compile_error_t>?
    let code = hs_compile_lit_multi(
      pointers, flags, ids, lengths, UInt32(literals.count), UInt32(HS_MODE_BLOCK), nil, &database, &fault)
    guard code == HS_SUCCESS, let database else {
      defer { hs_free_compile_error(fault) }
      let reason = fault.flatMap { $0.pointee.message.map { String(cString: $0) } } ?? "compiling failed"
      throw HyperscanError(code: code, reason: reason)
    }
    return HyperscanDatabase(database, expressions: literals.count)
  }

  /// The database as bytes, for the cache.
  package func serialized() throws(HyperscanError) -> [UInt8] {
    var bytes: UnsafeMutablePointer<CChar>?
    var length = 0
    let code = hs_serialize_database(pointer, &bytes, &length)
    guard code == HS_SUCCESS, let bytes else {
      throw HyperscanError(code: code, reason: "the database cannot be serialised")
    }
    defer { free(bytes) }
    return Array(UnsafeRawBufferPointer(start: bytes, count: length))
  }

  /// A database from the bytes of `serialized()`; the library checks version, processor and checksum.
  package static func deserialize(
    _ bytes: [UInt8], expressions: Int
  ) throws(HyperscanError) -> HyperscanDatabase {
    var database: OpaquePointer?
    let code = bytes.withUnsafeBytes { raw in
      hs_deserialize_database(raw.bindMemory(to: CChar.self).baseAddress, raw.count, &database)
    }
    guard code == HS_SUCCESS, let database else {
      throw HyperscanError(code: code, reason: "the cached database does not load")
    }
    return HyperscanDatabase(database, expressions: expressions)
  }

  /// Version of the library, part of the cache key.
  package static var version: String { String(cString: hs_version()) }
}

/// What one thread needs to scan with one database.
package final class HyperscanScanner {
  private let database: HyperscanDatabase
  private let scratch: OpaquePointer
  private var hits: HitRuns

  package init(_ database: HyperscanDatabase) throws(HyperscanError) {
    self.database = database
    var scratch: OpaquePointer?
    let code = hs_alloc_scratch(database.pointer, &scratch)
    guard code == HS_SUCCESS, let scratch else {
      throw HyperscanError(code: code, reason: "no scratch space")
    }
    self.scratch = scratch
    hits = HitRuns(expressions: database.expressions)
  }

  deinit { hs_free_scratch(scratch) }

  /// Hands the runs of hits in `bytes`, which are at most 4 GiB, to `body`.
  package func scan(
    _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeBufferPointer<HitRuns.Run>) -> Void
  ) throws(HyperscanError) {
    hits.clear()
    try add(bytes)
    hits.runs.withUnsafeBufferPointer(body)
  }

  /// Hands the runs of hits in those parts of `bytes` to `body`, with offsets into `bytes`.
  ///
  /// - Parameter regions: lie within `bytes`, in order, without overlap.
  package func scan(
    _ bytes: UnsafeRawBufferPointer, within regions: [Range<Int>],
    _ body: (UnsafeBufferPointer<HitRuns.Run>) -> Void
  ) throws(HyperscanError) {
    hits.clear()
    defer { hits.base = 0 }
    for region in regions {
      hits.base = region.lowerBound
      try add(UnsafeRawBufferPointer(rebasing: bytes[region]))
    }
    hits.runs.withUnsafeBufferPointer(body)
  }

  /// The runs of hits in `bytes`, which are at most 4 GiB.
  package func scan(_ bytes: UnsafeRawBufferPointer) throws(HyperscanError) -> [HitRuns.Run] {
    hits.clear()
    try add(bytes)
    return hits.runs
  }

  private func add(_ bytes: UnsafeRawBufferPointer) throws(HyperscanError) {
    guard bytes.count > 0, let base = bytes.bindMemory(to: CChar.self).baseAddress else { return }
    let code = withUnsafeMutablePointer(to: &hits) { hits in
      hs_scan(
        database.pointer, base, UInt32(truncatingIfNeeded: bytes.count), 0, scratch,
        { expression, _, end, _, context in
          context?.assumingMemoryBound(to: HitRuns.self).pointee.append(Int(expression), end: Int(end))
          return 0
        }, hits)
    }
    guard code == HS_SUCCESS else { throw HyperscanError(code: code, reason: "a scan failed") }
  }
}
