import Deployments
import Testing

/// Files that are made to cost time or memory, or that are broken.
@Suite("Hostile deployment files")
struct HostileDeploymentTests {
  private func read(_ text: String) -> DeploymentAnalysis { DeploymentAnalysis(Array(text.utf8)) }

  @Test("laughs that alias each other a billion times are read once, and what was left is told")
  func laughs() {
    var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1...12 {
      let aliases = (0..<10).map { _ in "*a\(level - 1)" }.joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let analysis = read(text + "services:\n  app:\n    image: a\n    environment: *a12\n")
    #expect(analysis.kinds == [.compose])
    #expect(analysis.hits.isEmpty)
  }

  @Test("merges of a large map into each of many services end at the limit")
  func merges() {
    var text = "x-big: &big\n"
    for number in 0..<2_000 { text += "  K\(number): v\(number)\n" }
    text += "services:\n"
    for number in 0..<2_000 { text += "  s\(number): {image: a, environment: {<<: *big}}\n" }
    #expect(read(text).isTruncated)
  }

  @Test("nesting beyond the limit is a fault, not an overflow", arguments: ["[", "{a: ", "- ", "? "])
  func nesting(_ opening: String) {
    let text = "services: \n  a: {image: b}\nx: \n" + String(repeating: opening, count: 10_000)
    #expect(read(text).fault != nil)
  }

  @Test("a line of five megabytes is read, and what stands behind it")
  func longLine() {
    let analysis = read(
      "services:\n  a:\n    image: b\n    labels: {x: \"" + String(repeating: "a", count: 5_000_000)
        + "\"}\n    environment: {DB_PASSWORD: tr0ub4dor-Prod}\n")
    #expect(analysis.fault == nil)
    #expect(analysis.hits.map(\.rule) == ["deploy-compose-environment"])
  }

  @Test(
    "what is no text is a fault with its line",
    arguments: [[UInt8(0)], [0xff], [0xc3, 0x28], [0x01]])
  func noText(_ bytes: [UInt8]) {
    let analysis = DeploymentAnalysis(Array("services:\n  a:\n    image: b".utf8) + bytes + Array("\n".utf8))
    #expect(analysis.fault?.hasPrefix("line 3: ") == true)
    #expect(analysis.kinds == [.compose])
  }

  @Test("a tab where an indentation should be, an open quote and an alias of nothing are faults")
  func broken() {
    #expect(read("services:\n\ta:\n\t\timage: b\n").fault != nil)
    #expect(read("services:\n  a:\n    image: \"b\n").fault != nil)
    #expect(read("services:\n  a:\n    image: *b\n").fault != nil)
  }

  @Test("a map that contains itself ends")
  func recursion() {
    let analysis = read("services: &s\n  a: {image: b, environment: *s, build: *s, <<: *s}\n")
    #expect(analysis.kinds == [.compose])
  }

  @Test("a template that is no YAML at all is searched as text")
  func template() {
    let analysis = read("apiVersion: v1\nkind: Pod\n{{ if x }}\n\tq: [\n  password: tr0ub4dor-Prod\n")
    #expect(analysis.fault == nil)
    #expect(analysis.hits.map(\.rule) == ["deploy-template-secret"])
  }

  @Test(
    "files of other kinds are none",
    arguments: [
      "", "# services\n", "services: []\n", "services: {a: b}\n", "[1, 2]", "{\"kind\": \"x\"}",
      "on: push\njobs: {a: {services: {db: {image: x}}}}\n", "Resources: {A: {Type: Foo}}\n", "\u{feff}",
    ])
  func others(_ text: String) { #expect(read(text).kinds.isEmpty) }

  @Test("no prefix of a file breaks the reader")
  func prefixes() {
    let whole = Array(
      "services:\n  a: {image: \"b\\u00e9\", environment: {P_TOKEN: 'it''s', X: >-\n    a\n".utf8)
    for end in whole.indices { _ = DeploymentAnalysis(Array(whole[..<end])) }
    #expect(DeploymentAnalysis(whole).kinds == [.compose])
    #expect(DeploymentAnalysis(Array(whole.prefix(10))).kinds.isEmpty)
  }
}
