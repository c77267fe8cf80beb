import Crypto

/// Secrets that their issuers publish as examples: known to everyone, so no leak.
///
/// Kept as the first eight bytes of their SHA-256, so that this file holds none of them.
enum PublishedSample {
  /// What the detail of such a finding says.
  static let detail = "documentation sample"

  /// The verdict for a published sample, or nil for everything else.
  static func verdict(_ secret: some Collection<UInt8>) -> Verdict? {
    guard contains(secret) else { return nil }
    return Verdict(.unknown, detail: detail, severity: .info)
  }

  /// Whether `secret` is a published sample. For private keys, `secret` is the decoded body.
  static func contains(_ secret: some Collection<UInt8>) -> Bool {
    digests.contains(fingerprint(secret))
  }

  static func fingerprint(_ secret: some Collection<UInt8>) -> UInt64 {
    SHA256.hash(data: Array(secret)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static let digests: Set<UInt64> = [
    // docs.aws.amazon.com: secret access keys of the examples
    0x7831_4b11_be2e_5815,
    0xe21b_597b_a6b9_cafa,
    // docs.stripe.com: keys of the examples
    0x2caf_c097_0149_a84f,
    0xf2d6_ca16_5150_33e5,
    // core.telegram.org/bots
    0x731f_a294_d036_e54f,
    0x0b5d_d075_ccdd_03c4,
    // RFC 7617, section 2, and RFC 2617: Basic authentication
    0xe305_92c3_7ff3_3ddb,
    0x3402_b974_e6be_a8d6,
    // RFC 8410, section 10.3: an Ed25519 key in PKCS#8
    0x80b8_85d1_af82_668a,
    // BIP-39: Trezor's test vectors
    0xc557_eec8_78df_d852,
    0x29ae_db05_1d65_bcc8,
    0x69be_79ef_3c28_f55d,
    0xecb0_e7ba_498c_5920,
    0x3a64_bcd9_cea4_3c0a,
    0x3c09_4943_5a7e_4277,
    0xc1db_187b_992c_8ddd,
    0xe96b_fc1d_7886_7126,
    // Hardhat, Foundry and Truffle: mnemonics and first key of the local test network
    0xf79c_d64f_9cea_2378,
    0xb83e_9641_7f61_cb14,
    0xbc1a_5096_6c9e_6486,
    // C2SP/CCTV: the key of age's test vectors
    0x789e_b04a_e4c0_0984,
    // NIP-19
    0xfa1c_cdee_c817_5c63,
    // xrpl.org: the genesis account
    0x9738_0bed_40c7_6b62,
    // en.bitcoin.it, Wallet import format
    0x9d6a_2b9d_1f01_d457,
  ]
}
