import Deployments
import Dockerfiles

/// Files of variables that a deployment file names and that stand beside it.
enum EnvironmentFiles {
  private static let byteLimit = 1 << 20
  private static let fileLimit = 64

  /// One hit for each file that holds secrets, at the word that names it.
  static func hits(of analysis: DeploymentAnalysis, in folder: String?) -> [DeploymentHit] {
    guard let folder, let rule = DeploymentRules.rule("deploy-environment-file") else { return [] }
    return analysis.environmentFiles.prefix(fileLimit).compactMap { file in
      guard !file.path.hasPrefix("/"), !file.path.contains("$"),
        let bytes = DockerfileContext.read(folder + "/" + file.path, limit: byteLimit)
      else { return nil }
      let names = SecretJudgement.assignments(in: bytes).map(\.name)
      guard let first = names.first else { return nil }
      let others = Set(names).count - 1
      return DeploymentHit(
        rule: rule.id, range: file.range, secret: [], subject: file.path, severity: rule.severity,
        confidence: .high,
        detail: "\(file.path): \(first)" + (others > 0 ? " and \(others) more" : ""))
    }
  }
}
