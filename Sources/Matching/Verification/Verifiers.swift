/// The offline checks that a rule may name with `verify`.
///
/// Each looks at bytes of untrusted content and calls no one. A check refutes only where its algorithm is
/// certain: documented by the issuer, or recomputed on what the issuer published.
package enum Verifiers {
  /// Every check by the name that rules use.
  package static let all: [String: VerifierFunction] = [
    // A checksum inside the token.
    "age-bech32": Bech32Keys.age,
    "atlassian-crc32": ChecksummedTokens.atlassian,
    "azure-cask": AzureKeys.annotated,
    "azure-identifiable": AzureKeys.identifiable,
    "base58check": Base58Keys.checked,
    "bip39": MnemonicPhrase.verify,
    "bitcoin-wif": Base58Keys.walletImportFormat,
    "ed25519-seed-stellar": Base32Keys.stellar,
    "github-crc32": ChecksummedTokens.github,
    "github-fine-grained": ChecksummedTokens.gitHubFineGrained,
    "gitlab-routable": GitLabRoutableToken.verify,
    "grafana-crc32": ChecksummedTokens.grafana,
    "laravel-sanctum": ChecksummedTokens.sanctum,
    "luhn": CardNumber.luhn,
    "nkey": Base32Keys.nkey,
    "nostr-nsec": Bech32Keys.nostr,
    "npm-crc32": ChecksummedTokens.npm,
    "polar-crc32": ChecksummedTokens.polar,
    "ripple-base58": Base58Keys.ripple,
    "stellar-strkey": Base32Keys.stellar,
    "tezos-base58check": Base58Keys.tezos,
    "zuplo-crc32": ChecksummedTokens.zuplo,
    // No structure at all, but what a value must not be.
    "assigned-value": AssignedValue.verify,
    // A structure that can be read.
    "aws-account": AWSKeys.account,
    "aws-secret-key": AWSKeys.secretKey,
    "basic-auth": BasicAuthentication.verify,
    "certificate": Certificate.verify,
    "discord-bot": StructuredTokens.discordBot,
    "gcp-service-account": ServiceAccountKey.verify,
    "grafana-cloud": EncodedTokens.grafanaCloud,
    "jwt": JSONWebToken.verify,
    "mapbox": EncodedTokens.mapbox,
    "private-key": PrivateKey.verify,
    "pypi-macaroon": PyPIMacaroon.verify,
    "secp256k1-key": StructuredTokens.secp256k1,
    "sentry": EncodedTokens.sentry,
    "slack-token": StructuredTokens.slack,
    "ssh2": PrivateKey.verify,
    "stripe": StructuredTokens.stripe,
    "telegram-bot": StructuredTokens.telegramBot,
    "wireguard-key": StructuredTokens.wireGuard,
  ]
}
