/// A piece of fixed text that every match of an expression contains.
public struct AnchorLiteral: Hashable, Sendable {
  /// In lower case where `ignoresCase`.
  public var bytes: [UInt8]
  /// Whether both cases of its letters count.
  public var ignoresCase: Bool
}

/// Literals of which every match of an expression contains at least one: what the first stage looks for.
public struct Anchor: Hashable, Sendable {
  /// The texts, of which one is in every match.
  public var literals: [AnchorLiteral]
  /// Bytes from a match's start to the literal's end, at most; nil without bound.
  public var reach: Int?
  /// How often a byte of ordinary content begins one of the literals, estimated.
  public var frequency: Double

  /// The best anchor of `expression`: the rarest; nil where it has none.
  public static func best(of expression: String) -> Anchor? {
    AnchorSearch.best(ExpressionParser.parse(expression))
  }
}

/// What the first stage knows of an expression beside its anchor.
public struct ExpressionShape: Hashable, Sendable {
  /// Bytes of the widest match; nil without bound.
  public var maximumWidth: Int?
  /// Token bytes that every match has in a row.
  public var tokenRun: Int
  /// Whether those are such that some digit is among them all but surely, or cases are mixed: a random key.
  public var hasKeyRun: Bool
  /// Punctuation that every match contains, rarest first.
  public var marks: [UInt8]

  /// Reads the shape off an expression.
  public init(_ expression: String) {
    let node = ExpressionParser.parse(expression)
    maximumWidth = node.maximumWidth
    tokenRun = node.tokenRun
    hasKeyRun = node.keyWeight >= ExpressionShape.keyWeight
    let mandatory = node.mandatoryBytes
    marks = ExpressionShape.punctuation.filter(mandatory.contains)
  }

  /// Of a run with this weight one in a thousand at most has neither a digit nor mixed case.
  private static let keyWeight = 20

  private static let punctuation = Array("~|@$^!#&;%{}?<>".utf8)

  /// Whether a byte may stand in a run that `tokenRun` counts.
  public static func isTokenByte(_ byte: UInt8) -> Bool { ByteSet.token.contains(byte) }
}

/// Finds anchors in the tree of an expression.
struct AnchorSearch {
  /// Literals of one anchor, and bytes of one literal, that are kept.
  private static let literalLimit = 128
  private static let lengthLimit = 24
  /// Strings rarer than this are not multiplied by alternatives that follow them.
  private static let rareEnough = 1e-7

  /// A set of more members than this does not extend a literal.
  private let setLimit: Int

  /// The rarest anchor; larger sets are spelled out only where smaller ones leave it common.
  static func best(_ node: ExpressionNode) -> Anchor? {
    let plain = AnchorSearch(setLimit: 4).best(node)
    if let plain, plain.frequency < 1e-5 { return plain }
    let spelled = AnchorSearch(setLimit: 32).best(node)
    guard let plain, let spelled else { return plain ?? spelled }
    return spelled.frequency < plain.frequency / 4 ? spelled : plain
  }

  private func best(_ node: ExpressionNode) -> Anchor? {
    switch node {
    case .set, .nothing, .unknown:
      return exact(node).flatMap { anchor($0, before: 0) }
    case .repetition(let inner, let min, let max):
      if let strings = exact(node) { return anchor(strings, before: 0) }
      guard min > 0, var anchor = best(inner) else { return nil }
      // Which round of the repetition the literal stands in is not known.
      if max != 1 { anchor.reach = node.maximumWidth }
      return anchor
    case .choice(let branches):
      if let strings = exact(node) { return anchor(strings, before: 0) }
      return union(branches)
    case .sequence(let nodes): return sequence(nodes)
    }
  }

  private func union(_ branches: [ExpressionNode]) -> Anchor? {
    var union = Anchor(literals: [], reach: 0, frequency: 0)
    for branch in branches {
      guard let anchor = best(branch) else { return nil }
      union.literals += anchor.literals.filter { !union.literals.contains($0) }
      union.frequency += anchor.frequency
      if let reach = anchor.reach, let other = union.reach {
        union.reach = max(reach, other)
      } else {
        union.reach = nil
      }
    }
    return union.literals.count <= AnchorSearch.literalLimit * 4 ? union : nil
  }

