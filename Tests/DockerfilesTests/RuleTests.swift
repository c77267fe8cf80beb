import Dockerfiles
import Testing

/// What the rules find in a Dockerfile's own text, and by the names of what it copies.
@Suite("Rules about Dockerfiles")
struct RuleTests {
  @Test("are at least 25, each with an id of its own, a fix, a page and examples of both kinds")
  func table() {
    #expect(DockerfileRules.all.count >= 25)
    #expect(Set(DockerfileRules.all.map(\.id)).count == DockerfileRules.all.count)
    for rule in DockerfileRules.all {
      #expect(rule.id.hasPrefix("dockerfile-"))
      #expect(!rule.fix.isEmpty && !rule.explanation.isEmpty)
      #expect(rule.reference.hasPrefix("https://docs.docker.com/"))
      #expect(!rule.examples.isEmpty && !rule.counterexamples.isEmpty, "\(rule.id)")
    }
  }

  @Test("find what their examples show", arguments: DockerfileRules.all)
  func examples(_ rule: DockerfileRule) {
    for example in rule.examples {
      #expect(found(example).contains(rule.id), "\(rule.id): \(example) gives \(found(example))")
    }
  }

  @Test("find nothing in their counterexamples", arguments: DockerfileRules.all)
  func counterexamples(_ rule: DockerfileRule) {
    for example in rule.counterexamples {
      #expect(!found(example).contains(rule.id), "\(rule.id): \(example)")
    }
  }

  private func found(_ text: String) -> Set<String> {
    let file = DockerfileParser.parse(Array(("FROM a\n" + text + "\n").utf8))
    let analysis = DockerfileAnalysis(file)
    return Set((analysis.hits + analysis.hitsByName(hasIgnoreFile: false)).map(\.rule))
  }
}
