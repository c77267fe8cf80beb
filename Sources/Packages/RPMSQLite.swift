import CSQLite

/// rpm's SQLite database, `rpmdb.sqlite`, of rpm 4.16 and later: table `Packages` with a header a row.
///
/// The file is hostile until proven otherwise (SQLite, "Defense Against The Dark Arts"): it is opened in memory and
/// read-only, in defensive mode, with an untrusted schema, no views, triggers, extensions, virtual tables or computed
/// columns, with small limits, bounded memory and a bounded number of steps and pages.
///
/// What is only in the write-ahead log beside it (`rpmdb.sqlite-wal`) is not read: rpm writes it back when it ends.
enum RPMSQLite {
  /// Rows that are read.
  private static let rowLimit = 100_000
  /// Instructions of SQLite's virtual machine between two checks, and how many checks there are: a row takes about
  /// five.
  private static let stepsBetweenChecks: Int32 = 1000
  private static let checkLimit: Int32 = 5000
  /// Bytes of one row: a kernel's header has 5 MB.
  private static let rowSizeLimit: Int32 = 32 << 20
  /// Bytes that SQLite may allocate in this process, which uses it for nothing else.
  private static let heapLimit: sqlite3_int64 = 128 << 20
  private static let smallestPage = 512
  private static let versions = 18..<20

  /// Tells each header, until `body` answers false.
  ///
  /// - Throws: where the file is no such database, or is damaged.
  static func forEachHeader(
    in bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Bool
  ) throws(RPMFault) {
    guard bytes.count >= 512, bytes.starts(with: "SQLite format 3\0".utf8) else {
      throw RPMFault("is no SQLite database")
    }
    var image = bytes
    // 1 for a rollback journal: in memory there is no write-ahead log, and SQLite would refuse the file
    // (SQLite, "Database File Format", section 1.3.3).
    for index in versions { image[index] = 1 }
    var checks = checkLimit
    let fault = image.withUnsafeMutableBufferPointer { image in
      withUnsafeMutablePointer(to: &checks) { checks -> RPMFault? in
        do throws(RPMFault) {
          try read(image, checks, body)
          return nil
        } catch {
          return error
        }
      }
    }
    if let fault { throw fault }
  }

  private static func read(
    _ image: UnsafeMutableBufferPointer<UInt8>, _ checks: UnsafeMutablePointer<Int32>,
    _ body: (ArraySlice<UInt8>) -> Bool
  ) throws(RPMFault) {
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(":memory:", &handle, flags, nil)
    defer { sqlite3_close_v2(handle) }
    guard code == SQLITE_OK, let handle, harden(handle) else { throw RPMFault("SQLite does not start") }
    let size = sqlite3_int64(image.count)
    let readOnly = UInt32(SQLITE_DESERIALIZE_READONLY)
    guard sqlite3_deserialize(handle, "main", image.baseAddress, size, size, readOnly) == SQLITE_OK else {
      throw RPMFault(message(handle))
    }
    sqlite3_progress_handler(
      handle, stepsBetweenChecks,
      { context in
        guard let checks = context?.assumingMemoryBound(to: Int32.self) else { return 1 }
        checks.pointee -= 1
        return checks.pointee < 0 ? 1 : 0
      }, checks)
    // A view or virtual table by that name has no pages of its own.
    let table = "SELECT 1 FROM sqlite_schema WHERE name = 'Packages' AND type = 'table' AND rootpage > 0"
    var isTable = false
    try rows(of: table, handle) { _ in
      isTable = true
      return false
    }
    var isStored = false
    try rows(of: "PRAGMA table_xinfo(Packages)", handle) { column in
      // Name and kind: a computed column could cost any time.
      if let name = sqlite3_column_text(column, 1), String(cString: name) == "blob" {
        isStored = sqlite3_column_int(column, 6) == 0
      }
      return true
    }
    guard isTable, isStored else { throw RPMFault("has no table Packages as rpm makes it") }
    // Rows that share their pages must not cost more than the file has bytes.
    var budget = image.count
    let pageLimit = 100_000 + 4 * image.count / smallestPage
    var rowCount = 0
    var isOver = false
    try rows(of: "SELECT blob FROM Packages", handle) { statement in
      rowCount += 1
      let length = Int(sqlite3_column_bytes(statement, 0))
      guard rowCount <= rowLimit, length <= budget, pagesRead(handle) <= pageLimit else {
        isOver = true
        return false
      }
      budget -= length
      guard let blob = sqlite3_column_blob(statement, 0) else { return true }
      return body(Array(UnsafeRawBufferPointer(start: blob, count: length))[...])
    }
    if isOver { throw RPMFault("has more packages than are read") }
  }

  /// Pages that the connection has asked for: rows may share theirs, and each costs its chain of them.
  private static func pagesRead(_ handle: OpaquePointer) -> Int {
    var sum = 0
    for counter in [SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS] {
      var value: Int32 = 0
      var highest: Int32 = 0
      if sqlite3_db_status(handle, counter, &value, &highest, 0) == SQLITE_OK { sum += Int(value) }
    }
    return sum
  }

  private static func harden(_ handle: OpaquePointer) -> Bool {
    sqlite3_hard_heap_limit64(heapLimit)
    let switches = [
      (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
      (SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
      (SQLITE_DBCONFIG_ENABLE_VIEW, 0), (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
      (SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0), (SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0),
    ]
    let limits: [(Int32, Int32)] = [
      (SQLITE_LIMIT_LENGTH, rowSizeLimit), (SQLITE_LIMIT_SQL_LENGTH, 100_000), (SQLITE_LIMIT_COLUMN, 100),
      (SQLITE_LIMIT_EXPR_DEPTH, 10), (SQLITE_LIMIT_COMPOUND_SELECT, 3), (SQLITE_LIMIT_VDBE_OP, 25_000),
      (SQLITE_LIMIT_FUNCTION_ARG, 8), (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_VARIABLE_NUMBER, 10),
      (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
    ]
    for (limit, value) in limits { _ = sqlite3_limit(handle, limit, value) }
    for (option, value) in switches {
      guard contraband_sqlite_switch(handle, option, Int32(value)) == SQLITE_OK else { return false }
    }
    return sqlite3_exec(handle, "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0", nil, nil, nil) == SQLITE_OK
  }

  /// Steps through a query's rows until `body` answers false.
  private static func rows(
    of query: String, _ handle: OpaquePointer, _ body: (OpaquePointer) -> Bool
  ) throws(RPMFault) {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, query, -1, &statement, nil)
    defer { sqlite3_finalize(statement) }
    guard code == SQLITE_OK, let statement else { throw RPMFault(message(handle)) }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: if !body(statement) { return }
      case SQLITE_DONE: return
      default: throw RPMFault(message(handle))
      }
    }
  }

  /// SQLite's words quote names of the schema: whatever the file says, kept short.
  private static func message(_ handle: OpaquePointer) -> String {
    guard let text = sqlite3_errmsg(handle) else { return "cannot be read by SQLite" }
    return "cannot be read by SQLite: " + String(cString: text).prefix(120)
  }
}
