import Testing

@testable import Patterns

@Suite struct ExpressionShapeTests {
  @Test(
    arguments: [
      ("abc", 3), ("a|bcd|", 3), ("[0-9a-f]{8,16}", 16), ("a?b?", 2), ("(?:ab){2,3}c", 7), ("a+", nil),
      ("a{3,}", nil),
      (#"\babc\b"#, 3), ("(?=abc)a", 1), (#"(a)\1"#, nil), ("", 0),
    ] as [(String, Int?)])
  func widthIsThatOfTheWidestMatch(expression: String, width: Int?) {
    #expect(ExpressionShape(expression).maximumWidth == width)
  }

  @Test(arguments: [
    ("abc", 3), ("a b", 1), ("[0-9a-f]{8,16}", 8), ("ab|c", 1), ("(?:ab|cde)fg", 4), ("a?", 0), ("a*b", 1),
    ("[^a]", 0), (#"\w+"#, 1), (#"key[ =][0-9a-f]{32}"#, 32), ("(?:a{5} ){2}", 5), ("x(?:ab)?y", 2),
    ("[ a]", 0),
    ("a{4}[.=/+~-]b{4}", 9),
  ])
  func theTokenRunIsWhatEveryMatchHas(expression: String, run: Int) {
    #expect(ExpressionShape(expression).tokenRun == run)
  }
}
