import ArgumentParser
import Matching
import Patterns
import Reports

/// `contraband patterns show ID`.
struct PatternsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show all of a rule: what it looks for, what it asks, what it finds in its examples.",
    discussion: """
      EXAMPLES
        contraband patterns show npm-access-token
        contraband patterns show team-token --patterns .gitleaks.toml
      """)

  @Argument(help: ArgumentHelp("The rules to show.", valueName: "id"))
  var ids: [String]

  @OptionGroup(title: "Rules") var patterns: PatternFlags
  @OptionGroup(title: "Output") var view: RuleViewFlags

  func run() throws {
    let set = try PatternsFailure.reported { try patterns.rules(warn: PatternsFailure.warn) }
    var page = TextPage(color: view.isColored, width: view.width)
    for id in ids {
      do {
        RulePage.write(try set.rule(id), on: &page)
      } catch {
        throw ValidationError(error.description)
      }
    }
    Terminal.write(Array(page.text.utf8), to: Terminal.standardOutput)
  }
}

/// All of a rule on a page.
enum RulePage {
  static func write(_ rule: Rule, on page: inout TextPage) {
    page.heading(rule.id)
    page.blank()
    page.row("title", rule.title, .strong)
    page.row("provider", rule.provider ?? "")
    page.row("severity", rule.severity.rawValue, .severity(rule.severity))
    page.row("", "\(rule.confidence.rawValue) confidence", .faint)
    page.row("from", rule.origin.map { $0.file + ($0.line.map { ":\($0)" } ?? "") } ?? "built in", .faint)
    writeExpression(rule, on: &page)
    writeConditions(rule, on: &page)
    page.row("tags", rule.tags.joined(separator: ", "))
    page.row("fix", rule.remediation)
    page.row("reference", rule.reference ?? "", .path)
    writeExamples("finds", rule.examples, of: rule, on: &page)
    writeExamples("not", rule.counterexamples, of: rule, on: &page)
    page.blank()
  }

  private static func writeExpression(_ rule: Rule, on page: inout TextPage) {
    page.row("regex", rule.regex ?? "", .path)
    for fragment in rule.context {
      page.row("context", "\(fragment)   at most \(Rule.contextReach) bytes before the value")
    }
    if rule.regex != nil {
      let group = rule.context.isEmpty ? rule.secretGroup : nil
      page.row(
        "secret",
        !rule.context.isEmpty
          ? "the value that the expression matches"
          : group.map { $0 == 0 ? "the whole match" : "group \($0)" }
            ?? "the first group that is not empty, or the whole match")
    }
    guard rule.reader == nil, let expression = rule.expression else { return }
    if let anchor = Anchor.best(of: expression) {
      let texts = anchor.literals.prefix(8).map { "`\(String(decoding: $0.bytes, as: UTF8.self))`" }
      let rest = anchor.literals.count > 8 ? " and \(anchor.literals.count - 8) more" : ""
      page.row("anchor", texts.joined(separator: ", ") + rest + ": looked for first, in all content")
    } else {
      page.row("anchor", "none: the expression runs over all content it is shown")
    }
    for warning in ExpressionCost.warnings(of: rule, longestMatch: Matcher.longestMatch) {
      page.row("cost", warning, .warning)
    }
  }

  private static func writeConditions(_ rule: Rule, on page: inout TextPage) {
    page.row("path", rule.path ?? "", .path)
    if let reader = rule.reader {
      page.row(
        "reader", "\(reader): reads the file as what it is; path and regex only say which files it is shown")
    }
    if !rule.keywords.isEmpty { page.row("keywords", "one of: " + rule.keywords.joined(separator: ", ")) }
    for fragment in rule.near { page.row("near", "\(fragment)   at most \(Rule.nearReach) bytes away") }
    if let entropy = rule.entropy { page.row("entropy", "more than \(entropy) bits per byte") }
    if let verify = rule.verify { page.row("check", "\(verify): \(VerifierSummary.of(verify))") }
    if !rule.runsOnBinary { page.row("binary", "not run on binary content") }
    if rule.regex != nil, rule.reader == nil {
      page.row(
        "examples", rule.keepsPlaceholders ? "placeholders are reported too" : "placeholders are dropped")
    }
    for other in rule.required {
      let lines = other.withinLines.map { " within \($0) lines" } ?? ""
      let columns = other.withinColumns.map { " within \($0) columns" } ?? ""
      page.row("required", "\(other.id) must match too\(lines)\(columns)")
    }
    if rule.skipsReport { page.row("report", "none of its own: other rules require it") }
    for list in rule.allowlists { page.row("allowed", describe(list)) }
  }

  private static func describe(_ list: Allowlist) -> String {
    var kinds: [String] = []
    if !list.regexes.isEmpty {
      kinds.append("\(list.target.rawValue) matches " + list.regexes.joined(separator: " or "))
    }
    if !list.paths.isEmpty { kinds.append("path matches " + list.paths.joined(separator: " or ")) }
    if !list.stopwords.isEmpty { kinds.append("secret contains " + list.stopwords.joined(separator: " or ")) }
    let name = list.description.map { "\($0): " } ?? ""
    return name + (kinds.isEmpty ? "nothing" : kinds.joined(separator: list.requiresAll ? "; and " : "; or "))
  }

  private static func writeExamples(
    _ label: String, _ examples: [Example], of rule: Rule, on page: inout TextPage
  ) {
    for example in examples {
      let text =
        (try? ExampleText.make(example.template, seed: "\(rule.id) \(example.template) 0"))
        ?? example.template
      page.row(label, (example.path.map { "[\($0)] " } ?? "") + text, .faint)
    }
  }
}
