import Matching

/// Every reader of credential files, by the names that the rules in `Patterns/` call them.
public enum CredentialFileReaders {
  /// One of each; names are unique.
  public static let all: [any CredentialReader] =
    [
      Htpasswd(), Htdigest(), Shadow(layout: .shadow), Shadow(layout: .gshadow), Shadow(layout: .passwd),
      Shadow(layout: .opasswd), Smbpasswd(), Netrc(), Npmrc(), DockerConfig(), Dotenv(), AWSCredentials(),
      GitCredentials(), GitConfig(), Pgpass(), PPPSecrets(), IPsecSecrets(), Fetchmailrc(), PgBouncerUsers(),
      AnsibleInventory(), Curlrc(), OpenVPNLogin(), MyLogin(), Keystore(), ShellHistory(), TerraformState(),
      ChpasswdList(), AlternatingLogins(), Assignments(), PasswordHashes(), TableDumps(), LoginCalls(),
      ShellHistory(name: "command-lines"),
    ] + TokenFile.all + CodeSettings.all + SettingsReader.all
}
