/// How long the tokens are that providers issue with a prefix of their own.
///
/// A value with such a prefix and another length is cut off or made up. The provider's own rule passes it by, and so
/// must the rules that go by a name alone. Lengths are those that the rules of Patterns/ give, with their sources.
package enum IssuedLength {
  private static let known: [(prefix: [UInt8], lengths: ClosedRange<Int>)] = [
    ("AIza", 39...39), ("AKIA", 20...20), ("ASIA", 20...20), ("ATATT3", 150...300), ("CCIPAT_", 60...90),
    ("GOCSPX-", 35...35), ("NRAK-", 32...32), ("PMAK-", 64...64), ("SG.", 69...69), ("dapi", 36...38),
    ("dckr_pat_", 36...36), ("dop_v1_", 71...71), ("dp.pt.", 45...50), ("figd_", 43...50), ("ghp_", 40...40),
    ("gho_", 40...40), ("ghr_", 40...80), ("ghs_", 40...2000), ("ghu_", 40...40), ("github_pat_", 93...93),
    ("glpat-", 26...200), ("glsa_", 46...46), ("gsk_", 56...56), ("hf_", 37...37), ("hvs.", 28...220),
    ("lin_api_", 44...48), ("lsv2_", 51...60), ("npm_", 40...40), ("nvapi-", 66...74), ("pplx-", 53...61),
    ("pul-", 44...44), ("pypi-", 80...600), ("r8_", 40...40), ("rk_live_", 24...250), ("rnd_", 32...40),
    ("rubygems_", 57...57), ("HRKU-", 41...68), ("sk-", 32...300), ("shpat_", 38...38), ("shpss_", 38...38),
    ("sk-ant-", 80...200),
    ("sk-or-v1-", 73...73),
    ("sk-proj-", 48...250), ("sk_live_", 24...250), ("sk_test_", 24...250), ("sntrys_", 60...600),
    ("sq0atp-", 29...29), ("sq0csp-", 50...50), ("tskey-", 30...100), ("xai-", 84...84), ("xapp-", 50...200),
    ("xoxb-", 40...120), ("xoxp-", 40...120), ("ya29.", 40...2100),
    ("CFPAT-", 49...49), ("EZAK", 58...60), ("EZTK", 58...60), ("RGAPI-", 42...42), ("aio_", 32...32),
    ("doo_v1_", 71...71), ("dor_v1_", 71...71), ("gldt-", 25...200), ("glptt-", 46...200),
    ("glrt-", 25...200),
    ("key-", 36...36), ("mlsn.", 69...69), ("ntn_", 46...60), ("os_v2_app_", 100...120),
    ("os_v2_org_", 100...120), ("pat-ap1-", 40...60), ("pat-eu1-", 40...60), ("pat-na1-", 40...60),
    ("phx_", 40...60), ("pk_live_", 24...250), ("pk_test_", 24...250), ("rk_test_", 24...250),
    ("rzp_live_", 23...23), ("rzp_test_", 23...23), ("shpca_", 38...38), ("shppa_", 38...38),
    ("sntryu_", 71...71), ("tfp_", 50...80), ("xkeysib-", 81...89), ("xsmtpsib-", 81...90),
  ].map { (Array($0.0.utf8), $0.1) }

  /// Whether `value` has a known prefix and a length that is never issued with it.
  package static func isWrong(_ value: [UInt8]) -> Bool {
    known.contains { value.starts(with: $0.prefix) && !$0.lengths.contains(value.count) }
  }
}
