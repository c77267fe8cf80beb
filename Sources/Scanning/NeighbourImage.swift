import Deployments
import Dockerfiles

/// Reads the Dockerfile that stands beside a deployment file, or above the folder that it stands in.
enum NeighbourImage {
  private static let byteLimit = 1 << 20
  private static let scriptLimit = 256 << 10

  /// What it says of the image; nil where there is none.
  static func find(beside folder: String) -> DeploymentImage? {
    for root in [folder, folder + "/.."] {
      for name in ["Dockerfile", "Containerfile"] {
        guard let bytes = DockerfileContext.read(root + "/" + name, limit: byteLimit) else { continue }
        return image(DockerfileParser.parse(bytes), name: root == folder ? name : "../" + name, root: root)
      }
    }
    return nil
  }

  private static func image(_ dockerfile: Dockerfile, name: String, root: String) -> DeploymentImage {
    let analysis = DockerfileAnalysis(dockerfile)
    var hits = analysis.hits
    for (index, program) in analysis.programs.enumerated().prefix(16) {
      guard let script = source(of: program.path, analysis),
        let bytes = DockerfileContext.read(root + "/" + script, limit: scriptLimit)
      else { continue }
      hits += analysis.check(script: bytes, named: script, program: index)
    }
    let outputs = hits.compactMap { hit -> DeploymentImage.Output? in
      let line = dockerfile.position(at: hit.range.lowerBound).line
      let place = "\(name) line \(line)" + (hit.detail.map { ", \($0)" } ?? "")
      switch hit.rule {
      case "dockerfile-runtime-prints-secret", "dockerfile-trace-secret":
        return .init(variable: hit.subject, detail: place)
      case "dockerfile-runtime-prints-environment": return .init(variable: nil, detail: place)
      default: return nil
      }
    }
    return DeploymentImage(name: name, outputs: Array(outputs.prefix(64)), sshLine: sshLine(of: dockerfile))
  }

  /// The file of the context that a program in the image was copied from.
  private static func source(of path: String, _ analysis: DockerfileAnalysis) -> String? {
    guard let name = path.split(separator: "/").last else { return nil }
    for copy in analysis.copies where copy.origin == .context {
      for source in copy.sources where source.value.split(separator: "/").last == name {
        return source.value.split(separator: "/").contains("..") ? nil : source.value
      }
    }
    return analysis.copies.contains { $0.origin == .context } ? String(name) : nil
  }

  private static func sshLine(of dockerfile: Dockerfile) -> Int? {
    for instruction in dockerfile.instructions {
      switch instruction.keyword {
      case .run, .cmd, .entrypoint:
        let text = instruction.text.string
        if text.contains("openssh-server") || text.contains("sshd") || text.contains("dropbear") {
          return instruction.span.start.line
        }
      default: continue
      }
    }
    return nil
  }
}
