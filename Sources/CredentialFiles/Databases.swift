extension SettingsReader {
  /// Clients and servers of databases.
  static let databases: [SettingsReader] = [
    // dev.mysql.com: "Using Option Files".
    SettingsReader(
      name: "mysql-options", format: .ini(.init(separators: [.equals], inlineComments: true)),
      secrets: [
        Secret("*/password", "password"), Secret("*/mysql-password", "password"),
        Secret("*/master-password", "password"),
      ],
      owners: ["user", "host"], showsSection: true),
    // redis.io: "Redis configuration"; Valkey and KeyDB read the same.
    SettingsReader(
      name: "redis-conf", format: .ini(.words),
      secrets: [
        Secret("/requirepass", "server password"), Secret("/masterauth", "replication password"),
        Secret("/tls-key-file-pass", "key passphrase"), Secret("/tls-client-key-file-pass", "key passphrase"),
      ]),
    // postgresql.org: "The Connection Service File".
    SettingsReader(
      name: "pg-service", format: .ini(.init(separators: [.equals], comments: [.hash])),
      secrets: [Secret("*/password", "password")], owners: ["user", "host"], showsSection: true),
    // mongodb.com: "Configuration File Options".
    SettingsReader(
      name: "mongod-conf", format: .yaml,
      secrets: [
        Secret("net/tls/certificateKeyFilePassword", "key passphrase"),
        Secret("net/ssl/PEMKeyPassword", "key passphrase"),
        Secret("security/ldap/bind/queryPassword", "LDAP password"),
      ]),
    // edgeguides.rubyonrails.org: "Configuring a Database".
    SettingsReader(
      name: "rails-database", format: .yaml,
      secrets: [
        Secret("/*/password", "password"), Secret("/*/*/password", "password"), Secret("url", "login", .url),
      ],
      owners: ["username", "host", "database"], showsSection: true),
    // clickhouse.com: "Client configuration" and users.xml.
    SettingsReader(
      name: "clickhouse-users", format: .xml,
      secrets: [
        Secret("users/*/password", "password"),
        Secret("users/*/password_sha256_hex", "password, SHA-256, weak", minimum: 64),
        Secret("users/*/password_double_sha1_hex", "password, SHA-1, weak", minimum: 40),
        Secret("/config/password", "password"),
      ],
      owners: ["user"], showsSection: true),
  ]
}
