internal import Findings
internal import Patterns

/// Rules as the cache keeps them: all that a scan needs, without the texts that prove them.
enum RuleSnapshot {
  /// Whether a rule can be kept: rules of a team's files refer to others, and to places in those files.
  static func canKeep(_ rule: Rule) -> Bool { rule.required.isEmpty && rule.origin == nil }

  static func write(_ rule: Rule, to writer: inout SnapshotWriter) {
    writer.put(rule.id)
    writer.put(rule.title)
    writer.put(rule.provider)
    writer.put(rule.severity.rawValue)
    writer.put(rule.confidence.rawValue)
    writer.put(rule.regex)
    writer.put(rule.secretGroup)
    for number in [rule.entropy, rule.entropyLimits?.base64, rule.entropyLimits?.hex] {
      writer.put(number.map { Int(bitPattern: UInt(truncatingIfNeeded: $0.bitPattern)) })
    }
    writer.put(rule.keywords)
    writer.put(rule.path)
    writer.put(rule.context)
    writer.put(rule.near)
    writer.put(rule.reader)
    writer.put(rule.verify)
    writer.put(rule.runsOnBinary)
    writer.put(rule.keepsPlaceholders)
    writer.put(rule.companions)
    writer.put(rule.isCompanionOnly)
    writer.put(rule.allowlists) { writer, list in
      writer.put(list.regexes)
      writer.put(list.target.rawValue)
      writer.put(list.paths)
      writer.put(list.stopwords)
      writer.put(list.requiresAll)
    }
    writer.put(rule.tags)
    writer.put(rule.remediation)
    writer.put(rule.reference)
  }

  static func read(_ reader: inout SnapshotReader) throws(SnapshotReader.Fault) -> Rule {
    var rule = Rule(id: try reader.text(), title: try reader.text())
    rule.provider = try reader.optionalText()
    guard let severity = Severity(rawValue: try reader.text()),
      let confidence = Confidence(rawValue: try reader.text())
    else { throw SnapshotReader.Fault() }
    rule.severity = severity
    rule.confidence = confidence
    rule.regex = try reader.optionalText()
    rule.secretGroup = try reader.optionalNumber()
    var entropies: [Double?] = []
    for _ in 0..<3 {
      let number = try reader.optionalNumber()
      entropies.append(number.map { Double(bitPattern: UInt64(UInt(bitPattern: $0))) })
    }
    rule.entropy = entropies[0]
    let limits = EntropyLimits(base64: entropies[1], hex: entropies[2])
    rule.entropyLimits = limits.isEmpty ? nil : limits
    rule.keywords = try reader.texts()
    rule.path = try reader.optionalText()
    rule.context = try reader.texts()
    rule.near = try reader.texts()
    rule.reader = try reader.optionalText()
    rule.verify = try reader.optionalText()
    rule.runsOnBinary = try reader.flag()
    rule.keepsPlaceholders = try reader.flag()
    rule.companions = try reader.texts()
    rule.isCompanionOnly = try reader.flag()
    rule.allowlists = try reader.list { (reader: inout SnapshotReader) throws(SnapshotReader.Fault) in
      var list = Allowlist()
      list.regexes = try reader.texts()
      guard let target = Allowlist.Target(rawValue: try reader.text()) else { throw SnapshotReader.Fault() }
      list.target = target
      list.paths = try reader.texts()
      list.stopwords = try reader.texts()
      list.requiresAll = try reader.flag()
      return list
    }
    rule.tags = try reader.texts()
    rule.remediation = try reader.text()
    rule.reference = try reader.optionalText()
    return rule
  }
}
