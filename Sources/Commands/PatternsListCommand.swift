import ArgumentParser
import Findings
import Patterns
import Reports

extension Confidence: ExpressibleByArgument {}

/// `contraband patterns list`.
struct PatternsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the rules: id, severity, provider, title.",
    discussion: """
      EXAMPLES
        contraband patterns list
        contraband patterns list stripe --severity critical
        contraband patterns list --patterns .gitleaks.toml --own --format json
      """)

  /// Forms of the list.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json
  }

  @Argument(
    help: ArgumentHelp("Only rules whose id, title or provider holds this, case aside.", valueName: "text"))
  var search: String?

  @Option(name: .shortAndLong, help: "Form of the list: table or json.")
  var format: Format = .table

  @Option(help: ArgumentHelp("Only rules of this provider, case aside.", valueName: "name"))
  var provider: String?

  @Option(help: ArgumentHelp("Only rules of this severity. Repeatable.", valueName: "severity"))
  var severity: [Severity] = []

  @Option(help: ArgumentHelp("Only rules of this confidence. Repeatable.", valueName: "confidence"))
  var confidence: [Confidence] = []

  @Option(help: ArgumentHelp("Only rules with this tag. Repeatable: any of them.", valueName: "tag"))
  var tag: [String] = []

  @Flag(help: "Only rules that check their matches offline.")
  var verified = false

  @Flag(help: "Only rules of --patterns, not the built-in ones.")
  var own = false

  @OptionGroup(title: "Rules") var patterns: PatternFlags
  @OptionGroup(title: "Output") var view: RuleViewFlags

  func run() throws {
    let set = try PatternsFailure.reported { try patterns.rules(warn: PatternsFailure.warn) }
    let rules = set.rules.filter(isWanted)
    switch format {
    case .json:
      Terminal.write(
        try JSONText.render(RuleList(rules: rules.map(RuleView.init))), to: Terminal.standardOutput)
    case .table:
      var table = TextTable()
      for rule in rules {
        table.append([
          .init(rule.id), .init(rule.severity.rawValue, .severity(rule.severity)),
          .init(rule.provider ?? "", .faint), .init(rule.title),
        ])
      }
      let isTerminal = Terminal.isTerminal(Terminal.standardOutput)
      var text = table.render(
        color: view.isColored, width: isTerminal ? Terminal.width(Terminal.standardOutput) : nil)
      text += rules.count == 1 ? "1 rule\n" : "\(rules.count) rules\n"
      Terminal.write(Array(text.utf8), to: Terminal.standardOutput)
    }
  }

  private func isWanted(_ rule: Rule) -> Bool {
    func holds(_ text: String?, _ part: String) -> Bool {
      text?.lowercased().contains(part.lowercased()) ?? false
    }
    if let search, !holds(rule.id, search), !holds(rule.title, search), !holds(rule.provider, search) {
      return false
    }
    if let provider, rule.provider?.lowercased() != provider.lowercased() { return false }
    if !severity.isEmpty, !severity.contains(rule.severity) { return false }
    if !confidence.isEmpty, !confidence.contains(rule.confidence) { return false }
    if !tag.isEmpty,
      !rule.tags.contains(where: { own in tag.contains { $0.lowercased() == own.lowercased() } })
    {
      return false
    }
    if verified, rule.verify == nil, rule.reader == nil { return false }
    return !own || rule.origin != nil
  }
}

/// The rules as JSON has them.
struct RuleList: Encodable {
  /// Name and version of this object.
  var schema = "contraband/patterns/1"
  var rules: [RuleView]
}

/// One rule as JSON has it.
struct RuleView: Encodable {
  var id: String
  var title: String
  var provider: String?
  var severity: Severity
  var confidence: Confidence
  /// `expression`, `context`, `reader` or `path`: how it tells a secret.
  var kind: String
  var verify: String?
  var reader: String?
  var entropy: Double?
  var keywords: [String]
  var path: String?
  var tags: [String]
  var remediation: String
  var reference: String?
  /// The file and line of a team's rule; nil where it is built in.
  var file: String?
  var line: Int?

  init(_ rule: Rule) {
    id = rule.id
    title = rule.title
    provider = rule.provider
    severity = rule.severity
    confidence = rule.confidence
    kind = rule.kind
    verify = rule.verify
    reader = rule.reader
    entropy = rule.entropy
    keywords = rule.keywords
    path = rule.path
    tags = rule.tags
    remediation = rule.remediation
    reference = rule.reference
    file = rule.origin?.file
    line = rule.origin?.line
  }
}

extension Rule {
  /// How the rule tells a secret, in a word.
  var kind: String {
    if reader != nil { return "reader" }
    if regex == nil { return "path" }
    return context.isEmpty ? "expression" : "context"
  }
}

/// Ends a command where the rules cannot be read.
enum PatternsFailure {
  static func warn(_ warning: PatternError) {
    Terminal.message(TerminalText.escaped("contraband: \(warning.place): warning: \(warning.message)"))
  }

  /// Runs `body`; prints each fault of a pattern file on a line of its own, and ends with 1.
  static func reported<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let faults as PatternFaults {
      for fault in faults.faults { Terminal.message(TerminalText.escaped("contraband: \(fault)")) }
      throw ExitCode(1)
    }
  }
}
