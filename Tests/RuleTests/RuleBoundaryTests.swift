import Matching
import Patterns
import Testing

/// Large contents come in pieces that overlap: an example cut by a boundary is found, and in one piece only.
@Suite struct RuleBoundaryTests {
  /// As `Scanning` cuts them: bytes of the piece before that a piece repeats as context.
  private static let overlap = 4096

  @Test(arguments: BuiltIn.fileNames)
  func anExampleAcrossABoundaryIsFoundOnce(file: String) throws {
    let probe = try RuleProbe()
    var failures: [String] = []
    for rule in try BuiltIn.rules(ofFile: file) where rule.reader == nil && rule.regex != nil {
      if [#"\A"#, #"\z"#, #"\Z"#].contains(where: { rule.regex?.contains($0) == true }) { continue }
      guard let example = rule.examples.first else { continue }
      let filler = Array(repeatElement("- - -\n", count: 1000).joined().utf8)
      let text = try filler + Array(makeText(example, of: rule, seed: 0).utf8) + Array("\n- - -\n".utf8)
      let whole = try probe.matches(of: rule, in: text, path: example.path)
      guard let match = whole.first else {
        failures.append("\(rule.id) is not found far into a file: \(example.template.debugDescription)")
        continue
      }
      let cuts = [
        match.span.lowerBound, match.span.lowerBound + 1, match.secret.lowerBound, match.span.upperBound,
      ]
      for cut in Set(cuts).sorted() {
        let found = try secrets(of: rule, in: text, cutAt: cut, path: example.path, probe)
        if found != whole.map(\.secret) {
          failures.append(
            "\(rule.id) cut at \(cut - match.span.lowerBound): \(found), not \(whole.map(\.secret))")
        }
      }
    }
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
  }

  /// Secrets found in the piece that ends at `cut` and in the next, in bytes of the whole.
  private func secrets(
    of rule: Rule, in text: [UInt8], cutAt cut: Int, path: String?, _ probe: RuleProbe
  ) throws -> [Range<Int>] {
    let first = try probe.matches(of: rule, in: text, path: path, owned: 0..<cut)
    let start = max(0, cut - RuleBoundaryTests.overlap)
    let second = try probe.matches(
      of: rule, in: Array(text[start...]), path: path, owned: (cut - start)..<(text.count - start),
      isFirst: false)
    let found =
      first.map(\.secret) + second.map { $0.secret.lowerBound + start..<$0.secret.upperBound + start }
    // The same secret in clear and decoded is joined when all pieces have been searched.
    return found.reduce(into: []) { unique, range in if !unique.contains(range) { unique.append(range) } }
  }
}