  private func sequence(_ nodes: [ExpressionNode]) -> Anchor? {
    var candidates: [Anchor] = []
    var strings: [AnchorLiteral] = [AnchorLiteral(bytes: [], ignoresCase: false)]
    /// Bytes before the strings at hand; nil without bound.
    var before: Int? = 0
    func close() {
      if let anchor = anchor(strings, before: before) { candidates.append(anchor) }
      if let width = before { before = width + (strings.map(\.bytes.count).max() ?? 0) }
      strings = [AnchorLiteral(bytes: [], ignoresCase: false)]
    }
    for node in nodes {
      if case .nothing = node { continue }
      let isRare =
        strings.allSatisfy { !$0.bytes.isEmpty }
        && strings.reduce(0) { $0 + frequency($1) } < AnchorSearch.rareEnough
      if let more = exact(node), !(isRare && more.count > 1), let longer = product(strings, more) {
        strings = longer
        continue
      }
      close()
      if let more = exact(node), let fresh = product(strings, more) {
        strings = fresh
        continue
      }
      // A repetition of a literal-like part still begins with it, and a group may have an anchor of its own.
      if var inner = best(node) {
        inner.reach = before.flatMap { width in inner.reach.map { $0 + width } }
        candidates.append(inner)
      }
      before = before.flatMap { width in node.maximumWidth.map { $0 + width } }
    }
    close()
    return candidates.min { $0.frequency < $1.frequency }
  }

  private func anchor(_ strings: [AnchorLiteral], before: Int?) -> Anchor? {
    guard !strings.isEmpty, strings.allSatisfy({ !$0.bytes.isEmpty }) else { return nil }
    let longest = strings.map(\.bytes.count).max() ?? 0
    return Anchor(
      literals: strings, reach: before.map { $0 + longest },
      frequency: strings.reduce(0) { $0 + frequency($1) })
  }

  /// All strings a node matches, where they are few.
  private func exact(_ node: ExpressionNode) -> [AnchorLiteral]? {
    switch node {
    case .nothing: return [AnchorLiteral(bytes: [], ignoresCase: false)]
    case .unknown: return nil
    case .set(let set):
      guard set.count <= setLimit else { return nil }
      let members = set.members
      if members.count == 2, members[0] | 0x20 == members[1], ByteSet.word.contains(members[1]) {
        return [AnchorLiteral(bytes: [members[1]], ignoresCase: true)]
      }
      return members.map { AnchorLiteral(bytes: [$0], ignoresCase: false) }
    case .sequence(let nodes):
      var strings = [AnchorLiteral(bytes: [], ignoresCase: false)]
      for node in nodes {
        guard let more = exact(node), let longer = product(strings, more) else { return nil }
        strings = longer
      }
      return strings
    case .choice(let branches):
      var strings: [AnchorLiteral] = []
      for branch in branches {
        guard let more = exact(branch), strings.count + more.count <= AnchorSearch.literalLimit else {
          return nil
        }
        strings += more.filter { !strings.contains($0) }
      }
      return strings
    case .repetition(let inner, let min, let max):
      guard let max, max <= 8, let one = exact(inner) else { return nil }
      var strings: [AnchorLiteral] = []
      for count in min...Swift.max(min, max) {
        var power = [AnchorLiteral(bytes: [], ignoresCase: false)]
        for _ in 0..<count {
          guard let longer = product(power, one) else { return nil }
          power = longer
        }
        guard strings.count + power.count <= AnchorSearch.literalLimit else { return nil }
        strings += power.filter { !strings.contains($0) }
      }
      return strings
    }
  }

  private func product(_ a: [AnchorLiteral], _ b: [AnchorLiteral]) -> [AnchorLiteral]? {
    guard a.count * b.count <= AnchorSearch.literalLimit else { return nil }
    var strings: [AnchorLiteral] = []
    for left in a {
      for right in b {
        let bytes = left.bytes + right.bytes
        guard bytes.count <= AnchorSearch.lengthLimit else { return nil }
        let ignoresCase = left.ignoresCase || right.ignoresCase
        strings.append(
          AnchorLiteral(
            bytes: ignoresCase ? bytes.map { 0x41 <= $0 && $0 <= 0x5a ? $0 | 0x20 : $0 } : bytes,
            ignoresCase: ignoresCase))
      }
    }
    return strings
  }

  /// Rough shares of bytes in text, code and binaries, multiplied: only their order matters.
  private func frequency(_ literal: AnchorLiteral) -> Double {
    literal.bytes.reduce(1.0) { product, byte in
      let share: Double =
        switch byte {
        case 0x20: 0.12
        case 0x61...0x7a: AnchorSearch.commonLetters.contains(byte) ? 0.06 : 0.02
        case 0x41...0x5a: 0.014
        case 0x30...0x39: 0.02
        case 0x00: 0.1
        default: 0.012
        }
      return product * (literal.ignoresCase ? share * 1.2 : share)
    }
  }

  private static let commonLetters = ByteSet("etaoinsrhldcu".utf8)
}
