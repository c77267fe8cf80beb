internal import Findings
internal import Patterns

/// The two-stage matcher of one thread.
///
/// Stage one runs every expression at once over a piece; stage two runs the one rule that was hit over a window
/// round the hit, and applies the rule's conditions and checks.
public final class Matcher {
  private let engine: Engine
  private let text: StageScanner
  private let binary: StageScanner
  private let paths: [(scanner: HyperscanScanner, table: HitTable)]
  private var matchers: [RuleMatcher?]
  private var decoder = ContentDecoder()
  /// Whether the last piece holds more that is encoded than was decoded: reported as not covered.
  public var isDecodingCutShort: Bool { decoder.isCutShort }
  private let tokenRuns = TokenRunFinder()
  private var pathExpressions: [Int: PCRE2Expression] = [:]
  /// Whether each rule's path condition holds for the piece at hand; rules without one are not listed.
  private var pathHits = Set<Int>()
  /// Rules that were given up on, and on what: reported as not covered.
  public private(set) var surrendered: [Int] = []

  /// Matches of one rule in one piece beyond this many are not listed.
  public static let matchesPerRule = 10_000

  init(_ engine: Engine) throws {
    self.engine = engine
    text = try StageScanner(engine.textTables)
    binary = try StageScanner(engine.binaryTables)
    paths = try engine.pathTables.map { (try HyperscanScanner($0.database), $0) }
    matchers = Array(repeating: nil, count: engine.rules.count)
  }

  /// What one piece holds, in no order; matches of different rules may overlap.
  ///
  /// - Parameter overflow: is called with a rule that had more matches than are listed.
  /// - Throws: `Engine.Fault` where the library fails, which no content should bring about.
  public func matches(
    in piece: ContentPiece, overflow: (_ rule: Int) -> Void = { _ in }
  ) throws(Engine.Fault) -> [Match] {
    surrendered.removeAll(keepingCapacity: true)
    do {
      try findPathRules(piece.path)
      var found: [Match] = []
      var readers = Set<Int>()
      for rule in pathHits {
        if engine.rules[rule].reader != nil {
          readers.insert(rule)
        } else if engine.rules[rule].regex == nil, piece.isFirst, piece.bytes.count > 0 {
          found.append(fileMatch(rule, piece))
        }
      }
      found += try search(piece, isBinary: ASCII.isBinary(piece.bytes), readers: readers, overflow: overflow)
      let plain = Dictionary(grouping: found, by: \.secret).mapValues { Set($0.map(\.rule)) }
      for match in try searchDecoded(piece, overflow: overflow) {
        // A string that is encoded in part holds what was found in clear as well.
        let rules = plain[match.secret] ?? []
        let isPlain = !rules.isEmpty && piece.bytes[match.secret].elementsEqual(match.decoded ?? [])
        if !isPlain, !rules.contains(match.rule) { found.append(match) }
      }
      return found
    } catch let fault as Engine.Fault {
      throw fault
    } catch {
      throw Engine.Fault(reason: "\(error)")
    }
  }

  /// What stands in a piece as it is.
  ///
  /// - Parameters:
  ///   - readers: those that the path names.
  ///   - readersFrom: offset of the first byte that readers are shown.
  private func search(
    _ piece: ContentPiece, isBinary: Bool, readers: Set<Int>, readersFrom: Int = 0,
    overflow: (_ rule: Int) -> Void
  ) throws -> [Match] {
    var found: [Match] = []
    var readers = readers
    var counts: [Int: Int] = [:]
    var rest: (rule: Int, resume: Int) = (-1, 0)
    for window in try windows(in: piece.bytes, isBinary: isBinary) {
      let rule = engine.rules[window.rule]
      guard !isBinary || rule.runsOnBinary || rule.reader != nil else { continue }
      if rule.path != nil, rule.reader == nil, !pathHits.contains(window.rule) { continue }
      if rule.reader != nil, readers.contains(window.rule) { continue }
      if rest.rule != window.rule { rest = (window.rule, 0) }
      confirm(window, in: piece, resume: &rest.resume) { match in
        guard let match else {
          readers.insert(window.rule)
          return
        }
        counts[window.rule, default: 0] += 1
        if counts[window.rule, default: 0] <= Matcher.matchesPerRule { found.append(match) }
      }
    }
    for (rule, count) in counts where count > Matcher.matchesPerRule && !engine.rules[rule].isCompanionOnly {
      overflow(rule)
    }
    guard !readers.isEmpty else { return found }
    let text = ReaderText(piece, from: readersFrom)
    for rule in readers.sorted() { found += read(rule, piece, text, overflow: overflow) }
    return found
  }

