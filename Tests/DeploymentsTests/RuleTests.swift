import Deployments
import Testing

/// What the rules find in a deployment file's own text.
@Suite("Rules about deployment files")
struct DeploymentRuleTests {
  /// These look at what stands beside the file.
  private static let neighbourly: Set<String> = ["deploy-image-prints-secret", "deploy-environment-file"]

  @Test("are at least 14, each with an id of its own, a fix, a page and examples of both kinds")
  func table() {
    #expect(DeploymentRules.all.count >= 14)
    #expect(Set(DeploymentRules.all.map(\.id)).count == DeploymentRules.all.count)
    for rule in DeploymentRules.all {
      #expect(rule.id.hasPrefix("deploy-"))
      #expect(!rule.fix.isEmpty && !rule.explanation.isEmpty && !rule.title.isEmpty)
      #expect(rule.reference.hasPrefix("https://"))
      let hasBoth = !rule.examples.isEmpty && !rule.counterexamples.isEmpty
      #expect(hasBoth || Self.neighbourly.contains(rule.id), "\(rule.id)")
    }
  }

  @Test("find what their examples show", arguments: DeploymentRules.all)
  func examples(_ rule: DeploymentRule) {
    for example in rule.examples {
      #expect(found(example).contains(rule.id), "\(rule.id): \(example) gives \(found(example))")
    }
  }

  @Test("find nothing at all in their counterexamples", arguments: DeploymentRules.all)
  func counterexamples(_ rule: DeploymentRule) {
    for example in rule.counterexamples {
      let analysis = DeploymentAnalysis(Array(example.utf8))
      #expect(!analysis.kinds.isEmpty, "\(example)")
      #expect(!found(example).contains(rule.id), "\(rule.id): \(example)")
    }
  }

  private func found(_ text: String) -> Set<String> {
    Set(DeploymentAnalysis(Array(text.utf8)).hits.map(\.rule))
  }
}
