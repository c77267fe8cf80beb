/// Files that programs keep credentials in, by their names: all there is to judge by where the file is not at hand.
public enum CredentialFileKind {
  /// The rule for a path, or nil.
  public static func rule(for path: String) -> String? {
    let lower = path.lowercased()
    let parts = lower.split(separator: "/").map(String.init)
    guard let name = parts.last else { return nil }
    let folder = parts.count > 1 ? parts[parts.count - 2] : ""
    if let rule = names[name] { return rule }
    if name.hasSuffix(".pub") || name.hasSuffix(".example") || name.hasSuffix(".sample")
      || name.hasSuffix(".dist")
      || name.hasSuffix(".template") || name.hasSuffix(".tmpl") || name.hasSuffix(".j2")
    {
      return nil
    }
    if name.hasPrefix(".env.") || name.hasSuffix(".env") {
      return name.hasSuffix(".defaults") || name.hasSuffix(".test") ? nil : "dockerfile-copy-dotenv"
    }
    if name.hasSuffix("htpasswd") { return "dockerfile-copy-htpasswd" }
    switch (folder, name) {
    case (".aws", _): return "dockerfile-copy-cloud-credentials"
    case (".docker", "config.json"): return "dockerfile-copy-docker-config"
    case (".kube", "config"): return "dockerfile-copy-kubeconfig"
    case (".gem", "credentials"), (".cargo", "credentials"), (".cargo", "credentials.toml"):
      return "dockerfile-copy-registry-config"
    case (".gnupg", _): return "dockerfile-copy-private-key"
    default: break
    }
    if name == ".ssh" { return "dockerfile-copy-ssh-key" }
    if name == ".aws" || name == ".azure" || name == "gcloud" { return "dockerfile-copy-cloud-credentials" }
    if name.hasPrefix("id_")
      && ["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"].contains(where: { name.hasPrefix($0) })
    {
      return "dockerfile-copy-ssh-key"
    }
    for (suffix, rule) in suffixes where name.hasSuffix(suffix) && name.utf8.count > suffix.utf8.count {
      return rule
    }
    if name.hasSuffix(".pem") {
      let isPublic = ["cert", "chain", "ca", "pub", "crt", "bundle"].contains { name.contains($0) }
      return isPublic ? nil : "dockerfile-copy-private-key"
    }
    if name.hasSuffix(".json"),
      cloudNames.contains(where: { name.contains($0) })
    {
      return "dockerfile-copy-cloud-credentials"
    }
    return nil
  }

  /// What the keys of Google's clouds are called when they are downloaded, or by those who keep them.
  private static let cloudNames = [
    "service-account", "service_account", "serviceaccount", "credential", "adminsdk", "client_secret",
    "client-secret", "gcp-key", "gcp_key", "gcloud-key",
  ]

  private static let names: [String: String] = [
    ".htpasswd": "dockerfile-copy-htpasswd", "htpasswd": "dockerfile-copy-htpasswd",
    ".env": "dockerfile-copy-dotenv", ".envrc": "dockerfile-copy-dotenv",
    ".npmrc": "dockerfile-copy-registry-config", ".yarnrc.yml": "dockerfile-copy-registry-config",
    ".pypirc": "dockerfile-copy-registry-config", "auth.json": "dockerfile-copy-registry-config",
    ".netrc": "dockerfile-copy-netrc", "_netrc": "dockerfile-copy-netrc",
    ".git-credentials": "dockerfile-copy-netrc",
    "application_default_credentials.json": "dockerfile-copy-cloud-credentials",
    "credentials.json": "dockerfile-copy-cloud-credentials",
    "credentials": "dockerfile-copy-cloud-credentials",
    ".dockerconfigjson": "dockerfile-copy-docker-config", ".dockercfg": "dockerfile-copy-docker-config",
    "kubeconfig": "dockerfile-copy-kubeconfig", ".kubeconfig": "dockerfile-copy-kubeconfig",
    ".pgpass": "dockerfile-copy-database-login", ".my.cnf": "dockerfile-copy-database-login",
    ".mylogin.cnf": "dockerfile-copy-database-login",
    "terraform.tfstate": "dockerfile-copy-state", ".vault-token": "dockerfile-copy-state",
    "shadow": "dockerfile-copy-htpasswd", "master.key": "dockerfile-copy-private-key",
    ".git": "dockerfile-copy-git",
  ]

  private static let suffixes: [(String, String)] = [
    (".key", "dockerfile-copy-private-key"), (".ppk", "dockerfile-copy-ssh-key"),
    (".pk8", "dockerfile-copy-private-key"), (".jks", "dockerfile-copy-keystore"),
    (".keystore", "dockerfile-copy-keystore"), (".p12", "dockerfile-copy-keystore"),
    (".pfx", "dockerfile-copy-keystore"), (".kdbx", "dockerfile-copy-keystore"),
    (".tfstate", "dockerfile-copy-state"), (".keytab", "dockerfile-copy-keystore"),
  ]
}
