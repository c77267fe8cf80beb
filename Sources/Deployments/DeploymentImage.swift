/// What the Dockerfile beside a deployment file says of the image that is deployed.
public struct DeploymentImage: Sendable, Hashable {
  /// Something that the image's command prints.
  public struct Output: Sendable, Hashable {
    /// The variable; nil where it is all of them.
    public let variable: String?
    /// Where, and by which program.
    public let detail: String

    /// Makes one of its parts.
    public init(variable: String?, detail: String) {
      self.variable = variable
      self.detail = detail
    }
  }

  /// Path of the Dockerfile, as reports show it.
  public let name: String
  /// What CMD, ENTRYPOINT and their scripts print.
  public let outputs: [Output]
  /// The line of the Dockerfile that installs or starts an SSH server; nil if none does.
  public let sshLine: Int?

  /// Makes a description.
  public init(name: String, outputs: [Output], sshLine: Int?) {
    self.name = name
    self.outputs = outputs
    self.sshLine = sshLine
  }
}
