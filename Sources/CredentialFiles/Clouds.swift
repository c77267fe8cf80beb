extension SettingsReader {
  /// Clouds, their command lines and storage clients.
  static let clouds: [SettingsReader] = [
    // The AWS CLI's caches: `.aws/sso/cache`, `.aws/cli/cache`.
    SettingsReader(
      name: "aws-cache", format: .json,
      secrets: [
        Secret("Credentials/SecretAccessKey", "secret access key", severity: .high),
        Secret("Credentials/SessionToken", "session token", severity: .high),
        Secret("/accessToken", "SSO access token", severity: .high),
        Secret("/refreshToken", "SSO refresh token"),
        Secret("/clientSecret", "SSO client secret", severity: .high),
      ],
      owners: ["startUrl"]),
    // cloud.google.com/iam: "Create and delete service account keys".
    SettingsReader(
      name: "gcp-service-account", format: .json,
      secrets: [Secret("private_key", "service account key", .privateKey)],
      owners: ["client_email", "project_id"], proof: ["private_key_id"]),
    // cloud.google.com: "Application Default Credentials".
    SettingsReader(
      name: "gcloud-credentials", format: .json,
      secrets: [
        Secret("refresh_token", "refresh token"),
        Secret("client_secret", "OAuth client secret", severity: .medium),
      ],
      owners: ["account", "quota_project_id"], proof: ["client_id"], always: ["refresh_token"]),
    // developers.google.com/identity: the client's `client_secret.json`.
    SettingsReader(
      name: "google-oauth-client", format: .json,
      secrets: [
        Secret("/web/client_secret", "OAuth client secret"),
        Secret("/installed/client_secret", "OAuth client secret", severity: .medium),
      ],
      owners: ["project_id", "client_id"], always: ["auth_uri"]),
    // The Azure CLI: accessTokens.json (before 2.30) and msal_token_cache.json.
    SettingsReader(
      name: "azure-tokens", format: .json,
      secrets: [
        Secret("RefreshToken/*/secret", "refresh token"), Secret("AccessToken/*/secret", "access token"),
        Secret("refreshToken", "refresh token"), Secret("accessToken", "access token"),
        Secret("client_secret", "service principal secret"),
      ],
      owners: ["userId", "servicePrincipalId", "client_id"]),
    // learn.microsoft.com: `az ad sp create-for-rbac --sdk-auth`.
    SettingsReader(
      name: "azure-sdk-auth", format: .json, secrets: [Secret("/clientSecret", "service principal secret")],
      owners: ["clientId", "tenantId"], proof: ["subscriptionId", "tenantId"], always: ["clientId"]),
    // s3tools.org: s3cmd's configuration.
    SettingsReader(
      name: "s3cfg", format: .ini(.ini),
      secrets: [
        Secret("*/secret_key", "secret key"), Secret("*/gpg_passphrase", "passphrase"),
        Secret("*/access_token", "session token"),
      ],
      owners: ["host_base"], showsSection: true, proof: ["host_bucket", "secret_key"]),
    // rclone.org: "Configuration file"; `rclone reveal` undoes its passwords.
    SettingsReader(
      name: "rclone", format: .ini(.init(separators: [.equals])),
      secrets: [
        Secret("*/pass", "password", .obscured("obscured")),
        Secret("*/password", "password", .obscured("obscured")),
        Secret("*/password2", "salt", .obscured("obscured")),
        Secret("*/secret_access_key", "secret access key"),
        Secret("*/token", "OAuth token", minimum: 20), Secret("*/client_secret", "client secret"),
        Secret("*/service_account_credentials", "service account", minimum: 20),
        Secret("*/key", "application key", minimum: 10), Secret("*/sas_url", "SAS URL", minimum: 20),
        Secret("*/bearer_token", "bearer token"), Secret("*/api_key", "API key"),
      ],
      owners: ["type", "user", "host"], showsSection: true, always: ["*/type"]),
    // Boto 2 and gsutil: "Boto Config".
    SettingsReader(
      name: "boto", format: .ini(.ini),
      secrets: [
        Secret("Credentials/aws_secret_access_key", "AWS secret access key"),
        Secret("Credentials/gs_secret_access_key", "Cloud Storage HMAC key"),
        Secret("Credentials/gs_oauth2_refresh_token", "refresh token"),
        Secret("Boto/proxy_pass", "proxy password"),
      ]),
    // docs.digitalocean.com: doctl.
    SettingsReader(
      name: "doctl", format: .yaml,
      secrets: [Secret("/access-token", "access token"), Secret("/auth-contexts/*", "access token")]),
    // Linode, Hetzner (hcloud), Scaleway, Vultr, Civo, Exoscale command lines.
    SettingsReader(
      name: "cloud-cli", format: .ini(.toml),
      secrets: [
        Secret("contexts/token", "API token"), Secret("*/token", "API token", minimum: 20),
        Secret("accounts/secret", "API secret"), Secret("secret_key", "secret key"),
      ],
      owners: ["name"], showsSection: true),
    SettingsReader(
      name: "scaleway-config", format: .yaml, secrets: [Secret("secret_key", "secret key")],
      owners: ["access_key"], showsSection: true, proof: ["access_key"]),
    // developer.hashicorp.com: "Terraform CLI configuration", credentials.tfrc.json.
    SettingsReader(
      name: "terraform-credentials", format: .json, secrets: [Secret("credentials/*/token", "API token")],
      showsSection: true),
    // The same page: `.terraformrc` and `terraform.rc`, in HCL.
    SettingsReader(
      name: "terraformrc", format: .ini(.toml), secrets: [Secret("/token", "API token", minimum: 14)]),
    // docs.openstack.org: clouds.yaml.
    SettingsReader(
      name: "openstack-clouds", format: .yaml,
      secrets: [
        Secret("clouds/*/auth/password", "password"),
        Secret("clouds/*/auth/application_credential_secret", "application credential"),
        Secret("clouds/*/auth/token", "token"),
      ],
      owners: ["username", "project_name"]),
    // The command lines of Fly.io, Vercel and Netlify.
    SettingsReader(
      name: "fly-config", format: .yaml, secrets: [Secret("/access_token", "access token", minimum: 20)]),
    SettingsReader(
      name: "vercel-auth", format: .json, secrets: [Secret("/token", "access token", minimum: 20)]),
    SettingsReader(
      name: "netlify-config", format: .json, secrets: [Secret("users/*/auth/token", "access token")],
      owners: ["../email"]),
  ]
}
