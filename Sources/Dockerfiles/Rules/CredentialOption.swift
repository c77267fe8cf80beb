/// An option of a program that takes a secret, from the program's manual.
struct CredentialOption: Sendable {
  /// How the secret stands in the option's value.
  enum Form: Sendable {
    case whole
    /// `user:password`
    case afterColon
    /// `Name: value`
    case header
    /// `pass:secret`, as OpenSSL has it
    case afterPrefix
  }

  /// How the value follows the option.
  enum Joint: Sendable {
    /// `-u x`, `-ux`, `--user x`, `--user=x`
    case any
    /// `-px` and `--password=x` only
    case attached
    /// `-storepass x` only
    case separate
  }

  let tools: Set<String>
  /// A word that must stand among the arguments.
  var subcommand: String?
  let names: [String]
  var form = Form.whole
  var joint = Joint.any
  let rule: String

  static let all: [CredentialOption] = [
    .init(
      tools: ["curl"], names: ["-u", "--user", "-U", "--proxy-user"], form: .afterColon,
      rule: "dockerfile-curl-credentials"),
    .init(
      tools: ["curl"], names: ["-H", "--header", "--proxy-header"], form: .header,
      rule: "dockerfile-curl-credentials"),
    .init(
      tools: ["curl"], names: ["--oauth2-bearer", "--pass", "--proxy-pass"],
      rule: "dockerfile-curl-credentials"),
    .init(
      tools: ["http", "https"], names: ["-a", "--auth"], form: .afterColon,
      rule: "dockerfile-curl-credentials"),
    .init(
      tools: ["wget"], names: ["--password", "--http-password", "--ftp-password", "--proxy-password"],
      rule: "dockerfile-wget-credentials"),
    .init(tools: ["wget"], names: ["--header"], form: .header, rule: "dockerfile-wget-credentials"),
    .init(
      tools: ["docker", "podman", "nerdctl", "buildah", "skopeo", "crane", "oras", "helm", "regctl"],
      subcommand: "login", names: ["-p", "--password"], rule: "dockerfile-registry-login"),
    .init(
      tools: ["podman", "buildah", "skopeo"], names: ["--creds", "--src-creds", "--dest-creds"],
      form: .afterColon,
      rule: "dockerfile-registry-login"),
    .init(
      tools: ["mysql", "mysqladmin", "mysqldump", "mysqlimport", "mariadb", "mariadb-admin", "mariadb-dump"],
      names: ["-p", "--password"], joint: .attached, rule: "dockerfile-database-password"),
    .init(
      tools: ["mongo", "mongosh", "mongodump", "mongorestore", "cqlsh", "clickhouse-client", "influx"],
      names: ["-p", "--password"], rule: "dockerfile-database-password"),
    .init(tools: ["redis-cli"], names: ["-a", "--pass"], rule: "dockerfile-database-password"),
    .init(
      tools: ["redis-server", "valkey-server"], names: ["--requirepass", "--masterauth"],
      rule: "dockerfile-database-password"),
    .init(tools: ["sqlcmd", "bcp"], names: ["-P"], rule: "dockerfile-database-password"),
    .init(
      tools: ["ldapsearch", "ldapadd", "ldapmodify"], names: ["-w"], rule: "dockerfile-command-secret"),
    .init(tools: ["sshpass"], names: ["-p"], rule: "dockerfile-sshpass-password"),
    .init(
      tools: ["useradd", "usermod", "adduser"], names: ["-p", "--password"],
      rule: "dockerfile-account-password"),
    .init(
      tools: ["openssl"], names: ["-passin", "-passout", "-pass"], form: .afterPrefix, joint: .separate,
      rule: "dockerfile-openssl-passphrase"),
    .init(
      tools: ["openssl"], subcommand: "enc", names: ["-k"], joint: .separate,
      rule: "dockerfile-openssl-passphrase"),
    .init(
      tools: ["keytool", "jarsigner"],
      names: ["-storepass", "-keypass", "-srcstorepass", "-deststorepass", "-destkeypass", "-new"],
      joint: .separate,
      rule: "dockerfile-keystore-password"),
    .init(tools: ["gpg", "gpg2"], names: ["--passphrase"], rule: "dockerfile-gpg-passphrase"),
    .init(tools: ["ssh-keygen"], names: ["-N"], rule: "dockerfile-gpg-passphrase"),
    .init(tools: ["zip", "unzip"], names: ["-P"], rule: "dockerfile-archive-password"),
    .init(
      tools: ["7z", "7za", "7zr", "unrar", "rar"], names: ["-p"], joint: .attached,
      rule: "dockerfile-archive-password"),
    .init(tools: ["az"], subcommand: "login", names: ["-p", "--password"], rule: "dockerfile-cloud-login"),
    .init(tools: ["twine"], names: ["-p", "--password"], rule: "dockerfile-package-credentials"),
    .init(
      tools: ["nuget", "dotnet"], names: ["-Password", "--password", "-ApiKey", "--api-key", "-k"],
      rule: "dockerfile-package-credentials"),
    .init(
      tools: ["mvn", "gradle"], names: ["-Dpassword", "-Ppassword"], joint: .attached,
      rule: "dockerfile-package-credentials"),
  ]
}

/// A stretch of a text that is a secret.
struct SecretPart {
  let bytes: [UInt8]
  /// Offsets into the file.
  let range: Range<Int>
}
