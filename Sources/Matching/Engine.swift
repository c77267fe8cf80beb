import Crypto
internal import Findings
public import Patterns

/// All rules, ready to match: what the threads of a scan share.
public final class Engine: Sendable {
  /// The rules, in the order of their files.
  public let rules: [Rule]
  /// Digest of the rules in force, `sha256:…`.
  public let digest: String
  let readers: [String: any CredentialReader]
  /// What stage one looks for in text, and in binary content.
  let textTables: StageTables
  let binaryTables: StageTables
  let plans: [RulePlan]
  let pathHit: Set<Int>
  /// Rules that stage one has nothing to tell of.
  let everywhere: [Int]
  /// What is looked for in paths.
  let pathTables: [HitTable]

  /// A rule that cannot be put to work.
  public struct Fault: Error, Sendable, CustomStringConvertible {
    /// The rule's id, where one is at fault.
    public var rule: String?
    /// What is wrong.
    public var reason: String

    /// Makes one of its parts.
    public init(rule: String? = nil, reason: String) {
      self.rule = rule
      self.reason = reason
    }

    /// The whole message.
    public var description: String {
      if let rule { return "rule \(rule): \(reason)" }
      return reason
    }
  }

  /// - Parameters:
  ///   - readers: those that rules may name.
  ///   - cache: where compiled databases are kept; nil to compile each time.
  /// - Throws: `Fault` where an expression is refused or a reader or verifier is unknown.
  public convenience init(
    rules set: RuleSet, readers: [any CredentialReader], cache: DatabaseCache?
  ) throws(Fault) {
    try self.init(rules: set, readers: readers, cache: cache, narrows: true)
  }

  /// - Parameter narrows: whether names are looked for near keys only; without, a scan is slower and finds the same.
  init(
    rules set: RuleSet, readers: [any CredentialReader], cache: DatabaseCache?, narrows: Bool
  ) throws(Fault) {
    let rules = set.rules
    self.rules = rules
    self.readers = Dictionary(readers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    try Engine.check(rules, self.readers)
    var first = FirstStage(rules, narrows: narrows)
    (textTables, binaryTables) = try first.tables(cache: cache)
    plans = first.plans
    pathHit = first.pathHit
    everywhere = first.everywhere
    pathTables = try PathStage(rules, cache: cache).tables
    digest = Engine.digest(of: rules)
  }

  /// An engine as the cache kept it.
  ///
  /// - Throws: `Fault` where it names a reader or a verifier that is not there.
  init(_ parts: Parts, readers: [any CredentialReader]) throws(Fault) {
    rules = parts.rules
    digest = parts.digest
    self.readers = Dictionary(readers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    try Engine.check(rules, self.readers)
    textTables = parts.textTables
    binaryTables = parts.binaryTables
    plans = parts.plans
    pathHit = Set(parts.pathHit)
    everywhere = parts.everywhere
    pathTables = parts.pathTables
  }

  private static func check(
    _ rules: [Rule], _ readers: [String: any CredentialReader]
  ) throws(Fault) {
    for rule in rules {
      if let reader = rule.reader, readers[reader] == nil {
        throw Fault(rule: rule.id, reason: "there is no reader \"\(reader)\"")
      }
      if let verify = rule.verify, Verifiers.all[verify] == nil {
        throw Fault(rule: rule.id, reason: "there is no verifier \"\(verify)\"")
      }
    }
  }

  /// What one thread needs to match.
  public func makeMatcher() throws(Fault) -> Matcher {
    do {
      return try Matcher(self)
    } catch {
      throw Fault(reason: "\(error)")
    }
  }

  static func database(
    _ expressions: [String], rules: [String], cache: DatabaseCache?
  ) throws(Fault) -> HyperscanDatabase {
    if let database = cache?.load(expressions) { return database }
    do {
      let database = try HyperscanDatabase.compile(expressions)
      cache?.store(database, for: expressions)
      return database
    } catch let error as HyperscanDatabase.CompileError {
      throw Fault(rule: error.expression.map { rules[$0] }, reason: error.reason)
    } catch {
      throw Fault(reason: "\(error)")
    }
  }

  private static func digest(of rules: [Rule]) -> String {
    var hash = SHA256()
    for rule in rules {
      // What a rule finds and says; examples only prove it.
      var parts = [
        rule.id, rule.title, rule.severity.rawValue, rule.confidence.rawValue, rule.expression ?? "",
      ]
      parts += [rule.path ?? "", rule.reader ?? "", rule.verify ?? "", rule.remediation]
      parts.append(
        "\(rule.secretGroup ?? -1) \(rule.entropy ?? 0) \(rule.runsOnBinary) \(rule.keepsPlaceholders)")
      for need in rule.required {
        parts.append("\(need.id) \(need.withinLines ?? -1) \(need.withinColumns ?? -1)")
        parts += need.rules.flatMap { [$0.id, $0.expression ?? "", $0.path ?? ""] }
      }
      if let limits = rule.entropyLimits { parts.append("\(limits.base64 ?? -1) \(limits.hex ?? -1)") }
      parts += rule.keywords + rule.near + rule.companions + ["\(rule.isCompanionOnly)"]
      for list in rule.allowlists {
        parts += list.regexes + list.paths + list.stopwords + ["\(list.target.rawValue) \(list.requiresAll)"]
      }
      for part in parts { hash.update(data: Array((part + "\0").utf8)) }
    }
    return "sha256:" + HexText.lower(hash.finalize())
  }
}
