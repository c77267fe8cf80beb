/// Files in which programs look for logins while an image is built, and the programs that do.
struct CredentialTool {
  /// Of the mount.
  let id: String
  /// Where programs look; `~` for the home folder.
  let path: String
  /// The programs.
  let tools: Set<String>

  private static let all: [(names: Set<String>, tool: CredentialTool)] = [
    (
      [".npmrc"],
      .init(id: "npmrc", path: "~/.npmrc", tools: ["npm", "npx", "pnpm", "yarn", "bun", "corepack"])
    ),
    ([".yarnrc.yml"], .init(id: "yarnrc", path: "~/.yarnrc.yml", tools: ["yarn", "corepack"])),
    (
      [".pypirc"],
      .init(id: "pypirc", path: "~/.pypirc", tools: ["twine", "pip", "pip3", "python", "python3"])
    ),
    (
      ["pip.conf", ".pip"],
      .init(id: "pip", path: "/etc/pip.conf", tools: ["pip", "pip3", "python", "python3", "pipenv"])
    ),
    (["auth.json"], .init(id: "composer", path: "~/.composer/auth.json", tools: ["composer", "php"])),
    (["settings.xml", ".m2"], .init(id: "maven", path: "~/.m2/settings.xml", tools: ["mvn", "mvnw"])),
    (
      ["gradle.properties", ".gradle"],
      .init(id: "gradle", path: "~/.gradle/gradle.properties", tools: ["gradle", "gradlew"])
    ),
    (["nuget.config"], .init(id: "nuget", path: "~/.nuget/NuGet/NuGet.Config", tools: ["dotnet", "nuget"])),
    ([".netrc", "_netrc"], netrc),
    (
      [".git-credentials"],
      .init(
        id: "git-credentials", path: "~/.git-credentials",
        tools: ["git", "npm", "yarn", "pip", "pip3", "go", "bundle", "composer", "cargo"])
    ),
    (
      ["credentials", ".aws"],
      .init(
        id: "aws", path: "~/.aws/credentials", tools: ["aws", "python", "python3", "pip", "terraform", "sam"])
    ),
    (
      ["config.json", ".dockerconfigjson", ".dockercfg"],
      .init(
        id: "docker-config", path: "~/.docker/config.json",
        tools: ["docker", "skopeo", "crane", "oras", "helm", "buildah", "podman"])
    ),
    (
      ["kubeconfig", ".kubeconfig"],
      .init(id: "kubeconfig", path: "~/.kube/config", tools: ["kubectl", "helm"])
    ),
  ]

  /// What curl, wget, Git, pip and Go look up passwords of a host in.
  static let netrc = CredentialTool(
    id: "netrc", path: "~/.netrc",
    tools: ["git", "curl", "wget", "pip", "pip3", "uv", "go", "python", "python3", "npm", "cargo"])

  /// Programs that use SSH keys while an image is built.
  static let sshTools: Set<String> = [
    "git", "npm", "yarn", "pnpm", "pip", "pip3", "uv", "poetry", "go", "bundle", "composer", "cargo", "ssh",
    "scp",
    "rsync", "make", "mix", "glide", "dep", "gem", "pod", "swift",
  ]

  /// The one that reads a file of this name; nil where none is known.
  static func of(path: String) -> CredentialTool? {
    let parts = path.split(separator: "/").map { $0.lowercased() }
    guard let name = parts.last else { return nil }
    // `credentials` is many programs' name.
    if name == "credentials" {
      let folder = parts.count > 1 ? parts[parts.count - 2] : ""
      guard folder == ".aws" || folder == "aws" else { return nil }
    }
    if name == "config.json", parts.count > 1, parts[parts.count - 2] != ".docker" { return nil }
    return all.first { $0.names.contains(name) }?.tool
  }
}
