/// What the offline checks do, in a sentence each, for those who look at a rule.
public enum VerifierSummary {
  /// Of the check that rules name so.
  public static func of(_ name: String) -> String {
    sentences[name] ?? "checks the match offline, by its structure or checksum"
  }

  private static let sentences = [
    "age-bech32": "the Bech32 checksum of an age identity",
    "assigned-value":
      "no checksum: drops variables, calls, paths, prose and placeholders that are assigned to a name",
    "atlassian-crc32": "the CRC-32 at the end of Atlassian's API tokens",
    "aws-account": "decodes the account number that an AWS access key id carries",
    "aws-secret-key": "40 characters of base64 that are no hexadecimal digest",
    "azure-cask": "the annotation of a common annotated security key: provider and month",
    "azure-identifiable": "the Marvin checksum of an identifiable Azure key, seeded by its service",
    "base58check": "the double SHA-256 of Base58Check",
    "basic-auth": "decodes the user and password of a basic authorisation header",
    "bip39": "the words and checksum of a BIP-39 mnemonic phrase",
    "bitcoin-wif": "the Base58Check sum of a Bitcoin wallet import format key",
    "discord-bot": "decodes the user id that a Discord bot token begins with",
    "ed25519-seed-stellar": "the CRC-16 of a Stellar secret seed",
    "gcp-service-account": "the fields and the private key of a Google service account",
    "github-crc32": "the CRC-32 in base62 that GitHub's tokens end with",
    "github-fine-grained": "the digest within a fine-grained GitHub token, which confirms and never drops",
    "gitlab-routable": "the payload and CRC-32 of GitLab's routable tokens",
    "grafana-cloud": "decodes the organisation and name in a Grafana Cloud token",
    "grafana-crc32": "the CRC-32 at the end of a Grafana service account token",
    "jwt": "decodes a JSON web token: algorithm, issuer, whether it has expired",
    "laravel-sanctum": "the CRC-32 at the end of a Laravel Sanctum token",
    "luhn": "the Luhn digit of a card number",
    "mapbox": "decodes the account in a Mapbox token",
    "nkey": "the CRC-16 of a NATS key",
    "nostr-nsec": "the Bech32 checksum of a Nostr key",
    "npm-crc32": "the CRC-32 in base62 that npm's tokens end with",
    "polar-crc32": "the CRC-32 at the end of Polar's tokens",
    "private-key": "parses a PEM, OpenPGP, SSH2 or PuTTY block: kind, size, whether it is encrypted",
    "pypi-macaroon": "decodes the macaroon of a PyPI token: place and restrictions",
    "ripple-base58": "the double SHA-256 of a Ripple seed",
    "secp256k1-key": "a number within the order of the curve secp256k1",
    "sentry": "decodes the address and organisation in a Sentry token",
    "slack-token": "the parts of a Slack token",
    "ssh2": "parses a private key in SSH2's form",
    "stellar-strkey": "the CRC-16 of a Stellar key",
    "stripe": "the account and mode of a Stripe key",
    "telegram-bot": "the bot's number in a Telegram token",
    "tezos-base58check": "the prefix and Base58Check sum of a Tezos key",
    "wireguard-key": "32 bytes that are clamped as a Curve25519 key is",
    "zuplo-crc32": "the CRC-32 at the end of Zuplo's keys",
  ]
}
