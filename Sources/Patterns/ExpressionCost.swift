/// Tells what makes an expression slow, from its form alone.
public enum ExpressionCost {
  /// A text that stands about once in a thousand bytes or oftener calls the second stage too often.
  public static let commonest = 1e-3

  /// What about a rule costs more than it should; none for a rule without expression.
  ///
  /// - Parameter longestMatch: bytes beyond which no match is found.
  public static func warnings(of rule: Rule, longestMatch: Int) -> [String] {
    guard let expression = rule.expression else { return [] }
    var warnings: [String] = []
    let node = ExpressionParser.parse(expression)
    let anchor = Anchor.best(of: expression)
    let hasRareNear =
      !rule.near.isEmpty
      && (Anchor.best(of: "(?i:" + rule.near.joined(separator: "|") + ")")?.frequency ?? 1) <= commonest
    if let anchor {
      let texts = anchor.literals.prefix(3).map { "`\(String(decoding: $0.bytes, as: UTF8.self))`" }
        .joined(separator: ", ")
      if anchor.frequency > commonest, !hasRareNear, rule.path == nil {
        warnings.append(
          "the rarest text that every match contains, \(texts), stands everywhere; add a longer one")
      } else if anchor.reach == nil {
        warnings.append("a repetition without bound stands before \(texts); bound it, or take it out")
      }
    } else if !hasRareNear, rule.path == nil {
      warnings.append("no fixed text is in every match, so that it runs over all content; add one, or a path")
    }
    if let width = node.maximumWidth, width > longestMatch {
      warnings.append(
        "may match \(width) bytes; matches of more than \(longestMatch) may be cut by a boundary")
    }
    if hasNestedRepetition(node) {
      warnings.append("repeats what repeats, as in (a+)+: text that almost matches takes long; flatten it")
    }
    if hasWideRepetition(node) {
      warnings.append("repeats almost any byte without bound, as in .*: bound it, .{0,100}")
    }
    return warnings
  }

  /// A set of more members than this is almost any byte.
  private static let wide = 200
  /// Repetitions of as many rounds backtrack like those without bound.
  private static let many = 10

  private static func isLong(_ max: Int?) -> Bool { max.map { $0 >= many } ?? true }

  private static func hasWideRepetition(_ node: ExpressionNode) -> Bool {
    switch node {
    case .set, .nothing, .unknown: false
    case .sequence(let nodes), .choice(let nodes): nodes.contains(where: hasWideRepetition)
    case .repetition(.set(let set), _, nil): set.count > wide
    case .repetition(let inner, _, _): hasWideRepetition(inner)
    }
  }

  private static func hasNestedRepetition(_ node: ExpressionNode) -> Bool {
    switch node {
    case .set, .nothing, .unknown: return false
    case .sequence(let nodes), .choice(let nodes): return nodes.contains(where: hasNestedRepetition)
    case .repetition(let inner, _, let max):
      if isLong(max), isAmbiguous(inner) { return true }
      return hasNestedRepetition(inner)
    }
  }

  /// Whether rounds of the node can be cut in several ways: it is a repetition of any length, all else optional.
  private static func isAmbiguous(_ node: ExpressionNode) -> Bool {
    switch node {
    case .set, .nothing, .unknown: return false
    case .choice(let nodes): return nodes.contains(where: isAmbiguous)
    case .repetition(_, let min, let max): return isLong(max) && max != min
    case .sequence(let nodes):
      return nodes.indices.contains { index in
        isAmbiguous(nodes[index])
          && nodes.indices.allSatisfy { $0 == index || canBeEmpty(nodes[$0]) }
      }
    }
  }

  private static func canBeEmpty(_ node: ExpressionNode) -> Bool {
    switch node {
    case .set: false
    case .nothing, .unknown: true
    case .sequence(let nodes): nodes.allSatisfy(canBeEmpty)
    case .choice(let nodes): nodes.contains(where: canBeEmpty)
    case .repetition(let inner, let min, _): min == 0 || canBeEmpty(inner)
    }
  }
}
