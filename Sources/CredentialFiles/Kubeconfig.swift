extension SettingsReader {
  /// Kubernetes client configuration, YAML or JSON (kubernetes.io: "Kubeconfig (v1)").
  static let kubeconfig = SettingsReader(
    name: "kubeconfig", format: .yaml,
    secrets: [
      Secret("users/*/user/token", "bearer token", minimum: 6),
      Secret("users/*/user/password", "password"),
      Secret("users/*/user/client-key-data", "client key", .encodedKey),
      Secret("users/*/user/auth-provider/config/access-token", "access token", severity: .high),
      Secret("users/*/user/auth-provider/config/id-token", "ID token", severity: .high),
      Secret("users/*/user/auth-provider/config/refresh-token", "refresh token"),
      Secret("users/*/user/auth-provider/config/client-secret", "client secret"),
    ],
    owners: ["../name", "../../../name", "username"])

  /// All readers that a table describes.
  static let all: [SettingsReader] =
    [kubeconfig] + packageRegistries + databases + clouds + remoteAccess + networks + applications
}
