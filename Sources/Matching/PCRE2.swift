import CPCRE2

/// One expression compiled by PCRE2, with what one thread needs to match it.
///
/// Matching is bounded: `matchLimit` and `depthLimit` end an expression that backtracks without end.
package final class PCRE2Expression {
  private let code: OpaquePointer
  private let matchData: OpaquePointer
  private let context: OpaquePointer
  private let stack: OpaquePointer?

  /// An expression PCRE2 refuses.
  package struct CompileError: Error, Sendable, CustomStringConvertible {
    package var reason: String
    /// Byte offset in the expression.
    package var offset: Int

    package var description: String { "\(reason) at offset \(offset)" }
  }

  /// Why a match was given up.
  package enum MatchError: Error, Sendable, Equatable {
    /// The limit on backtracking was reached.
    case limit
    /// Another code of the library.
    case code(Int32)
  }

  private static let matchLimit: UInt32 = 2_000_000
  private static let depthLimit: UInt32 = 10_000

  /// Bytes of stack the compiled code may use: its own default of 32 KiB is too small for long repetitions.
  private static let stackSize = (least: 32 << 10, most: 1 << 20)

  /// - Parameter ownsStack: have a stack for the compiled code; without, it runs on 32 KiB of the thread's own,
  ///   which is enough for the short texts that exceptions look at, and the interpreter takes over beyond.
  package init(_ expression: String, ownsStack: Bool = true) throws(CompileError) {
    let code = try PCRE2Expression.compile(expression)
    self.code = code
    // Without JIT (an unusual processor) matching is slower, not wrong.
    _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
    guard let matchData = pcre2_match_data_create_from_pattern_8(code, nil),
      let context = pcre2_match_context_create_8(nil)
    else {
      throw CompileError(reason: "out of memory", offset: 0)
    }
    self.matchData = matchData
    self.context = context
    stack =
      ownsStack
      ? pcre2_jit_stack_create_8(PCRE2Expression.stackSize.least, PCRE2Expression.stackSize.most, nil) : nil
    if let stack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
    pcre2_set_match_limit_8(context, PCRE2Expression.matchLimit)
    pcre2_set_depth_limit_8(context, PCRE2Expression.depthLimit)
  }

  /// Whether the library takes an expression, without preparing to match it.
  ///
  /// - Returns: the number of its groups.
  package static func groups(of expression: String) throws(CompileError) -> Int {
    let code = try compile(expression)
    defer { pcre2_code_free_8(code) }
    return groupCount(of: code)
  }

  private static func compile(_ expression: String) throws(CompileError) -> OpaquePointer {
    var error: Int32 = 0
    var offset = 0
    let bytes = Array(expression.utf8)
    let options = PCRE2_NEVER_UTF | PCRE2_USE_OFFSET_LIMIT
    guard let code = pcre2_compile_8(bytes, bytes.count, options, &error, &offset, nil) else {
      var message = [UInt8](repeating: 0, count: 256)
      let length = pcre2_get_error_message_8(error, &message, message.count)
      let reason = String(decoding: message.prefix(max(0, Int(length))), as: UTF8.self)
      throw CompileError(reason: reason, offset: offset)
    }
    return code
  }

  deinit {
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
    pcre2_match_data_free_8(matchData)
    pcre2_code_free_8(code)
  }

  /// How many groups the expression has.
  package var groupCount: Int { PCRE2Expression.groupCount(of: code) }

  private static func groupCount(of code: OpaquePointer) -> Int {
    var count: UInt32 = 0
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    return Int(count)
  }

  /// The first match that begins at `start` or later; groups that took no part are nil.
  ///
  /// - Parameters:
  ///   - start: at most `bytes.count`; what stands before it is seen by look-behind only.
  ///   - last: the last offset at which the match may begin; nil for any.
  package func firstMatch(
    in bytes: UnsafeRawBufferPointer, from start: Int, to last: Int? = nil
  ) throws(MatchError) -> PCRE2Match? {
    guard start <= bytes.count, let base = bytes.bindMemory(to: UInt8.self).baseAddress else { return nil }
    // `PCRE2_UNSET`, which Swift does not import.
    pcre2_set_offset_limit_8(context, last ?? -1)
    var count = pcre2_match_8(code, base, bytes.count, start, 0, matchData, context)
    if count == PCRE2_ERROR_JIT_STACKLIMIT {
      // Machine code runs on a small stack; the interpreter keeps its own on the heap, within the limits.
      count = pcre2_match_8(code, base, bytes.count, start, UInt32(PCRE2_NO_JIT), matchData, context)
    }
    if count == PCRE2_ERROR_NOMATCH { return nil }
    if count == PCRE2_ERROR_MATCHLIMIT || count == PCRE2_ERROR_DEPTHLIMIT || count == PCRE2_ERROR_HEAPLIMIT {
      throw .limit
    }
    guard count > 0 else { throw .code(count) }
    return PCRE2Match(matchData)
  }

  /// Whether the expression matches anywhere in `bytes`; giving up counts as no.
  package func matches(_ bytes: some Collection<UInt8>) -> Bool {
    Array(bytes).withUnsafeBytes { matches($0) }
  }

  /// Whether the expression matches anywhere in `bytes`; giving up counts as no.
  package func matches(_ bytes: UnsafeRawBufferPointer) -> Bool {
    // An empty buffer has no address, and PCRE2 wants one.
    guard bytes.baseAddress != nil else { return false }
    return (try? firstMatch(in: bytes, from: 0)) != nil
  }
}

/// The spans of one match.
package struct PCRE2Match {
  /// Span of the whole match, then of each group; nil for groups that took no part.
  package let groups: [Range<Int>?]

  fileprivate init?(_ data: OpaquePointer) {
    let count = Int(pcre2_get_ovector_count_8(data))
    guard let vector = pcre2_get_ovector_pointer_8(data) else { return nil }
    groups = (0..<count).map { index in
      let start = vector[2 * index]
      let end = vector[2 * index + 1]
      // A group that took no part stands at PCRE2_UNSET, all bits set; \K can put an end before its start.
      guard start >= 0, end >= start else { return nil }
      return start..<end
    }
    guard count > 0, groups[0] != nil else { return nil }
  }

  package var whole: Range<Int> { groups[0] ?? 0..<0 }
}
