extension SettingsReader {
  /// Networks: wireless, tunnels.
  static let networks: [SettingsReader] = [
    // w1.fi: wpa_supplicant.conf(5); networks stand in braces, which read as lines of their own.
    SettingsReader(
      name: "wpa-supplicant", format: .ini(.init(separators: [.equals], comments: [.hash])),
      secrets: [
        Secret("psk", "pre-shared key", minimum: 8), Secret("sae_password", "SAE password"),
        Secret("password", "EAP password"), Secret("private_key_passwd", "key passphrase"),
        Secret("wpa_passphrase", "pre-shared key", minimum: 8),
        Secret("wpa_psk", "pre-shared key", minimum: 64),
        Secret("wep_key0", "WEP key"),
      ]),
    // networkmanager.dev: nm-settings-keyfile(5).
    SettingsReader(
      name: "network-manager", format: .ini(.init(separators: [.equals], comments: [.hash])),
      secrets: [
        Secret("wifi-security/psk", "pre-shared key"), Secret("wifi-security/wep-key0", "WEP key"),
        Secret("wifi-security/leap-password", "LEAP password"), Secret("802-1x/password", "EAP password"),
        Secret("802-1x/private-key-password", "key passphrase"), Secret("vpn-secrets/*", "VPN secret"),
        Secret("wireguard/private-key", "WireGuard private key", minimum: 43),
        Secret("gsm/password", "mobile password"), Secret("pppoe/password", "PPPoE password"),
        Secret("802-11-wireless-security/psk", "pre-shared key"),
      ],
      showsSection: true),
    // wireguard.com: wg(8), "Configuration file format".
    SettingsReader(
      name: "wireguard", format: .ini(.init(separators: [.equals], comments: [.hash])),
      secrets: [
        Secret("Interface/PrivateKey", "private key", minimum: 43),
        Secret("Peer/PresharedKey", "pre-shared key", minimum: 43),
        Secret("NetDev/PrivateKey", "private key", minimum: 43),
        Secret("WireGuard/PrivateKey", "private key", minimum: 43),
        Secret("WireGuardPeer/PresharedKey", "pre-shared key", minimum: 43),
      ],
      owners: ["Address", "Endpoint"]),
  ]
}
