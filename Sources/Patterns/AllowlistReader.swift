/// Reads one allowlist, of a rule or of a whole file.
enum AllowlistReader {
  static let keys: Set<String> = [
    "description", "condition", "commits", "regexes", "regexTarget", "paths", "stopwords",
  ]

  /// The list; nil where it can never excuse anything.
  static func read(_ table: RuleTable) -> Allowlist? {
    var list = Allowlist()
    list.description = table.string("description")
    list.regexes = table.expressions("regexes")
    list.target = target(table)
    list.paths = table.expressions("paths")
    list.stopwords = table.strings("stopwords")
    list.origin = table.place.lines.map { origin(of: table.place, $0) }
    let condition = table.string("condition")
    switch condition?.uppercased() {
    case nil, "OR", "||": list.requiresAll = false
    case "AND", "&&": list.requiresAll = true
    default: table.fault("condition", "is \"\(condition ?? "")\"; it may be AND or OR")
    }
    guard table.place.dialect == .team else { return list }
    let commits = table.strings("commits")
    if !commits.isEmpty {
      table.warn(
        "commits",
        list.requiresAll
          ? "can never hold: what is scanned belongs to no commit, so the whole list excuses nothing"
          : "excuses nothing: what is scanned belongs to no commit")
    }
    let isEmpty = ["commits", "regexes", "paths", "stopwords"].allSatisfy { !table.has($0) }
    if isEmpty {
      table.warn(nil, "an allowlist without commits, paths, regexes or stopwords excuses nothing")
    }
    return list.requiresAll && !commits.isEmpty ? nil : list
  }

  /// Gitleaks writes `secret` also as nothing.
  private static func target(_ table: RuleTable) -> Allowlist.Target {
    if table.place.dialect == .team, table.has("regexTarget"), table.string("regexTarget") == "" {
      return .secret
    }
    return table.choice("regexTarget") ?? .secret
  }

  /// Where a table stands, with the lines of its keys.
  static func origin(of place: RuleTable.Place, _ lines: TOMLLines) -> PatternOrigin {
    let path = place.path
    var origin = PatternOrigin(
      file: place.file, line: lines.line(of: path), rule: place.rule, prefix: place.prefix)
    guard let dot = path.firstIndex(of: ".") else {
      origin.lines = lines.parts(of: path)
      return origin
    }
    let inner = String(path[path.index(after: dot)...]) + "."
    for (key, line) in lines.parts(of: String(path[..<dot])) where key.hasPrefix(inner) {
      origin.lines[String(key.dropFirst(inner.count))] = line
    }
    return origin
  }
}
