/// The rules about Dockerfiles, as a table.
public enum DockerfileRules {
  /// Every rule, in the order of the documentation.
  public static let all: [DockerfileRule] = values + copies + commands + outputs

  private static let byID: [String: DockerfileRule] = Dictionary(
    all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  /// The rule of an id, or nil.
  public static func rule(_ id: String) -> DockerfileRule? { byID[id] }
}
