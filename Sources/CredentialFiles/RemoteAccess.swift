extension SettingsReader {
  /// File transfer, code hosts and mail: logins to other machines.
  static let remoteAccess: [SettingsReader] = [
    // wiki.filezilla-project.org: sitemanager.xml, recentservers.xml.
    SettingsReader(
      name: "filezilla", format: .xml,
      secrets: [Secret("Server/Pass", "password", .obscured("base64"))], owners: ["Host", "User"],
      proof: ["Server/Pass"]),
    // Sublime Text SFTP, VS Code SFTP (sftp.json), Atom's remote-ftp (.ftpconfig).
    SettingsReader(
      name: "sftp-config", format: .json,
      secrets: [
        Secret("password", "password"), Secret("passphrase", "key passphrase"), Secret("pass", "password"),
      ],
      owners: ["host", "username", "user"], always: ["host"]),
    // winscp.net: "Storing configuration"; the scheme is known.
    SettingsReader(
      name: "winscp", format: .ini(.init(separators: [.equals])),
      secrets: [Secret("*/Password", "password", .obscured("obscured"), minimum: 10)],
      owners: ["HostName", "UserName"], showsSection: true),
    // docs.github.com/cli: hosts.yml; hub's own file has the same keys.
    SettingsReader(
      name: "gh-hosts", format: .yaml, secrets: [Secret("oauth_token", "OAuth token")],
      owners: ["user"], showsSection: true, proof: ["oauth_token"]),
    // docs.gitlab.com: glab's config.yml.
    SettingsReader(
      name: "glab-config", format: .yaml, secrets: [Secret("hosts/*/token", "access token", minimum: 10)],
      owners: ["user"], showsSection: true),
    // docs.gitlab.com/runner: config.toml.
    SettingsReader(
      name: "gitlab-runner", format: .ini(.toml),
      secrets: [
        Secret("runners/token", "runner token"), Secret("SecretKey", "cache secret key"),
        Secret("PrivateKey", "cache key"),
      ],
      owners: ["name", "url"]),
    // marlam.de/msmtp: "Configuration files".
    SettingsReader(
      name: "msmtprc", format: .ini(.words),
      secrets: [Secret("/password", "mail password")], owners: ["user", "host"]),
    // mutt.org: muttrc(5), `set imap_pass=…`.
    SettingsReader(
      name: "muttrc", format: .ini(.init(separators: [.equals], comments: [.hash])),
      secrets: [
        Secret("/set imap_pass", "IMAP password"), Secret("/set smtp_pass", "SMTP password"),
        Secret("/set pop_pass", "POP password"), Secret("/set my_pass", "password"),
      ]),
    // gnu.org: wget(1), "Wgetrc Commands".
    SettingsReader(
      name: "wgetrc", format: .ini(.init(separators: [.equals], comments: [.hash])),
      secrets: [
        Secret("/password", "password"), Secret("/http_password", "HTTP password"),
        Secret("/http_passwd", "HTTP password"),
        Secret("/ftp_password", "FTP password"), Secret("/proxy_password", "proxy password"),
        Secret("/proxy_passwd", "proxy password"),
      ],
      owners: ["user"]),
    // irssi.org: configuration; weechat.org: sec.conf.
    SettingsReader(
      name: "weechat", format: .ini(.init(separators: [.equals], comments: [.hash])),
      secrets: [
        Secret("data/*", "secured value"), Secret("server/*", "server password", .url),
      ],
      showsSection: true),
    // developer.hashicorp.com/vault: the CLI's configuration of agents and `recovery` files.
    SettingsReader(
      name: "vault-init", format: .json,
      secrets: [
        Secret("/root_token", "root token"), Secret("/unseal_keys_b64/*", "unseal key"),
        Secret("/keys_base64/*", "unseal key"), Secret("/recovery_keys_b64/*", "recovery key"),
      ],
      proof: ["/root_token"]),
  ]
}
