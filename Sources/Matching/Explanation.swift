internal import Findings
public import Patterns

/// Why a rule reports something in a text, or does not, step by step. Secrets in it are redacted.
public struct Explanation: Sendable {
  /// How a step went.
  public enum Outcome: Sendable, Hashable {
    /// The condition holds.
    case holds
    /// The condition fails, and with it what depends on it.
    case fails
    /// Something to know.
    case note
  }

  /// One condition, or one thing to know.
  public struct Step: Sendable, Hashable {
    /// What is asked, in a word.
    public var name: String
    /// How it went.
    public var outcome: Outcome
    /// What was seen; may hold untrusted text.
    public var text: String
  }

  /// In the order in which they are asked.
  public private(set) var steps: [Step] = []
  /// How many matches a scan reports.
  public private(set) var reported = 0

  /// Matches whose checks are shown one by one.
  private static let matchLimit = 20

  /// Runs one rule over a text as a scan would, and asks it why.
  ///
  /// - Parameters:
  ///   - path: that of the file; empty where there is none.
  ///   - readers: those that the rule may name.
  /// - Throws: `Engine.Fault` where the rule cannot work at all.
  public init(
    of rule: Rule, in bytes: [UInt8], path: String, readers: [any CredentialReader]
  ) throws(Engine.Fault) {
    let engine: Engine
    let set: RuleSet
    do {
      var alone = rule
      alone.skipsReport = false
      set = try RuleSet([alone])
    } catch {
      throw Engine.Fault(rule: rule.id, reason: error.description)
    }
    engine = try Engine(rules: set, readers: readers, cache: nil)
    let matcher = try engine.makeMatcher()
    let excuses = Excuses(engine)
    // An empty array has no address.
    let text = bytes.isEmpty ? [0x0a] : bytes
    var fault: Engine.Fault?
    text.withUnsafeBytes { raw in
      let piece = ContentPiece(path: path, bytes: raw, owned: 0..<raw.count, isFirst: true)
      explainPlace(rule, piece)
      explainText(rule, piece)
      do throws(Engine.Fault) {
        let matches = try matcher.matches(in: piece)
        let kept = matches.filter { !excuses.excuse($0, in: piece) }
        reported = kept.count
        explainFound(rule, matches, kept, piece)
        if matcher.surrendered.contains(0) {
          add("limit", .fails, "the expression was given up after too much backtracking")
        }
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
  }

  private mutating func add(_ name: String, _ outcome: Outcome, _ text: String) {
    steps.append(Step(name: name, outcome: outcome, text: text))
  }

  private mutating func explainPlace(_ rule: Rule, _ piece: ContentPiece) {
    if rule.skipsReport {
      add("report", .note, "the rule only serves others that require it; alone it reports nothing")
    }
    if let path = rule.path {
      let holds = !piece.path.isEmpty && (try? PCRE2Expression(path))?.matches(piece.path.utf8) == true
      let marker =
        rule.reader != nil && rule.regex != nil ? "; the marker in the content may speak for it" : ""
      add(
        "path", holds ? .holds : rule.reader == nil ? .fails : .note,
        piece.path.isEmpty
          ? "none was given; the rule asks for \(path)\(marker)"
          : "\(piece.path) \(holds ? "matches" : "does not match") \(path)\(holds ? "" : marker)")
    }
    if !rule.runsOnBinary, rule.reader == nil {
      let binary = ASCII.isBinary(piece.bytes)
      add(
        "binary", binary ? .fails : .holds,
        binary ? "the content is binary: a zero byte stands in it" : "the content is text")
    }
    if !rule.keywords.isEmpty {
      let found = rule.keywords.filter { ASCII.contains(ASCII.lowercased($0.utf8), in: piece.bytes) }
      add(
        "keywords", found.isEmpty ? .fails : .holds,
        found.isEmpty
          ? "none of \(Explanation.list(rule.keywords)) stands in the content"
          : "found \(Explanation.list(found))")
    }
  }

  private mutating func explainText(_ rule: Rule, _ piece: ContentPiece) {
    guard let expression = rule.expression else { return }
    if let anchor = Anchor.best(of: expression) {
      let found = anchor.literals.filter { literal in
        Explanation.find(literal, in: piece.bytes) != nil
      }
      let all = Explanation.list(anchor.literals.map { String(decoding: $0.bytes, as: UTF8.self) })
      if let first = found.first, let offset = Explanation.find(first, in: piece.bytes) {
        let text = String(decoding: first.bytes, as: UTF8.self)
        add("anchor", .holds, "`\(text)`, which a match contains, stands at byte \(offset)")
      } else {
        add(
          "anchor", .fails,
          "a match contains \(anchor.literals.count > 1 ? "one of " : "")\(all), which does not stand in the content"
        )
      }
      if FirstStage([rule]).plans[0].isNearKey {
        var regions: [Range<Int>] = []
        KeyRegions().find(in: piece.bytes, &regions)
        add(
          "key", regions.isEmpty ? .fails : .holds,
          "\(regions.isEmpty ? "no run" : "a run") of \(KeyRegions.shortestRun) or more token characters has a digit, or mixes upper and lower case"
        )
      }
    } else {
      add("anchor", .note, "no fixed text is in every match; the expression runs over all content")
    }
    let judge: RuleMatcher
    do {
      judge = try RuleMatcher(rule)
    } catch {
      add("regex", .fails, "PCRE2 refuses it: \(error)")
      return
    }
    guard let compiled = judge.expression else { return }
    var start = 0
    var count = 0
    while start < piece.bytes.count {
      let found: PCRE2Match?
      do {
        found = try compiled.firstMatch(in: piece.bytes, from: start)
      } catch {
        add("regex", .fails, "was given up after too much backtracking")
        return
      }
      guard let found else { break }
      count += 1
      start = max(found.whole.upperBound, found.whole.lowerBound + 1)
      if count <= Explanation.matchLimit { explain(found, number: count, judge, piece) }
    }
    if count == 0 { add("regex", .fails, "the expression matches nowhere") }
    if count > Explanation.matchLimit {
      add("regex", .note, "matches \(count) times; the first \(Explanation.matchLimit) are shown")
    }
  }

  private mutating func explain(_ found: PCRE2Match, number: Int, _ judge: RuleMatcher, _ piece: ContentPiece)
  {
    let rule = judge.rule
    let place = Explanation.place(of: found.whole.lowerBound, in: piece.bytes)
    let span =
      "bytes \(found.whole.lowerBound)–\(found.whole.upperBound), line \(place.line), column \(place.column)"
    add("regex", .holds, "match \(number): \(span)")
    if rule.reader != nil { return }
    guard var candidate = judge.candidate(found, in: piece) else {
      add("secret", .fails, "the group that holds the secret took no part, or is empty")
      return
    }
    let group = candidate.groups.firstIndex(of: candidate.secretSpan) ?? 0
    let name = group == 0 ? "the whole match" : "group \(group)"
    let secret = Secret(redacting: candidate.secret)
    add("secret", .holds, "\(name): \(secret.redacted), \(secret.length) bytes")
    for check in RuleMatcher.Check.order where judge.asks(check) {
      let holds = judge.passes(check, &candidate)
      add(check.name, holds ? .holds : .fails, judge.reason(check, candidate, holds: holds))
      if !holds { return }
    }
  }

  private mutating func explainFound(_ rule: Rule, _ matches: [Match], _ kept: [Match], _ piece: ContentPiece)
  {
    if let reader = rule.reader {
      add(
        "reader", matches.isEmpty ? .fails : .holds,
        matches.isEmpty
          ? "\(reader) finds no secret: the content is none of its files, or holds none"
          : "\(reader) finds \(matches.count == 1 ? "one secret" : "\(matches.count) secrets")")
    }
    if matches.count > kept.count {
      add("allowlist", .fails, "excuses \(matches.count - kept.count) of \(matches.count)")
    }
    for match in kept.prefix(Explanation.matchLimit) {
      let secret = Secret(redacting: match.decoded ?? Array(piece.bytes[match.secret]))
      let detail = match.detail.map { ", \($0)" } ?? ""
      let place = Explanation.place(of: match.secret.lowerBound, in: piece.bytes)
      add(
        "reported", .holds,
        "\(secret.redacted) at line \(place.line), column \(place.column): \(match.severity.rawValue), "
          + "\(match.confidence.rawValue) confidence, verification \(match.verification.rawValue)\(detail)")
    }
    if kept.isEmpty { add("reported", .fails, "a scan reports nothing") }
  }

  private static func list(_ texts: [String]) -> String {
    let shown = texts.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    return texts.count > 8 ? shown + " and \(texts.count - 8) more" : shown
  }

  private static func find(_ literal: AnchorLiteral, in bytes: UnsafeRawBufferPointer) -> Int? {
    let count = literal.bytes.count
    guard count > 0, bytes.count >= count else { return nil }
    return (0...(bytes.count - count)).first { start in
      (0..<count).allSatisfy { index in
        let byte = bytes[start + index]
        return (literal.ignoresCase && ASCII.isUpper(byte) ? byte | 0x20 : byte) == literal.bytes[index]
      }
    }
  }

  /// Line and column, from 1.
  private static func place(of offset: Int, in bytes: UnsafeRawBufferPointer) -> (line: Int, column: Int) {
    var line = 1
    var start = 0
    for index in 0..<min(offset, bytes.count) where bytes[index] == 0x0a {
      line += 1
      start = index + 1
    }
    return (line, offset - start + 1)
  }
}

extension RuleMatcher.Check {
  /// In a word.
  var name: String {
    switch self {
    case .entropy: "entropy"
    case .digest: "digest"
    case .placeholder: "example"
    case .near: "near"
    case .keyword: "keywords"
    case .allowlist: "allowlist"
    case .required: "required"
    case .verifier: "check"
    }
  }
}

extension RuleMatcher {
  /// Whether the rule has the condition at all.
  func asks(_ check: Check) -> Bool {
    switch check {
    case .entropy: rule.entropy != nil
    case .digest: !rule.context.isEmpty
    case .placeholder: !rule.keepsPlaceholders
    case .near: !rule.near.isEmpty
    case .keyword: !rule.keywords.isEmpty
    case .allowlist: !rule.allowlists.isEmpty
    case .required: !rule.required.isEmpty
    case .verifier: rule.verify != nil
    }
  }

  /// What `passes` saw, in words.
  func reason(_ check: Check, _ candidate: Candidate, holds: Bool) -> String {
    switch check {
    case .entropy:
      let value = DecimalText.of(Entropy.shannon(candidate.secret))
      return
        "\(value) bits per byte, \(holds ? "more" : "not more") than \(DecimalText.of(rule.entropy ?? 0))"
    case .digest:
      return holds
        ? "nothing says that it is a digest" : "it is called a digest, or stands within encoded data"
    case .placeholder:
      return holds ? "it is no placeholder" : "it looks like a placeholder, a variable, or an example"
    case .near:
      return
        "\(holds ? "one" : "none") of \(rule.near.joined(separator: ", ")) stands within \(Rule.nearReach) bytes"
    case .keyword:
      return holds
        ? "one of the keywords stands in the content" : "none of the keywords stands in the content"
    case .allowlist:
      guard let index = candidate.excuse, rule.allowlists.indices.contains(index) else {
        return "no allowlist excuses it"
      }
      let list = rule.allowlists[index]
      let place = list.origin.map { " of \($0.file)" + ($0.line.map { ":\($0)" } ?? "") } ?? ""
      return "excused by allowlist \(index + 1)\(place)" + (list.description.map { ": \($0)" } ?? "")
    case .required:
      guard let index = candidate.missing, rule.required.indices.contains(index) else {
        return "the rules required match near by"
      }
      let other = rule.required[index]
      let lines = other.withinLines.map { " within \($0) lines" } ?? ""
      let columns = other.withinColumns.map { " within \($0) columns" } ?? ""
      return "\(other.id) does not match\(lines)\(columns)"
    case .verifier:
      let name = rule.verify ?? ""
      guard let verdict = candidate.verdict else { return name }
      let outcome =
        switch verdict.outcome {
        case .confirmed(let verification): "confirmed (\(verification.rawValue))"
        case .unknown: "learned nothing against it"
        case .doubtful: "doubtful: confidence falls to low"
        case .refuted: "refuted: no such token can have been issued"
        }
      return "\(name): \(outcome)" + (verdict.detail.map { ", \($0)" } ?? "")
    }
  }
}

extension Matcher {
  /// Bytes of the longest match that is found wherever it stands; longer ones may be cut by a boundary.
  public static var longestMatch: Int { RuleMatcher.longestMatch }
}
