/// Puts rules of several files together: what extends what, what is switched off, what excuses what.
struct RuleAssembly {
  /// Built-in rules, and those that files change.
  private var builtIn: [Rule]
  private var builtInIndices: [String: Int] = [:]
  private var usesBuiltIn: Bool
  private var isSwitchedOff = Set<Int>()
  /// Where a file changed a built-in rule.
  private var changed: [Int: PatternOrigin] = [:]
  private var own: [Rule] = []
  private var ownIndices: [String: Int] = [:]
  private var allowlists: [GlobalAllowlist] = []
  private let notes: PatternNotes

  init(builtIn: [Rule], replacesBuiltIn: Bool, notes: PatternNotes) {
    self.builtIn = builtIn
    self.notes = notes
    usesBuiltIn = !replacesBuiltIn
    for (index, rule) in builtIn.enumerated() { builtInIndices[rule.id] = index }
  }

  /// Rules of one file and of those it extends, in order.
  private struct Layer {
    var rules: [(rule: Rule, given: Set<String>)] = []
    var indices: [String: Int] = [:]
    var allowlists: [GlobalAllowlist] = []
    /// Built-in rules that are switched off.
    var disabled = Set<String>()
    var usesBuiltIn = false

    mutating func append(_ rule: Rule, _ given: Set<String>) {
      indices[rule.id] = rules.count
      rules.append((rule, given))
    }
  }

  /// Adds the rules of files, in order.
  mutating func add(_ roots: [PatternFileTree.Node]) {
    let layers = roots.map(layer)
    // One file that asks for the built-in rules has them for all.
    usesBuiltIn = usesBuiltIn || layers.contains(where: \.usesBuiltIn)
    for layer in layers { add(layer) }
  }

  private mutating func add(_ layer: Layer) {
    for id in layer.disabled { if let index = builtInIndices[id] { isSwitchedOff.insert(index) } }
    for (rule, given) in layer.rules {
      if let earlier = ownIndices[rule.id].flatMap({ own[$0].origin }) ?? changedOrigin(rule.id) {
        fault(
          rule, "id", "is that of a rule of \(earlier.file), too",
          "rename one, or extend one file by the other")
        continue
      }
      if let index = builtInIndices[rule.id], usesBuiltIn, !layer.disabled.contains(rule.id) {
        builtIn[index] = builtIn[index].changed(by: rule, given: given)
        changed[index] = rule.origin
      } else if rule.regex == nil, rule.path == nil {
        let near = NearNames.of(rule.id, in: Array(builtInIndices.keys))
        // A fault that the file's reader has noted already is not noted again.
        guard !given.contains("regex"), !given.contains("path") else { continue }
        if hasFault(rule) { continue }
        fault(
          rule, nil, "has neither regex nor path, and there is no rule of this id that it could extend",
          near.isEmpty ? "give it a regex" : "did you mean \(near.joined(separator: ", "))?")
      } else {
        ownIndices[rule.id] = own.count
        own.append(rule)
      }
    }
    allowlists += layer.allowlists
  }

  private func hasFault(_ rule: Rule) -> Bool {
    notes.faults.contains { $0.rule == rule.id && $0.file == rule.origin?.file }
  }

  private func changedOrigin(_ id: String) -> PatternOrigin? { builtInIndices[id].flatMap { changed[$0] } }

  private func layer(of node: PatternFileTree.Node) -> Layer {
    var layer = node.base.map { self.layer(of: $0) } ?? Layer()
    let file = node.file
    layer.usesBuiltIn = layer.usesBuiltIn || file.base.usesBuiltIn
    for (index, id) in file.base.disabled.enumerated() {
      var isKnown = false
      if let index = layer.indices[id] {
        layer.rules.remove(at: index)
        layer.indices = Dictionary(
          layer.rules.enumerated().map { ($0.element.rule.id, $0.offset) },
          uniquingKeysWith: { first, _ in first })
        isKnown = true
      }
      if builtInIndices[id] != nil {
        layer.disabled.insert(id)
        isKnown = true
      }
      if !isKnown {
        let near = NearNames.of(id, in: Array(builtInIndices.keys))
        let key = "disabledRules[\(index)]"
        notes.warnings.append(
          PatternError(
            file: file.name, line: file.base.origin?.line(of: key), key: "extend.\(key)",
            reason: "there is no rule \(id) to switch off",
            advice: near.isEmpty ? nil : "did you mean \(near.joined(separator: ", "))?"))
      }
    }
    for (rule, given) in zip(file.rules, file.given) {
      if let index = layer.indices[rule.id] {
        let base = layer.rules[index]
        layer.rules[index] = (base.rule.changed(by: rule, given: given), base.given.union(given))
      } else {
        layer.append(rule, given)
      }
    }
    layer.allowlists += file.allowlists
    return layer
  }

  private func fault(_ rule: Rule, _ key: String?, _ reason: String, _ advice: String?) {
    notes.faults.append(
      PatternError(
        file: rule.origin?.file ?? "patterns",
        line: key.map { rule.origin?.line(of: $0) } ?? rule.origin?.line,
        rule: rule.id, key: key, reason: reason, advice: advice))
  }

  /// The rules in force; those that only serve others; the rules of the files.
  func finish() -> (rules: [Rule], auxiliary: [Rule], own: [Rule]) {
    var rules: [Rule] = []
    if usesBuiltIn {
      for (index, rule) in builtIn.enumerated() where !isSwitchedOff.contains(index) || changed[index] != nil
      {
        rules.append(rule)
      }
    }
    rules += own
    let indices = Dictionary(
      rules.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    excuse(&rules, indices)
    require(&rules, indices)
    let own = rules.filter { $0.origin != nil }
    return (rules.filter { !$0.skipsReport }, rules.filter(\.skipsReport), own)
  }

  private func excuse(_ rules: inout [Rule], _ indices: [String: Int]) {
    for allowlist in allowlists {
      guard !allowlist.targets.isEmpty else {
        for index in rules.indices { rules[index].allowlists.append(allowlist.list) }
        continue
      }
      for (number, id) in allowlist.targets.enumerated() {
        if let index = indices[id] {
          rules[index].allowlists.append(allowlist.list)
          continue
        }
        let near = NearNames.of(id, in: Array(indices.keys))
        let key = "targetRules[\(number)]"
        notes.faults.append(
          PatternError(
            file: allowlist.list.origin?.file ?? "patterns", line: allowlist.list.origin?.line(of: key),
            key: (allowlist.list.origin?.prefix ?? "") + key, reason: "there is no rule \(id)",
            advice: near.isEmpty ? "take it out" : "did you mean \(near.joined(separator: ", "))?"))
      }
    }
  }

  private func require(_ rules: inout [Rule], _ indices: [String: Int]) {
    let others = rules
    for index in rules.indices {
      for number in rules[index].required.indices {
        let id = rules[index].required[number].id
        let key = "required[\(number)].id"
        guard let other = indices[id].map({ others[$0] }) else {
          let near = NearNames.of(id, in: Array(indices.keys))
          fault(
            rules[index], key, "there is no rule \(id)",
            near.isEmpty ? "take it out" : "did you mean \(near.joined(separator: ", "))?")
          continue
        }
        if id == rules[index].id || !other.required.isEmpty {
          fault(
            rules[index], key, "\(id) requires other rules itself",
            "require only rules that stand by themselves")
        } else if other.regex == nil || other.reader != nil {
          fault(rules[index], key, "\(id) has no expression of its own", "require a rule with a regex")
        } else {
          rules[index].required[number].rules = [other]
        }
      }
    }
  }
}
