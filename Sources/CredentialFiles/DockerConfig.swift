import Findings
import Matching

/// Registry logins of Docker (`.docker/config.json`, `.dockercfg`), Podman, Buildah, Skopeo (`auth.json`:
/// containers-auth.json(5)) and Kaniko. Where a credential helper keeps them (`credsStore`), nothing stands here.
struct DockerConfig: CredentialReader {
  let name = "docker-config"

  private static let fields: [SettingsReader.Secret] = [
    .init("auths/*/auth", "registry login", .basic),
    .init("auths/*/password", "registry password"),
    .init("auths/*/identitytoken", "identity token"),
    .init("auths/*/registrytoken", "registry token"),
    .init("/HttpHeaders/Authorization", "authorization header"),
    .init("/HttpHeaders/X-Meta-Auth-Token", "authorization header"),
    .init("proxies/*/httpProxy", "proxy login", .url),
    .init("proxies/*/httpsProxy", "proxy login", .url),
    // The old `.dockercfg` has the hosts at the top.
    .init("/*/auth", "registry login", .basic),
  ]

  func credentials(in file: FileView) -> [Credential] {
    let document = JSONScanner.document(of: file.bytes)
    var found: [Credential] = []
    for setting in document.settings {
      guard let field = DockerConfig.fields.first(where: { $0.path.matches(setting, in: document) }),
        file.isNamed || document.containers[setting.container].depth > 1,
        var credential = SettingsReader.credential(setting, as: field, in: document)
      else { continue }
      let host = document.containers[setting.container].key.label()
      credential.detail = (credential.detail ?? field.what) + (host.isEmpty ? "" : ", registry \(host)")
      found.append(credential)
    }
    return found
  }
}
