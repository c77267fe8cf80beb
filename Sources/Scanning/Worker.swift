import Archives
import Crypto
import Findings
import Packages
import Matching

/// One worker's part of a scan: takes batches, runs the engine over them, keeps what it finds.
final class Worker {
  private let engine: Engine
  private let matcher: Matcher
  private let excuses: Excuses
  private let keepsClear: Bool
  private(set) var findings: [RawFinding] = []
  /// Contents that a rule was not fully applied to.
  private(set) var shortfalls: [Shortfall] = []
  /// What the archives held that this worker unpacked.
  private(set) var nested = NestedTally.Summary()

  /// Findings one worker keeps: hostile content must not grow memory without bound.
  static let findingLimit = 100_000
  static let shortfallLimit = 1000

  /// A content that was not fully searched, and why.
  struct Shortfall: Sendable {
    var record: ContentRecord
    var reason: String
  }

  init(_ engine: Engine, keepsClear: Bool) throws(Engine.Fault) {
    self.engine = engine
    self.keepsClear = keepsClear
    matcher = try engine.makeMatcher()
    excuses = Excuses(engine)
  }

  func process(_ batch: Batch) throws(Engine.Fault) {
    for slice in batch.slices {
      let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(batch.buffer)[slice.range])
      try process(slice, bytes)
    }
  }

  /// Unpacks an archive, and searches what it holds at once.
  func process(_ archive: DeferredArchive, order: Int) throws(Engine.Fault) {
    let outlet = DirectOutlet(self)
    let outer = DigestSlot()
    let sink = ContentSink(outlet, outer: outer)
    let before = findings.count
    let tally = NestedTally(of: archive, order: order, downstream: sink)
    archive.walk(tally)
    sink.flush()
    nested.add(tally.summary)
    if findings.count > before {
      var digests = FileDigests(.usual)
      if archive.forEachBlock({ digests.update($0) }) { outer.set(digests.digests(), size: archive.size) }
    }
    if let fault = outlet.fault { throw fault }
  }

  private func process(_ slice: Batch.Slice, _ bytes: UnsafeRawBufferPointer) throws(Engine.Fault) {
    let owned = ChunkOverlap.owned(of: slice)
    let piece = ContentPiece(
      path: slice.record.rulePath, bytes: bytes, owned: owned, isFirst: slice.chunk == 0)
    var matches = try matcher.matches(in: piece) { rule in
      fallShort(
        slice.record, "rule \(engine.rules[rule].id) matches more than \(Matcher.matchesPerRule) times")
    }
    matches.removeAll { excuses.excuse($0, in: piece) }
    for rule in matcher.surrendered {
      fallShort(slice.record, "rule \(engine.rules[rule].id) was given up after too much backtracking")
    }
    if matcher.isDecodingCutShort {
      fallShort(slice.record, "it holds more that is encoded, one in the other, than was decoded")
    }
    if slice.isContinued { noteLines(of: slice, bytes) }
    guard !matches.isEmpty else { return }
    if slice.chunk == 0, slice.offset == 0, slice.isLast, !slice.isContinued, slice.record.value == nil {
      slice.record.own.set(FileDigests.of(bytes, .usual), size: bytes.count)
    }
    matches.sort { ($0.secret.lowerBound, $0.rule) < ($1.secret.lowerBound, $1.rule) }
    var lines = LineCounter(bytes)
    for match in matches {
      guard findings.count < Worker.findingLimit else {
        fallShort(slice.record, "more than \(Worker.findingLimit) matches in all; the rest are not listed")
        return
      }
      findings.append(finding(match, slice, bytes, &lines))
    }
  }

  private func fallShort(_ record: ContentRecord, _ reason: String) {
    if let last = shortfalls.last, last.record === record, last.reason == reason { return }
    if shortfalls.count < Worker.shortfallLimit {
      shortfalls.append(Shortfall(record: record, reason: reason))
    }
  }

  private func noteLines(of slice: Batch.Slice, _ bytes: UnsafeRawBufferPointer) {
    let end = slice.isLast ? bytes.count : bytes.count - ChunkOverlap.total
    var lines = LineCounter(bytes)
    lines.advance(to: max(0, end))
    slice.record.note(
      ContentRecord.ChunkLines(
        newlines: lines.newlines, lineStart: lines.lineStart.map { $0 + slice.offset }),
      chunk: slice.chunk)
  }

  private func finding(
    _ match: Match, _ slice: Batch.Slice, _ bytes: UnsafeRawBufferPointer, _ lines: inout LineCounter
  ) -> RawFinding {
    lines.advance(to: match.secret.lowerBound)
    var end = lines
    end.advance(to: match.secret.upperBound)
    let clear = match.decoded ?? Array(bytes[match.secret])
    return RawFinding(
      record: slice.record, chunk: slice.chunk, rule: match.rule,
      span: (match.secret.lowerBound + slice.offset)..<(match.secret.upperBound + slice.offset),
      newlinesBefore: lines.newlines, newlinesWithin: end.newlines - lines.newlines,
      lineStart: lines.lineStart.map { $0 + slice.offset },
      endLineStart: end.lineStart.map { $0 + slice.offset },
      fingerprint: Fingerprint.of(clear),
      secret: Secret(redacting: clear, keepClear: keepsClear),
      clear: clear.count <= RawFinding.clearLimit ? clear : [], severity: match.severity,
      confidence: match.confidence, verification: match.verification, detail: match.detail,
      isDecoded: match.isDecoded)
  }
}

/// The identity of a secret.
enum Fingerprint {
  /// 32 hexadecimal digits of SHA-256 over a label and the secret: neither place nor rule, so that the same
  /// secret has one fingerprint across layers, rebuilds and machines.
  static func of(_ secret: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(data: Array("contraband/fingerprint/1\0".utf8))
    hash.update(data: secret)
    return String(HexText.lower(hash.finalize()).prefix(32))
  }
}
