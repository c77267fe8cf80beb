import Deployments
import Findings

/// The deployment files that stand beside a Dockerfile: in its folder, and in those where they are usually kept.
public struct DeploymentNeighbours {
  /// Their paths, relative to the folder, sorted.
  public let names: [String]
  /// How many findings their texts alone give rise to.
  public let hitCount: Int
  /// Log groups of CloudWatch that their containers write to, with the file that names each.
  public let logGroups: [(name: String, file: String)]

  private static let folders = [
    "", "deploy", "deployment", "deployments", "k8s", "kubernetes", "manifests", ".aws", "aws", "ecs",
    "cloudformation", "cfn", "infra", "docker", "compose",
  ]

  /// Looks into a folder; what cannot be read is not there.
  public init(in folder: String) {
    var names: [String] = []
    var hitCount = 0
    var logGroups: [(name: String, file: String)] = []
    for inner in DeploymentNeighbours.folders {
      var search = DeploymentSearch()
      search.readNear(inner.isEmpty ? folder : folder + "/" + inner)
      for file in search.files {
        let analysis = DeploymentAnalysis(file.bytes)
        guard !analysis.kinds.isEmpty else { continue }
        let name = inner.isEmpty ? file.name : inner + "/" + file.name
        names.append(name)
        hitCount += analysis.hits.count
        for group in analysis.logGroups { logGroups.append((group, name)) }
      }
    }
    self.names = names
    self.hitCount = hitCount
    self.logGroups = logGroups
  }

  /// One line about them; nil where there are none.
  public func mention(_ folder: String) -> String? {
    guard !names.isEmpty else { return nil }
    let shown =
      names.prefix(6).joined(separator: ", ") + (names.count > 6 ? " and \(names.count - 6) more" : "")
    let found =
      hitCount == 0 ? "" : " (\(hitCount) \(hitCount == 1 ? "finding" : "findings") at a first look)"
    return "deployment files beside the Dockerfile: \(shown)\(found): contraband deploy \(folder)"
  }

  /// Findings about what a container prints, with the log group that keeps it.
  func naming(_ findings: [Finding]) -> [Finding] {
    guard !logGroups.isEmpty else { return findings }
    let groups = logGroups.prefix(4).map { "the log group \($0.name) keeps it (\($0.file))" }
    return findings.map { finding in
      guard DeploymentNeighbours.printing.contains(finding.rule) else { return finding }
      var finding = finding
      finding.detail = ([finding.detail].compactMap { $0 } + groups).joined(separator: "; ")
      return finding
    }
  }

  private static let printing: Set<String> = [
    "dockerfile-runtime-prints-secret", "dockerfile-runtime-prints-environment",
  ]
}
