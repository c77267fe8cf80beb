extension Rule {
  /// This rule as another of the same id changes it (`[extend]` of Gitleaks): the keys that are given replace,
  /// keywords, tags and allowlists are added.
  ///
  /// A new expression is a new rule in all but name: what belongs to the old one (its group, context, near, reader
  /// and check, its examples) goes with it.
  ///
  /// - Parameter given: the keys that `change` has in its file.
  func changed(by change: Rule, given: Set<String>) -> Rule {
    var rule = self
    rule.origin = change.origin
    if given.contains("regex") {
      rule.regex = change.regex
      rule.secretGroup = nil
      (rule.context, rule.near) = ([], [])
      (rule.reader, rule.verify) = (nil, nil)
      (rule.examples, rule.counterexamples) = ([], [])
      rule.runsOnBinary = true
      rule.keepsPlaceholders = change.keepsPlaceholders
    }
    for key in given {
      switch key {
      case "description": if !change.title.isEmpty { rule.title = change.title }
      case "provider": rule.provider = change.provider
      case "severity": rule.severity = change.severity
      case "confidence": rule.confidence = change.confidence
      case "secretGroup": rule.secretGroup = change.secretGroup
      case "entropy": rule.entropy = change.entropy
      case "path": rule.path = change.path
      case "context": rule.context = change.context
      case "near": rule.near = change.near
      case "reader": rule.reader = change.reader
      case "verify": rule.verify = change.verify
      case "binary": rule.runsOnBinary = change.runsOnBinary
      case "placeholders": rule.keepsPlaceholders = change.keepsPlaceholders
      case "companions": rule.companions = change.companions
      case "companionOnly": rule.isCompanionOnly = change.isCompanionOnly
      case "remediation": rule.remediation = change.remediation
      case "reference": rule.reference = change.reference
      case "examples": rule.examples = change.examples
      case "counterexamples": rule.counterexamples = change.counterexamples
      case "skipReport": rule.skipsReport = change.skipsReport
      case "required": rule.required = change.required
      default: break
      }
    }
    // A built-in rule without keywords runs everywhere already: more of them must not narrow it.
    if origin != nil || !keywords.isEmpty || given.contains("regex") { rule.keywords += change.keywords }
    rule.tags += change.tags
    rule.allowlists += change.allowlists
    return rule
  }
}
