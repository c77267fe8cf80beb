import Testing

@testable import Patterns

/// Whatever the expression: a text that it matches holds the anchor's text where the anchor says, and has the
/// shape that the first stage relies on.
@Suite struct AnchorPropertyTests {
  /// An expression and a text that it matches as a whole.
  private struct Sample {
    var expression: String
    var text: [UInt8]
  }

  /// Makes expressions of a few constructs, together with a match.
  private struct Maker {
    var random: SplitMix
    var ignoresCase = false

    mutating func sequence(_ depth: Int) -> Sample {
      var whole = Sample(expression: "", text: [])
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        let part = part(depth)
        whole.expression += part.expression
        whole.text += part.text
      }
      return whole
    }

    private mutating func part(_ depth: Int) -> Sample {
      let atom = depth > 0 && Int.random(in: 0..<3, using: &random) == 0 ? group(depth - 1) : atom()
      switch Int.random(in: 0..<9, using: &random) {
      case 0:
        return Bool.random(using: &random)
          ? optional(atom) : Sample(expression: atom.expression + "?", text: atom.text)
      case 1: return repeated(atom, "*", counts: 0...3)
      case 2: return repeated(atom, "+", counts: 1...3)
      case 3: return repeated(atom, "{2,4}", counts: 2...4)
      case 4: return repeated(atom, "{3}", counts: 3...3)
      case 5: return Sample(expression: "(?=)" + atom.expression + "(?<=)", text: atom.text)
      default: return atom
      }
    }

    private func optional(_ atom: Sample) -> Sample { Sample(expression: atom.expression + "?", text: []) }

    /// The same text in every round, which is one of the texts that the expression matches.
    private mutating func repeated(_ atom: Sample, _ mark: String, counts: ClosedRange<Int>) -> Sample {
      let count = Int.random(in: counts, using: &random)
      return Sample(
        expression: atom.expression + mark, text: Array(repeatElement(atom.text, count: count).joined()))
    }

    private mutating func group(_ depth: Int) -> Sample {
      let outer = ignoresCase
      defer { ignoresCase = outer }
      var opening = ["(", "(?:", "(?>", "(?i:"].randomElement(using: &random) ?? "("
      // What a possessive group takes it does not give back: only where one text can match.
      if opening == "(?>" { opening = "(?:" }
      if opening == "(?i:" { ignoresCase = true }
      let branches = (0..<Int.random(in: 1...3, using: &random)).map { _ in sequence(depth) }
      let chosen = branches.randomElement(using: &random) ?? branches[0]
      let text = branches.map(\.expression).joined(separator: "|")
      return Sample(expression: opening + text + ")", text: chosen.text)
    }

    private mutating func atom() -> Sample {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: return pick("[0-9a-f]", from: "0123456789abcdef")
      case 1: return pick(#"\d"#, from: "0123456789")
      case 2: return pick("[^a-z]", from: "AZ09_ /")
      case 3: return pick("[xX]", from: "xX")
      case 4: return pick(#"[ =:%@]"#, from: " =:%@")
      default:
        let letters = Array("abcxyzABC019_-= %@~".utf8)
        let byte = letters.randomElement(using: &random) ?? 0x61
        let character = String(decoding: [byte], as: UTF8.self)
        return Sample(expression: character == "-" ? #"\-"# : character, text: [cased(byte)])
      }
    }

    private mutating func pick(_ expression: String, from members: String) -> Sample {
      Sample(expression: expression, text: [Array(members.utf8).randomElement(using: &random) ?? 0x30])
    }

    private mutating func cased(_ byte: UInt8) -> UInt8 {
      let isLetter = (0x41...0x5a).contains(byte & 0xdf)
      return ignoresCase && isLetter && Bool.random(using: &random) ? byte ^ 0x20 : byte
    }
  }

  @Test(arguments: 0..<300)
  func aMatchHoldsTheAnchorAndTheShape(seed: Int) {
    var maker = Maker(random: SplitMix(state: UInt64(seed)))
    for _ in 0..<5 {
      let sample = maker.sequence(2)
      let shape = ExpressionShape(sample.expression)
      let text = String(decoding: sample.text, as: UTF8.self)
      if let width = shape.maximumWidth {
        #expect(sample.text.count <= width, "\(sample.expression) matches \(text)")
      }
      let runs = sample.text.split { !ByteSet.token.contains($0) }.map(\.count)
      #expect(shape.tokenRun <= runs.max() ?? 0, "\(sample.expression) matches \(text)")
      #expect(shape.marks.allSatisfy(sample.text.contains), "\(sample.expression) matches \(text)")
      guard let anchor = Anchor.best(of: sample.expression) else { continue }
      let ends = anchor.literals.compactMap { AnchorPropertyTests.firstEnd(of: $0, in: sample.text) }
      #expect(!ends.isEmpty, "\(sample.expression) matches \(text), which lacks \(anchor.literals)")
      if let reach = anchor.reach, let end = ends.min() {
        #expect(end <= reach, "\(sample.expression) matches \(text)")
      }
    }
  }

  /// Where the first occurrence of the literal ends.
  private static func firstEnd(of literal: AnchorLiteral, in text: [UInt8]) -> Int? {
    let bytes = literal.ignoresCase ? text.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 } : text
    guard bytes.count >= literal.bytes.count else { return nil }
    let start = (0...(bytes.count - literal.bytes.count)).first {
      bytes[$0..<($0 + literal.bytes.count)].elementsEqual(literal.bytes)
    }
    return start.map { $0 + literal.bytes.count }
  }
}

/// A small generator of pseudo-random numbers, the same in every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