  /// What stands in a piece encoded: the same search over what it decodes to, its places mapped back.
  private func searchDecoded(_ piece: ContentPiece, overflow: (_ rule: Int) -> Void) throws -> [Match] {
    var found: [Match] = []
    var fault: (any Error)?
    var budget = 2 * piece.bytes.count + Matcher.leastDecoded
    decoder.decode(piece.bytes, budget: &budget) { text in
      guard fault == nil else { return }
      do {
        let matches = try text.bytes.withUnsafeBytes { bytes in
          try search(bytes, labelledBy: text.labelCount, of: piece, overflow: overflow)
        }
        for match in matches { if let match = place(match, of: text, in: piece) { found.append(match) } }
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    return found
  }

  /// What stands in a decoded text: with the name in front of it, which may tell what it is, and by itself, for what
  /// begins a line.
  private func search(
    _ bytes: UnsafeRawBufferPointer, labelledBy label: Int, of piece: ContentPiece,
    overflow: (_ rule: Int) -> Void
  ) throws -> [Match] {
    func search(from start: Int) throws -> [Match] {
      let inner = ContentPiece(
        path: piece.path, bytes: UnsafeRawBufferPointer(rebasing: bytes[start...]),
        owned: 0..<bytes.count - start,
        isFirst: true)
      return try self.search(
        inner, isBinary: false, readers: [], readersFrom: label - start, overflow: overflow)
    }
    var found = try search(from: 0)
    guard label > 0, label < bytes.count else { return found }
    let known = Set(found.map { [$0.rule, $0.secret.lowerBound] })
    for var match in try search(from: label) {
      match.secret = match.secret.lowerBound + label..<match.secret.upperBound + label
      match.span = match.span.lowerBound + label..<match.span.upperBound + label
      if !known.contains([match.rule, match.secret.lowerBound]) { found.append(match) }
    }
    return found
  }

  /// A match in a decoded text as one of the piece; nil where it belongs to another piece, or to the name in
  /// front.
  private func place(_ match: Match, of text: DecodedText, in piece: ContentPiece) -> Match? {
    guard match.secret.lowerBound >= text.labelCount else { return nil }
    let secret = text.sourceRange(of: match.secret)
    let span = text.sourceRange(of: match.span)
    guard piece.owned.contains(secret.lowerBound) else { return nil }
    let decoded = match.decoded ?? Array(text.bytes[match.secret])
    var match = match
    match.secret = secret
    match.span = min(span.lowerBound, secret.lowerBound)..<max(span.upperBound, secret.upperBound)
    match.decoded = decoded
    match.isDecoded = true
    let how = "decoded from " + text.encodings.map(\.rawValue).joined(separator: " in ")
    match.detail = match.detail.map { $0 + ", " + how } ?? how
    return match
  }

  /// Bytes that may be decoded beside twice those of the piece.
  private static let leastDecoded = 16 << 10

  private func findPathRules(_ path: String) throws {
    pathHits.removeAll(keepingCapacity: true)
    guard !path.isEmpty else { return }
    var path = path
    try path.withUTF8 { buffer in
      let bytes = UnsafeRawBufferPointer(buffer)
      var rejected = Set<Int>()
      for (scanner, table) in paths {
        for run in try scanner.scan(bytes) {
          for rule in table.rules(of: run.expression) where !pathHits.contains(rule) {
            // The first stage may say yes to more than the expression means.
            guard !rejected.contains(rule) else { continue }
            if try pathExpression(rule).matches(bytes) {
              pathHits.insert(rule)
            } else {
              rejected.insert(rule)
            }
          }
        }
      }
    }
  }

  private func pathExpression(_ rule: Int) throws -> PCRE2Expression {
    if let expression = pathExpressions[rule] { return expression }
    let expression = try PCRE2Expression(engine.rules[rule].path ?? "")
    pathExpressions[rule] = expression
    return expression
  }

  private func matcher(_ rule: Int) throws -> RuleMatcher {
    if let matcher = matchers[rule] { return matcher }
    do {
      let matcher = try RuleMatcher(engine.rules[rule])
      matchers[rule] = matcher
      return matcher
    } catch {
      throw Engine.Fault(rule: engine.rules[rule].id, reason: error.description)
    }
  }

  private func fileMatch(_ index: Int, _ piece: ContentPiece) -> Match {
    let rule = engine.rules[index]
    return Match(
      rule: index, span: 0..<piece.bytes.count, secret: 0..<min(piece.bytes.count, 4096),
      severity: rule.severity, confidence: rule.confidence, verification: .none)
  }

  /// Where stage two has to look, for one rule.
  private struct Window {
    var rule: Int
    /// Ends of the first and the last hit that it covers.
    var firstEnd: Int
    var lastEnd: Int
  }

  /// Stage one: the windows of all rules, by rule and place.
  private func windows(in bytes: UnsafeRawBufferPointer, isBinary: Bool) throws -> [Window] {
    var windows: [Window] = []
    try (isBinary ? binary : text).scan(bytes) { runs, table in
      gather(runs, table, bytes, into: &windows)
    }
    for rule in engine.everywhere { windows.append(Window(rule: rule, firstEnd: 0, lastEnd: bytes.count)) }
    for rule in pathHits where engine.pathHit.contains(rule) {
      windows.append(Window(rule: rule, firstEnd: 0, lastEnd: bytes.count))
    }
    windows.sort { ($0.rule, $0.firstEnd, $0.lastEnd) < ($1.rule, $1.firstEnd, $1.lastEnd) }
    return windows
  }

  /// The hits that the cheap checks do not dismiss.
  private func gather(
    _ runs: UnsafeBufferPointer<HitRuns.Run>, _ table: HitTable, _ bytes: UnsafeRawBufferPointer,
    into windows: inout [Window]
  ) {
    // A call for each of millions of hits: no reference counting in here.
    table.starts.withUnsafeBufferPointer { starts in
      table.rules.withUnsafeBufferPointer { rules in
        engine.plans.withUnsafeBufferPointer { plans in
          for run in runs {
            for index in Int(starts[run.expression])..<Int(starts[run.expression + 1]) {
              let rule = Int(rules[index])
              let plan = plans[rule]
              let reach = max(0, run.firstEnd - plan.before)..<min(bytes.count, run.lastEnd + plan.after)
              if let mark = plan.mark, !ASCII.contains(mark, in: bytes, within: reach) { continue }
              guard tokenRuns.contains(plan.tokenRun, in: bytes, within: reach) else { continue }
              windows.append(Window(rule: rule, firstEnd: run.firstEnd, lastEnd: run.lastEnd))
            }
          }
        }
      }
    }
  }

  /// Stage two for one window. Windows of one rule come in order; each search goes on where the last one ended.
  ///
  /// - Parameter report: is given a match, or nil where a reader's marker was found.
  private func confirm(
    _ window: Window, in piece: ContentPiece, resume: inout Int, report: (Match?) -> Void
  ) {
    let index = window.rule
    guard let matcher = try? matcher(index), let expression = matcher.expression else {
      surrendered.append(index)
      return
    }
    let plan = engine.plans[index]
    let end = min(piece.bytes.count, window.lastEnd + plan.after)
    if plan.isNearHit, !matcher.isNear(window.firstEnd..<window.lastEnd, in: piece.bytes) { return }
    let subject = UnsafeRawBufferPointer(rebasing: piece.bytes[..<end])
    var start = max(resume, window.firstEnd - plan.before, 0)
    // A match holds the text that was hit, so it begins before that text ends: no need to try what follows.
    let last = plan.isNearHit ? end : window.lastEnd
    while start < end, start <= last {
      let found: PCRE2Match?
      do {
        found = try expression.firstMatch(in: subject, from: start, to: last)
      } catch {
        surrendered.append(index)
        break
      }
      guard let found else {
        // Whatever begins up to here ends within this window, so that the next need not try it again.
        if !plan.isNearHit { resume = max(resume, last + 1) }
        break
      }
      start = max(found.whole.upperBound, found.whole.lowerBound + 1)
      resume = start
      if matcher.rule.reader != nil {
        report(nil)
        return
      }
      if piece.owned.contains(found.whole.lowerBound),
        let match = matcher.judge(found, in: piece, index: index)
      {
        report(match)
      }
    }
  }

  private func read(
    _ index: Int, _ piece: ContentPiece, _ text: ReaderText, overflow: (Int) -> Void
  ) -> [Match] {
    let rule = engine.rules[index]
    guard let reader = engine.readers[rule.reader ?? ""] else { return [] }
    let view = FileView(path: piece.path, bytes: text.bytes, isNamed: pathHits.contains(index))
    let credentials = reader.credentials(in: view)
    if credentials.count > Matcher.matchesPerRule { overflow(index) }
    return credentials.prefix(Matcher.matchesPerRule).compactMap { credential in
      let span = credential.secret
      guard span.lowerBound >= 0, span.upperBound <= text.bytes.count, !span.isEmpty else { return nil }
      let place = (span.lowerBound + text.start)..<(span.upperBound + text.start)
      guard piece.owned.contains(place.lowerBound) else { return nil }
      return Match(
        rule: index, span: place, secret: place, decoded: credential.decoded,
        severity: credential.severity ?? rule.severity, confidence: credential.confidence ?? rule.confidence,
        verification: credential.verification, detail: credential.detail)
    }
  }
}
