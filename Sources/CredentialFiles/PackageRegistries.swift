extension SettingsReader {
  /// Logins of package indexes and the tools that publish to them.
  static let packageRegistries: [SettingsReader] = [
    // packaging.python.org: "The .pypirc file".
    SettingsReader(
      name: "pypirc", format: .ini(.ini), secrets: [Secret("*/password", "password")],
      owners: ["username", "repository"], showsSection: true, proof: ["distutils/index-servers"]),
    // pip.pypa.io: "Configuration"; the index's URL may carry a login.
    SettingsReader(
      name: "pip-conf", format: .ini(.ini),
      secrets: [
        Secret("index-url", "index login", .url), Secret("extra-index-url", "index login", .url),
        Secret("find-links", "index login", .url), Secret("proxy", "proxy login", .url),
      ]),
    // doc.rust-lang.org/cargo: "Configuration", credentials.toml.
    SettingsReader(
      name: "cargo-credentials", format: .ini(.toml),
      secrets: [
        Secret("/registry/token", "registry token"), Secret("/registries/*/token", "registry token"),
        Secret("/registry/secret-key", "signing key"), Secret("/registries/*/secret-key", "signing key"),
      ],
      showsSection: true),
    // guides.rubygems.org: `~/.gem/credentials`; every key but the first host's is `:name_api_key`.
    SettingsReader(
      name: "gem-credentials", format: .yaml,
      secrets: [
        Secret("/:rubygems_api_key", "RubyGems API key"), Secret("/:github", "GitHub Packages token"),
        Secret("/rubygems_api_key", "RubyGems API key"),
        Secret("/*", "gem host API key", .token, minimum: 20),
      ]),
    // python-poetry.org: "Configuration", auth.toml.
    SettingsReader(
      name: "poetry-auth", format: .ini(.toml),
      secrets: [Secret("/http-basic/*/password", "password"), Secret("/pypi-token/*", "PyPI token")],
      owners: ["username"], showsSection: true),
    // learn.microsoft.com/nuget: "packageSourceCredentials".
    SettingsReader(
      name: "nuget-config", format: .xml,
      secrets: [
        Secret(
          "packageSourceCredentials/*/add/@value", "feed password", where: ("@key", "cleartextpassword")),
        Secret(
          "packageSourceCredentials/*/add/@value", "feed password", .encrypted("encrypted for one machine"),
          where: ("@key", "password")),
        Secret("apikeys/add/@value", "API key", .encrypted("encrypted for one machine")),
      ],
      showsSection: false),
    // maven.apache.org: "Settings Reference", servers.
    SettingsReader(
      name: "maven-settings", format: .xml,
      secrets: [
        Secret("server/password", "server password"), Secret("server/passphrase", "key passphrase"),
        Secret("proxy/password", "proxy password"),
        Secret("/settingsSecurity/master", "master password", .encrypted("encrypted with a known key")),
      ],
      owners: ["id", "username"]),
    // getcomposer.org: "Authentication for private packages".
    SettingsReader(
      name: "composer-auth", format: .json,
      secrets: [
        Secret("http-basic/*/password", "password"), Secret("github-oauth/*", "GitHub token"),
        Secret("gitlab-oauth/*", "GitLab token"), Secret("gitlab-token/*", "GitLab token"),
        Secret("gitlab-token/*/token", "GitLab token"), Secret("gitlab-oauth/*/token", "GitLab token"),
        Secret("bearer/*", "bearer token"), Secret("bitbucket-oauth/*/consumer-secret", "Bitbucket secret"),
        Secret("forgejo-token/*/token", "Forgejo token"),
      ],
      owners: ["username", "consumer-key"], showsSection: true),
    // yarnpkg.com: "Configuration", npmAuthToken.
    SettingsReader(
      name: "yarnrc", format: .yaml,
      secrets: [
        Secret("npmAuthToken", "registry token"), Secret("npmAuthIdent", "registry login", minimum: 6),
      ],
      showsSection: true),
    // bun.sh: "bunfig.toml", install.registry.
    SettingsReader(
      name: "bunfig", format: .ini(.toml),
      secrets: [
        Secret("install/registry/token", "registry token"), Secret("install/registry/password", "password"),
        Secret("install/scopes/*/token", "registry token"), Secret("install/scopes/*/password", "password"),
      ],
      owners: ["username", "url"]),
    // conan.io: "credentials.json".
    SettingsReader(
      name: "conan-credentials", format: .json, secrets: [Secret("credentials/*/password", "password")],
      owners: ["user", "remote"]),
    // helm.sh: "repositories.yaml".
    SettingsReader(
      name: "helm-repositories", format: .yaml, secrets: [Secret("repositories/*/password", "password")],
      owners: ["name", "username", "url"], proof: ["repositories/*/url"]),
    // bundler.io: `.bundle/config`, credentials of a source as `BUNDLE_HOST: user:password`.
    SettingsReader(
      name: "bundle-config", format: .yaml,
      secrets: [
        Secret("BUNDLE_GITHUB__COM", "GitHub login", minimum: 6),
        Secret("BUNDLE_GEMS__CONTRIBSYS__COM", "gem source login", minimum: 6),
        Secret("BUNDLE_RUBYGEMS__PKG__GITHUB__COM", "GitHub Packages login", minimum: 6),
        Secret("BUNDLE_GEM__FURY__IO", "Gemfury login", minimum: 6),
      ]),
  ]
}
