import Testing

@testable import Patterns

@Suite struct AnchorTests {
  private static func literals(_ expression: String) -> Set<String>? {
    Anchor.best(of: expression).map { anchor in
      Set(anchor.literals.map { String(decoding: $0.bytes, as: UTF8.self) + ($0.ignoresCase ? "/i" : "") })
    }
  }

  @Test(arguments: [
    (#"\b(ghp_[0-9A-Za-z]{36})\b"#, ["ghp_"]),
    ("(?i:acme)[^a]{0,20}x", ["acme/i"]),
    ("(?:sk|rk)_live_[0-9a-z]{24}", ["sk_live_", "rk_live_"]),
    ("[0-9a-z]{10}@acme", ["@acme"]),
    ("xox[bp]-[0-9]{10}", ["xoxb-", "xoxp-"]),
    ("(?:acme_)?token_[0-9]{9}", ["acme_token_", "token_"]),
    ("(?:abc_def){2}", ["abc_defabc_def"]),
    ("(?i)key", ["key/i"]),
    ("foo_bar|baz_qux", ["foo_bar", "baz_qux"]),
  ])
  func theRarestFixedTextIsTheAnchor(expression: String, expected: [String]) {
    #expect(AnchorTests.literals(expression) == Set(expected))
  }

  @Test(arguments: ["", "[0-9a-f]*", "a*", ".", #"\w+"#, "abc|", "(?:abc)?", "abc|[^a]", "(?=abc_def)"])
  func withoutFixedTextThereIsNone(expression: String) {
    #expect(AnchorTests.literals(expression) == nil)
  }

  @Test func theReachGoesToTheLiteralsEnd() {
    #expect(Anchor.best(of: "ghp_[0-9]{36}")?.reach == 4)
    #expect(Anchor.best(of: "[0-9]{3,8}-acme-[0-9]{36}")?.reach == 14)
    #expect(Anchor.best(of: "[0-9]+-acme-")?.reach == nil)
    #expect(Anchor.best(of: "(?:a_b_c_|[0-9]{9}x_y_z_)q")?.reach == 15)
  }

  @Test func rarerTextIsPreferred() throws {
    let common = try #require(Anchor.best(of: "the"))
    let rare = try #require(Anchor.best(of: "zq9_XJ"))
    #expect(rare.frequency < common.frequency)
    #expect(AnchorTests.literals("the[0-9]{5}zq9_XJ") == ["zq9_XJ"])
  }

  @Test func alternativesDoNotGrowWithoutBound() throws {
    let many = (0..<600).map { "word\($0)_" }.joined(separator: "|")
    if let anchor = Anchor.best(of: many) { #expect(anchor.literals.count <= 600) }
    let product = String(repeating: "[abcd]", count: 12) + "_x"
    #expect((Anchor.best(of: product)?.literals.count ?? 0) <= 128)
  }
}
