extension SettingsReader {
  /// Applications and their servers.
  static let applications: [SettingsReader] = [
    // tomcat.apache.org: "MemoryRealm".
    SettingsReader(
      name: "tomcat-users", format: .xml,
      secrets: [Secret("tomcat-users/user/@password", "password", .hashOrPlain)],
      owners: ["@username", "@roles"]),
    // guides.rubyonrails.org: "Configuring Rails Applications", secrets.yml.
    SettingsReader(
      name: "rails-secrets", format: .yaml,
      secrets: [
        Secret("secret_key_base", "secret key base", minimum: 16),
        Secret("secret_token", "secret token", minimum: 16),
      ],
      showsSection: true),
    // grafana.com: "Configure Grafana".
    SettingsReader(
      name: "grafana-ini", format: .ini(.ini),
      secrets: [
        Secret("security/admin_password", "administrator's password"),
        Secret("security/secret_key", "signing key"),
        Secret("database/password", "database password"), Secret("smtp/password", "SMTP password"),
        Secret("*/client_secret", "OAuth client secret"), Secret("session/provider_config", "login", .url),
        Secret("database/url", "database login", .url),
      ],
      showsSection: true),
    // jenkins.io: credentials.xml; `{…}` is encrypted by secrets/master.key and hudson.util.Secret.
    SettingsReader(
      name: "jenkins-credentials", format: .xml,
      secrets: [
        Secret("password", "password", .encrypted("encrypted by the server's key")),
        Secret("secret", "secret text", .encrypted("encrypted by the server's key")),
        Secret("passphrase", "key passphrase", .encrypted("encrypted by the server's key")),
        Secret("privateKey", "private key", .encrypted("encrypted by the server's key")),
        Secret("apiToken", "API token", .encrypted("encrypted by the server's key")),
        Secret("secretBytes", "secret file", .encrypted("encrypted by the server's key")),
      ],
      owners: ["id", "username"], proof: ["scope", "id"]),
    // docs.gradle.org: gradle.properties; the names are the users' own, hence those that say so.
    SettingsReader(
      name: "gradle-properties", format: .ini(.properties),
      secrets: [
        Secret("systemProp.http.proxyPassword", "proxy password"),
        Secret("systemProp.https.proxyPassword", "proxy password"),
        Secret("signing.password", "signing password"), Secret("signingPassword", "signing password"),
        Secret("signingInMemoryKeyPassword", "signing password"),
        Secret("mavenCentralPassword", "Maven Central password"),
        Secret("ossrhPassword", "Sonatype password"), Secret("sonatypePassword", "Sonatype password"),
        Secret("gradle.publish.secret", "plugin portal secret"), Secret("storePassword", "keystore password"),
        Secret("keyPassword", "key password"), Secret("artifactory_password", "Artifactory password"),
        Secret("artifactoryPassword", "Artifactory password"), Secret("nexusPassword", "Nexus password"),
        Secret("RELEASE_STORE_PASSWORD", "keystore password"), Secret("RELEASE_KEY_PASSWORD", "key password"),
        Secret("gpr.key", "GitHub Packages token"), Secret("gpr.token", "GitHub Packages token"),
      ]),
    // docs.spring.io: application.properties.
    SettingsReader(
      name: "spring-properties", format: .ini(.properties),
      secrets: [
        Secret("spring.datasource.password", "database password"),
        Secret("spring.mail.password", "mail password"),
        Secret("spring.security.user.password", "password", .hashOrPlain),
        Secret("spring.redis.password", "Redis password"),
        Secret("spring.data.redis.password", "Redis password"),
        Secret("spring.rabbitmq.password", "RabbitMQ password"),
        Secret("spring.data.mongodb.password", "MongoDB password"),
        Secret("server.ssl.key-store-password", "keystore password"),
        Secret("server.ssl.key-password", "key password"),
        Secret("spring.data.mongodb.uri", "MongoDB login", .url),
        Secret("spring.ldap.password", "LDAP password"),
        Secret("spring.cloud.config.password", "config server password"),
        Secret("spring.datasource.hikari.password", "database password"),
        Secret("encrypt.key", "encryption key"),
      ]),
    // docs.ansible.com: inventory and group_vars; behavioural parameters.
    SettingsReader(
      name: "ansible-vars", format: .yaml,
      secrets: [
        Secret("ansible_password", "login password"), Secret("ansible_ssh_pass", "login password"),
        Secret("ansible_become_password", "become password"),
        Secret("ansible_become_pass", "become password"),
        Secret("ansible_sudo_pass", "sudo password"),
        Secret("ansible_ssh_private_key_passphrase", "key passphrase"),
        Secret("ansible_winrm_password", "login password"), Secret("ansible_su_pass", "su password"),
      ],
      owners: ["ansible_user", "ansible_host"], showsSection: true),
    // docs.snowflake.com: "Connecting through SnowSQL", config.
    SettingsReader(
      name: "snowsql", format: .ini(.init(separators: [.equals], comments: [.hash])),
      secrets: [Secret("*/password", "password"), Secret("*/private_key_passphrase", "key passphrase")],
      owners: ["accountname", "username"], showsSection: true),
    // docs.databricks.com: `.databrickscfg`.
    SettingsReader(
      name: "databrickscfg", format: .ini(.ini),
      secrets: [
        Secret("*/token", "access token", minimum: 20), Secret("*/password", "password"),
        Secret("*/client_secret", "OAuth secret"), Secret("*/azure_client_secret", "Azure client secret"),
      ],
      owners: ["host", "username"], showsSection: true, proof: ["host"]),
    // github.com/Kaggle/kaggle-api: kaggle.json.
    SettingsReader(
      name: "kaggle", format: .json, secrets: [Secret("/key", "API key", minimum: 32)], owners: ["username"],
      always: ["/username"]),
    // www.rabbitmq.com: "Schema Definition Export and Import", definitions.json.
    SettingsReader(
      name: "rabbitmq-definitions", format: .json,
      secrets: [
        Secret("users/*/password_hash", "password hash, salted SHA-256", severity: .medium, minimum: 20),
        Secret("users/*/password", "password"),
      ],
      owners: ["name"], proof: ["users/*/hashing_algorithm"]),
  ]
}
