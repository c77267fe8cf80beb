import Foundation

/// A real sshd with keys of its own, started for each connection on a pair of pipes: no port is opened.
struct SSHServer {
  /// For `GIT_SSH_COMMAND`.
  let command: String

  private static let program =
    ProcessInfo.processInfo.environment["CONTRABAND_SSHD"] ?? "/usr/sbin/sshd"

  /// Whether this machine has an sshd that this user can run.
  static let isUsable: Bool = {
    guard access(program, X_OK) == 0, let place = try? Workspace(), let server = try? SSHServer(in: place)
    else { return false }
    let result = try? CommandRunner.run(["sh", "-c", server.command + " localhost true"], seconds: 20)
    return result?.status == 0
  }()

  init(in place: Workspace) throws {
    for name in ["host", "user"] {
      try CommandRunner.tool(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", place.path(name)], package: "openssh-client")
    }
    try place.write("authorized", place.read("user.pub"))
    let config = try place.write(
      "sshd_config",
      """
      HostKey \(place.path("host"))
      AuthorizedKeysFile \(place.path("authorized"))
      PidFile none
      StrictModes no
      PasswordAuthentication no
      PermitRootLogin prohibit-password
      LogLevel ERROR

      """)
    command =
      "ssh -F /dev/null -i \(place.path("user")) -o IdentitiesOnly=yes -o StrictHostKeyChecking=no "
      + "-o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "
      + "-o ProxyCommand='\(Self.program) -i -f \(config)'"
  }
}
